package fontfile

import (
	"math"

	"placard/fonts"
)

// point is a point of a TrueType contour, in font units with y up.
type point struct {
	x, y    float64
	control bool // off the curve
}

// contours walks an outline's contours as TrueType has them: the way back to the start is implied, and so
// is a point halfway between two controls. What has no area is left out. The points are valid during the
// call.
func contours(outline fonts.Outline, unitsPerEm int, scratch []point, visit func([]point)) []point {
	at := func(p fonts.Point, control bool) point {
		return point{float64(p.X) * float64(unitsPerEm), float64(-p.Y) * float64(unitsPerEm), control}
	}
	scratch = scratch[:0]
	flush := func() {
		if contour := withoutImplied(closed(scratch)); len(contour) > 2 {
			visit(contour)
		}
		scratch = scratch[:0]
	}
	for i := range outline {
		switch s := &outline[i]; s.Verb {
		case fonts.MoveTo:
			flush()
			scratch = append(scratch, at(s.Points[0], false))
		case fonts.LineTo:
			scratch = append(scratch, at(s.Points[0], false))
		default:
			scratch = append(scratch, at(s.Points[0], true), at(s.Points[1], false))
		}
	}
	flush()
	return scratch
}

// closed drops the last point where it is the first again.
func closed(contour []point) []point {
	if last := len(contour) - 1; last > 0 && near(contour[last], contour[0]) {
		return contour[:last]
	}
	return contour
}

// withoutImplied drops the points that lie halfway between two controls, in place.
func withoutImplied(contour []point) []point {
	n := len(contour)
	if n == 0 {
		return nil
	}
	first, before := contour[0], contour[n-1] // as they were, when the contour is written over
	kept := contour[:0]
	for i, p := range contour {
		after := first
		if i+1 < n {
			after = contour[i+1]
		}
		middle := point{x: (before.x + after.x) / 2, y: (before.y + after.y) / 2}
		if p.control || !before.control || !after.control || !near(p, middle) {
			kept = append(kept, p)
		}
		before = p
	}
	return kept
}

// near says whether two points are the same but for the rounding of their 24 bits.
func near(a, b point) bool {
	const tolerance = 1.0 / 64 // font units
	return math.Abs(a.x-b.x) <= tolerance && math.Abs(a.y-b.y) <= tolerance
}
