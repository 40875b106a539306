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

// contours walks the contours of an outline of lines and quadratic curves as TrueType has them: the line
// back to the start is implied, and so is a point halfway between two controls. Contours of fewer than three
// points, which have no area, are left out. A contour is visited in buffer, which grows where it must and
// is returned.
func contours(outline fonts.Outline, unitsPerEm int, buffer []point, visit func([]point)) []point {
	scale := float64(unitsPerEm)
	for i := 0; i < len(outline); {
		buffer = buffer[:0]
		for start := i; i < len(outline) && (i == start || outline[i].Verb != fonts.MoveTo); i++ {
			points := outline[i].Points[:pointsOf(outline[i].Verb)]
			for j, p := range points {
				next := point{x: float64(p.X) * scale, y: -float64(p.Y) * scale, control: j+1 < len(points)}
				if last := len(buffer) - 1; last >= 0 && next.control == buffer[last].control && near(next, buffer[last]) {
					continue // a line of no length
				}
				buffer = append(buffer, next)
			}
		}
		if contour := withoutImplied(withoutEnd(buffer)); len(contour) > 2 {
			visit(contour)
		}
	}
	return buffer
}

// withoutEnd drops the last point where it is the first again.
func withoutEnd(contour []point) []point {
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
	first, before := contour[0], contour[n-1] // as they were: the contour is written over
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

// tolerance, in font units, is far above what the 24 bits of a coordinate in em lose, 0.002 units at most,
// and far below what shows.
const tolerance = 1.0 / 64

// near says whether two points are the same but for rounding.
func near(a, b point) bool {
	return math.Abs(a.x-b.x) <= tolerance && math.Abs(a.y-b.y) <= tolerance
}
