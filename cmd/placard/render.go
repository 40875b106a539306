package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"placard/handlers/pictures"
	"placard/render"
	"placard/templates"
)

// renderCmd draws one picture, or binds templates in one PDF.
type renderCmd struct {
	Templates []string `arg:"" name:"template" help:"Template id, or path of a template file; several make one PDF."`
	content   `embed:""`

	Output   string  `short:"o" help:"File to write; its extension chooses the format; - is standard output. Default: TEMPLATE.png." placeholder:"FILE"`
	Format   string  `help:"Format, where the file's extension does not say: jpg, png, webp or pdf." placeholder:"FORMAT"`
	Size     string  `help:"Another size of the design, to which its layers adapt." placeholder:"WIDTHxHEIGHT"`
	Scale    float64 `help:"Size against the design, 0.05 to 4." default:"1"`
	Report   bool    `help:"Print what became of each layer, as JSON: boxes, sizes, fonts, lines, what was cut."`
	encoding `embed:""`
	paper    `embed:""`
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
  placard render quote -o - --format webp > quote.webp
  placard render og-card --size 1080x1080 -o square.png
  placard render event -o event.pdf --paper-size A4 --bleed 3mm --crop-marks
  placard render cover.json inside.json back.json -o booklet.pdf`
}

// Run draws the picture.
func (c *renderCmd) Run(ctx context.Context, app *cli, std *streams) error {
	format, err := c.format()
	if err != nil {
		return err
	}
	onPaper, err := c.onPaper()
	if err != nil {
		return err
	}
	dirs, err := c.assetDirs()
	if err != nil {
		return err
	}
	return app.withLibrary(ctx, std, func(l *library) error {
		docs, err := c.documents(ctx, l)
		if err != nil {
			return err
		}
		renderer, err := l.renderer(render.DefaultConfig())
		if err != nil {
			return err
		}
		var out *render.Output
		var problems []string
		opt := render.Options{Format: format, Scale: c.Scale, Page: c.Page, PDF: onPaper, Report: c.Report}
		c.setEncoding(&opt)
		err = renderer.DoAll(ctx, docs, opt, func(job *render.Job) (err error) {
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
	}, dirs...)
}

// format is that of --format, or of the file's extension.
func (c *renderCmd) format() (render.Format, error) {
	ext := strings.TrimPrefix(filepath.Ext(c.Output), ".")
	switch {
	case c.Format != "":
		return render.ParseFormat(c.Format)
	case ext != "":
		return render.ParseFormat(ext)
	case c.Output == "" && len(c.Templates) > 1:
		return "", errors.New("several templates make one PDF; add -o and its name, such as -o cards.pdf")
	case c.Output == "":
		return render.PNG, nil
	case c.Output == "-":
		return "", errors.New("standard output has no extension to tell the format; add --format jpg, png, webp or pdf")
	}
	return "", fmt.Errorf("%s has no extension to tell the format; add --format jpg, png, webp or pdf", c.Output)
}

// isFile tells a path from an id: an id has neither a slash nor an extension.
func isFile(template string) bool {
	return strings.ContainsAny(template, `/\`) || filepath.Ext(template) == ".json"
}

// documents are the templates with the changes applied, the same to each.
func (c *renderCmd) documents(ctx context.Context, l *library) ([]*templates.Document, error) {
	docs := make([]*templates.Document, len(c.Templates))
	list, err := c.list()
	if err != nil {
		return nil, err
	}
	for i, name := range c.Templates {
		t, err := findTemplate(ctx, l, name)
		if err != nil {
			return nil, err
		}
		changes, err := c.with(list, t)
		if err != nil {
			return nil, err
		}
		if docs[i], err = t.Apply(changes); err != nil {
			return nil, err
		}
		if docs[i], err = resized(docs[i], c.Size); err != nil {
			return nil, err
		}
	}
	return docs, nil
}

// resized is a document at the size that --size says, if it says one.
func resized(doc *templates.Document, size string) (*templates.Document, error) {
	if size == "" {
		return doc, nil
	}
	width, height, err := pictures.ParseSize(size)
	if err != nil {
		return nil, fmt.Errorf("--%w", err)
	}
	doc, err = doc.Resize(width, height)
	if err != nil {
		return nil, fmt.Errorf("--%w", err)
	}
	return doc, nil
}

func findTemplate(ctx context.Context, l *library, name string) (*templates.Template, error) {
	if !isFile(name) {
		return l.template(ctx, name)
	}
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, err
	}
	t, err := templates.Decode(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return t, nil
}

// assetDirs are the folders of assets beside template files, which come before other assets. One name must not
// mean a picture of one folder on a page and that of another on the next.
func (c *renderCmd) assetDirs() ([]string, error) {
	var dirs []string
	for _, name := range c.Templates {
		for _, dir := range assetsBeside(name) {
			if !slices.Contains(dirs, dir) {
				dirs = append(dirs, dir)
			}
		}
	}
	if len(dirs) > 1 {
		return nil, fmt.Errorf("%s and %s may hold assets of the same name; put the templates of one PDF into one folder", dirs[0], dirs[1])
	}
	return dirs, nil
}

// assetsBeside is a folder "assets" beside a template file, if there is one.
func assetsBeside(template string) []string {
	dir := filepath.Join(filepath.Dir(template), "assets")
	if info, err := os.Stat(dir); !isFile(template) || err != nil || !info.IsDir() {
		return nil
	}
	return []string{dir}
}

// changes are those of --changes, then those of --set.
func (c *content) changes(t *templates.Template) (templates.Changes, error) {
	list, err := c.list()
	if err != nil {
		return nil, err
	}
	return c.with(list, t)
}

// list is that of --changes, which may be standard input and so is read once.
func (c *content) list() (templates.Changes, error) {
	if c.Changes == "" {
		return nil, nil
	}
	data, err := readFile(c.Changes)
	if err != nil {
		return nil, err
	}
	list, err := templates.DecodeChanges(data)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", c.Changes, err)
	}
	return list, nil
}

// with appends what --set says to a list.
func (c *content) with(list templates.Changes, t *templates.Template) (templates.Changes, error) {
	set, err := templates.ParseSet(t, c.Set)
	if err != nil {
		return nil, fmt.Errorf("--set: %w", err)
	}
	return slices.Concat(list, set), nil
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
			base := filepath.Base(c.Templates[0])
			name = strings.TrimSuffix(base, filepath.Ext(base)) + "." + format.Ext()
		}
		if err := os.WriteFile(name, out.Bytes, 0o644); err != nil {
			return err
		}
		fmt.Fprintf(std.err, "%s: %d×%d, %s%d bytes\n", name, out.Width, out.Height, pages(out.Pages), len(out.Bytes))
	}
	if !c.Report {
		return nil
	}
	enc := json.NewEncoder(reportTo)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(out.Report)
}

// pages counts them where there are several.
func pages(n int) string {
	if n == 1 {
		return ""
	}
	return fmt.Sprintf("%d pages, ", n)
}
