package raster

import (
	"image"
	"image/color"
	"testing"

	"placard/render/display"
)

// masked draws a red square of 60 px at 20,20 in a group.
func masked(t *testing.T, g display.PushGroup) *image.RGBA {
	t.Helper()
	if g.Clip == (display.RoundRect{}) {
		g.Clip = round(0, 0, 100, 100, 0)
	}
	if g.Alpha == 0 {
		g.Alpha = 255
	}
	return drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{
		&g, &display.Fill{Shape: round(20, 20, 80, 80, 0), Paint: hex(0xff0000)}, &display.PopGroup{},
	}})
}

// TestMaskPath checks that a mask covers as the path it is made of, with the group's turn and its clip.
func TestMaskPath(t *testing.T) {
	path := star(50, 50, 25, 5, 2)
	for name, turn := range map[string]display.Turn{"upright": {}, "moved": display.Moved(3.5, 0), "turned": display.About(33, point{X: 50, Y: 50})} {
		for _, blur := range []float64{0, 0.01} { // which blurs nothing, on a layer larger than what shows
			got := masked(t, display.PushGroup{Mask: &display.PathMask{Path: path, Rule: display.EvenOdd}, Turn: turn, Blur: blur})
			want := drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{
				display.Turned(&display.FillPath{Path: path, Rule: display.EvenOdd, Paint: hex(0xff0000)}, turn),
			}})
			for i, v := range want.Pix {
				if abs(int(v)-int(got.Pix[i])) > 1 {
					t.Fatalf("%s: byte %d is %d, not %d", name, i, got.Pix[i], v)
				}
			}
		}
	}
	clipped := masked(t, display.PushGroup{Mask: &display.PathMask{Path: path}, Clip: round(0, 0, 50, 100, 0)})
	if a, b := clipped.RGBAAt(49, 50).A, clipped.RGBAAt(50, 50).A; a != 255 || b != 0 {
		t.Errorf("at the clip of a masked group, coverage is %d inside and %d outside", a, b)
	}
}

// TestMaskPicture shows as much as the mask's alpha or brightness says.
func TestMaskPicture(t *testing.T) {
	src := newSource("quarters", 100, 100, func(x, y float64) color.RGBA {
		switch {
		case x < 0.5 && y < 0.5:
			return color.RGBA{R: 255, G: 255, B: 255, A: 255}
		case x < 0.5:
			return color.RGBA{G: 255, A: 255}
		case y < 0.5:
			return color.RGBA{R: 128, G: 128, B: 128, A: 128}
		default:
			return color.RGBA{}
		}
	})
	for luminance, want := range map[bool][4]uint8{false: {255, 255, 128, 0}, true: {255, 182, 128, 0}} {
		got := masked(t, display.PushGroup{Mask: &display.PictureMask{Source: src, Crop: display.Rect{X1: 100, Y1: 100}, Dest: display.Rect{X1: 100, Y1: 100}, Luminance: luminance}})
		for i, p := range [4]image.Point{{X: 30, Y: 30}, {X: 30, Y: 70}, {X: 70, Y: 30}, {X: 70, Y: 70}} {
			if c := got.RGBAAt(p.X, p.Y); c.A != want[i] || c.R != want[i] {
				t.Errorf("luminance %v: pixel %v is %v, not %d", luminance, p, c, want[i])
			}
		}
	}
	part := masked(t, display.PushGroup{Mask: &display.PictureMask{Source: src, Crop: display.Rect{X1: 50, Y1: 50}, Dest: display.Rect{X0: 30, Y0: 30, X1: 50, Y1: 50}}})
	for p, want := range map[image.Point]uint8{{X: 40, Y: 40}: 255, {X: 29, Y: 40}: 0, {X: 55, Y: 55}: 0} {
		if a := part.RGBAAt(p.X, p.Y).A; a != want {
			t.Errorf("through a picture over a part, pixel %v is covered by %d, not %d", p, a, want)
		}
	}
}

// TestTint replaces colours and keeps coverage, before the blur and the mode of blending.
func TestTint(t *testing.T) {
	blue := display.Color{B: 255, A: 255}
	if c := masked(t, display.PushGroup{Tint: &blue}).RGBAAt(50, 50); c != (color.RGBA{B: 255, A: 255}) {
		t.Errorf("red tinted with blue is %v", c)
	}
	blue.A = 128
	if c := masked(t, display.PushGroup{Tint: &blue, Blur: 2}).RGBAAt(50, 50); c.R != 0 || c.A != 128 || c.B != 128 {
		t.Errorf("red tinted with half of blue and blurred is %v", c)
	}
}

// TestPattern paints shapes with a picture: what a shape shows is what the picture has there, and nothing beyond.
func TestPattern(t *testing.T) {
	src := photo(60, 40)
	for _, angle := range []float64{0, 90, 25} {
		turn := display.About(angle, point{X: 50, Y: 50})
		paint := &display.ImagePaint{Source: src, Crop: display.Rect{X1: 60, Y1: 40}, Dest: display.Rect{X0: 20, Y0: 30, X1: 80, Y1: 70}, Turn: turn}
		full := drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{paint.Picture()}})
		path := star(50, 50, 45, 7, 2)
		for name, op := range map[string]display.Op{
			"fill":   &display.Fill{Shape: round(0, 0, 100, 100, 0), Paint: paint},
			"path":   &display.FillPath{Path: path, Paint: paint},
			"stroke": &display.Stroke{Path: path, Width: 9, Paint: paint},
		} {
			got := drawn(t, newDrawer(t), &display.List{Width: 100, Height: 100, Ops: []display.Op{op}})
			same := 0
			for i := 0; i < len(full.Pix); i += 4 {
				g, f := got.RGBAAt(i/4%100, i/4/100), full.RGBAAt(i/4%100, i/4/100)
				if g.A > f.A {
					t.Fatalf("%s, %v°: pixel %d,%d shows %v of %v", name, angle, i/4%100, i/4/100, g, f)
				}
				if g == f && f.A == 255 {
					same++
				}
			}
			if same < 400 {
				t.Errorf("%s, %v°: only %d pixels are the picture's", name, angle, same)
			}
		}
	}
}
