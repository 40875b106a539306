package layout

import "math"

// extent is the box around an outline, of which it knows the points and the curves; empty at first.
type extent struct {
	least, most [2]float64
	any         bool
}

// include widens the box to a point.
func (e *extent) include(p [2]float64) {
	if !e.any {
		e.least, e.most, e.any = p, p, true
	}
	for axis := range p {
		e.least[axis], e.most[axis] = min(e.least[axis], p[axis]), max(e.most[axis], p[axis])
	}
}

// curve widens the box to a Bézier curve through its first and last point, of three or four.
func (e *extent) curve(points ...[2]float64) {
	e.include(points[0])
	e.include(points[len(points)-1])
	for axis := range 2 {
		for _, t := range turns(points, axis) {
			if t > 0 && t < 1 { // not NaN
				e.include(along(points, t))
			}
		}
	}
}

// turns is where a curve may turn back on an axis: the roots of its derivative, some of which may not exist. The
// larger one in size comes by way of the other, so that a curve that is almost a line loses no digits.
func turns(p [][2]float64, axis int) [2]float64 {
	at := func(i int) float64 { return p[i][axis] }
	a, b, c := 0.0, at(0)-2*at(1)+at(2), at(1)-at(0)
	if len(p) == 4 {
		a, b = at(3)-3*at(2)+3*at(1)-at(0), 2*b
	}
	q := -(b + math.Copysign(math.Sqrt(b*b-4*a*c), b)) / 2
	return [2]float64{q / a, c / q}
}

// along is the point of a curve at t (de Casteljau).
func along(points [][2]float64, t float64) [2]float64 {
	var p [4][2]float64
	for n := copy(p[:], points) - 1; n > 0; n-- {
		for i := range n {
			for axis := range 2 {
				p[i][axis] += (p[i+1][axis] - p[i][axis]) * t
			}
		}
	}
	return p[0]
}

// box is the box around all of it.
func (e *extent) box() box {
	return box{e.least[0], e.least[1], e.most[0] - e.least[0], e.most[1] - e.least[1]}
}
