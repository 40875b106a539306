package svg

import (
	"math"

	"placard/render/display"
)

// arc appends an elliptical arc as cubic curves: its end points become a centre and angles (SVG 2 §B.2.4), then
// each quarter at most a curve, off by at most 0.03 % of the radius.
func (p *pathReader) arc(a *[7]float64) {
	rx, ry := math.Abs(a[0]), math.Abs(a[1])
	end := point{X: a[5], Y: a[6]}
	switch {
	case end == p.at:
		return // SVG leaves it out
	case rx == 0 || ry == 0:
		p.add(display.Line, end)
		return
	}
	sin, cos := math.Sincos(a[2] * math.Pi / 180)
	// Half of the chord, in the plane where the ellipse is upright.
	dx, dy := (p.at.X-end.X)/2, (p.at.Y-end.Y)/2
	x, y := cos*dx+sin*dy, cos*dy-sin*dx
	if grow := math.Hypot(x/rx, y/ry); grow > 1 { // too small to reach: as large as need be
		rx, ry = rx*grow, ry*grow
	}
	// The centre, in the plane where the ellipse is the unit circle.
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
	m := translate((p.at.X+end.X)/2, (p.at.Y+end.Y)/2).
		times(rotate(a[2])).times(scale(rx, ry)).times(translate(cx, cy))
	p.quarters(m, from, turn, end)
}

// quarters appends a turn on the unit circle that m maps, from an angle, both in radians, as curves that end
// exactly at end.
func (p *pathReader) quarters(m matrix, from, turn float64, end point) {
	count := max(1, int(math.Ceil(math.Abs(turn)/(math.Pi/2)-1e-9)))
	step := turn / float64(count)
	reach := 4.0 / 3 * math.Tan(step/4)
	for i := range count {
		sin0, cos0 := math.Sincos(from + float64(i)*step)
		sin1, cos1 := math.Sincos(from + float64(i+1)*step)
		to := m.point(point{X: cos1, Y: sin1})
		if i == count-1 {
			to = end
		}
		p.add(display.Cubic, m.point(point{X: cos0 - reach*sin0, Y: sin0 + reach*cos0}), m.point(point{X: cos1 + reach*sin1, Y: sin1 - reach*cos1}), to)
	}
}
