package adjust

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/picture"
)

// filtered are the pictures of testdata/chromium.png from left to right, in rows of four, which Chromium 156 drew of
// testdata/photo.png with the CSS filters that they say.
var filtered = []struct {
	css string
	set func(*Spec)
}{
	{"none", func(*Spec) {}},
	{"grayscale(0.8)", func(s *Spec) { s.Grayscale = 0.8 }},
	{"sepia(1)", func(s *Spec) { s.Sepia = 1 }},
	{"brightness(1.4)", func(s *Spec) { s.Brightness = 1.4 }},
	{"contrast(1.6)", func(s *Spec) { s.Contrast = 1.6 }},
	{"saturate(2.5)", func(s *Spec) { s.Saturate = 2.5 }},
	{"hue-rotate(120deg)", func(s *Spec) { s.Hue = 120 }},
	{"invert(0.9)", func(s *Spec) { s.Invert = 0.9 }},
	{"grayscale(0.5) sepia(0.4) brightness(1.2) contrast(0.7) saturate(1.8) hue-rotate(-40deg) invert(0.2)", func(s *Spec) {
		s.Grayscale, s.Sepia, s.Brightness, s.Contrast, s.Saturate, s.Hue, s.Invert = 0.5, 0.4, 1.2, 0.7, 1.8, -40, 0.2
	}},
	{"saturate(0)", func(s *Spec) { s.Saturate = 0 }},
	{"opacity(0.5) invert(1)", func(s *Spec) { s.Invert = 1 }},
	{"brightness(0.3)", func(s *Spec) { s.Brightness = 0.3 }},
}

// side is that of each picture in it, px.
const side = 120

// TestChromium compares the filters with CSS's. The one that is also half transparent is compared by its colours.
func TestChromium(t *testing.T) {
	sheet, photo := golden.ReadPicture(t, filepath.Join("testdata", "chromium.png")), openPhoto(t)
	for i, f := range filtered {
		if f.css == "opacity(0.5) invert(1)" {
			continue // on white it is another picture; see TestTransparent
		}
		s := Plain()
		f.set(&s)
		got, err := New(photo, s, nil).Scaled(0, 0, side, side, side, side)
		if err != nil {
			t.Fatal(err)
		}
		sum := 0
		for y := range side {
			for x := range side {
				a, b := got.RGBAAt(x, y), sheet.RGBAAt(i%4*side+x, i/4*side+y)
				for _, d := range [3]int{int(a.R) - int(b.R), int(a.G) - int(b.G), int(a.B) - int(b.B)} {
					sum += max(d, -d)
				}
			}
		}
		mean := float64(sum) / (3 * side * side)
		t.Logf("%s: off by %.3f of 255 on average", f.css, mean)
		if mean > 0.8 { // measured: 0.5 at most, of the seven in a row, as Chromium rounds after each
			t.Errorf("%s: off by %.3f of 255 on average", f.css, mean)
		}
	}
}

// TestTransparent checks that half transparent pixels have the colours of opaque ones.
func TestTransparent(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 2, 1))
	copy(img.Pix, []uint8{200, 100, 50, 255, 100, 50, 25, 128})
	s := Plain()
	s.Invert, s.Hue, s.Tint = 1, 90, display.Color{R: 255, A: 100}
	out := *img
	recolor(&out, s.stages())
	tint(&out, s.Tint)
	for k := range 3 {
		if d := int(out.Pix[k])*128/255 - int(out.Pix[4+k]); d < -2 || d > 2 {
			t.Errorf("channel %d is %d opaque and %d half so", k, out.Pix[k], out.Pix[4+k])
		}
	}
	if out.Pix[7] != 128 {
		t.Errorf("alpha became %d", out.Pix[7])
	}
}

// TestBlur checks that a part of a blurred picture is what it is in the whole, that a soft one loses no light, and
// that the edges stay sharp: no transparency comes in.
func TestBlur(t *testing.T) {
	photo := openPhoto(t)
	for _, sigma := range []float64{0.8, 4, 25} {
		s := Plain()
		s.Blur = [2]float64{sigma, sigma}
		src := New(photo, s, nil)
		whole, err := src.Scaled(0, 0, side, side, side, side)
		if err != nil {
			t.Fatal(err)
		}
		part, err := src.Scaled(30, 40, 90, 100, 60, 60)
		if err != nil {
			t.Fatal(err)
		}
		worst := 0
		for y := range 60 {
			for x := range 60 {
				a, b := part.RGBAAt(x, y), whole.RGBAAt(30+x, 40+y)
				worst = max(worst, abs(int(a.R)-int(b.R)), abs(int(a.G)-int(b.G)))
				if b.A != 255 {
					t.Fatalf("sigma %v: alpha %d at %d,%d", sigma, b.A, x, y)
				}
			}
		}
		if worst > 3 {
			t.Errorf("sigma %v: a part is off by %d from the whole", sigma, worst)
		}
		if a := whole.RGBAAt(0, 0).A; a != 255 {
			t.Errorf("sigma %v: the corner has alpha %d", sigma, a)
		}
	}
}

// TestPixelate checks that squares start at the corner that is said, and that each has one colour.
func TestPixelate(t *testing.T) {
	s := Plain()
	s.Cell, s.From = [2]float64{20, 20}, [2]float64{10, 0}
	img, err := New(openPhoto(t), s, nil).Scaled(0, 0, side, side, 2*side, 2*side)
	if err != nil {
		t.Fatal(err)
	}
	if img.RGBAAt(0, 0) != img.RGBAAt(19, 39) || img.RGBAAt(20, 0) != img.RGBAAt(59, 39) || img.RGBAAt(19, 0) == img.RGBAAt(20, 0) {
		t.Error("the squares are elsewhere")
	}
}

// TestTwoTone checks the two ends and the middle.
func TestTwoTone(t *testing.T) {
	img := image.NewRGBA(image.Rect(0, 0, 3, 1))
	copy(img.Pix, []uint8{0, 0, 0, 255, 255, 255, 255, 255, 128, 128, 128, 255})
	twoTone(img, [2]display.Color{{R: 10, A: 255}, {R: 210, G: 100, B: 40, A: 255}})
	for i, want := range [][4]uint8{{10, 0, 0, 255}, {210, 100, 40, 255}, {110, 50, 20, 255}} {
		if got := [4]uint8(img.Pix[4*i:]); got != want {
			t.Errorf("pixel %d is %v, want %v", i, got, want)
		}
	}
}

// TestCache checks that what is asked for again is not made again, and that another Spec has another key.
func TestCache(t *testing.T) {
	c, photo, s := NewCache(1<<20), openPhoto(t), Plain()
	s.Sepia = 1
	first, err := New(photo, s, c).Scaled(0, 0, 9, 9, 9, 9)
	if err != nil {
		t.Fatal(err)
	}
	again, _ := New(photo, s, c).Scaled(0, 0, 9, 9, 9, 9)
	s.Sepia = 0.5
	other, _ := New(photo, s, c).Scaled(0, 0, 9, 9, 9, 9)
	if first != again || first == other {
		t.Errorf("made anew: %v; mixed up: %v", first != again, first == other)
	}
	if New(photo, Plain(), c) != photo {
		t.Error("a picture that is not changed is wrapped")
	}
}

func abs(v int) int { return max(v, -v) }

func openPhoto(t testing.TB) display.Source {
	t.Helper()
	data, err := os.ReadFile("testdata/photo.png")
	if err != nil {
		t.Fatal(err)
	}
	p, err := picture.Decode(data, picture.DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p
}
