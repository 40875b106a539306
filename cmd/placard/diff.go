package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/png"
	"path/filepath"
	"strconv"
	"strings"

	"placard/render"
	"placard/render/diff"
	"placard/templates"
)

// diffCmd says what changed between two templates.
type diffCmd struct {
	Before  string `arg:"" help:"Template id, such as my-card or my-card@3, or path of a template file; - is standard input."`
	After   string `arg:"" help:"The other one."`
	content `embed:""`

	Output string  `short:"o" help:"PNG file to write that shows both with their difference in the middle." placeholder:"FILE"`
	Scale  float64 `help:"Size of the picture against the design, 0.05 to 4." default:"1"`
}

// Help is shown by placard diff --help.
func (diffCmd) Help() string {
	return `Exits with 0 if the templates are the same, and with 1 if they differ. What is only written in another way is
no difference.

Examples:
  placard diff old.json new.json
  placard diff article-card ./my-card.json -o diff.png --set title='Hello'
  git show HEAD:my-card.json | placard diff - my-card.json`
}

// errDiffers is how a command says that it found a difference, which it has printed.
var errDiffers = errors.New("the templates differ")

// Validate refuses what cannot be done whatever is in the templates.
func (c *diffCmd) Validate() error {
	stdin := 0
	for _, name := range []string{c.Before, c.After, c.Changes} {
		if name == "-" {
			stdin++
		}
	}
	switch {
	case stdin > 1:
		return errors.New("standard input can be only one of the files")
	case c.Output != "" && !strings.EqualFold(filepath.Ext(c.Output), ".png"):
		return fmt.Errorf("--output: %s is no PNG file; give it the extension .png", c.Output)
	}
	return nil
}

// Run prints a line for every part that differs.
func (c *diffCmd) Run(ctx context.Context, app *cli, std *streams) error {
	list, err := c.list()
	if err != nil {
		return err
	}
	before, err := c.open(ctx, app, std, c.Before, list)
	if err != nil {
		return err
	}
	after, err := c.open(ctx, app, std, c.After, list)
	if err != nil {
		return err
	}
	differences, err := templates.Compare(before.json, after.json)
	if err != nil {
		return err
	}
	for _, d := range differences {
		fmt.Fprintln(std.out, d)
	}
	if c.Output != "" {
		if err := c.write(before, after, std); err != nil {
			return err
		}
	}
	if len(differences) > 0 {
		return errDiffers
	}
	return nil
}

// side is one of the two templates.
type side struct {
	json    []byte      // as it was written
	picture image.Image // nil: none is asked for
}

// open reads a template, and draws it if a picture is asked for, with the assets that lie beside it.
func (c *diffCmd) open(ctx context.Context, app *cli, std *streams, name string, list templates.Changes) (s side, err error) {
	err = app.withLibrary(ctx, std, func(l *library) error {
		if s.json, err = l.templateJSON(ctx, name); err != nil {
			return err
		}
		t, err := templates.Decode(s.json)
		if err == nil && c.Output != "" {
			s.picture, err = c.draw(ctx, l, t, list)
		}
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		return nil
	}, assetsBeside(name)...)
	return s, err
}

// templateJSON reads a template by its id or its path, as it was written.
func (l *library) templateJSON(ctx context.Context, name string) ([]byte, error) {
	if name == "-" || isFile(name) {
		return readFile(name)
	}
	if _, err := l.template(ctx, name); err != nil {
		return nil, err // which says what else there is
	}
	id, digits, _ := strings.Cut(name, "@")
	version, _ := strconv.Atoi(digits) // 0 without one; template has refused other words
	found, err := l.templates.JSON(ctx, id, version)
	return found.JSON, err
}

// draw draws a template with the changes asked for.
func (c *diffCmd) draw(ctx context.Context, l *library, t *templates.Template, list templates.Changes) (image.Image, error) {
	changes, err := c.with(list, t)
	if err != nil {
		return nil, err
	}
	doc, err := t.Apply(changes)
	if err != nil {
		return nil, err
	}
	renderer, err := l.renderer(render.DefaultConfig())
	if err != nil {
		return nil, err
	}
	out, err := renderer.Render(ctx, doc, render.Options{Format: render.PNG, Scale: c.Scale})
	if err != nil {
		return nil, err
	}
	return png.Decode(bytes.NewReader(out.Bytes))
}

// write writes both pictures with their difference.
func (c *diffCmd) write(before, after side, std *streams) error {
	d := diff.Of(before.picture, after.picture, 0)
	var b bytes.Buffer
	if err := png.Encode(&b, d.SideBySide()); err != nil {
		return err
	}
	if err := replaceFile(c.Output, b.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(std.err, "%s: %d pixels differ\n", c.Output, d.Pixels)
	return nil
}
