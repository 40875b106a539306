package fontfile

import (
	"math"

	"placard/fonts"
)

// curve is a line (2 points), a quadratic (3) or a cubic curve (4), in font units.
type curve struct {
	points [4][2]float64
	n      int
}

// curves takes an outline apart, without what cannot be seen: lines of no length, and contours of no more
// than two lines, or of quadratic curves that end where they began. It shares nothing with the writer. Quadratic
// curves become cubic if asked to.
func curves(outline fonts.Outline, unitsPerEm int, cubic bool) [][]curve {
	var all [][]curve
	var contour []curve
	var start, pen [2]float64
	line := func(to [2]float64) {
		if math.Hypot(to[0]-pen[0], to[1]-pen[1]) > 1e-2 {
			contour = append(contour, curve{[4][2]float64{pen, to}, 2})
		}
	}
	closeContour := func() {
		line(start)
		if visible(contour) {
			all = append(all, contour)
		}
		contour = nil
	}
	for i, s := range outline {
		at := func(i int) [2]float64 {
			return [2]float64{float64(s.Points[i].X) * float64(unitsPerEm), float64(s.Points[i].Y) * float64(unitsPerEm)}
		}
		switch s.Verb {
		case fonts.MoveTo:
			if i > 0 {
				closeContour()
			}
			start, pen = at(0), at(0)
			continue
		case fonts.LineTo:
			line(at(0))
		case fonts.QuadTo:
			if cubic {
				contour = append(contour, curve{[4][2]float64{pen, between(pen, at(0)), between(at(1), at(0)), at(1)}, 4})
			} else {
				contour = append(contour, curve{[4][2]float64{pen, at(0), at(1)}, 3})
			}
		case fonts.CubicTo:
			contour = append(contour, curve{[4][2]float64{pen, at(0), at(1), at(2)}, 4})
		}
		pen = at(pointsOf(s.Verb) - 1)
	}
	if len(outline) > 0 {
		closeContour()
	}
	return all
}

func visible(contour []curve) bool {
	switch len(contour) {
	case 0:
		return false
	case 1:
		return contour[0].n == 4
	case 2:
		lines, spikes := contour[0].n == 2 && contour[1].n == 2, contour[0].n == 3 && contour[1].n == 3
		return !lines && (!spikes || contour[0].points[0] != contour[1].points[0])
	}
	return true
}

// between is two thirds of the way.
func between(a, b [2]float64) [2]float64 {
	return [2]float64{a[0] + (b[0]-a[0])*2/3, a[1] + (b[1]-a[1])*2/3}
}

// same says whether contours are the same to a tolerance in font units, wherever each begins.
func same(a, b [][]curve, tolerance float64) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !sameContour(a[i], b[i], tolerance) {
			return false
		}
	}
	return true
}

func sameContour(a, b []curve, tolerance float64) bool {
	if len(a) != len(b) {
		return false
	}
	for turn := range a {
		equal := true
		for i := 0; i < len(a) && equal; i++ {
			equal = sameCurve(a[(i+turn)%len(a)], b[i], tolerance)
		}
		if equal {
			return true
		}
	}
	return false
}

func sameCurve(a, b curve, tolerance float64) bool {
	if a.n != b.n {
		return false
	}
	for i := range a.points {
		if math.Abs(a.points[i][0]-b.points[i][0]) > tolerance || math.Abs(a.points[i][1]-b.points[i][1]) > tolerance {
			return false
		}
	}
	return true
}
