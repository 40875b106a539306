// Package contrast measures how well letters stand out from what is under them, by the pixels.
//
// It follows WCAG 2.2, success criterion 1.4.3: the ratio of relative luminances, 1..21. Pixels are premultiplied;
// what is transparent is taken to lie on white, as a page is. It changes none of its arguments, and is safe for
// concurrent use.
package contrast

import (
	"image"
	"slices"

	"placard/internal/css"
)

// What WCAG asks for.
const (
	Text  = 4.5 // of text
	Large = 3.0 // of large text, see LargeSize
)

const (
	// LargeSize is from which size in px, 18 pt, text is large.
	LargeSize = 24.0
	// LargeBoldSize is that of bold text, 14 pt.
	LargeBoldSize = 56.0 / 3
)

// Needed is what WCAG asks of text of a size in px.
func Needed(size float64, bold bool) float64 {
	if size >= LargeSize || bold && size >= LargeBoldSize {
		return Large
	}
	return Text
}

const (
	// leastCover is how much of a pixel, of 255, a letter must cover for its colour to be told: of less, rounding
	// makes too much.
	leastCover = 128
	// rim is the part of the pixels that may be worse than Of says: one bright blade of grass under a letter hides
	// nothing.
	rim = 0.05
)

// Of compares a picture with the same picture without some letters, where these cover it: mask is how much, in its
// alpha, with its bounds in the picture. It returns 0 where there is nothing to see of them.
func Of(with, without, mask *image.RGBA) float64 {
	var ratios []float64
	bounds := mask.Rect.Intersect(with.Rect).Intersect(without.Rect)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			cover := mask.Pix[mask.PixOffset(x, y)+3]
			if cover < leastCover {
				continue
			}
			own, under := onWhite(with, x, y), onWhite(without, x, y)
			for k := range own {
				own[k] = unmix(own[k], under[k], cover)
			}
			ratios = append(ratios, css.Contrast(css.Luminance(own[0], own[1], own[2]), css.Luminance(under[0], under[1], under[2])))
		}
	}
	if len(ratios) == 0 {
		return 0
	}
	slices.Sort(ratios)
	return ratios[int(rim*float64(len(ratios)))]
}

// onWhite is a pixel as it looks on white.
func onWhite(img *image.RGBA, x, y int) [3]uint8 {
	p := img.Pix[img.PixOffset(x, y):]
	bare := 255 - p[3]
	return [3]uint8{p[0] + bare, p[1] + bare, p[2] + bare}
}

// unmix is what, covering a part of under, gives mixed.
func unmix(mixed, under, cover uint8) uint8 {
	own := int(under) + (int(mixed)-int(under))*255/int(cover)
	return uint8(max(0, min(255, own)))
}
