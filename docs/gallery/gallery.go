// Command gallery draws every starter template for docs/gallery: one picture each, of its first sample,
// and a page that shows them all.
//
//	go run ./docs/gallery
//
// A test beside it fails when the pictures or the page are no longer what it would make.
package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"

	"placard/fonts/bundled"
	"placard/render"
	"placard/store/files"
	"placard/templates"
	"placard/templates/starter"
)

const (
	// folder is where the pictures go, from the root of the repository.
	folder = "docs/gallery"
	// widest and tallest bound a picture in px: a card keeps its size, a story stays sharp on a dense
	// screen at the size that the page shows.
	widest  = 1200
	tallest = 900
	// quality is one at which JPEG keeps all colour: 4:2:0 blurs red letters first.
	quality = 92
)

func main() {
	if err := run(context.Background(), folder); err != nil {
		fmt.Fprintln(os.Stderr, "gallery:", err)
		os.Exit(1)
	}
}

// run writes the pictures and the page into dir.
func run(ctx context.Context, dir string) error {
	starters, err := load()
	if err != nil {
		return err
	}
	renderer, err := newRenderer()
	if err != nil {
		return err
	}
	for _, t := range starters {
		data, err := draw(ctx, renderer, t)
		if err != nil {
			return fmt.Errorf("%s: %w", t.ID, err)
		}
		if err := os.WriteFile(filepath.Join(dir, fileOf(t)), data, 0o644); err != nil {
			return err
		}
	}
	text, err := page(starters)
	if err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "README.md"), text, 0o644)
}

// load returns all starters, sorted by id.
func load() ([]*templates.Template, error) {
	var all []*templates.Template
	for _, id := range starter.IDs() {
		t, err := starter.Get(id)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", id, err)
		}
		all = append(all, t)
	}
	return all, nil
}

func newRenderer() (*render.Renderer, error) {
	return render.New(render.DefaultConfig(), bundled.New(), files.NewAssets(starter.Assets()))
}

// draw returns a starter's picture as a JPEG within those bounds.
func draw(ctx context.Context, r *render.Renderer, t *templates.Template) ([]byte, error) {
	doc, err := shownDocument(t)
	if err != nil {
		return nil, err
	}
	out, err := r.Render(ctx, doc, render.Options{Format: render.JPEG, Quality: quality, Scale: scaleOf(t)})
	if err != nil {
		return nil, err
	}
	return out.Bytes, nil
}

// shownDocument is the design as it is meant: its first sample.
func shownDocument(t *templates.Template) (*templates.Document, error) {
	return t.Apply(t.Samples[0].Changes) // starter's tests see to it that there is one
}

func scaleOf(t *templates.Template) float64 {
	return min(1, widest/float64(t.Width), tallest/float64(t.Height))
}

func fileOf(t *templates.Template) string { return t.ID + ".jpg" }
