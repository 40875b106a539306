package adjust

import (
	"image"
	"image/color"
	"image/draw"
	"os"
	"path/filepath"
	"testing"

	"placard/render/display"
	"placard/render/picture"
)

// subjects are what somebody who crops photos of the starters would keep, px.
var subjects = []struct {
	photo, what string
	aspects     []float64
	keep        display.Rect
}{
	{"fig.jpg", "the fig", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 500, Y0: 300, X1: 920, Y1: 660}},
	{"mug.jpg", "the mug", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 280, Y0: 636, X1: 790, Y1: 1050}},
	{"picos.jpg", "the peak", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 450, Y0: 390, X1: 930, Y1: 900}},
	{"ada.jpg", "her face", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 90, Y0: 90, X1: 270, Y1: 250}},
	{"noor.jpg", "her face", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 100, Y0: 90, X1: 255, Y1: 240}},
	{"teo.jpg", "his face", []float64{16. / 9, 1, 2. / 3}, display.Rect{X0: 80, Y0: 80, X1: 275, Y1: 245}},
	{"layers.jpg", "the upper cards", []float64{16. / 9, 1}, display.Rect{X0: 60, Y0: 305, X1: 840, Y1: 690}},
	{"meadow.jpg", "the dandelion", []float64{1, 2. / 3}, display.Rect{X0: 245, Y0: 40, X1: 715, Y1: 400}},
}

// TestFocus checks that crops keep them, at the same place whenever it is asked.
func TestFocus(t *testing.T) {
	for _, s := range subjects {
		data, err := os.ReadFile(filepath.Join("../../templates/starter/assets", s.photo))
		if err != nil {
			t.Fatal(err)
		}
		src, err := picture.Decode(data, picture.DefaultLimits())
		if err != nil {
			t.Fatal(err)
		}
		for _, aspect := range s.aspects {
			at, err := NewCache(0).Focus(src, aspect)
			if err != nil {
				t.Fatal(err)
			}
			full, part := size(src, aspect)
			x, y := at[0]*(full[0]-part[0]), at[1]*(full[1]-part[1])
			if x > s.keep.X0 || y > s.keep.Y0 || x+part[0] < s.keep.X1 || y+part[1] < s.keep.Y1 {
				t.Errorf("%s at %.2f: %.0f,%.0f to %.0f,%.0f cuts %s", s.photo, aspect, x, y, x+part[0], y+part[1], s.what)
			}
			if again, err := NewCache(0).Focus(src, aspect); err != nil || again != at {
				t.Errorf("%s at %.2f: %v, then %v, %v", s.photo, aspect, at, again, err)
			}
		}
	}
}

// size is that of a picture and of its largest part of a proportion, px.
func size(src display.Source, aspect float64) (full, part [2]float64) {
	w, h := src.Size()
	full = [2]float64{float64(w), float64(h)}
	return full, [2]float64{min(full[0], full[1]*aspect), min(full[1], full[0]/aspect)}
}

// TestFocusOfNothing checks that what is even all over, or hardly a picture, is cropped around its middle, or
// somewhat above.
func TestFocusOfNothing(t *testing.T) {
	for _, side := range [][2]int{{1, 1}, {1, 500}, {500, 1}, {300, 200}, {200, 300}} {
		for _, aspect := range []float64{1e-6, 0.5, 2, 1e6} {
			at, err := focus(plainOf(side), aspect)
			if err != nil || at[0] != 0.5 || at[1] != 0.5 && at[1] < above-0.02 {
				t.Errorf("%v at %v: %v, %v", side, aspect, at, err)
			}
		}
	}
}

// plainOf is a grey picture.
type plainOf [2]int

func (p plainOf) Key() string      { return "plain" }
func (p plainOf) Size() (w, h int) { return p[0], p[1] }
func (p plainOf) Scaled(_, _, _, _ float64, width, height int) (*image.RGBA, error) {
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	draw.Draw(img, img.Rect, image.NewUniform(color.Gray{128}), image.Point{}, draw.Src)
	return img, nil
}

// BenchmarkFocus looks at a photo that is decoded.
func BenchmarkFocus(b *testing.B) {
	data, err := os.ReadFile("../../templates/starter/assets/picos.jpg")
	if err != nil {
		b.Fatal(err)
	}
	src, err := picture.Decode(data, picture.DefaultLimits())
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := focus(src, 1); err != nil {
			b.Fatal(err)
		}
	}
}
