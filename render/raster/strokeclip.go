package raster

import "placard/render/display"

// clipLine keeps the parts of an open polyline that lie in a window, so that what is far outside costs
// nothing. The window reaches further over the picture than any cap or join, so new ends do not show.
func clipLine(points []point, window display.Rect) [][]point {
	var out [][]point
	var part []point
	for i := 1; i < len(points); i++ {
		a, b := points[i-1], points[i]
		from, to, ok := clipPiece(a, b, window)
		if !ok {
			continue
		}
		if from > 0 || len(part) == 0 {
			part = []point{between(a, b, from)}
		}
		if to == 1 {
			part = append(part, b)
			continue
		}
		out = append(out, append(part, between(a, b, to)))
		part = nil
	}
	if len(part) > 1 {
		out = append(out, part)
	}
	return out
}

// clipPiece returns the part of a line that lies in the window, as fractions of the way from a to b
// (Liang and Barsky 1984).
func clipPiece(a, b point, w display.Rect) (from, to float64, ok bool) {
	from, to = 0, 1
	cut := func(step, room float64) bool { // keep where step·t <= room
		switch {
		case step == 0:
			return room >= 0
		case step < 0:
			from = max(from, room/step)
		default:
			to = min(to, room/step)
		}
		return from < to
	}
	dx, dy := b.X-a.X, b.Y-a.Y
	ok = cut(-dx, a.X-w.X0) && cut(dx, w.X1-a.X) && cut(-dy, a.Y-w.Y0) && cut(dy, w.Y1-a.Y)
	return from, to, ok
}
