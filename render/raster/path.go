package raster

import (
	"math"

	"placard/fonts"
	"placard/render/display"
)

// point is a position in px of the canvas.
type point = display.Point

// flatness is how far in px a chord may lie from its curve. The area between them is two thirds of that,
// so an edge pixel is off by at most 5 of 255, and by 2 on average.
const flatness = 1.0 / 32

// maxChords bounds the chords of one curve. At the given flatness it holds curves that stray
// 100,000 px from a single one.
const maxChords = 1 << 11

// outline collects the edges of closed contours. The zero value is empty.
type outline struct {
	edges     []edge
	start, at point
	rule      display.FillRule
	ring      []point // of a rounded rectangle, while it is added
}

// edge is a line that is not horizontal: those enclose no area.
type edge struct{ x0, y0, x1, y1 float64 }

func (o *outline) reset() {
	o.edges = o.edges[:0]
	o.start, o.at = point{}, point{}
	o.rule = display.NonZero
}

// far is beyond every canvas. Points are brought within, so that no difference or product of two is
// infinite whatever the path holds.
const far = 1 << 20

func near(v float64) float64 {
	switch {
	case v > far:
		return far
	case v >= -far:
		return v
	default: // NaN as well
		return -far
	}
}

// move closes the contour before and begins one.
func (o *outline) move(p point) {
	o.close()
	o.start = point{X: near(p.X), Y: near(p.Y)}
	o.at = o.start
}

func (o *outline) line(p point) {
	p = point{X: near(p.X), Y: near(p.Y)}
	if p.Y != o.at.Y {
		o.edges = append(o.edges, edge{o.at.X, o.at.Y, p.X, p.Y})
	}
	o.at = p
}

func (o *outline) close() { o.line(o.start) }

// quad adds chords of equal steps of the parameter. Between two of n the curve strays from its chord
// by at most |p0 − 2p1 + p2| / 4n².
func (o *outline) quad(p1, p2 point) {
	p0 := o.at
	ax, ay := near(p0.X-2*p1.X+p2.X), near(p0.Y-2*p1.Y+p2.Y)
	bx, by := 2*(p1.X-p0.X), 2*(p1.Y-p0.Y)
	n := chords(math.Hypot(ax, ay) / 4)
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		o.line(point{X: (ax*t+bx)*t + p0.X, Y: (ay*t+by)*t + p0.Y})
	}
	o.line(p2)
}

// cubic does as quad. The second derivative is at most 6 times the larger second difference d, so the
// curve strays by at most 6d / 8n².
func (o *outline) cubic(p1, p2, p3 point) {
	o.steps(cubic{o.at, p1, p2, p3}, 1)
}

// steps adds the chords of a curve that may stray by some times flatness.
func (o *outline) steps(k cubic, times float64) {
	p0, p1, p2, p3 := k[0], k[1], k[2], k[3]
	n := chords(k.bend() / times)
	for i := 1; i < n; i++ {
		t := float64(i) / float64(n)
		u := 1 - t
		a, b, c, e := u*u*u, 3*u*u*t, 3*u*t*t, t*t*t
		o.line(point{X: a*p0.X + b*p1.X + c*p2.X + e*p3.X, Y: a*p0.Y + b*p1.Y + c*p2.Y + e*p3.Y})
	}
	o.line(p3)
}

// cubic is a curve by its control points.
type cubic [4]point

// bend is how far in px a curve may stray from a single chord.
func (k *cubic) bend() float64 {
	d := math.Max(math.Hypot(near(k[0].X-2*k[1].X+k[2].X), near(k[0].Y-2*k[1].Y+k[2].Y)),
		math.Hypot(near(k[1].X-2*k[2].X+k[3].X), near(k[1].Y-2*k[2].Y+k[3].Y)))
	return d * 6 / 8
}

// chords is how many chords keep a curve that strays by d px from a single one within flatness; the
// error falls with the square of their number.
func chords(d float64) int {
	n := math.Ceil(math.Sqrt(d / flatness))
	if n >= 1 { // false for NaN
		return int(math.Min(n, maxChords))
	}
	return 1
}

// place is where an em square lies: its origin, and where its x axis ends from there, in px. The y axis is a
// quarter of a turn on.
type place struct{ x, y, dx, dy float64 }

func (k *place) at(p fonts.Point) point {
	x, y := float64(p.X), float64(p.Y)
	return point{X: k.x + x*k.dx - y*k.dy, Y: k.y + x*k.dy + y*k.dx}
}

// glyph adds an outline in em.
func (o *outline) glyph(g fonts.Outline, k place) {
	at := k.at
	for i := range g {
		s := &g[i]
		switch s.Verb {
		case fonts.MoveTo:
			o.move(at(s.Points[0]))
		case fonts.LineTo:
			o.line(at(s.Points[0]))
		case fonts.QuadTo:
			o.quad(at(s.Points[0]), at(s.Points[1]))
		case fonts.CubicTo:
			o.cubic(at(s.Points[0]), at(s.Points[1]), at(s.Points[2]))
		}
	}
	o.close()
}

// roundRect adds a rectangle with elliptical corners, clockwise from the top left.
func (o *outline) roundRect(r *display.RoundRect) {
	o.ring = appendRing(o.ring[:0], r)
	o.polygon(o.ring)
}

// polygon adds a closed contour.
func (o *outline) polygon(points []point) {
	for i, p := range points {
		if i == 0 {
			o.move(p)
		} else {
			o.line(p)
		}
	}
	o.close()
}

// appendRing appends the points of a rectangle with elliptical corners, clockwise from the top left.
func appendRing(ring []point, r *display.RoundRect) []point {
	k := r.Corners
	for i := range k {
		if k[i].RX == 0 || k[i].RY == 0 {
			k[i] = display.Corner{} // square (CSS Backgrounds 3 §4.4)
		}
	}
	ring = appendCorner(ring, r.X0+k[0].RX, r.Y0+k[0].RY, k[0], -1, 0)
	ring = appendCorner(ring, r.X1-k[1].RX, r.Y0+k[1].RY, k[1], 0, -1)
	ring = appendCorner(ring, r.X1-k[2].RX, r.Y1-k[2].RY, k[2], 1, 0)
	return appendCorner(ring, r.X0+k[3].RX, r.Y1-k[3].RY, k[3], 0, 1)
}

// roundness is the flatness of round corners, in px: they are few, large and looked at, and all their
// chords lie on the same side. An edge pixel is off by less than half a step.
const roundness = 1.0 / 400

// appendCorner appends a quarter of an ellipse around cx, cy, clockwise from the direction c, s (the cosine and
// sine of its angle). Its points lie on the ellipse: a chord of angle a strays by r·(1 − cos(a/2)).
func appendCorner(ring []point, cx, cy float64, r display.Corner, c, s float64) []point {
	n := 1
	if radius := math.Max(r.RX, r.RY); radius > 0 {
		half := math.Acos(math.Max(0, 1-roundness/radius))
		n = int(math.Min(math.Ceil(math.Pi/4/half), maxChords))
	}
	ds, dc := math.Sincos(math.Pi / 2 / float64(n))
	for i := 0; i <= n; i++ {
		ring = append(ring, point{X: cx + c*r.RX, Y: cy + s*r.RY})
		c, s = c*dc-s*ds, s*dc+c*ds
	}
	return ring
}
