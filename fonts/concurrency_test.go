package fonts_test

import (
	"fmt"
	"reflect"
	"sync"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// TestConcurrency shapes the same texts on 8 goroutines in registries of their own and in one that grows
// meanwhile: all are equal, and so are the outlines.
func TestConcurrency(t *testing.T) {
	words := []string{"Hello, world", "إصدار Placard 2.0", "नमस्ते दुनिया", "👨‍👩‍👧‍👦 ok", "世界 한국", "ffi ->"}
	shared := bundled.New()
	var group sync.WaitGroup
	for worker := range 8 {
		group.Add(1)
		go func() {
			defer group.Done()
			for i := range 100 {
				request := fonts.Request{Text: words[i%len(words)], Weight: 100 * (1 + worker%2)}
				if i >= len(words)*4 {
					request.Text += fmt.Sprint(i, worker) // past the cache
				}
				text, err := shared.Shape(request)
				if err != nil {
					t.Error(err)
					return
				}
				if want, _ := registry.Shape(request); !sameShape(text, want) {
					t.Errorf("%q differs", request.Text)
				}
			}
		}()
	}
	for _, name := range []string{thai, "MathJax_SansSerif-Bold.woff"} {
		if err := shared.Add(name, testFont(t, name)); err != nil {
			t.Error(err)
		}
	}
	group.Wait()
}

// sameShape compares texts of two registries: all but the faces, which are compared by name.
func sameShape(a, b *fonts.Text) bool {
	if len(a.Runs) != len(b.Runs) || !reflect.DeepEqual(a.Clusters, b.Clusters) || a.RTL != b.RTL {
		return false
	}
	for i := range a.Runs {
		x, y := a.Runs[i], b.Runs[i]
		if x.Face.Name() != y.Face.Name() || x.Level != y.Level || !reflect.DeepEqual(x.Glyphs, y.Glyphs) {
			return false
		}
		for _, glyph := range x.Glyphs {
			if !reflect.DeepEqual(x.Face.Outline(glyph.ID), y.Face.Outline(glyph.ID)) ||
				!reflect.DeepEqual(x.Face.ColorLayers(glyph.ID), y.Face.ColorLayers(glyph.ID)) {
				return false
			}
		}
	}
	return true
}
