package pdf

import "placard/render/display"

// polygon is the corners of a closed path of straight lines.
type polygon []display.Point

func polygonOf(r display.Rect) polygon {
	return polygon{{X: r.X0, Y: r.Y0}, {X: r.X1, Y: r.Y0}, {X: r.X1, Y: r.Y1}, {X: r.X0, Y: r.Y1}}
}

// cut is the part of a polygon on one side of a line: where past, which is linear in x and y, is not negative
// (Sutherland and Hodgman, 1974).
func (p polygon) cut(past func(display.Point) float64) polygon {
	var out polygon
	for i, a := range p {
		b := p[(i+1)%len(p)]
		from, to := past(a), past(b)
		if from >= 0 {
			out = append(out, a)
		}
		if from >= 0 != (to >= 0) {
			f := from / (from - to)
			out = append(out, display.Point{X: a.X + (b.X-a.X)*f, Y: a.Y + (b.Y-a.Y)*f})
		}
	}
	return out
}

// within is the part of a polygon inside of a rectangle.
func (p polygon) within(r display.Rect) polygon {
	p = p.cut(func(q display.Point) float64 { return q.X - r.X0 })
	p = p.cut(func(q display.Point) float64 { return r.X1 - q.X })
	p = p.cut(func(q display.Point) float64 { return q.Y - r.Y0 })
	return p.cut(func(q display.Point) float64 { return r.Y1 - q.Y })
}

// polygon adds a polygon, or what has no inside where it has no corners: a clip must have a path.
func (c *content) polygon(p polygon) {
	if len(p) == 0 {
		c.rect(display.Rect{})
		return
	}
	c.op("m", p[0].X, p[0].Y)
	for _, q := range p[1:] {
		c.op("l", q.X, q.Y)
	}
	c.op("h")
}
