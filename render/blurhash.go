package render

import (
	"image"

	"github.com/bbrks/go-blurhash"
	"golang.org/x/image/draw"
)

const (
	// blurSide is the longer side in px of what is hashed, eight for each wave. The whole of a card would
	// take 2 s.
	blurSide = 32
	// blurWaves and blurWavesAcross are the waves along the shorter and the longer side: 28 characters.
	blurWaves, blurWavesAcross = 3, 4
)

// blurhashOf returns the hash (blurha.sh) of a premultiplied picture, on white.
func blurhashOf(img *image.RGBA) (string, error) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	longer := max(w, h)
	small := image.NewRGBA(image.Rect(0, 0, max(1, w*blurSide/longer), max(1, h*blurSide/longer)))
	draw.Draw(small, small.Rect, image.White, image.Point{}, draw.Src)
	draw.BiLinear.Scale(small, small.Rect, img, img.Rect, draw.Over, nil)
	x, y := blurWavesAcross, blurWaves
	if h > w {
		x, y = y, x
	}
	size := small.Rect.Size()
	return blurhash.Encode(min(x, size.X), min(y, size.Y), small) // a pixel holds no wave but the mean
}
