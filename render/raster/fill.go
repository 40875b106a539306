package raster

import (
	"image"
	"math"

	"placard/render/display"
)

func (c *canvas) fill(f *display.Fill) error {
	b, err := c.brush(f.Paint, f.Bounds())
	if b != nil {
		c.fillShape(&f.Shape, f.Shape.Rect, b)
	}
	return err
}

// fillShape paints the part of a rounded rectangle that lies within a rectangle.
func (c *canvas) fillShape(shape *display.RoundRect, within display.Rect, b brush) {
	within = within.Intersect(shape.Rect)
	if within.Empty() {
		return
	}
	if r, ok := wholePixels(within); ok && shape.Square() {
		c.paintRect(r, b, 255)
		return
	}
	c.coverage.reset()
	c.coverage.roundRect(shape)
	c.paintOutline(within, b)
}

// fillTurned paints the pixels of r that a turned rounded rectangle covers, as far as it lies within a rectangle of
// its own plane.
func (c *canvas) fillTurned(shape *display.RoundRect, within display.Rect, t display.Turn, r image.Rectangle, b brush) {
	if upright, ok := t.Shape(*shape); ok {
		c.fillShape(&upright, t.Bounds(within).Intersect(rectOf(r)), b)
		return
	}
	c.coverage.reset()
	c.coverage.turnedRect(shape, within, t)
	c.paintOutline(rectOf(r), b)
}

// aligned is how far in px from a whole pixel an edge may lie and still count as on it: at most half a
// step of 8-bit coverage, so nothing is lost.
const aligned = 1.0 / 512

// wholePixels returns a rectangle whose edges lie between pixels as pixels.
func wholePixels(r display.Rect) (image.Rectangle, bool) {
	out := image.Rect(int(math.Round(r.X0)), int(math.Round(r.Y0)), int(math.Round(r.X1)), int(math.Round(r.Y1)))
	exact := rectOf(out)
	off := math.Max(math.Max(math.Abs(r.X0-exact.X0), math.Abs(r.Y0-exact.Y0)), math.Max(math.Abs(r.X1-exact.X1), math.Abs(r.Y1-exact.Y1)))
	return out, off < aligned
}

func rectOf(r image.Rectangle) display.Rect {
	return display.Rect{X0: float64(r.Min.X), Y0: float64(r.Min.Y), X1: float64(r.Max.X), Y1: float64(r.Max.Y)}
}
