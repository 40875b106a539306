package raster

import (
	"image"

	"placard/render/display"
)

// brush paints runs of one row. dst holds their pixels, x is where it starts.
type brush interface {
	// solid paints at one coverage.
	solid(dst []uint8, x, y int, cover uint8)
	// mask paints at a coverage for each pixel; len(dst) is 4·len(cover).
	mask(dst []uint8, x, y int, cover []uint8)
}

// colorBrush paints one premultiplied colour.
type colorBrush pixel

func (b colorBrush) solid(dst []uint8, _, _ int, cover uint8) {
	if cover == 255 {
		overColor(dst, pixel(b))
		return
	}
	overColor(dst, pixel(b).cover(cover))
}

func (b colorBrush) mask(dst []uint8, _, _ int, cover []uint8) {
	overColorMask(dst, pixel(b), cover)
}

func colorOf(c display.Color) pixel { return premultiply(c.R, c.G, c.B, c.A) }

// brush returns what paints p on the pixels of a rectangle, or nil when p is invisible.
func (c *canvas) brush(p display.Paint, r image.Rectangle) (brush, error) {
	switch p := p.(type) {
	case display.Color:
		if p.A > 0 {
			return colorBrush(colorOf(p)), nil
		}
	case *display.LinearGradient:
		return c.linear(p), nil
	case *display.RadialGradient:
		return c.radial(p), nil
	case *display.ConicGradient:
		return c.conic(p), nil
	case *display.ImagePaint:
		return c.pattern(p, r)
	}
	return nil, nil
}

// top is the layer that is painted on.
func (c *canvas) top() *layer { return &c.stack[len(c.stack)-1] }

// run returns the pixels x0..x1 of a row.
func run(img *image.RGBA, y, x0, x1 int) []uint8 {
	i := (y-img.Rect.Min.Y)*img.Stride + (x0-img.Rect.Min.X)*4
	return img.Pix[i : i+(x1-x0)*4]
}

// paintRect paints whole pixels.
func (c *canvas) paintRect(r image.Rectangle, b brush, cover uint8) {
	top := c.top()
	r = r.Intersect(top.clip)
	if r.Empty() {
		return
	}
	for y := r.Min.Y; y < r.Max.Y; y++ {
		b.solid(run(top.image, y, r.Min.X, r.Max.X), r.Min.X, y, cover)
	}
}

// paintOutline paints what c.coverage holds, within a rectangle.
func (c *canvas) paintOutline(within display.Rect, b brush) {
	top := c.top()
	c.coverage.sweep(top.clip, within, func(y, x0, x1 int, solid uint8, cover []uint8) {
		dst := run(top.image, y, x0, x1)
		if cover == nil {
			b.solid(dst, x0, y, solid)
		} else {
			b.mask(dst, x0, y, cover)
		}
	})
}

// paintMask paints through a mask at x, y.
func (c *canvas) paintMask(m *mask, x, y int, b brush) {
	top := c.top()
	r := m.rect.Add(image.Pt(x, y)).Intersect(top.clip)
	for row := r.Min.Y; row < r.Max.Y; row++ {
		b.mask(run(top.image, row, r.Min.X, r.Max.X), r.Min.X, row, m.run(row-y, r.Min.X-x, r.Max.X-x))
	}
}
