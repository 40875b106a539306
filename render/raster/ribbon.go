package raster

import (
	"math"

	"placard/render/display"
)

// ribbon widens lines into polygons. They lie edge to edge and all turn clockwise, so filling them
// together by the non-zero rule covers every pixel exactly as much as the stroke does. Only where a
// stroke runs over itself, as inside of a bend tighter than its width, do they overlap.
type ribbon struct {
	half     float64 // px
	join     display.Join
	cap      display.Cap
	polygons [][]point
}

// end is how a piece ends at a point: the corners left and right of it, looking along the line, and the
// point itself where a corner's wedge begins there.
type end struct {
	left, right point
	pivot       []point
}

// add widens a line of at least two points, no two of which follow at the same place.
func (r *ribbon) add(l polyline) {
	points, n := l.points, len(l.points)
	if !l.closed && r.cap == display.SquareCap {
		points = append([]point(nil), points...)
		before, after := way(points[1], points[0], r.half), way(points[n-2], points[n-1], r.half)
		points[0], points[n-1] = plus(points[0], before), plus(points[n-1], after)
	}
	pieces := n - 1
	if l.closed {
		pieces = n
	}
	at := func(i int) point { return points[(i+n)%n] }
	starts, ends := make([]end, pieces), make([]end, pieces)
	for i := range pieces {
		if i+1 < pieces || l.closed {
			ends[i], starts[(i+1)%pieces] = r.joint(at(i), at(i+1), at(i+2))
		}
	}
	if !l.closed {
		starts[0], ends[pieces-1] = r.square(at(0), at(0), at(1)), r.square(at(n-1), at(n-2), at(n-1))
		if r.cap == display.RoundCap {
			r.roundCap(at(1), at(0))
			r.roundCap(at(n-2), at(n-1))
		}
	}
	for i := range pieces {
		p := append([]point{starts[i].left, ends[i].left}, ends[i].pivot...)
		p = append(p, ends[i].right, starts[i].right)
		r.polygons = append(r.polygons, append(p, starts[i].pivot...))
	}
}

// square is the end at p of a piece from a to b, at right angles.
func (r *ribbon) square(p, a, b point) end {
	n := r.normal(a, b)
	return end{left: minus(p, n), right: plus(p, n)}
}

// smooth is how far in px the tip of a corner may stand out of a stroke and still be taken for a part of
// a curve, which needs no join.
const smooth = 1.0 / 16

// joint ends the piece from a to b and starts that from b to c so that they meet, and adds the wedge
// that a join puts on the outer side.
func (r *ribbon) joint(a, b, c point) (before, after end) {
	n0, n1 := r.normal(a, b), r.normal(b, c)
	dot := (n0.X*n1.X + n0.Y*n1.Y) / (r.half * r.half) // cosine of the turn
	cross := n0.X*n1.Y - n0.Y*n1.X
	before, after = r.square(b, a, b), r.square(b, b, c)

	// Where both sides' edges cross: at b ± tip, half/cos(turn/2) away from b.
	var tip point
	bend, out := math.Inf(1), math.Inf(1) // how much shorter the inner edges are; how far the tip stands out
	if 1+dot > 1e-9 {
		tip = point{X: (n0.X + n1.X) / (1 + dot), Y: (n0.Y + n1.Y) / (1 + dot)}
		bend, out = math.Abs(cross)/(r.half*(1+dot)), math.Hypot(tip.X, tip.Y)-r.half
	}
	inside := bend <= length(a, b)/2 && bend <= length(b, c)/2
	if !inside || out > smooth {
		before.pivot, after.pivot = []point{b}, []point{b}
	}
	if cross >= 0 { // it turns clockwise: right is inside
		if inside {
			before.right, after.right = plus(b, tip), plus(b, tip)
		}
		if out <= smooth {
			before.left, after.left = minus(b, tip), minus(b, tip)
			return before, after
		}
		r.wedge(b, before.left, after.left, a, c)
	} else {
		if inside {
			before.left, after.left = minus(b, tip), minus(b, tip)
		}
		if out <= smooth {
			before.right, after.right = plus(b, tip), plus(b, tip)
			return before, after
		}
		r.wedge(b, after.right, before.right, a, c)
	}
	return before, after
}

// wedge adds what a join fills at b between the corners p and q of two pieces, clockwise around b. a and
// c are the points before and after.
func (r *ribbon) wedge(b, p, q, a, c point) {
	switch r.join {
	case display.RoundJoin:
		r.polygons = append(r.polygons, append([]point{b}, r.arc(b, p, q)...))
	case display.Miter:
		in, out := point{X: b.X - a.X, Y: b.Y - a.Y}, point{X: c.X - b.X, Y: c.Y - b.Y}
		if tip, ok := display.MiterTip(b, in, out, r.half); ok {
			r.polygons = append(r.polygons, []point{b, p, tip, q})
			return
		}
		fallthrough
	default:
		r.polygons = append(r.polygons, []point{b, p, q})
	}
}

// roundCap adds half a disc around p, at the end of a piece that comes from a.
func (r *ribbon) roundCap(a, p point) {
	n := r.normal(a, p)
	r.polygons = append(r.polygons, r.arc(p, minus(p, n), plus(p, n)))
}

// arc returns points from p to q clockwise around b, with both.
func (r *ribbon) arc(b, p, q point) []point {
	ux, uy := p.X-b.X, p.Y-b.Y
	vx, vy := q.X-b.X, q.Y-b.Y
	turn := math.Atan2(ux*vy-uy*vx, ux*vx+uy*vy)
	if turn <= 0 {
		turn = math.Pi // p and q are opposite, up to rounding
	}
	half := math.Acos(math.Max(0, 1-roundness/r.half))
	n := int(math.Min(math.Ceil(turn/2/half), maxChords))
	out := []point{p}
	for i := 1; i < n; i++ {
		s, c := math.Sincos(turn * float64(i) / float64(n))
		out = append(out, point{X: b.X + ux*c - uy*s, Y: b.Y + ux*s + uy*c})
	}
	return append(out, q)
}

// normal points half a width to the right of the way from a to b.
func (r *ribbon) normal(a, b point) point {
	w := way(a, b, r.half)
	return point{X: -w.Y, Y: w.X}
}

// way points from a towards b and is d px long; between points at the same place it goes nowhere.
func way(a, b point, d float64) point {
	l := length(a, b)
	if l == 0 {
		return point{}
	}
	return point{X: (b.X - a.X) * d / l, Y: (b.Y - a.Y) * d / l}
}

func length(a, b point) float64 { return math.Hypot(b.X-a.X, b.Y-a.Y) }
func plus(p, d point) point     { return point{X: p.X + d.X, Y: p.Y + d.Y} }
func minus(p, d point) point    { return point{X: p.X - d.X, Y: p.Y - d.Y} }
