package svg

import (
	"math"

	"placard/render/display"
)

// outline is the area that the pen paints along a path, to be filled non-zero. It is for strokes that
// display.Stroke cannot say: those drawn wider in one direction than in another, whose dashes begin elsewhere, or
// with other miters. Its edges stray by no more than so far.
func (p *pen) outline(path display.Path, stray float64) display.Path {
	lines := flatten(path, stray, p.width/2)
	if len(p.dash) > 0 {
		lines = p.dashed(lines)
	}
	o := outliner{pen: p, half: p.width / 2}
	for _, line := range lines {
		if line.closed {
			o.side(line.points, true)
			o.close()
			o.side(reversed(line.points), true)
			o.close()
			continue
		}
		o.side(line.points, false)
		o.cap(line.points[len(line.points)-2:])
		back := reversed(line.points)
		o.side(back, false)
		o.cap(back[len(back)-2:])
		o.close()
	}
	return o.out
}

// outliner walks along both sides of a line.
type outliner struct {
	tracer
	pen  *pen
	half float64
	open bool
}

// to goes on to a point, or starts there.
func (o *outliner) to(q point) {
	if !o.open {
		o.open = true
		o.move(q)
		return
	}
	o.line(q)
}

func (o *outliner) close() {
	o.tracer.close()
	o.open = false
}

// side goes along the left of a line, seen with y up.
func (o *outliner) side(points []point, closed bool) {
	n := len(points)
	for i, q := range points {
		in, out := heading(points[(i+n-1)%n], q), heading(q, points[(i+1)%n])
		switch {
		case !closed && i == 0:
			o.to(o.beside(q, out))
		case !closed && i == n-1:
			o.to(o.beside(q, in))
		default:
			before, after := points[(i+n-1)%n], points[(i+1)%n]
			o.corner(q, in, out, math.Min(math.Hypot(q.X-before.X, q.Y-before.Y), math.Hypot(after.X-q.X, after.Y-q.Y)))
		}
	}
}

// heading is the direction from a to b, of length 1.
func heading(a, b point) point {
	l := math.Hypot(b.X-a.X, b.Y-a.Y)
	return point{X: (b.X - a.X) / l, Y: (b.Y - a.Y) / l}
}

// beside is the point half a width to the side of q, on the way in a direction.
func (o *outliner) beside(q, way point) point {
	return point{X: q.X + way.Y*o.half, Y: q.Y - way.X*o.half}
}

// corner turns at q, where the shorter of two pieces meets the other. On the inner side, the edges meet where they
// cross; of pieces too short for that, they go over q, which keeps what is inside the area inside.
func (o *outliner) corner(q, in, out point, shorter float64) {
	from, to := o.beside(q, in), o.beside(q, out)
	cross, dot := in.X*out.Y-in.Y*out.X, in.X*out.X+in.Y*out.Y
	// Both the tip of a miter and where inner edges cross are this far along the sum of the normals.
	tip := func() {
		k := o.half / (1 + dot)
		o.to(point{X: q.X + (in.Y+out.Y)*k, Y: q.Y - (in.X+out.X)*k})
	}
	if cross < 0 && o.half*math.Sqrt(math.Max(0, 1-dot)) <= shorter*math.Sqrt(math.Max(0, 1+dot)) && dot > -1+1e-9 {
		tip()
		return
	}
	o.to(from)
	switch {
	case cross < 0:
		o.to(q)
	case o.pen.join == display.RoundJoin:
		o.arc(o.half, o.half, to)
		return
	case o.pen.join == display.Miter && dot > -1+1e-9:
		// The tip is 1/cos(turn/2) half widths away, which is also the ratio of miter length to width.
		if math.Sqrt((1+dot)/2)*o.pen.miterLimit >= 1 {
			tip()
		}
	}
	o.to(to)
}

// cap ends at the last of two points and comes out on the other side.
func (o *outliner) cap(last []point) {
	way, end := heading(last[0], last[1]), last[1]
	back := point{X: -way.X, Y: -way.Y}
	switch o.pen.cap {
	case display.RoundCap:
		o.arc(o.half, o.half, o.beside(end, back))
	case display.SquareCap:
		far := point{X: end.X + way.X*o.half, Y: end.Y + way.Y*o.half}
		o.to(o.beside(far, way))
		o.to(o.beside(far, back))
	}
}

func reversed(points []point) []point {
	out := make([]point, len(points))
	for i, q := range points {
		out[len(points)-1-i] = q
	}
	return out
}
