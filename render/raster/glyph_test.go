package raster

import (
	"testing"

	"placard/render/display"
)

// TestCoverageSteps holds letters to their steps, and to within half a step of their outlines, which a turn that
// turns nothing paints as they are. Letters stand on quarters of a pixel and do not touch: where two share a pixel,
// both round.
func TestCoverageSteps(t *testing.T) {
	if coverageStep[0] != 0 || coverageStep[255] != 255 {
		t.Fatalf("none and all are %d and %d", coverageStep[0], coverageStep[255])
	}
	const half = (255 + 2*coverageSteps - 1) / (2 * coverageSteps)
	d := newDrawer(t)
	for _, size := range []float64{7, 14.5, 64, 200} {
		list := &display.List{Width: 1200, Height: 300, Ops: text(t, "gåS&@8", 20, 220, size, display.Color{A: 255})}
		g := list.Ops[0].(*display.Glyphs)
		for i := range g.Glyphs {
			g.Glyphs[i].X = 20 + float64(i)*(size+4) + float64(i%subpixels)/subpixels
		}
		got := drawn(t, d, list)
		exact := *g
		exact.Turn = display.Turn{Angle: 1e-9}
		want := drawn(t, d, &display.List{Width: list.Width, Height: list.Height, Ops: []display.Op{&exact}})
		seen, ink := map[uint8]bool{}, 0
		for i := 3; i < len(got.Pix); i += 4 {
			a, b := int(got.Pix[i]), int(want.Pix[i])
			if max(a-b, b-a) > half {
				t.Fatalf("size %v: %d where the outline covers %d", size, a, b)
			}
			seen[got.Pix[i]] = true
			ink += b
		}
		if len(seen) > coverageSteps+1 {
			t.Errorf("size %v: %d kinds of coverage", size, len(seen))
		}
		if ink == 0 {
			t.Errorf("size %v: nothing painted", size)
		}
	}
}
