package svg

import (
	"math"

	"placard/render/display"
)

// bounds is a growing rectangle.
type bounds struct {
	display.Rect
	ok bool // something is in it
}

func (b *bounds) add(p point) {
	if !b.ok {
		b.Rect, b.ok = display.Rect{X0: p.X, Y0: p.Y, X1: p.X, Y1: p.Y}, true
		return
	}
	b.X0, b.Y0 = math.Min(b.X0, p.X), math.Min(b.Y0, p.Y)
	b.X1, b.Y1 = math.Max(b.X1, p.X), math.Max(b.Y1, p.Y)
}

func (b *bounds) addRect(r display.Rect) {
	b.add(point{X: r.X0, Y: r.Y0})
	b.add(point{X: r.X1, Y: r.Y1})
}

// tight returns the smallest rectangle around what a path draws, and false for one that draws nothing.
func tight(p display.Path) (display.Rect, bool) {
	var b bounds
	var start, at point
	for i := range p {
		s := &p[i]
		if s.Verb == display.Close {
			at = start
			continue
		}
		points := s.Points()
		end := points[len(points)-1]
		if s.Verb == display.Move {
			start, at = end, end
			if i+1 < len(p) && p[i+1].Verb != display.Move {
				b.add(end)
			}
			continue
		}
		if len(points) > 1 {
			b.curve(at, points)
		}
		b.add(end)
		at = end
	}
	return b.Rect, b.ok
}

// curve adds the points where a curve turns back in x or y.
func (b *bounds) curve(p0 point, rest []point) {
	p1, p2, p3 := rest[0], rest[0], rest[len(rest)-1]
	if len(rest) == 3 {
		p2 = rest[1]
	} else {
		p1, p2 = mix(p0, p1, 2.0/3), mix(p3, p2, 2.0/3) // the same curve as a cubic
	}
	for _, t := range append(turns(p0.X, p1.X, p2.X, p3.X), turns(p0.Y, p1.Y, p2.Y, p3.Y)...) {
		b.add(cubicAt(p0, p1, p2, p3, t))
	}
}

// turns are where the derivative of a cubic is zero, between 0 and 1.
func turns(p0, p1, p2, p3 float64) []float64 {
	a, b, c := p3-3*p2+3*p1-p0, 2*(p2-2*p1+p0), p1-p0
	var roots []float64
	if root := b*b - 4*a*c; math.Abs(a) < 1e-12*(math.Abs(b)+math.Abs(c)) {
		roots = []float64{-c / b}
	} else if root >= 0 {
		q := math.Sqrt(root)
		roots = []float64{(-b + q) / (2 * a), (-b - q) / (2 * a)}
	}
	inside := roots[:0]
	for _, t := range roots {
		if t > 0 && t < 1 {
			inside = append(inside, t)
		}
	}
	return inside
}

func mix(a, b point, t float64) point {
	return point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}

func cubicAt(p0, p1, p2, p3 point, t float64) point {
	a, b, c := mix(p0, p1, t), mix(p1, p2, t), mix(p2, p3, t)
	return mix(mix(a, b, t), mix(b, c, t), t)
}
