package raster

import (
	"image"
	"math"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
)

func newLayer(width int, pix []uint8) *image.RGBA {
	return &image.RGBA{Pix: pix, Stride: 4 * width, Rect: image.Rect(0, 0, width, len(pix)/4/width)}
}

// TestSoftenGaussian blurs a bar and compares its sides with a Gaussian. Three boxes are off by up to 3 of
// 255, rounding and the dither included.
func TestSoftenGaussian(t *testing.T) {
	for _, sigma := range []float64{0.5, 0.7, 1, 1.5, 1.9, 2, 3.3, 5, 7.9, 8, 11, 15.9, 16, 30, 64, 100} {
		reach, width := int(4*sigma)+2, int(4*sigma)+10
		img := image.NewRGBA(image.Rect(-reach, -reach, width+reach, reach+1))
		for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
			for x := range width {
				copy(run(img, y, x, x+1), []uint8{255, 255, 255, 255})
			}
		}
		soften(img, sigma)
		worst := 0.0
		for x := img.Rect.Min.X; x < img.Rect.Max.X; x++ {
			want := 0.0
			if sigma < smallSigma { // the weights of whole pixels, as Filter Effects 1 says
				sum := 0.0
				for i := -reach; i <= reach; i++ {
					g := math.Exp(-float64(i*i) / (2 * sigma * sigma))
					if sum += g; x+i >= 0 && x+i < width {
						want += 255 * g
					}
				}
				want /= sum
			} else {
				in := (math.Erf((float64(x)+0.5)/(sigma*math.Sqrt2)) - math.Erf((float64(x)+0.5-float64(width))/(sigma*math.Sqrt2))) / 2
				want = 255 * in
			}
			worst = math.Max(worst, math.Abs(float64(img.RGBAAt(x, 0).A)-want))
		}
		t.Logf("deviation %v: off by at most %.1f", sigma, worst)
		limit := 3.2
		if sigma < smallSigma {
			limit = 1
		}
		if worst > limit {
			t.Errorf("deviation %v: off by %.1f of 255", sigma, worst)
		}
	}
}

// TestSoftenEven leaves the middle of one colour as it is, whatever the kernel's weights.
func TestSoftenEven(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := premultiplied(1).Draw(t, "color")
		sigma := rapid.Float64Range(0.1, 12).Draw(t, "sigma")
		x, y := rapid.IntRange(-50, 50).Draw(t, "x"), rapid.IntRange(-50, 50).Draw(t, "y")
		img := image.NewRGBA(image.Rect(x, y, x+110, y+110))
		setColor(img.Pix, get(c))
		soften(img, sigma)
		for dy := range 3 {
			if got := run(img, y+54+dy, x+55, x+56); get(got) != get(c) {
				t.Fatalf("%v is %v after a blur of %v", c, got, sigma)
			}
		}
	})
}

// TestSoftenPremultiplied blurs noise: no channel may exceed alpha, and little of the whole may be lost where
// the blur stays inside.
func TestSoftenPremultiplied(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		sigma := rapid.Float64Range(0.1, 30).Draw(t, "sigma")
		w, h := rapid.IntRange(1, 40).Draw(t, "w"), rapid.IntRange(1, 40).Draw(t, "h")
		margin := int(math.Ceil(3*sigma)) + 4
		img := image.NewRGBA(image.Rect(-margin, -margin, w+margin, h+margin))
		noise := premultiplied(w).Draw(t, "noise")
		before := 0
		for y := range h {
			copy(run(img, y, 0, w), noise)
			for i := 3; i < len(noise); i += 4 {
				before += int(noise[i])
			}
		}
		soften(img, sigma)
		after := 0
		for i := 0; i < len(img.Pix); i += 4 {
			p := at(img.Pix, i/4)
			if p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
				t.Fatalf("pixel %d is %v: not premultiplied", i/4, p)
			}
			after += int(p[3])
		}
		// Rounding is off by at most half a step a pixel, the dither by a third on average of none.
		if off := math.Abs(float64(after - before)); off > 0.5*float64(len(img.Pix)/4)+0.01*float64(before) {
			t.Fatalf("a blur of %v turns %d into %d", sigma, before, after)
		}
	})
}

// TestBlurShinesIn checks that what lies beyond the canvas, or beyond the clip of the group around, is seen
// through its blur as if there were no edge.
func TestBlurShinesIn(t *testing.T) {
	d := newDrawer(t)
	for _, sigma := range []float64{1.5, 5, 20} {
		draw := func(w, h int, dx, dy float64) *image.RGBA {
			box := round(dx-30, dy-25, dx-3, dy+14, 5)
			ops := blurGroup(round(-200, -200, 400, 400, 0), sigma, display.Normal, 255, &display.Fill{Shape: box, Paint: hex(0x4f46e5)})
			return drawn(t, d, &display.List{Width: w, Height: h, Ops: ops})
		}
		whole, part := draw(160, 160, 96, 96), draw(64, 64, 0, 0) // moved by whole blocks and dithered rows
		worst := 0
		for y := range 64 {
			for x := range 64 {
				a, b := whole.RGBAAt(x+96, y+96), part.RGBAAt(x, y)
				worst = max(worst, abs(int(a.A)-int(b.A)), abs(int(a.B)-int(b.B)))
			}
		}
		if part.RGBAAt(0, 5).A == 0 {
			t.Errorf("deviation %v: nothing shines in", sigma)
		}
		if worst > 1 {
			t.Errorf("deviation %v: the part seen differs by %d from that of a larger canvas", sigma, worst)
		}
	}
}

// TestBlurAcrossClip checks that a group's clip cuts off its blur, and not what is blurred.
func TestBlurAcrossClip(t *testing.T) {
	got := drawn(t, newDrawer(t), &display.List{Width: 60, Height: 20, Ops: blurGroup(round(0, 0, 30, 20, 0), 4, display.Normal, 255,
		&display.Fill{Shape: round(-50, -50, 110, 80, 0), Paint: hex(0)})})
	if a, b := got.RGBAAt(29, 10).A, got.RGBAAt(30, 10).A; a != 255 || b != 0 {
		t.Errorf("at the clip, coverage is %d inside and %d outside", a, b)
	}
}
