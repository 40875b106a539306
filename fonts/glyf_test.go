package fonts_test

import (
	"slices"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/internal/sweep"
)

// TestOutlinesOneByOne holds every glyph of the bundled fonts to what the library makes of the whole font: the
// same segments, the same advance and the same box.
func TestOutlinesOneByOne(t *testing.T) {
	trusted := bundled.New()
	for _, source := range bundled.Sources() {
		t.Run(source.Name, func(t *testing.T) {
			t.Parallel()
			r := fonts.New()
			if err := r.Add(source.Name, testFont(t, source.Name)); err != nil {
				t.Fatal(err)
			}
			whole := r.Match(nil, source.Weight, source.Style)
			face := trusted.Match([]string{source.Family}, source.Weight, source.Style)
			if face.OneByOne() == whole.OneByOne() {
				t.Fatal("both are read alike")
			}
			if face.Metrics() != whole.Metrics() || face.Decoration() != whole.Decoration() || face.Glyphs() != whole.Glyphs() {
				t.Errorf("metrics %v, %v, %d glyphs; want %v, %v, %d", face.Metrics(), face.Decoration(), face.Glyphs(), whole.Metrics(), whole.Decoration(), whole.Glyphs())
			}
			for glyph := range fonts.GlyphID(sweep.Share(whole.Glyphs())) {
				if got, want := face.Outline(glyph), whole.Outline(glyph); !slices.Equal(got, want) {
					t.Fatalf("glyph %d is\n%v, want\n%v", glyph, got, want)
				}
				if got, want := face.Box(glyph), whole.Box(glyph); got != want {
					t.Fatalf("the box of glyph %d is %v, want %v", glyph, got, want)
				}
				if got, want := face.Advance(glyph), whole.Advance(glyph); got != want {
					t.Fatalf("the advance of glyph %d is %g, want %g", glyph, got, want)
				}
			}
		})
	}
}
