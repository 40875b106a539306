package display

import (
	"fmt"
	"math"
)

func (c *checker) stroke(s *Stroke) *Error {
	if s == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(c.path(s.Path), within("width", s.Width, 0, MaxStrokeWidth), checkPaint(s.Paint)); e != nil {
		return e
	}
	if s.Cap > SquareCap || s.Join > Bevel {
		return bad("cap, join", "%d, %d are unknown", s.Cap, s.Join)
	}
	if e := checkDash(s); e != nil {
		return e
	}
	// Each piece has two long sides, and an end or a corner. What a segment has on the canvas is no longer
	// than three times across and down: a cubic turns back at most twice. Around a corner an edge is as long as
	// that turns: the many that stand in for a curve are together no more than the curve.
	most := 3*float64(c.view().Dx()+c.view().Dy()) + 4*s.Width
	edges := 2*s.Path.length(most) + (s.Path.bends()+s.dashes())*4*s.Width
	if e := c.spend(edges, edgeWork); e != nil {
		return e
	}
	return c.paint(s.Paint, s.Bounds(), strokeWork)
}

// bends is how many half turns a path makes at most, the ends of its parts counted as one.
func (p Path) bends() float64 {
	count := 0.0
	for i := range p {
		if p[i].Verb != Line { // a curve turns by itself
			count++
		}
	}
	p.corners(func(_, in, out Point) {
		turn := math.Abs(math.Atan2(in.X*out.Y-in.Y*out.X, in.X*out.X+in.Y*out.Y))
		count += turn / math.Pi
	})
	return count
}

// dashes is about how many dashes the stroke is cut into.
func (s *Stroke) dashes() float64 {
	period := 0.0
	for _, d := range s.Dash {
		period += d
	}
	if period == 0 {
		return 0
	}
	return s.Path.length(math.Inf(1)) / period * float64(len(s.Dash))
}

// path checks a path and counts its segments.
func (c *checker) path(p Path) *Error {
	if c.segments += len(p); c.segments > MaxSegments {
		return bad("path", "the list has more than %d segments", MaxSegments)
	}
	for i := range p {
		s := &p[i]
		if s.Verb > Close {
			return bad(fmt.Sprintf("path[%d].verb", i), "%d is unknown", s.Verb)
		}
		if i == 0 && s.Verb != Move {
			return bad("path[0].verb", "a path starts with Move")
		}
		for j, q := range s.Points() {
			if e := checkPoint("", q); e != nil {
				return e.of(fmt.Sprintf("path[%d][%d]", i, j))
			}
		}
	}
	return nil
}

func checkDash(s *Stroke) *Error {
	if len(s.Dash) == 0 {
		return nil
	}
	if len(s.Dash) > MaxDashPattern {
		return bad("dash", "%d lengths are more than %d", len(s.Dash), MaxDashPattern)
	}
	period := 0.0
	for i, d := range s.Dash {
		if e := within(fmt.Sprintf("dash[%d]", i), d, 0, MaxCoordinate); e != nil {
			return e
		}
		period += d
	}
	if !(period > 0) {
		return bad("dash", "its lengths add up to nothing")
	}
	if dashes := s.dashes(); dashes > MaxDashes {
		return bad("dash", "it cuts the path into %.0f dashes, more than %d; make it longer", dashes, MaxDashes)
	}
	return nil
}
