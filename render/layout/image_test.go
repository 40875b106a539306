package layout

import (
	"image"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
	"placard/render/svg"
	"placard/templates"
)

// TestFitBox follows CSS Images 3, section 5.5: what each object-fit does with a picture of 400×200.
func TestFitBox(t *testing.T) {
	const w, h = 400, 200
	square := box{10, 20, 100, 100}
	for _, test := range []struct {
		name string
		fit  string
		in   box
		at   [2]float64
		want box
	}{
		{"cover centred", "cover", square, [2]float64{0.5, 0.5}, box{-40, 20, 200, 100}},
		{"cover shows the left", "cover", square, [2]float64{0, 0}, box{10, 20, 200, 100}},
		{"cover shows the right", "cover", square, [2]float64{1, 0}, box{-90, 20, 200, 100}},
		{"contain centred", "contain", square, [2]float64{0.5, 0.5}, box{10, 45, 100, 50}},
		{"contain at the bottom", "contain", square, [2]float64{0.5, 1}, box{10, 70, 100, 50}},
		{"fill", "fill", square, [2]float64{0, 1}, square},
		{"none", "none", square, [2]float64{0.5, 0.5}, box{-140, -30, 400, 200}},
		{"scale down a large one", "scale_down", square, [2]float64{0.5, 0.5}, box{10, 45, 100, 50}},
		{"scale down leaves a small one", "scale_down", box{0, 0, 800, 800}, [2]float64{0, 0}, box{0, 0, 400, 200}},
	} {
		if got := fitBox(templates.ImageFit(test.fit), test.in, w, h, test.at); got != test.want {
			t.Errorf("%s: got %v, want %v", test.name, got, test.want)
		}
	}
}

// TestCrop checks that what is taken of a picture lies within it, to the last bit, in boxes of any size: a
// contained picture in a box of 1e-9 px was asked for a thousandth of a px more than it has.
func TestCrop(t *testing.T) {
	const w, h = 352, 288
	rapid.Check(t, func(t *rapid.T) {
		length := rapid.OneOf(rapid.Float64Range(1e-10, 1e-6), rapid.Float64Range(0.1, 5000), rapid.Just(100_000.0))
		place := rapid.Float64Range(-5000, 5000)
		fit := rapid.SampledFrom([]string{"cover", "contain", "fill", "none", "scale_down"}).Draw(t, "fit")
		at := rapid.Float64Range(0, 1)
		b := builder{pictures: onePicture{w, h}, scale: 1, list: &display.List{}}
		im := &templates.Image{Src: "asset:x", Fit: templates.ImageFit(fit), Position: templates.Position{at.Draw(t, "fx"), at.Draw(t, "fy")}}
		im.Width, im.Height = templates.Length{Value: length.Draw(t, "w")}, templates.Length{Value: length.Draw(t, "h")}
		if err := b.image(im, box{place.Draw(t, "x"), place.Draw(t, "y"), im.Width.Value, im.Height.Value}); err != nil {
			t.Fatal(err)
		}
		for _, op := range b.list.Ops {
			if c := op.(*display.Picture).Crop; !(0 <= c.X0 && c.X0 < c.X1 && c.X1 <= w && 0 <= c.Y0 && c.Y0 < c.Y1 && c.Y1 <= h) {
				t.Fatalf("crop %v of %d×%d", c, w, h)
			}
		}
	})
}

// onePicture is a source of one picture of a size.
type onePicture struct{ w, h int }

func (p onePicture) Picture(*templates.Image) (display.Source, Shown, error) { return p, "", nil }
func (p onePicture) Key() string                                             { return "one" }
func (p onePicture) Size() (int, int)                                        { return p.w, p.h }
func (p onePicture) Scaled(_, _, _, _ float64, w, h int) (*image.RGBA, error) {
	return image.NewRGBA(image.Rect(0, 0, w, h)), nil
}

// TestShown checks that a layer without a picture paints nothing, its shadow neither, and that the report
// says what each shows.
func TestShown(t *testing.T) {
	im := &templates.Image{
		Base: templates.Base{
			ID: "photo", Type: "image", Width: templates.Length{Value: 10}, Height: templates.Length{Value: 10}, Opacity: 1,
			Shadow: templates.Shadows{{Blur: 2, Color: templates.Color{A: 255}}},
		},
		Src: "asset:x", Fit: templates.ImageFitCover,
	}
	for shown, ops := range map[Shown]int{ShownOwn: 2, ShownFallback: 2, ShownNone: 0} {
		doc := &templates.Document{Width: 20, Height: 20, Layers: []templates.Layer{im}}
		list, report, err := Build(doc, nil, standIn{shown}, Options{Scale: 1, Report: true})
		if err != nil {
			t.Fatal(err)
		}
		if got := report.Layers[0]; len(list.Ops) != ops || got.ID != "photo" || got.Shown != shown {
			t.Errorf("%q: %d operations, want %d; reported as %+v", shown, len(list.Ops), ops, got)
		}
	}
}

func (onePicture) Drawing(*templates.Image) (*svg.Drawing, Shown, error) { return nil, ShownNone, nil }
func (standIn) Drawing(*templates.Image) (*svg.Drawing, Shown, error)    { return nil, ShownNone, nil }

// standIn is a source whose picture stands for another.
type standIn struct{ shown Shown }

func (s standIn) Picture(*templates.Image) (display.Source, Shown, error) {
	if s.shown == ShownNone {
		return nil, s.shown, nil
	}
	return onePicture{8, 8}, s.shown, nil
}
