package svg

import (
	"math"

	"placard/render/display"
)

// matrix maps x, y to a·x + c·y + e, b·x + d·y + f, as SVG writes it.
type matrix struct{ a, b, c, d, e, f float64 }

var identity = matrix{a: 1, d: 1}

func translate(x, y float64) matrix { return matrix{1, 0, 0, 1, x, y} }
func scale(x, y float64) matrix     { return matrix{x, 0, 0, y, 0, 0} }

// rotate turns clockwise by degrees.
func rotate(degrees float64) matrix {
	sin, cos := math.Sincos(degrees * math.Pi / 180)
	return matrix{cos, sin, -sin, cos, 0, 0}
}

// times applies n first, then m.
func (m matrix) times(n matrix) matrix {
	return matrix{
		m.a*n.a + m.c*n.b, m.b*n.a + m.d*n.b,
		m.a*n.c + m.c*n.d, m.b*n.c + m.d*n.d,
		m.a*n.e + m.c*n.f + m.e, m.b*n.e + m.d*n.f + m.f,
	}
}

func (m matrix) point(p display.Point) display.Point {
	return display.Point{X: m.a*p.X + m.c*p.Y + m.e, Y: m.b*p.X + m.d*p.Y + m.f}
}

// vector maps a direction.
func (m matrix) vector(p display.Point) display.Point {
	return display.Point{X: m.a*p.X + m.c*p.Y, Y: m.b*p.X + m.d*p.Y}
}

// path maps a path into a new one.
func (m matrix) path(p display.Path) display.Path {
	out := make(display.Path, len(p))
	for i := range p {
		out[i].Verb = p[i].Verb
		for j, q := range p[i].Points() {
			out[i].P[j] = m.point(q)
		}
	}
	return out
}

func (m matrix) det() float64 { return m.a*m.d - m.b*m.c }

// flat reports whether nothing can be seen of what the matrix maps: it has no area, or is beyond all numbers.
func (m matrix) flat() bool {
	det := math.Abs(m.det())
	return !(det > 1e-18) || det > 1e30 || math.Abs(m.e) > 1e15 || math.Abs(m.f) > 1e15
}

// invert returns the inverse of a matrix that is not flat.
func (m matrix) invert() matrix {
	k := 1 / m.det()
	return matrix{m.d * k, -m.b * k, -m.c * k, m.a * k, (m.c*m.f - m.d*m.e) * k, (m.b*m.e - m.a*m.f) * k}
}

// factor is by how much a matrix enlarges where it does so in all directions alike, and false where it does not,
// by more than can be seen.
func (m matrix) factor() (float64, bool) {
	x, y := math.Hypot(m.a, m.b), math.Hypot(m.c, m.d)
	skew := math.Abs(m.a*m.c + m.b*m.d)
	const exact = 1e-3
	return math.Sqrt(math.Abs(m.det())), math.Abs(x-y) <= exact*x && skew <= exact*x*y
}
