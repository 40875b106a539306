package raster

import (
	"math"

	"placard/render/display"
)

// turnedRect adds the part of a turned rounded rectangle that lies within a rectangle of its own plane.
func (o *outline) turnedRect(r *display.RoundRect, within display.Rect, t display.Turn) {
	if upright, ok := t.Shape(*r); ok && within == r.Rect {
		o.roundRect(&upright)
		return
	}
	o.ring = appendRing(o.ring[:0], r)
	points := cutOut(o.ring, within)
	for i := range points {
		points[i] = t.Apply(points[i])
	}
	o.polygon(points)
}

// cutOut returns the part of a convex polygon that lies within a rectangle, one side of which after the other
// cuts off what lies beyond (Sutherland and Hodgman 1974).
func cutOut(polygon []point, r display.Rect) []point {
	for _, inside := range [...]func(point) float64{ // how far
		func(p point) float64 { return p.X - r.X0 },
		func(p point) float64 { return r.X1 - p.X },
		func(p point) float64 { return p.Y - r.Y0 },
		func(p point) float64 { return r.Y1 - p.Y },
	} {
		var kept []point
		for i, p := range polygon {
			before := polygon[(i+len(polygon)-1)%len(polygon)]
			a, b := inside(before), inside(p)
			if (a < 0) != (b < 0) {
				kept = append(kept, between(before, p, a/(a-b)))
			}
			if b >= 0 {
				kept = append(kept, p)
			}
		}
		polygon = kept
	}
	return polygon
}

// steps is how a point of a plane moves while one walks over the pixels of the canvas, in px of an image that shows
// a part of it: where the centre of pixel 0, 0 lies, from the centre of the image's first pixel, and how far on
// that of the next is. Down is a quarter of a turn on from right, up to the image's scales.
type steps struct {
	x, y           float64
	rightX, rightY float64
	downX, downY   float64
}

// stepsOver prepares a walk over an image that shows a part of a turned plane with kx, ky px for each.
func stepsOver(t display.Turn, part display.Rect, kx, ky float64) steps {
	back := t.Inverse()
	sin, cos := back.SinCos()
	p := back.Apply(point{X: 0.5, Y: 0.5})
	return steps{
		x: (p.X-part.X0)*kx - 0.5, y: (p.Y-part.Y0)*ky - 0.5,
		rightX: cos * kx, rightY: sin * ky,
		downX: -sin * kx, downY: cos * ky,
	}
}

// Positions in an image are kept in 1/2^32 px: over the longest row rounding adds up to 1/2^18 px.
const (
	positionBits = 32
	position     = 1 << positionBits
)

// from is where the walk along a row starts, and its step, in 1/position px.
func (s *steps) from(x, y int) (u, v, du, dv int64) {
	fx, fy := float64(x), float64(y)
	return whole64(s.x + fx*s.rightX + fy*s.downX), whole64(s.y + fx*s.rightY + fy*s.downY), whole64(s.rightX), whole64(s.rightY)
}

func whole64(v float64) int64 { return int64(math.Floor(v*position + 0.5)) }
