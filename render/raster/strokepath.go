package raster

import (
	"math"

	"placard/render/display"
)

// polyline is a subpath as straight pieces. A closed one does not repeat its first point.
type polyline struct {
	points []point
	closed bool
}

// flatten turns a path into polylines for a stroke of half width half. Points that follow at the same
// place are dropped, as a piece without length has no direction.
func flatten(path display.Path, half float64) []polyline {
	f := flattener{half: half}
	for i := range path {
		s := &path[i]
		switch s.Verb {
		case display.Move:
			f.end(false)
			f.points = append(f.points, s.P[0])
		case display.Line:
			f.line(s.P[0])
		case display.Quad:
			p0, p1, p2 := f.at(), s.P[0], s.P[1]
			// The same curve as a cubic.
			f.cubic(p0, between(p0, p1, 2.0/3), between(p2, p1, 2.0/3), p2)
		case display.Cubic:
			f.cubic(f.at(), s.P[0], s.P[1], s.P[2])
		case display.Close:
			start := f.points[0]
			f.end(true)
			f.points = append(f.points, start)
		}
	}
	f.end(false)
	return f.lines
}

type flattener struct {
	half   float64
	points []point // of the subpath so far; never empty after a Move or Close
	lines  []polyline
}

func (f *flattener) at() point { return f.points[len(f.points)-1] }

func (f *flattener) line(p point) {
	if p != f.at() {
		f.points = append(f.points, p)
	}
}

// end completes the subpath. One that is a mere point shows nothing.
func (f *flattener) end(closed bool) {
	if closed && len(f.points) > 1 && f.at() == f.points[0] {
		f.points = f.points[:len(f.points)-1]
	}
	if len(f.points) > 1 {
		f.lines = append(f.lines, polyline{points: f.points, closed: closed && len(f.points) > 2})
	}
	f.points = nil
}

// cubic adds chords, enough that both the curve and the edge of the stroke, which turns half a width
// away from it, stray from theirs by no more than flatness.
func (f *flattener) cubic(p0, p1, p2, p3 point) {
	d := math.Max(math.Hypot(p0.X-2*p1.X+p2.X, p0.Y-2*p1.Y+p2.Y), math.Hypot(p1.X-2*p2.X+p3.X, p1.Y-2*p2.Y+p3.Y))
	turn := angle(p0, p1, p2) + angle(p1, p2, p3)
	step := 2 * math.Acos(math.Max(0, 1-flatness/math.Max(f.half, flatness)))
	n := max(chords(d*6/8), min(int(math.Ceil(2*turn/step)), maxChords))
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		a, b, c := between(p0, p1, t), between(p1, p2, t), between(p2, p3, t)
		f.line(between(between(a, b, t), between(b, c, t), t))
	}
	f.line(p3)
}

// angle is how far in radians the way from a over b to c turns at b.
func angle(a, b, c point) float64 {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-b.X, c.Y-b.Y
	return math.Abs(math.Atan2(ux*vy-uy*vx, ux*vx+uy*vy))
}

func between(a, b point, t float64) point {
	if t == 1 {
		return b // exactly
	}
	return point{X: a.X + (b.X-a.X)*t, Y: a.Y + (b.Y-a.Y)*t}
}
