package display

import "math"

// Path is a sequence of segments in px.
type Path []Segment

// Segment is one step of a path.
type Segment struct {
	Verb Verb
	P    [3]Point // Move and Line use P[0]; Quad P[0..1]; Cubic P[0..2]; the last is the end point
}

// Verb is what a segment does.
type Verb uint8

// The verbs. Close draws a line back to the last Move.
const (
	Move Verb = iota
	Line
	Quad
	Cubic
	Close
)

// Points returns the points that the segment uses: control points, then the end point.
func (s *Segment) Points() []Point {
	switch s.Verb {
	case Quad:
		return s.P[:2]
	case Cubic:
		return s.P[:3]
	case Close:
		return nil
	default:
		return s.P[:1]
	}
}

// hull returns the smallest rectangle around all points, control points included, and false when there
// are none.
func (p Path) hull() (Rect, bool) {
	inf := math.Inf(1)
	r := Rect{inf, inf, -inf, -inf}
	for i := range p {
		for _, q := range p[i].Points() {
			r = r.include(q)
		}
	}
	return r, r.X0 <= r.X1
}

func (r Rect) include(q Point) Rect {
	return Rect{math.Min(r.X0, q.X), math.Min(r.Y0, q.Y), math.Max(r.X1, q.X), math.Max(r.Y1, q.Y)}
}

// length is an upper bound of the path's length in px: that of its control polygon, each segment counted
// for no more than most.
func (p Path) length(most float64) float64 {
	var start, at Point
	sum := 0.0
	for i := range p {
		s := &p[i]
		points := s.Points()
		switch s.Verb {
		case Move:
			start, at = s.P[0], s.P[0]
			continue
		case Close:
			points = []Point{start}
		}
		segment := 0.0
		for _, q := range points {
			segment += math.Hypot(q.X-at.X, q.Y-at.Y)
			at = q
		}
		sum += math.Min(segment, most)
	}
	return sum
}

// MiterTip returns the outer corner of the miter where a stroke of half width half turns at pivot from
// direction in to direction out (any length), and false where there is none: directions that go
// straight on or back, and miters beyond MiterLimit.
func MiterTip(pivot, in, out Point, half float64) (Point, bool) {
	in, ok1 := in.unit()
	out, ok2 := out.unit()
	if !ok1 || !ok2 {
		return Point{}, false
	}
	// The tip lies on the bisector of the two outer normals, 1/cos(turn/2) half widths away; that
	// factor is also the ratio of miter length to stroke width.
	bisector := Point{in.X - out.X, in.Y - out.Y}
	length := math.Hypot(bisector.X, bisector.Y) // 2 sin(turn/2)
	if length < straight {
		return Point{}, false
	}
	cos := math.Sqrt(math.Max(0, 1-length*length/4))
	if cos*MiterLimit < 1 {
		return Point{}, false
	}
	d := half / cos / length
	return Point{pivot.X + bisector.X*d, pivot.Y + bisector.Y*d}, true
}

// straight is the turn in radians below which a corner has no miter: the tip would stand out of a
// stroke 1000 px wide by 0.0006 px.
const straight = 0.003

func (p Point) unit() (Point, bool) {
	l := math.Hypot(p.X, p.Y)
	if !(l > 1e-9) {
		return Point{}, false
	}
	return Point{p.X / l, p.Y / l}, true
}
