package vp8

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"testing"
)

// carded is noisy in a corner of a flat ground: about what a card has.
func carded() *image.RGBA {
	img := image.NewRGBA(image.Rect(0, 0, 1200, 630))
	draw.Draw(img, img.Rect, image.NewUniform(color.RGBA{250, 245, 238, 255}), image.Point{}, draw.Src)
	draw.Draw(img, image.Rect(64, 64, 620, 440), noisy(556, 376, 1), image.Point{}, draw.Src)
	return img
}

func BenchmarkEncode(b *testing.B) {
	img := carded()
	for method := range maxMethod + 1 {
		b.Run(fmt.Sprintf("method%d", method), func(b *testing.B) {
			for b.Loop() {
				if _, err := Encode(img, Options{Quality: 80, Method: method}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
