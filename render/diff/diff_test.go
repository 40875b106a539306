package diff_test

import (
	"image"
	"image/color"
	"testing"

	"placard/render/diff"
)

// filled is a picture of one colour whose corner is somewhere.
func filled(bounds image.Rectangle, c color.RGBA) *image.RGBA {
	img := image.NewRGBA(bounds)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			img.SetRGBA(x, y, c)
		}
	}
	return img
}

func TestOf(t *testing.T) {
	grey := color.RGBA{100, 100, 100, 255}
	square := image.Rect(0, 0, 4, 4)
	spot := filled(square, grey)
	spot.SetRGBA(1, 2, color.RGBA{103, 100, 90, 255})
	for _, test := range []struct {
		name          string
		want, got     image.Image
		tolerance     int
		pixels, worst int
	}{
		{"the same, elsewhere", filled(square, grey), filled(square.Add(image.Pt(7, 9)), grey), 0, 0, 0},
		{"one pixel", filled(square, grey), spot, 0, 1, 10},
		{"within the tolerance", filled(square, grey), spot, 10, 0, 10},
		{"beyond the tolerance", filled(square, grey), spot, 9, 1, 10},
		{"alpha", filled(square, color.RGBA{}), filled(square, color.RGBA{A: 2}), 1, 16, 2},
		{"larger", filled(square, grey), filled(image.Rect(0, 0, 5, 3), grey), 1, 4 + 3, 255},
		{"empty", image.NewRGBA(image.Rectangle{}), image.NewRGBA(image.Rectangle{}), 1, 0, 0},
	} {
		d := diff.Of(test.want, test.got, test.tolerance)
		if d.Pixels != test.pixels || d.Worst != test.worst {
			t.Errorf("%s: %d pixels, the worst by %d; want %d, %d", test.name, d.Pixels, d.Worst, test.pixels, test.worst)
		}
	}
}

func TestSideBySide(t *testing.T) {
	want, got := filled(image.Rect(0, 0, 4, 4), color.RGBA{255, 255, 255, 255}), filled(image.Rect(0, 0, 4, 4), color.RGBA{255, 255, 255, 255})
	got.SetRGBA(3, 0, color.RGBA{0, 0, 0, 255})
	shown := diff.Of(want, got, 1).SideBySide()
	if shown.Rect != image.Rect(0, 0, 28, 4) {
		t.Fatalf("it is %v", shown.Rect)
	}
	for at, c := range map[image.Point]color.RGBA{
		{3, 0}: {255, 255, 255, 255}, {4, 0}: {}, {15, 0}: {255, 0, 0, 255}, {14, 0}: {72, 72, 72, 255}, {27, 0}: {0, 0, 0, 255}, {26, 0}: {255, 255, 255, 255},
	} {
		if is := shown.RGBAAt(at.X, at.Y); is != c {
			t.Errorf("at %v: %v, want %v", at, is, c)
		}
	}
}
