package raster

import (
	"image"

	"placard/render/display"
)

func (c *canvas) fillPath(f *display.FillPath) {
	r := f.Bounds().Intersect(c.top().clip)
	b := c.brush(f.Paint)
	if r.Empty() || b == nil {
		return
	}
	c.coverage.reset()
	c.coverage.rule = f.Rule
	c.coverage.path(f.Path, r)
	c.paintOutline(rectOf(r), b)
}

// path adds a path, of which only what lies in a rectangle is looked at.
func (o *outline) path(p display.Path, seen image.Rectangle) {
	window := rectOf(seen)
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case display.Move:
			o.move(s.P[0])
		case display.Line:
			o.line(s.P[0])
		case display.Quad:
			// The same curve as a cubic.
			o.curve(cubic{o.at, between(o.at, s.P[0], 2.0/3), between(s.P[1], s.P[0], 2.0/3), s.P[1]}, window, maxSplits)
		case display.Cubic:
			o.curve(cubic{o.at, s.P[0], s.P[1], s.P[2]}, window, maxSplits)
		case display.Close:
			o.close()
		}
	}
	o.close()
}

// cubic is a curve by its control points.
type cubic [4]point

// maxSplits is how often a curve is halved. It brings the longest, whose points lie MaxCoordinate away on
// both sides, down to 32 px.
const maxSplits = 13

// curve adds a curve of which window is seen. A part that lies beside the window counts as its chord: to the
// left the winding is all that matters, and elsewhere nothing does. So chords are as many as show, however
// large the curve.
func (o *outline) curve(k cubic, window display.Rect, splits int) {
	switch hull := k.hull(); {
	case hull.X1 < window.X0 || hull.X0 > window.X1 || hull.Y1 < window.Y0 || hull.Y0 > window.Y1:
		o.line(k[3])
	case splits == 0 || within(hull, window):
		o.cubic(k[1], k[2], k[3])
	default:
		left, right := k.halves()
		o.curve(left, window, splits-1)
		o.curve(right, window, splits-1)
	}
}

// within reports whether a hull is not much larger than the window: all its chords may then be made.
func within(hull, window display.Rect) bool {
	return hull.X1-hull.X0 <= 2*(window.X1-window.X0)+roomy && hull.Y1-hull.Y0 <= 2*(window.Y1-window.Y0)+roomy
}

// roomy is the size in px of a curve that is not worth splitting: it has 20 chords.
const roomy = 16

func (k *cubic) hull() display.Rect {
	return display.Rect{
		X0: min(k[0].X, k[1].X, k[2].X, k[3].X), Y0: min(k[0].Y, k[1].Y, k[2].Y, k[3].Y),
		X1: max(k[0].X, k[1].X, k[2].X, k[3].X), Y1: max(k[0].Y, k[1].Y, k[2].Y, k[3].Y),
	}
}

// halves splits a curve in its middle (de Casteljau).
func (k *cubic) halves() (left, right cubic) {
	ab, bc, cd := between(k[0], k[1], 0.5), between(k[1], k[2], 0.5), between(k[2], k[3], 0.5)
	abc, bcd := between(ab, bc, 0.5), between(bc, cd, 0.5)
	mid := between(abc, bcd, 0.5)
	return cubic{k[0], ab, abc, mid}, cubic{mid, bcd, cd, k[3]}
}
