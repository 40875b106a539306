package layout_test

import (
	"fmt"
	"image"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/fonts/bundled"
	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/layout"
	"placard/templates"
)

// registry is shared, as in a server: what one test shaped, another finds in the cache.
var registry = bundled.New()

// TestGoldens lays out every testdata/NAME.json and compares the display list with NAME.txt.
func TestGoldens(t *testing.T) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil || len(names) == 0 {
		t.Fatalf("no templates in testdata: %v", err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".json"), func(t *testing.T) {
			list := build(t, document(t, name), 1)
			golden.Text(t, strings.TrimSuffix(name, ".json")+".txt", display.Dump(list))
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

func build(tb testing.TB, doc *templates.Document, scale float64) *display.List {
	tb.Helper()
	list, _, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: scale})
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
	return image.NewRGBA(image.Rect(0, 0, w, h)), nil
}
