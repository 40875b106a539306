package pdf

import (
	"math"

	"placard/render/display"
)

// path adds a path to the one that is being constructed. PDF has no quadratic curves: they are raised to
// cubics, which are the same curves.
func (c *content) path(p display.Path) {
	var start, at display.Point
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case display.Move:
			c.op("m", s.P[0].X, s.P[0].Y)
			start = s.P[0]
		case display.Line:
			c.op("l", s.P[0].X, s.P[0].Y)
		case display.Quad:
			c.curve(toward(at, s.P[0]), toward(s.P[1], s.P[0]), s.P[1])
		case display.Cubic:
			c.curve(s.P[0], s.P[1], s.P[2])
		case display.Close:
			c.op("h")
			at = start
		}
		if points := s.Points(); len(points) > 0 {
			at = points[len(points)-1]
		}
	}
}

// toward is two thirds of the way from a to b, where a quadratic's control point puts those of its cubic.
func toward(a, b display.Point) display.Point {
	return display.Point{X: a.X + (b.X-a.X)*2/3, Y: a.Y + (b.Y-a.Y)*2/3}
}

func (c *content) curve(p1, p2, p3 display.Point) { c.op("c", p1.X, p1.Y, p2.X, p2.Y, p3.X, p3.Y) }

// rect adds a rectangle.
func (c *content) rect(r display.Rect) { c.op("re", r.X0, r.Y0, r.X1-r.X0, r.Y1-r.Y0) }

// roundRect adds a rounded rectangle, clockwise from the end of its first corner.
func (c *content) roundRect(r *display.RoundRect) {
	if r.Square() {
		c.rect(r.Rect)
		return
	}
	k := r.Corners
	for i := range k {
		if k[i].RX == 0 || k[i].RY == 0 {
			k[i] = display.Corner{} // square (CSS Backgrounds 3 §4.4)
		}
	}
	c.op("m", r.X0+k[0].RX, r.Y0)
	c.corner(r.X1-k[1].RX, r.Y0+k[1].RY, k[1], 0, -1)
	c.corner(r.X1-k[2].RX, r.Y1-k[2].RY, k[2], 1, 0)
	c.corner(r.X0+k[3].RX, r.Y1-k[3].RY, k[3], 0, 1)
	c.corner(r.X0+k[0].RX, r.Y0+k[0].RY, k[0], -1, 0)
	c.op("h")
}

// widest is the radius in px up to which a quarter of a circle is one cubic, which strays from it by
// 0.027 % of that: 0.02 px. Two stray by less than a sixtieth of one.
const widest = 64

// corner adds a line to a quarter of an ellipse around cx, cy and the quarter itself, clockwise from the
// direction cos, sin.
func (c *content) corner(cx, cy float64, r display.Corner, cos, sin float64) {
	c.op("l", cx+cos*r.RX, cy+sin*r.RY)
	if r.RX == 0 {
		return
	}
	n := 1
	if math.Max(r.RX, r.RY) > widest {
		n = 2
	}
	turn := math.Pi / 2 / float64(n)
	reach := 4.0 / 3 * math.Tan(turn/4) // of the control points along the tangents
	dsin, dcos := math.Sincos(turn)
	at := func(x, y float64) display.Point { return display.Point{X: cx + x*r.RX, Y: cy + y*r.RY} }
	for range n {
		cos2, sin2 := cos*dcos-sin*dsin, sin*dcos+cos*dsin
		c.curve(at(cos-reach*sin, sin+reach*cos), at(cos2+reach*sin2, sin2-reach*cos2), at(cos2, sin2))
		cos, sin = cos2, sin2
	}
}
