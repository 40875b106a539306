package raster

import (
	"fmt"
	"image"

	"placard/render/display"
)

// picture asks the source for the pixels that show, and paints them through the clip. Edges of Dest
// that cut through pixels cover these in part.
func (c *canvas) picture(p *display.Picture) error {
	show := p.Dest.Intersect(p.Clip.Rect)
	box := show.Pixels().Intersect(c.top().clip)
	if box.Empty() || p.Alpha == 0 {
		return nil
	}
	crop := cropFor(p, box)
	img, err := p.Source.Scaled(crop.X0, crop.Y0, crop.X1, crop.Y1, box.Dx(), box.Dy())
	if err != nil {
		return fmt.Errorf("picture %s: %w", p.Source.Key(), err)
	}
	if img.Rect.Size() != box.Size() {
		return fmt.Errorf("picture %s: source is %v, not the %v asked for", p.Source.Key(), img.Rect.Size(), box.Size())
	}
	c.fillShape(&p.Clip, show, &imageBrush{c: c, image: img, at: box.Min, alpha: p.Alpha})
	return nil
}

// cropFor returns the part of the source that a box of whole pixels shows. The box reaches over Dest
// where that ends within a pixel, so the part reaches over Crop as much, as far as there is a source.
func cropFor(p *display.Picture, box image.Rectangle) display.Rect {
	w, h := p.Source.Size()
	kx := (p.Crop.X1 - p.Crop.X0) / (p.Dest.X1 - p.Dest.X0)
	ky := (p.Crop.Y1 - p.Crop.Y0) / (p.Dest.Y1 - p.Dest.Y0)
	x0, x1 := inside(p.Crop.X0+(float64(box.Min.X)-p.Dest.X0)*kx, p.Crop.X0+(float64(box.Max.X)-p.Dest.X0)*kx, float64(w))
	y0, y1 := inside(p.Crop.Y0+(float64(box.Min.Y)-p.Dest.Y0)*ky, p.Crop.Y0+(float64(box.Max.Y)-p.Dest.Y0)*ky, float64(h))
	return display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}
}

// sliver is the narrowest part of a source that is asked for, in px.
const sliver = 1.0 / 64

// inside cuts a..b to 0..size and leaves at least a sliver.
func inside(a, b, size float64) (lo, hi float64) {
	lo = max(0, min(a, size-sliver))
	return lo, max(lo+sliver, min(b, size))
}

// imageBrush paints the pixels of an image whose top left is at a point of the canvas.
type imageBrush struct {
	c     *canvas
	image *image.RGBA
	at    image.Point
	alpha uint8
}

func (b *imageBrush) solid(dst []uint8, x, y int, cover uint8) {
	src := b.run(x, y, len(dst)/4)
	if m := scale(uint64(cover), uint64(b.alpha)); m < 255 {
		overRowAlpha(dst, src, uint8(m))
		return
	}
	overRow(dst, src)
}

func (b *imageBrush) mask(dst []uint8, x, y int, cover []uint8) {
	if b.alpha < 255 {
		b.c.cover = grow(b.c.cover, len(cover))
		for i, m := range cover {
			b.c.cover[i] = uint8(scale(uint64(m), uint64(b.alpha)))
		}
		cover = b.c.cover
	}
	overRowMask(dst, b.run(x, y, len(cover)), cover)
}

func (b *imageBrush) run(x, y, n int) []uint8 {
	x += b.image.Rect.Min.X - b.at.X
	return run(b.image, y+b.image.Rect.Min.Y-b.at.Y, x, x+n)
}
