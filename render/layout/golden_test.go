package layout_test

import (
	"cmp"
	"context"
	"fmt"
	"image"
	"image/color"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"placard/fonts/bundled"
	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/layout"
	"placard/render/raster"
	"placard/templates"
)

// registry is shared, as in a server: what one test shaped, another finds in the cache.
var registry = bundled.New()

// options are those of goldens that show one; others have none.
var options = map[string]layout.Options{"tagged": {Tags: true, Clusters: true}, "bleed": {Bleed: 11.5}}

// TestGoldens lays out every testdata/NAME.json and compares the display list with NAME.txt, and for some the
// pixels with NAME.png.
func TestGoldens(t *testing.T) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no templates in testdata: %v", err)
	}
	for _, name := range names {
		path := strings.TrimSuffix(name, ".json")
		t.Run(filepath.Base(path), func(t *testing.T) {
			list := buildWith(t, document(t, name), options[filepath.Base(path)])
			golden.Text(t, path+".txt", display.Dump(list))
			if slices.Contains([]string{"outlines", "bleed", "turned", "stacks", "dress"}, filepath.Base(path)) {
				golden.Picture(t, path+".png", draw(t, list))
			}
		})
	}
}

// TestScale checks that a document at twice the size is the same list with every number doubled: a
// scaled picture shows the same lines.
func TestScale(t *testing.T) {
	doc := document(t, "testdata/text.json")
	one, two := build(t, doc, 1), build(t, doc, 2)
	if len(one.Ops) != len(two.Ops) {
		t.Fatalf("%d operations at scale 1, %d at scale 2", len(one.Ops), len(two.Ops))
	}
	for i := range one.Ops {
		a, ok := one.Ops[i].(*display.Glyphs)
		if !ok {
			continue
		}
		b := two.Ops[i].(*display.Glyphs)
		if b.Size != 2*a.Size || a.Text != b.Text {
			t.Errorf("op %d: %q at %v px became %q at %v px", i, a.Text, a.Size, b.Text, b.Size)
		}
		for j := range a.Glyphs {
			if d := b.Glyphs[j].X - 2*a.Glyphs[j].X; d > 1e-6 || d < -1e-6 {
				t.Errorf("op %d glyph %d: x %v became %v", i, j, a.Glyphs[j].X, b.Glyphs[j].X)
			}
		}
	}
}

func document(tb testing.TB, name string) *templates.Document {
	tb.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		tb.Fatal(err)
	}
	return parse(tb, string(data))
}

func parse(tb testing.TB, template string) *templates.Document {
	tb.Helper()
	t, err := templates.Decode([]byte(template))
	if err != nil {
		tb.Fatal(err)
	}
	doc, err := t.Apply(nil)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

// draw draws a list.
func draw(tb testing.TB, list *display.List) *image.RGBA {
	tb.Helper()
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		tb.Fatal(err)
	}
	img := image.NewRGBA(list.Canvas())
	if err := drawer.Draw(context.Background(), list, img); err != nil {
		tb.Fatal(err)
	}
	return img
}

func build(tb testing.TB, doc *templates.Document, scale float64) *display.List {
	tb.Helper()
	return buildWith(tb, doc, layout.Options{Scale: scale})
}

// buildWith builds with options, at scale 1 if they say none.
func buildWith(tb testing.TB, doc *templates.Document, opt layout.Options) *display.List {
	tb.Helper()
	opt.Scale = cmp.Or(opt.Scale, 1)
	list, _, err := layout.Build(doc, registry, checkers{}, opt)
	if err != nil {
		tb.Fatal(err)
	}
	if err := display.Check(list); err != nil {
		tb.Fatal(err)
	}
	return list
}

// checkers is a source of pictures of which layout only needs to know the size: "asset:300x200".
type checkers struct{}

func (checkers) Picture(l *templates.Image) (display.Source, layout.Shown, error) {
	var p picture
	if _, err := fmt.Sscanf(l.Src, "asset:%dx%d", &p.w, &p.h); err != nil {
		return nil, "", fmt.Errorf("src: no asset %q", l.Src)
	}
	return p, layout.ShownOwn, nil
}

type picture struct{ w, h int }

func (p picture) Key() string      { return fmt.Sprintf("%dx%d", p.w, p.h) }
func (p picture) Size() (int, int) { return p.w, p.h }
func (p picture) Scaled(_, _, _, _ float64, w, h int) (*image.RGBA, error) {
	img := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			img.SetRGBA(x, y, color.RGBA{uint8(255 * x / w), uint8(255 * y / h), 128, 255})
		}
	}
	return img, nil
}
