package pathdata

import "math"

// maxArcSegments is how many curves an arc becomes: one for each quarter, and a move after a Z.
const maxArcSegments = 5

// Arc is an elliptical arc from one point to another as cubic curves: its end points become a centre and angles
// (SVG 2, appendix B.2.4), then each quarter at most a curve, off by at most 0.03 % of the radius. The ellipse is
// turned by degrees clockwise. An arc without a radius is a line, and one to where it begins nothing.
func Arc(at, radii [2]float64, turned float64, large, clockwise bool, end [2]float64) []Segment {
	rx, ry := math.Abs(radii[0]), math.Abs(radii[1])
	switch {
	case end == at:
		return nil // SVG leaves it out
	case rx == 0 || ry == 0:
		return []Segment{{Op: 'L', Points: [3][2]float64{end}}}
	}
	sin, cos := math.Sincos(turned * math.Pi / 180)
	// Half of the chord, in the plane where the ellipse is upright.
	dx, dy := (at[0]-end[0])/2, (at[1]-end[1])/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if grow := math.Hypot(x/rx, y/ry); grow > 1 { // too small to reach: as large as need be (B.2.5)
		rx, ry = rx*grow, ry*grow
	}
	// The centre, on the unit circle that the ellipse becomes when both radii are divided away.
	ux, uy := x/rx, y/ry
	half := ux*ux + uy*uy
	k := math.Sqrt(math.Max(0, 1/half-1))
	if large == clockwise {
		k = -k
	}
	cx, cy := k*uy, -k*ux
	from := math.Atan2(uy-cy, ux-cx)
	turn := math.Atan2(-uy-cy, -ux-cx) - from
	if clockwise && turn < 0 {
		turn += 2 * math.Pi
	} else if !clockwise && turn > 0 {
		turn -= 2 * math.Pi
	}
	middle := [2]float64{(at[0] + end[0]) / 2, (at[1] + end[1]) / 2}
	place := func(x, y float64) [2]float64 { // from the unit circle to the outline's plane
		x, y = (x+cx)*rx, (y+cy)*ry
		return [2]float64{cos*x - sin*y + middle[0], sin*x + cos*y + middle[1]}
	}
	return quarters(from, turn, end, place)
}

// quarters is a turn on the unit circle from an angle, both in radians, as curves that end exactly at end.
func quarters(from, turn float64, end [2]float64, place func(x, y float64) [2]float64) []Segment {
	count := max(1, int(math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9)))
	step := turn / float64(count)
	reach := 4.0 / 3 * math.Tan(step/4)
	out := make([]Segment, count)
	for i := range out {
		sin0, cos0 := math.Sincos(from + float64(i)*step)
		sin1, cos1 := math.Sincos(from + float64(i+1)*step)
		to := place(cos1, sin1)
		if i == count-1 {
			to = end
		}
		out[i] = Segment{Op: 'C', Points: [3][2]float64{place(cos0-reach*sin0, sin0+reach*cos0), place(cos1+reach*sin1, sin1-reach*cos1), to}}
	}
	return out
}

// count is how many of its points a segment uses.
func (s *Segment) count() int {
	switch s.Op {
	case 'Q':
		return 2
	case 'C':
		return 3
	case 'Z':
		return 0
	}
	return 1
}
