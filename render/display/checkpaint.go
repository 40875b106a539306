package display

import (
	"fmt"
	"math"
)

func checkPaint(p Paint) *Error {
	switch p := p.(type) {
	case Color:
		return nil
	case *LinearGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.from", p.From), checkPoint("paint.to", p.To), checkStops(p.Stops))
	case *RadialGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.center", p.Center), within("paint.radius", p.Radius, 0, 2*MaxCoordinate), checkStops(p.Stops))
	default:
		return bad("paint", "%T is not a paint", p)
	}
}

func checkStops(stops []Stop) *Error {
	if len(stops) < 2 || len(stops) > MaxStops {
		return bad("paint.stops", "%d is not in 2..%d", len(stops), MaxStops)
	}
	if first, last := stops[0].At, stops[len(stops)-1].At; first != 0 || last != 1 {
		return bad("paint.stops", "they run from %v to %v, not from 0 to 1", first, last)
	}
	for i := 1; i < len(stops); i++ {
		if at, before := stops[i].At, stops[i-1].At; !(at >= before) {
			return bad(fmt.Sprintf("paint.stops[%d].at", i), "%v is less than %v before it", at, before)
		}
	}
	return nil
}

func (c *checker) stroke(s *Stroke) *Error {
	if s == nil {
		return bad("op", "it is nil")
	}
	if c.segments += len(s.Path); c.segments > MaxSegments {
		return bad("path", "the list has more than %d segments", MaxSegments)
	}
	if e := firstOf(checkPath(s.Path), within("width", s.Width, 0, MaxStrokeWidth), checkPaint(s.Paint)); e != nil {
		return e
	}
	if s.Cap > SquareCap || s.Join > Bevel {
		return bad("cap, join", "%d, %d are unknown", s.Cap, s.Join)
	}
	if e := checkDash(s); e != nil {
		return e
	}
	return c.spend(c.visible(s.Bounds()), strokeWork)
}

func checkPath(p Path) *Error {
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
				e.Field = fmt.Sprintf("path[%d][%d]%s", i, j, e.Field)
				return e
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
	if dashes := s.Path.Length() / period * float64(len(s.Dash)); math.Ceil(dashes) > MaxDashes {
		return bad("dash", "it cuts the path into %.0f dashes, more than %d; make it longer", dashes, MaxDashes)
	}
	return nil
}
