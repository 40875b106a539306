package fontfile

import (
	"math"
	"testing"

	"placard/fonts"
	"placard/internal/sweep"
)

// TestRoundTrip reads written fonts again: every curve of every glyph is where it was, to the rounding of
// the outlines' 24 bits, and to the grid where TrueType takes a variable font.
func TestRoundTrip(t *testing.T) {
	for _, face := range sweep.Of(faces(t)) {
		f := excerpt(face, 500)
		for _, p := range programs(t, f) {
			compare(t, label(face, p), f, load(t, p.data), p.name == "CFF")
		}
	}
}

// compare holds a face that was read to the Font that was written.
func compare(t *testing.T, name string, f *Font, read *fonts.Face, cubic bool) {
	t.Helper()
	const exact, toGrid = 1.0 / 64, 0.5 + 1.0/64
	if got := read.UnitsPerEm(); got != f.UnitsPerEm {
		t.Fatalf("%s: %d units per em, want %d", name, got, f.UnitsPerEm)
	}
	unit := 1 / float64(f.UnitsPerEm)
	if m := read.Metrics(); math.Abs(m.Ascent-f.Ascent) > unit || math.Abs(m.Descent-f.Descent) > unit {
		t.Errorf("%s: metrics %+v, want %g and %g", name, m, f.Ascent, f.Descent)
	}
	for i, g := range f.Glyphs {
		id := fonts.GlyphID(i)
		if got := read.Advance(id); math.Abs(got-g.Advance) > unit/2*1.001 {
			t.Errorf("%s: glyph %d: advance of %g em, want %g", name, i, got, g.Advance)
		}
		want, got := curves(g.Outline, f.UnitsPerEm, cubic), curves(read.Outline(id), f.UnitsPerEm, cubic)
		tolerance := exact
		if !cubic && !onGrid(want) {
			tolerance = toGrid
		}
		if !same(want, got, tolerance) {
			t.Errorf("%s: glyph %d is\n%v, want\n%v", name, i, got, want)
			return
		}
	}
}

// onGrid says whether all coordinates are multiples of half a unit, as those of fonts that do not vary are:
// points halfway between controls count too.
func onGrid(contours [][]curve) bool {
	for _, contour := range contours {
		for _, c := range contour {
			for _, p := range c.points {
				if math.Abs(math.Remainder(p[0], 0.5)) > 1e-2 || math.Abs(math.Remainder(p[1], 0.5)) > 1e-2 {
					return false
				}
			}
		}
	}
	return true
}
