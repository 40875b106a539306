package svg

import (
	"math"

	"placard/render/display"
)

// flatness is how far in px chords may stray from a curve: what cannot be seen.
const flatness = 0.02

// maxChords is how many chords a curve may become: a quarter of a circle of 100,000 px keeps within 0.03 px. Paths
// of more than fewChords pieces get no more than 8 for each further curve.
const (
	maxChords = 1000
	fewChords = 1 << 16
)

// polyline is a subpath as straight pieces. A closed one does not repeat its first point.
type polyline struct {
	points []point
	closed bool
}

// flatten turns a path into polylines whose chords stray by no more than so far, on the curve and half a width
// beside it. Points that follow at the same place are dropped, as a piece without length has no direction.
func flatten(path display.Path, stray, half float64) []polyline {
	f := flattener{stray: stray, half: half}
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
			f.cubic(p0, mix(p0, p1, 2.0/3), mix(p2, p1, 2.0/3), p2)
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
	stray, half float64
	points      []point // of the subpath so far; never empty after a Move or Close
	lines       []polyline
	count       int // of chords
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

// cubic adds chords. A cubic's chords stray by at most an eighth of its second derivative over their number squared;
// half a width beside it they turn as much as the curve does.
func (f *flattener) cubic(p0, p1, p2, p3 point) {
	d := 6 * math.Max(math.Hypot(p0.X-2*p1.X+p2.X, p0.Y-2*p1.Y+p2.Y), math.Hypot(p1.X-2*p2.X+p3.X, p1.Y-2*p2.Y+p3.Y))
	n := math.Ceil(math.Sqrt(d / 8 / f.stray))
	if f.half > f.stray {
		step := 2 * math.Acos(1-f.stray/f.half)
		n = math.Max(n, math.Ceil((turned(p0, p1, p2)+turned(p1, p2, p3))/step))
	}
	most := maxChords
	if f.count > fewChords {
		most = 8
	}
	count := int(math.Min(n, float64(most)))
	f.count += count
	for i := 1; i < count; i++ {
		f.line(cubicAt(p0, p1, p2, p3, float64(i)/float64(count)))
	}
	f.line(p3)
}

// turned is how far in radians the way from a over b to c turns at b.
func turned(a, b, c point) float64 {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-b.X, c.Y-b.Y
	return math.Abs(math.Atan2(ux*vy-uy*vx, ux*vx+uy*vy))
}
