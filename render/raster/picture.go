package raster

import (
	"fmt"
	"image"

	"placard/render/display"
)

// picture asks the source for the pixels that show, and paints them through the clip. Edges of Dest
// that cut through pixels cover these in part.
func (c *canvas) picture(p *display.Picture) error {
	box := p.Bounds().Intersect(c.top().clip)
	if box.Empty() || p.Alpha == 0 {
		return nil
	}
	from, err := c.pixelsOf(p, box)
	if err != nil {
		return fmt.Errorf("picture %s: %w", p.Source.Key(), err)
	}
	c.fillTurned(&p.Clip, p.Dest.Intersect(p.Clip.Rect), p.Turn, box, &imageBrush{c: c, pixels: from, alpha: p.Alpha})
	return nil
}

// pixelsOf prepares the pixels of a picture that a box of the canvas shows.
func (c *canvas) pixelsOf(p *display.Picture, box image.Rectangle) (pixelSource, error) {
	sin, cos := p.Turn.SinCos()
	seen := p.Turn.Seen(box)
	if sin != 0 && cos != 0 {
		return c.oblique(p, seen)
	}
	w, h := box.Dx(), box.Dy()
	if cos == 0 {
		w, h = h, w
	}
	img, err := scaled(p.Source, cropFor(p, seen), w, h)
	if err != nil {
		return nil, err
	}
	if cos == 1 {
		return &placed{image: img, at: box.Min}, nil
	}
	return c.quarter(img, box, int(sin), int(cos)), nil
}

// scaled asks a source for pixels.
func scaled(s display.Source, crop display.Rect, width, height int) (*image.RGBA, error) {
	img, err := s.Scaled(crop.X0, crop.Y0, crop.X1, crop.Y1, width, height)
	if err != nil {
		return nil, err
	}
	if want := image.Pt(width, height); img.Rect.Size() != want {
		return nil, fmt.Errorf("source is %v, not the %v asked for", img.Rect.Size(), want)
	}
	return img, nil
}

// cropFor returns the part of the source that a part of the picture's plane shows. Whole pixels reach over Dest
// where that ends within one, so the part reaches over Crop as much, as far as there is a source.
func cropFor(p *display.Picture, part display.Rect) display.Rect {
	w, h := p.Source.Size()
	kx := (p.Crop.X1 - p.Crop.X0) / (p.Dest.X1 - p.Dest.X0)
	ky := (p.Crop.Y1 - p.Crop.Y0) / (p.Dest.Y1 - p.Dest.Y0)
	x0, x1 := inside(p.Crop.X0+(part.X0-p.Dest.X0)*kx, p.Crop.X0+(part.X1-p.Dest.X0)*kx, float64(w))
	y0, y1 := inside(p.Crop.Y0+(part.Y0-p.Dest.Y0)*ky, p.Crop.Y0+(part.Y1-p.Dest.Y0)*ky, float64(h))
	return display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}
}

// sliver is the narrowest part of a source that is asked for, in px.
const sliver = 1.0 / 64

// inside cuts a..b to 0..size and leaves at least a sliver.
func inside(a, b, size float64) (lo, hi float64) {
	lo = max(0, min(a, size-sliver))
	return lo, max(lo+sliver, min(b, size))
}
