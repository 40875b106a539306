package render_test

import (
	"bytes"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/internal/sweep"
	"placard/render"
	"placard/render/internal/golden"
	"placard/templates"
)

// TestGoldens renders every testdata/golden/NAME.json through the whole chain and compares the pixels,
// before encoding, with NAME.png. Each is drawn twice, the second time from warm caches.
func TestGoldens(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no templates in testdata/golden: %v", err)
	}
	renderer := newRenderer(t)
	for _, name := range sweep.Of(names) {
		base := strings.TrimSuffix(name, ".json")
		t.Run(filepath.Base(base), func(t *testing.T) {
			doc := readDocument(t, name)
			cold, warm := drawRaw(t, renderer, doc), drawRaw(t, renderer, doc)
			if !bytes.Equal(cold.Pix, warm.Pix) {
				t.Error("the second picture, from warm caches, is not the same as the first")
			}
			golden.Picture(t, base+".png", cold)
		})
	}
}

// TestGoldensMissNothing checks that no golden shows a box for a letter.
func TestGoldensMissNothing(t *testing.T) {
	names, err := filepath.Glob("testdata/golden/*.json")
	if err != nil {
		t.Fatal(err)
	}
	renderer := newRenderer(t)
	for _, name := range names {
		out, err := renderer.Render(t.Context(), readDocument(t, name), render.Options{Format: render.Raw, Report: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, layer := range out.Report.Layers {
			if layer.Text != nil && len(layer.Text.Missing) > 0 {
				t.Errorf("%s: %s: no glyph for %q", name, layer.ID, layer.Text.Missing)
			}
		}
	}
}

func readDocument(tb testing.TB, name string) *templates.Document {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return parse(tb, string(data))
}

func drawRaw(tb testing.TB, r *render.Renderer, doc *templates.Document) *image.RGBA {
	tb.Helper()
	out, err := r.Render(tb.Context(), doc, render.Options{Format: render.Raw})
	if err != nil {
		tb.Fatal(err)
	}
	return &image.RGBA{Pix: out.Bytes, Stride: 4 * out.Width, Rect: image.Rect(0, 0, out.Width, out.Height)}
}
