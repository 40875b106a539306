package templates

import "math"

// maxArcSegments is how many curves an arc becomes: one for each quarter, and a move after a Z.
const maxArcSegments = 5

// arc appends an elliptical arc as cubic curves: its end points become a centre and angles (SVG 2, appendix
// B.2.4), then each quarter at most a curve, off by at most 0.03 % of the radius.
func (p *pathParser) arc(a *[7]float64) {
	rx, ry := math.Abs(a[0]), math.Abs(a[1])
	end := [2]float64{a[5], a[6]}
	switch {
	case end == p.at:
		return // SVG leaves it out
	case rx == 0 || ry == 0:
		p.add('L', end)
		return
	}
	sin, cos := math.Sincos(a[2] * math.Pi / 180)
	// Half of the chord, in the plane where the ellipse is upright.
	dx, dy := (p.at[0]-end[0])/2, (p.at[1]-end[1])/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if grow := math.Hypot(x/rx, y/ry); grow > 1 { // too small to reach: as large as need be (B.2.5)
		rx, ry = rx*grow, ry*grow
	}
	// The centre, on the unit circle that the ellipse becomes when both radii are divided away.
	ux, uy := x/rx, y/ry
	half := ux*ux + uy*uy
	k := math.Sqrt(math.Max(0, 1/half-1))
	if a[3] == a[4] {
		k = -k
	}
	cx, cy := k*uy, -k*ux
	from := math.Atan2(uy-cy, ux-cx)
	turn := math.Atan2(-uy-cy, -ux-cx) - from
	if sweep := a[4] == 1; sweep && turn < 0 {
		turn += 2 * math.Pi
	} else if !sweep && turn > 0 {
		turn -= 2 * math.Pi
	}
	middle := [2]float64{(p.at[0] + end[0]) / 2, (p.at[1] + end[1]) / 2}
	place := func(x, y float64) [2]float64 { // from the unit circle to the outline's plane
		x, y = (x+cx)*rx, (y+cy)*ry
		return [2]float64{cos*x - sin*y + middle[0], sin*x + cos*y + middle[1]}
	}
	p.quarters(from, turn, end, place)
}

// quarters appends a turn on the unit circle from an angle, both in radians, as curves that end exactly at end.
func (p *pathParser) quarters(from, turn float64, end [2]float64, place func(x, y float64) [2]float64) {
	count := int(math.Ceil(math.Abs(turn)/(math.Pi/2) - 1e-9))
	step := turn / float64(max(count, 1))
	reach := 4.0 / 3 * math.Tan(step/4)
	for i := range max(count, 1) {
		sin0, cos0 := math.Sincos(from + float64(i)*step)
		sin1, cos1 := math.Sincos(from + float64(i+1)*step)
		to := place(cos1, sin1)
		if i >= count-1 {
			to = end
		}
		p.add('C', place(cos0-reach*sin0, sin0+reach*cos0), place(cos1+reach*sin1, sin1-reach*cos1), to)
	}
}
