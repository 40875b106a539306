package raster

import (
	"image"

	"placard/render/display"
)

// thinnest is the width in px of a stroke that covers at most half a step of any pixel: it shows nothing.
const thinnest = 1.0 / 510

// stroke fills the polygons that a stroke is made of.
func (c *canvas) stroke(s *display.Stroke) error {
	r := s.Bounds().Intersect(c.top().clip)
	if r.Empty() || s.Width < thinnest {
		return nil
	}
	b, err := c.brush(s.Paint, r)
	if b == nil {
		return err
	}
	c.coverage.reset()
	for _, polygon := range widen(s, r) {
		c.coverage.move(polygon[0])
		for _, p := range polygon[1:] {
			c.coverage.line(p)
		}
	}
	c.coverage.close()
	c.paintOutline(rectOf(r), b)
	return nil
}

// widen returns the polygons that a stroke is made of, as far as they may show in r.
func widen(s *display.Stroke, r image.Rectangle) [][]point {
	reach := s.Width/2*display.MiterLimit + 2
	w := rectOf(r)
	window := display.Rect{X0: w.X0 - reach, Y0: w.Y0 - reach, X1: w.X1 + reach, Y1: w.Y1 + reach}
	out := ribbon{half: s.Width / 2, join: s.Join, cap: s.Cap}
	for _, l := range flatten(s.Path, s.Width/2) {
		parts := []polyline{l}
		if len(s.Dash) > 0 {
			parts = dashes(l, s.Dash)
		}
		for _, part := range parts {
			for _, seen := range clipLine(part, window) {
				out.add(seen)
			}
		}
	}
	return out.polygons
}
