// Package quantize draws a picture with few colours.
//
// Colours are premultiplied, so that what is nearly transparent counts little, and weighted as the eye weights
// them. All is integers: the same picture gives the same colours on every machine.
package quantize

import (
	"encoding/binary"
	"image"
)

// point is a place in the space of colours: red, green, blue and alpha, premultiplied, each times its
// weight and 16.
type point [4]int32

// Weights of a difference of channels, in quarters: nearly those of pngquant, which were found by looking.
// Alpha is seen against any background.
var weights = point{2, 4, 2, 3}

const pointScale = 4 // times weights: 16ths for a weight of a whole

func pointOf(pixel uint32) point {
	return point{
		int32(pixel&0xff) * weights[0] * pointScale,
		int32(pixel>>8&0xff) * weights[1] * pointScale,
		int32(pixel>>16&0xff) * weights[2] * pointScale,
		int32(pixel>>24) * weights[3] * pointScale,
	}
}

// pixel is the colour at p, rounded; no channel is above alpha.
func (p point) pixel() uint32 {
	a := channel(p[3], weights[3])
	v := a << 24
	for c := range 3 {
		v |= min(channel(p[c], weights[c]), a) << (8 * c)
	}
	return v
}

func channel(v, weight int32) uint32 {
	w := weight * pointScale
	return uint32(min(max((v+w/2)/w, 0), 255))
}

func distance(a, b point) int64 {
	sum := int64(0)
	for c := range a {
		d := int64(a[c] - b[c])
		sum += d * d
	}
	return sum
}

// Picture is what is left of a picture. A pixel is premultiplied: R | G<<8 | B<<16 | A<<24.
type Picture struct {
	Palette []uint32
	Indices []byte // of the pixels, row by row
}

// Draw finds up to colors colours, 2..256, for img and an index for every pixel. With dither, what a pixel
// differs from its colour is made up for by its neighbours; a pixel that has a colour of the palette shows that
// one, so that plain areas stay plain. Indices are appended to scratch[:0].
func Draw(img *image.RGBA, colors int, dither bool, scratch []byte) Picture {
	bins := count(img)
	palette := refine(bins, split(bins, colors))
	p := Picture{Palette: palette, Indices: scratch[:0]}
	find := newFinder(palette)
	if dither {
		p.Indices = diffuse(p.Indices, img, find)
		return p
	}
	for y := range img.Rect.Dy() {
		for row := rowOf(img, y); len(row) >= 4; row = row[4:] {
			p.Indices = append(p.Indices, find.pixel(binary.LittleEndian.Uint32(row)))
		}
	}
	return p
}

func rowOf(img *image.RGBA, y int) []byte { return img.Pix[y*img.Stride:][:4*img.Rect.Dx()] }
