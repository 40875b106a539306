package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

// motion is a turn as a matrix.
func motion(t display.Turn) matrix {
	sin, cos := t.SinCos()
	return matrix{a: cos, b: sin, c: -sin, d: cos, e: t.X, f: t.Y}
}

// then is m followed by n.
func (m matrix) then(n matrix) matrix {
	return matrix{
		a: m.a*n.a + m.b*n.c, b: m.a*n.b + m.b*n.d,
		c: m.c*n.a + m.d*n.c, d: m.c*n.b + m.d*n.d,
		e: m.e*n.a + m.f*n.c + n.e, f: m.e*n.b + m.f*n.d + n.f,
	}
}

// point gives where a point comes to lie.
func (m matrix) point(p display.Point) display.Point {
	return display.Point{X: m.a*p.X + m.c*p.Y + m.e, Y: m.b*p.X + m.d*p.Y + m.f}
}

// path maps the points of a path.
func (m matrix) path(p display.Path) display.Path {
	out := make(display.Path, len(p))
	for i, s := range p {
		for k := range s.P {
			s.P[k] = m.point(s.P[k])
		}
		out[i] = s
	}
	return out
}

// array is the matrix as PDF has it.
func (m matrix) array() object.Array {
	return object.Array{object.Exact(m.a), object.Exact(m.b), object.Exact(m.c), object.Exact(m.d), m.e, m.f}
}

// concat maps what follows by m.
func (c *content) concat(m matrix) {
	if m != identity {
		c.op("cm", m.array()...)
	}
}

// turned writes what draw does in an upright plane of its own, which a turn lays onto the one of c.
func (c *content) turned(t display.Turn, draw func() error) error {
	if t == (display.Turn{}) {
		return draw()
	}
	turn, base := c.turn, c.base
	c.turn, c.base = t.Then(turn), motion(t).then(base)
	c.save()
	c.concat(motion(t))
	err := draw()
	c.restore()
	c.turn, c.base = turn, base
	return err
}

// canvas is what of the plane can be seen.
func (c *content) canvas() display.Rect {
	return c.turn.Inverse().Bounds(rectOf(c.list.Canvas()))
}

// straight reports whether the plane lies as the list does, though it may be moved.
func (c *content) straight() bool {
	_, cos := c.turn.SinCos()
	return cos == 1
}

// onPixels is the pixels of the list that a rectangle touches, in a plane that lies straight, else those of the plane.
func (c *content) onPixels(r display.Rect) display.Rect {
	if !c.straight() {
		return rectOf(r.Pixels())
	}
	dx, dy := c.turn.X, c.turn.Y
	return moved(rectOf(moved(r, dx, dy).Pixels()), -dx, -dy)
}

func moved(r display.Rect, dx, dy float64) display.Rect {
	return display.Rect{X0: r.X0 + dx, Y0: r.Y0 + dy, X1: r.X1 + dx, Y1: r.Y1 + dy}
}

// oblique reports whether the plane's lines go neither across nor down.
func (c *content) oblique() bool {
	sin, cos := c.turn.SinCos()
	return sin != 0 && cos != 0
}
