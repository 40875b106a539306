package svg

import (
	"math"

	"placard/internal/css"
	"placard/render/display"
)

// paint is a paint on the canvas for what lies within box, at a share of its opacity; nil is nothing.
func (p *painter) paint(with *paint, fade float64, box display.Rect) display.Paint {
	alpha := with.alpha * fade
	if with.texture != nil {
		return p.texture(with.texture, alpha, box)
	}
	c := p.resolve(with.color, with.given || p.all, alpha)
	if c.A == 0 {
		return nil
	}
	return c
}

// resolve is a colour at a share of its opacity, or the given one in its place.
func (p *painter) resolve(c rgba, given bool, alpha float64) display.Color {
	if given && p.color != nil {
		return display.Color{R: p.color.R, G: p.color.G, B: p.color.B, A: css.Byte(float64(p.color.A) / 255 * c.a * alpha)}
	}
	return display.Color{R: c.r, G: c.g, B: c.b, A: css.Byte(c.a * alpha)}
}

// texture is a gradient on the canvas.
func (p *painter) texture(t *texture, alpha float64, box display.Rect) display.Paint {
	m := p.to.times(t.m)
	stops := make([]stop, len(t.stops))
	for i, s := range t.stops {
		c := p.resolve(s.color, s.given, alpha)
		stops[i] = stop{at: s.at, color: rgba{c.R, c.G, c.B, float64(c.A) / 255}}
	}
	box = box.Intersect(p.margin())
	if t.radial {
		return p.radial(t, m, stops, box)
	}
	return p.linear(t, m, stops, box)
}

// linear places a linear gradient. However m leans, lines of one colour stay straight lines: the gradient goes
// across them, as far as the end is off the line of the beginning.
func (p *painter) linear(t *texture, m matrix, stops []stop, box display.Rect) display.Paint {
	from := point{X: m.e, Y: m.f}
	line := m.vector(point{Y: 1}) // along which the colour stays
	length := math.Hypot(line.X, line.Y)
	across := point{X: line.Y / length, Y: -line.X / length}
	way := m.a*across.X + m.b*across.Y // how far the end is off
	to := point{X: from.X + across.X*way, Y: from.Y + across.Y*way}
	// Where the corners of the box lie between from, 0, and to, 1.
	t0, t1 := math.Inf(1), math.Inf(-1)
	for _, q := range []point{{X: box.X0, Y: box.Y0}, {X: box.X1, Y: box.Y0}, {X: box.X0, Y: box.Y1}, {X: box.X1, Y: box.Y1}} {
		at := ((q.X-from.X)*across.X + (q.Y-from.Y)*across.Y) / way
		t0, t1 = math.Min(t0, at), math.Max(t1, at)
	}
	if t.spread == pad && near(from) && near(to) {
		t0, t1 = 0, 1
	}
	list, t0, t1, ok := spreadOut(stops, t.spread, t0, t1)
	if !ok {
		return average(stops)
	}
	return &display.LinearGradient{From: mix(from, to, t0), To: mix(from, to, t1), Stops: list}
}

// near reports whether a gradient may begin or end at a point.
func near(q point) bool {
	const most = display.MaxCoordinate / 2
	return math.Abs(q.X) < most && math.Abs(q.Y) < most
}

// radial places a radial gradient. Its circles shrink towards an apex, where their radius is 0: the focal point, or a
// point behind a focal circle. Between two of them, stops stay in proportion.
func (p *painter) radial(t *texture, m matrix, stops []stop, box display.Rect) display.Paint {
	// At s the circle is around focus·(1-s), with radius inner + s·(1-inner).
	apex := -t.inner / (1 - t.inner)
	t1 := 1.0
	if t.spread != pad {
		t1 = math.Max(1, t.reaches(m, box))
	}
	list, _, t1, ok := spreadOut(stops, t.spread, apex, t1)
	if !ok {
		return average(stops)
	}
	radius := t.inner + t1*(1-t.inner)
	center := point{X: t.focus.X * (1 - t1), Y: t.focus.Y * (1 - t1)}
	tip := point{X: t.focus.X * (1 - apex), Y: t.focus.Y * (1 - apex)}
	focus := m.vector(point{X: tip.X - center.X, Y: tip.Y - center.Y})
	first, second, angle := axes(m, radius)
	at := m.point(center)
	if !near(at) || !(first < display.MaxCoordinate) { // so large that the box has hardly more than one colour
		s := t.circleAt(m.invert().point(point{X: (box.X0 + box.X1) / 2, Y: (box.Y0 + box.Y1) / 2}))
		list, _, _, ok := spreadOut(stops, t.spread, s, s)
		if !ok {
			return average(stops)
		}
		return list[0].Color
	}
	g := &display.RadialGradient{Center: at, Radius: first, Stops: list, Focus: focus}
	if math.Abs(first-second) > 1e-6*first {
		g.Across, g.Angle = second, angle
	}
	return g
}

// reaches is at which circle of the gradient the farthest corner of the box lies, at most.
func (t *texture) reaches(m matrix, box display.Rect) float64 {
	back := m.invert()
	far := 0.0
	for _, q := range []point{{X: box.X0, Y: box.Y0}, {X: box.X1, Y: box.Y0}, {X: box.X0, Y: box.Y1}, {X: box.X1, Y: box.Y1}} {
		u := back.point(q)
		far = math.Max(far, math.Hypot(u.X-t.focus.X, u.Y-t.focus.Y))
	}
	// The circles around the focal point that lie inside grow by this much with each step.
	return far / (1 - t.inner - math.Hypot(t.focus.X, t.focus.Y))
}

// circleAt is which circle of the gradient goes through a point of its plane, the largest of them: the s at which the
// point is inner + s·(1-inner) away from focus·(1-s).
func (t *texture) circleAt(u point) float64 {
	d, k := point{X: u.X - t.focus.X, Y: u.Y - t.focus.Y}, 1-t.inner
	a := k*k - t.focus.X*t.focus.X - t.focus.Y*t.focus.Y
	b := d.X*t.focus.X + d.Y*t.focus.Y - t.inner*k
	c := d.X*d.X + d.Y*d.Y - t.inner*t.inner
	return (b + math.Sqrt(math.Max(0, b*b+a*c))) / a
}

// axes are the half axes of the ellipse that a circle becomes, the longer first, and how far that one is turned, in
// degrees.
func axes(m matrix, radius float64) (first, second, angle float64) {
	sum, diff := math.Hypot(m.a+m.d, m.b-m.c), math.Hypot(m.a-m.d, m.b+m.c)
	first, second = (sum+diff)/2*radius, math.Abs(sum-diff)/2*radius
	angle = math.Atan2(2*(m.a*m.b+m.c*m.d), m.a*m.a+m.c*m.c-m.b*m.b-m.d*m.d) / 2
	return first, second, angle * 180 / math.Pi
}

// average is what many bands too fine to be seen look like.
func average(stops []stop) display.Paint {
	var r, g, b, a float64
	for _, s := range stops {
		r, g, b, a = r+float64(s.color.r), g+float64(s.color.g), b+float64(s.color.b), a+s.color.a
	}
	n := float64(len(stops))
	return display.Color{R: uint8(r / n), G: uint8(g / n), B: uint8(b / n), A: css.Byte(a / n)}
}
