package svg

import (
	"placard/render/display"
)

// reachOver is how far in px around the rectangle drawn on paths are kept as they are. What goes further is cut
// there, as display.Check takes no coordinates without bounds.
const reachOver = display.MaxCoordinate / 4

// margin is the rectangle within which everything is painted.
func (p *painter) margin() display.Rect { return inflate(p.at, reachOver) }

// fits reports whether a path, control points included, is within the margin.
func (p *painter) fits(path display.Path) bool {
	m := p.margin()
	for i := range path {
		for _, q := range path[i].Points() {
			if !(q.X >= m.X0 && q.X <= m.X1 && q.Y >= m.Y0 && q.Y <= m.Y1) {
				return false
			}
		}
	}
	return true
}

// fitted is a path that is to be filled, cut off at the margin.
func (p *painter) fitted(path display.Path) display.Path {
	if p.fits(path) {
		return path
	}
	var out display.Path
	for _, line := range flatten(path, flatness, 0) {
		points := cut(line.points, p.margin())
		for i, q := range points {
			s := display.Segment{Verb: display.Line, P: [3]point{q}}
			if i == 0 {
				s.Verb = display.Move
			}
			out = append(out, s)
		}
		if len(points) > 0 {
			out = append(out, display.Segment{Verb: display.Close})
		}
	}
	return out
}

// cut clips a polygon at a rectangle, a side after the other (Sutherland and Hodgman 1974). How often it goes around
// each point inside stays the same, and so both fill rules.
func cut(points []point, r display.Rect) []point {
	sides := []func(q point) float64{ // how far inside
		func(q point) float64 { return q.X - r.X0 },
		func(q point) float64 { return r.X1 - q.X },
		func(q point) float64 { return q.Y - r.Y0 },
		func(q point) float64 { return r.Y1 - q.Y },
	}
	for _, side := range sides {
		var kept []point
		for i, q := range points {
			last := points[(i+len(points)-1)%len(points)]
			a, b := side(last), side(q)
			if (a >= 0) != (b >= 0) {
				kept = append(kept, mix(last, q, a/(a-b)))
			}
			if b >= 0 {
				kept = append(kept, q)
			}
		}
		points = kept
	}
	for i := range points { // what rounds off
		points[i].X, points[i].Y = min(max(points[i].X, r.X0), r.X1), min(max(points[i].Y, r.Y0), r.Y1)
	}
	return points
}
