package display

import (
	"image"
	"math"
)

// Point is a position in px.
type Point struct{ X, Y float64 }

// Rect is a rectangle in px; X1 >= X0 and Y1 >= Y0.
type Rect struct{ X0, Y0, X1, Y1 float64 }

// Corner is an elliptical corner radius in px.
type Corner struct{ RX, RY float64 }

// RoundRect is a rectangle with corners top left, top right, bottom right, bottom left. Layout has
// already scaled radii down so that neighbours do not overlap. With radii of half its sides it is an
// ellipse.
type RoundRect struct {
	Rect
	Corners [4]Corner
}

// Empty reports whether the rectangle has no area.
func (r Rect) Empty() bool { return !(r.X1 > r.X0 && r.Y1 > r.Y0) }

// Intersect returns the part common to both, empty if there is none.
func (r Rect) Intersect(s Rect) Rect {
	out := Rect{math.Max(r.X0, s.X0), math.Max(r.Y0, s.Y0), math.Min(r.X1, s.X1), math.Min(r.Y1, s.Y1)}
	if out.Empty() {
		return Rect{}
	}
	return out
}

// Pixels returns the pixels that the rectangle touches.
func (r Rect) Pixels() image.Rectangle {
	if r.Empty() {
		return image.Rectangle{}
	}
	return image.Rect(floor(r.X0), floor(r.Y0), ceil(r.X1), ceil(r.Y1))
}

// Square reports whether no corner is rounded. A radius of zero in one direction makes a square corner
// whatever the other one is (CSS Backgrounds 3 §4.4).
func (r *RoundRect) Square() bool {
	for _, c := range r.Corners {
		if c.RX > 0 && c.RY > 0 {
			return false
		}
	}
	return true
}

// inflate moves every side outwards by d px.
func (r Rect) inflate(d float64) Rect {
	return Rect{r.X0 - d, r.Y0 - d, r.X1 + d, r.Y1 + d}
}

// floor and ceil round to whole pixels. Bounds may be asked of an operation that Check would refuse,
// so what does not fit is brought to the nearest number that does: converting it otherwise would give
// another result on every CPU.
func floor(v float64) int { return toInt(math.Floor(v)) }
func ceil(v float64) int  { return toInt(math.Ceil(v)) }

func toInt(v float64) int {
	const far = 1 << 30
	switch {
	case v > far:
		return far
	case v > -far:
		return int(v)
	default: // NaN as well
		return -far
	}
}
