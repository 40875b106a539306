package raster

import "placard/render/display"

// clipLine keeps the parts of a line that lie in a window, so that what is far outside costs nothing. The
// window reaches further over the picture than any cap or join, so new ends do not show.
func clipLine(l polyline, window display.Rect) []polyline {
	points := l.points
	if l.closed {
		points = append(points[:len(points):len(points)], points[0])
	}
	var out []polyline
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
		part = append(part, between(a, b, to))
		if to < 1 {
			out = append(out, polyline{points: part})
			part = nil
		}
	}
	switch {
	case len(part) == 0:
	case l.closed && len(part) == len(points):
		return []polyline{l} // nothing was cut off
	case l.closed && len(out) > 0 && out[0].points[0] == points[0]:
		// The last part runs into the first: its corner must be joined.
		out[0].points = append(part, out[0].points[1:]...)
	default:
		out = append(out, polyline{points: part})
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
