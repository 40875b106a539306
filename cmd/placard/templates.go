package main

import (
	"context"
	"fmt"
	"text/tabwriter"
)

// templatesCmd groups what is about templates.
type templatesCmd struct {
	List templatesListCmd `cmd:"" help:"List the templates there are: id, size, where it is from, name."`
}

// templatesListCmd lists templates.
type templatesListCmd struct{}

// Run prints a line a template. One that cannot be used is listed with the reason.
func (templatesListCmd) Run(ctx context.Context, app *cli, std *streams) error {
	return app.withLibrary(ctx, std, func(l *library) error {
		all, err := l.templates.List(ctx)
		if err != nil {
			return err
		}
		w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
		broken := 0
		for _, t := range all {
			if t.Broken != "" {
				broken++
				fmt.Fprintf(w, "%s\t-\t%s\tcannot be used: %s\n", t.ID, t.Source, t.Broken)
				continue
			}
			fmt.Fprintf(w, "%s\t%d×%d\t%s\t%s\n", t.ID, t.Width, t.Height, t.Source, t.Name)
		}
		if err := w.Flush(); err != nil {
			return err
		}
		if broken > 0 {
			return fmt.Errorf("%d of %d templates cannot be used", broken, len(all))
		}
		return nil
	})
}
