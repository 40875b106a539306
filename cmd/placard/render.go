package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"placard/render"
	"placard/templates"
)

// renderCmd draws one picture.
type renderCmd struct {
	Template string `arg:"" help:"Template id, or path of a template file."`
	content  `embed:""`

	Output  string  `short:"o" help:"File to write; its extension chooses the format; - is standard output. Default: TEMPLATE.png." placeholder:"FILE"`
	Format  string  `help:"Format, where the file's extension does not say: jpg, png or webp." placeholder:"FORMAT"`
	Scale   float64 `help:"Size against the design, 0.05 to 4." default:"1"`
	Quality int     `help:"JPEG quality, 1 to 100. Default: 80." placeholder:"N"`
	Report  bool    `help:"Print what became of each layer, as JSON: boxes, sizes, fonts, lines, what was cut."`
}

// content is what fills a template in; render and sign share it.
type content struct {
	Set     []string `help:"Set a variable, or a layer: title='Hello' sets its text, src or value, title.color=#fff any field. May be repeated." sep:"none" placeholder:"NAME=VALUE"`
	Changes string   `help:"File with a JSON list of changes; - is standard input." placeholder:"FILE"`
}

// Help is shown by placard render --help.
func (renderCmd) Help() string {
	return `Examples:
  placard render article-card --set title='Hello' -o card.png
  placard render ./my-card.json --changes changes.json --scale 2 -o card.jpg --quality 90
  placard render quote -o - --format webp > quote.webp`
}

// Run draws the picture.
func (c *renderCmd) Run(ctx context.Context, app *cli, std *streams) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	return app.withLibrary(ctx, std, func(l *library) error {
		doc, err := c.document(ctx, l)
		if err != nil {
			return err
		}
		renderer, err := l.renderer(render.DefaultConfig())
		if err != nil {
			return err
		}
		var out *render.Output
		var problems []string
		opt := render.Options{Format: format, Quality: c.Quality, Scale: c.Scale, Report: c.Report}
		err = renderer.Do(ctx, doc, opt, func(job *render.Job) (err error) {
			problems = job.Problems()
			out, err = job.Render(ctx)
			return err
		})
		if err != nil {
			return err
		}
		for _, problem := range problems {
			fmt.Fprintln(std.err, "placard:", problem)
		}
		return c.write(out, format, std)
	}, c.assetDirs()...)
}

// format is that of --format, or of the file's extension.
func (c *renderCmd) format() (render.Format, error) {
	ext := strings.TrimPrefix(filepath.Ext(c.Output), ".")
	switch {
	case c.Format != "":
		return render.ParseFormat(c.Format)
	case ext != "":
		return render.ParseFormat(ext)
	case c.Output == "":
		return render.PNG, nil
	case c.Output == "-":
		return "", errors.New("standard output has no extension to tell the format; add --format jpg, png or webp")
	}
	return "", fmt.Errorf("%s has no extension to tell the format; add --format jpg, png or webp", c.Output)
}

// isFile tells a path from an id: an id has neither a slash nor an extension.
func (c *renderCmd) isFile() bool {
	return strings.ContainsAny(c.Template, `/\`) || filepath.Ext(c.Template) == ".json"
}

// document is the template with the changes applied.
func (c *renderCmd) document(ctx context.Context, l *library) (*templates.Document, error) {
	t, err := c.template(ctx, l)
	if err != nil {
		return nil, err
	}
	changes, err := c.changes(t)
	if err != nil {
		return nil, err
	}
	return t.Apply(changes)
}

func (c *renderCmd) template(ctx context.Context, l *library) (*templates.Template, error) {
	if !c.isFile() {
		return l.template(ctx, c.Template)
	}
	data, err := os.ReadFile(c.Template)
	if err != nil {
		return nil, err
	}
	t, err := templates.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Template, err)
	}
	return t, nil
}

// assetDirs is a folder "assets" beside a template file, which comes before other assets.
func (c *renderCmd) assetDirs() []string {
	if !c.isFile() {
		return nil
	}
	return []string{filepath.Join(filepath.Dir(c.Template), "assets")}
}

// changes are those of --changes, then those of --set.
func (c *content) changes(t *templates.Template) (templates.Changes, error) {
	var list templates.Changes
	if c.Changes != "" {
		data, err := readFile(c.Changes)
		if err != nil {
			return nil, err
		}
		if list, err = templates.DecodeChanges(data); err != nil {
			return nil, fmt.Errorf("%s: %w", c.Changes, err)
		}
	}
	set, err := templates.ParseSet(t, c.Set)
	if err != nil {
		return nil, fmt.Errorf("--set: %w", err)
	}
	return append(list, set...), nil
}

func readFile(name string) ([]byte, error) {
	if name == "-" {
		return io.ReadAll(os.Stdin)
	}
	return os.ReadFile(name)
}

// write puts the picture where -o says and the report on standard output, or beside it.
func (c *renderCmd) write(out *render.Output, format render.Format, std *streams) error {
	reportTo := std.out
	if c.Output == "-" {
		reportTo = std.err
		if _, err := std.out.Write(out.Bytes); err != nil {
			return err
		}
	} else {
		name := c.Output
		if name == "" {
			base := filepath.Base(c.Template)
			name = strings.TrimSuffix(base, filepath.Ext(base)) + "." + format.Ext()
		}
		if err := os.WriteFile(name, out.Bytes, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(std.err, "%s: %d×%d, %d bytes\n", name, out.Width, out.Height, len(out.Bytes))
	}
	if !c.Report {
		return nil
	}
	enc := json.NewEncoder(reportTo)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out.Report)
}
