package encode

import (
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// BenchmarkWebPReuse encodes cards that differ in a box, as a counter in a title does.
func BenchmarkWebPReuse(b *testing.B) {
	e, err := New(DefaultConfig())
	if err != nil {
		b.Fatal(err)
	}
	m := card(1200, 630)
	n := uint8(0)
	for b.Loop() {
		n++
		draw.Draw(m, image.Rect(300, 300, 480, 360), image.NewUniform(color.RGBA{n, 2 * n, 255 - n, 255}), image.Point{}, draw.Src)
		if _, err := e.WebP(m, WebPOptions{Quality: 80, Method: 2}); err != nil {
			b.Fatal(err)
		}
	}
}
