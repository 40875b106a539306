package display

import "image"

func checkTurn(field string, t Turn) *Error {
	return firstOf(
		within(".angle", t.Angle, -MaxAngle, MaxAngle),
		within(".x", t.X, -MaxMove, MaxMove),
		within(".y", t.Y, -MaxMove, MaxMove)).of(field)
}

// oblique reports whether the turn leaves no pixel upright, so that they must be made anew.
func (t Turn) oblique() bool {
	sin, cos := t.SinCos()
	return sin != 0 && cos != 0
}

// Seen is the part of a plane, in its own px, that the turn lays on the pixels of a rectangle.
func (t Turn) Seen(r image.Rectangle) Rect {
	if r.Empty() {
		return Rect{}
	}
	return t.Inverse().Bounds(Rect{float64(r.Min.X), float64(r.Min.Y), float64(r.Max.X), float64(r.Max.Y)})
}
