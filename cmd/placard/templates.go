package main

import (
	"context"
	"fmt"
	"text/tabwriter"
)

// templatesCmd groups what is about templates.
type templatesCmd struct {
	List templatesListCmd `cmd:"" help:"List the templates there are: id, size, name."`
}

// templatesListCmd lists templates.
type templatesListCmd struct{}

// Run prints a line a template. One that cannot be used is listed with the reason.
func (templatesListCmd) Run(ctx context.Context, app *cli, std *streams) error {
	shelf := app.templates()
	ids, err := shelf.List(ctx)
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(std.out, 0, 0, 2, ' ', 0)
	broken := 0
	for _, id := range ids {
		t, err := shelf.Template(ctx, id)
		if err != nil {
			broken++
			fmt.Fprintf(w, "%s\t-\tcannot be used: %v\n", id, err)
			continue
		}
		fmt.Fprintf(w, "%s\t%d×%d\t%s\n", t.ID, t.Width, t.Height, t.Name)
	}
	if err := w.Flush(); err != nil {
		return err
	}
	if broken > 0 {
		return fmt.Errorf("%d of %d templates cannot be used", broken, len(ids))
	}
	return nil
}
