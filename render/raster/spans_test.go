package raster

import (
	"bytes"
	"image"
	"testing"

	"pgregory.net/rapid"
)

// TestSpans paints masks by their spans and pixel by pixel: the same comes of both.
func TestSpans(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		size := image.Pt(rapid.IntRange(1, 40).Draw(t, "width"), rapid.IntRange(1, 9).Draw(t, "height"))
		m := newMask(image.Rectangle{Max: size})
		level := rapid.OneOf(rapid.SampledFrom([]uint8{0, 255}), rapid.Uint8())
		for i := range m.pix {
			m.pix[i] = level.Draw(t, "m")
		}
		at := image.Pt(rapid.IntRange(0, 5).Draw(t, "x"), rapid.IntRange(0, 5).Draw(t, "y"))
		color := get(premultiplied(1).Draw(t, "color"))
		canvas := image.Rect(0, 0, at.X+size.X+3, at.Y+size.Y+3)
		got := &image.RGBA{Pix: premultiplied(canvas.Dx()*canvas.Dy()).Draw(t, "canvas"), Stride: 4 * canvas.Dx(), Rect: canvas}
		want := bytes.Clone(got.Pix)
		newSpans(m).paint(got, at, color)
		for y := range size.Y {
			i := (at.Y+y)*got.Stride + 4*at.X
			overColorMask(want[i:i+4*size.X], color, m.run(y, 0, size.X))
		}
		if !bytes.Equal(got.Pix, want) {
			t.Fatal("spans and mask differ")
		}
	})
}

// TestSpansTooLarge wants none of a blank mask, nor of one past what a span can say.
func TestSpansTooLarge(t *testing.T) {
	for _, r := range []image.Rectangle{{}, image.Rect(0, 0, maxSpans, 1), image.Rect(0, 0, 1, maxSpans)} {
		if newSpans(newMask(r)) != nil {
			t.Errorf("%v has spans", r)
		}
	}
	if newSpans(newMask(image.Rect(0, 0, maxSpans-1, maxSpans-1))) == nil {
		t.Error("the largest has none")
	}
}
