package raster

import (
	"math"
	"testing"

	"placard/render/display"
)

// TestBlurGaussian compares the blurred edge of a wide box with the integral of a Gaussian.
func TestBlurGaussian(t *testing.T) {
	for _, sigma := range []float64{0.4, 1, 1.9, 2, 3, 4.5, 10, 20} {
		reach := int(math.Ceil(3 * sigma))
		width := 8*reach + 40
		from, to := 2*reach, width-2*reach
		height := 2*reach + 3 // the middle row is out of reach of the ends
		m := newMask(pixels(width, height))
		for y := range height {
			row := m.run(y, from, to)
			for i := range row {
				row[i] = 255
			}
		}
		m.blur(sigma)
		row := m.run(height/2, 0, width)
		for x, v := range row {
			mid := float64(x) + 0.5
			want := 255 / 2.0 * (math.Erf((mid-float64(from))/sigma/math.Sqrt2) - math.Erf((mid-float64(to))/sigma/math.Sqrt2))
			// A pixel of the box is an average; a Gaussian narrower than that is known at its centre only.
			if math.Abs(float64(v)-want) > 255*0.03+20/(1+sigma*sigma*4) {
				t.Errorf("sigma %v: %d px from the edge is %d, not %.1f", sigma, x-from, v, want)
			}
		}
	}
}

// TestKernelReach keeps the promise of display.Shadow.Bounds, and that nothing is lost or added.
func TestKernelReach(t *testing.T) {
	for sigma := 0.0; sigma <= display.MaxSigma; sigma += 0.37 {
		k := newKernel(sigma)
		if limit := int(math.Ceil(display.ShadowReach * sigma)); k.reach > limit {
			t.Errorf("sigma %v reaches %d px, over its bounds of %d", sigma, k.reach, limit)
		}
		if k.weights == nil {
			continue
		}
		sum := uint32(0)
		for _, w := range k.weights {
			sum += w
		}
		if sum != 1<<16 {
			t.Errorf("sigma %v: weights add up to %d/65536", sigma, sum)
		}
	}
}

// TestShadowPatch compares shadows put together from corners with shadows blurred as a whole.
func TestShadowPatch(t *testing.T) {
	for _, c := range []struct {
		shape display.RoundRect
		sigma float64
	}{
		{round(60, 60, 300, 200, 16), 8},
		{round(60.25, 60.5, 300.75, 200.125, 16), 8},
		{round(80, 80, 110, 260, 15), 10}, // even along one axis only
		{round(80, 80, 90, 90, 2), 12},    // along none
		{round(60, 60, 300, 200, 0), 1.2},
		{round(60, 60, 300, 200, 30), 0},
		{round(-50, -40, 150, 100, 30), 6},
	} {
		got := drawn(t, newDrawer(t), &display.List{Width: 360, Height: 320, Ops: []display.Op{
			&display.Shadow{Shape: c.shape, Sigma: c.sigma, Color: display.Color{A: 255}},
		}})
		var k coverage
		k.roundRect(&c.shape)
		whole := k.rasterize(pixels(360, 320).Inset(-60))
		whole.blur(c.sigma)
		for y := range 320 {
			for x := range 360 {
				if g, w := got.RGBAAt(x, y).A, whole.run(y, x, x+1)[0]; abs(int(g)-int(w)) > 1 {
					t.Fatalf("%v sigma %v: pixel %d,%d is %d, blurred as a whole %d", c.shape, c.sigma, x, y, g, w)
				}
			}
		}
	}
}

// TestShadowSeam paints a box over its shadow. With the box's edge at half a pixel, the pixels along it
// must lie between the box and the full shadow next to it: a lighter one is a seam.
func TestShadowSeam(t *testing.T) {
	box := round(40.5, 40.5, 119.5, 99.5, 12)
	got := drawn(t, newDrawer(t), &display.List{Width: 160, Height: 140, Ops: []display.Op{
		&display.Fill{Shape: round(0, 0, 160, 140, 0), Paint: hex(0xffffff)},
		&display.Shadow{Shape: box, Sigma: 6, Hole: box, Color: display.Color{A: 255}},
		&display.Fill{Shape: box, Paint: hex(0x000000)},
	}})
	for x := 60; x < 100; x++ {
		edge, outside := got.RGBAAt(x, 40), got.RGBAAt(x, 39)
		if edge.R > outside.R {
			t.Fatalf("at x %d the box's edge is %d, lighter than its shadow's %d", x, edge.R, outside.R)
		}
	}
}

// TestShadowHole checks that a translucent box has no shadow inside.
func TestShadowHole(t *testing.T) {
	box := round(40.5, 40.5, 119.5, 99.5, 20)
	got := drawn(t, newDrawer(t), &display.List{Width: 160, Height: 140, Ops: []display.Op{
		&display.Shadow{Shape: box, Sigma: 6, Hole: box, Color: display.Color{A: 255}},
	}})
	var k coverage
	k.roundRect(&box)
	hole := k.rasterize(got.Rect)
	for i, in := range hole.pix {
		if a := got.Pix[4*i+3]; int(a) > 255-int(in) {
			t.Fatalf("pixel %d,%d has a shadow of %d though the box covers %d of it", i%160, i/160, a, in)
		}
	}
}
