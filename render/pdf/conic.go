package pdf

import (
	"math"
	"slices"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// conic makes the sections of a gradient around a point. Each paints the whole circle, so that there is
// something beneath the smooth edges of its own clip and of the next one's, and is clipped to where it shows.
func (j *job) conic(g *display.ConicGradient, bounds display.Rect, s space) []section {
	var ramps []ramp
	for _, part := range continuous(g.Stops) {
		if r := newRamp(part); r.first().at < 1 { // nothing lies beyond a whole turn
			ramps = append(ramps, r)
		}
	}
	if r := ramps[0]; len(ramps) == 1 && !slices.Equal(s.of(r.first()), s.of(r.last())) {
		ramps = r.halves() // it jumps where it comes round
	}
	f := &fan{ConicGradient: g, bounds: bounds, radius: reach(g.Center, bounds)}
	out := make([]section, len(ramps))
	for i, r := range ramps {
		out[i].shading, out[i].plane = f.shading(j, r, s), identity
		if i > 0 {
			out[i].clip = func(c *content) { c.polygon(f.sector(ramps, i)) }
		}
	}
	return out
}

// halves cuts a ramp from 0 to 1 in the middle.
func (r ramp) halves() []ramp {
	i := 1
	for r[i].at < 0.5 {
		i++
	}
	a, b := r[i-1], r[i]
	mid := a.mix(b, (0.5-a.at)/(b.at-a.at))
	return []ramp{append(r[:i:i], mid), append(ramp{mid}, r[i:]...)}
}

// even reports whether a ramp is the same everywhere.
func (r ramp) even(s space) bool {
	for _, k := range r {
		if !slices.Equal(s.of(k), s.of(r[0])) {
			return false
		}
	}
	return true
}

// mix is what lies at a share of the way from a to b.
func (a knot) mix(b knot, share float64) knot {
	lerp := func(x, y float64) float64 { return x + (y-x)*share }
	out := knot{at: lerp(a.at, b.at), alpha: lerp(a.alpha, b.alpha)}
	for k := range out.color {
		out.color[k] = lerp(a.color[k], b.color[k])
	}
	return out
}

// reach is how far the farthest corner of a rectangle is from a point, and no less than a px.
func reach(p display.Point, r display.Rect) float64 {
	return math.Max(1, math.Hypot(math.Max(r.X1-p.X, p.X-r.X0), math.Max(r.Y1-p.Y, p.Y-r.Y0)))
}

// fan is a circle around a gradient's centre.
type fan struct {
	*display.ConicGradient
	bounds display.Rect // what must be covered
	radius float64      // px from the centre to its farthest corner
}

// on is the point in the direction of a position along the gradient.
func (f *fan) on(at, radius float64) display.Point {
	sin, cos := math.Sincos((at + f.Angle/360) * 2 * math.Pi)
	return display.Point{X: f.Center.X + radius*sin, Y: f.Center.Y - radius*cos}
}

// sector is where the i-th ramp shows, and for the sake of the next one's edge half of that.
func (f *fan) sector(ramps []ramp, i int) polygon {
	from, to := ramps[i].first().at, 1.0
	if i < len(ramps)-1 {
		next := ramps[i+1]
		to = (next.first().at + next.last().at) / 2
	}
	const sides = 8                                // of the polygon for a whole turn
	radius := f.radius/math.Cos(math.Pi/sides) + 1 // so that its sides are outside
	n := math.Ceil((to - from) * sides)
	p := polygon{f.Center}
	for k := 0.0; k <= n; k++ {
		p = append(p, f.on(from+(to-from)*k/n, radius))
	}
	return p.within(f.bounds)
}

// shading is a mesh of triangles around the centre (type 4): first the ramp, then its last colour for half of
// what is left of the turn, then its first one. One colour, a slice of a pie, needs none.
func (f *fan) shading(j *job, r ramp, s space) object.Ref {
	first, last := r.first(), r.last()
	if r.even(s) {
		return j.file.Share(object.Dict{
			"ShadingType": 2, "ColorSpace": object.Name(s), "Coords": object.Array{0, 0, 1, 0},
			"Extend": object.Array{true, true}, "Function": r.function(s),
		})
	}
	back := first
	back.at++
	half := (last.at + back.at) / 2
	a, b := last, back
	a.at, b.at = half, half
	ring := slices.Concat(r, ramp{a, b, back})
	m := mesh{center: f.Center, radius: 1.01 * f.radius / math.Cos(math.Pi/wedges)}
	m.ground(f, ring, s)
	for i := 1; i < len(ring); i++ {
		m.span(f, ring[i-1], ring[i], s)
	}
	x0, y0, x1, y1 := f.Center.X-m.radius, f.Center.Y-m.radius, f.Center.X+m.radius, f.Center.Y+m.radius
	decode := object.Array{x0, x1, y0, y1}
	for range s.of(first) {
		decode = append(decode, 0, 1)
	}
	return j.file.ShareStream(object.Dict{
		"ShadingType": 4, "ColorSpace": object.Name(s), "Decode": decode,
		"BitsPerCoordinate": coordinateBits, "BitsPerComponent": 8, "BitsPerFlag": 8,
	}, m.out)
}

const (
	coordinateBits = 24
	wedges         = 72 // at least, in a turn
	oblique        = 0.37
)

// mesh is the data of a mesh of triangles.
type mesh struct {
	center display.Point
	radius float64 // px: coordinates reach so far from the centre
	out    []byte
}

// ground adds a coarse fan, which is seen where a viewer leaves out the pixels between two triangles of the
// fine one. Its triangles do not meet where those do.
func (m *mesh) ground(f *fan, ring ramp, s space) {
	start := ring.first().at
	i := 1
	at := func(k float64) knot {
		t := math.Min(start+(k+oblique)/wedges, ring.last().at)
		for ring[i].at < t {
			i++
		}
		return ring[i-1].mix(ring[i], (t-ring[i-1].at)/(ring[i].at-ring[i-1].at))
	}
	p := at(-oblique + 1e-9)
	for k := range wedges {
		q := at(float64(k))
		m.triangle(f, p, q, s)
		p = q
	}
	m.triangle(f, p, ring.last(), s)
}

// span adds the triangles from one knot to the next. A triangle's corner at the centre has the colour of its
// middle: there must be as many as make that no more than a step of 255 off.
func (m *mesh) span(f *fan, a, b knot, s space) {
	if a.at == b.at {
		return
	}
	n := math.Ceil((b.at - a.at) * wedges)
	from, to := s.of(a), s.of(b)
	for k := range from {
		n = math.Max(n, math.Ceil(math.Abs(to[k]-from[k])*255/2))
	}
	for k := range int(n) {
		p, q := a.mix(b, float64(k)/n), a.mix(b, float64(k+1)/n)
		m.triangle(f, p, q, s)
	}
}

func (m *mesh) triangle(f *fan, p, q knot, s space) {
	m.vertex(m.center, s.of(p.mix(q, 0.5)))
	m.vertex(f.on(p.at, m.radius), s.of(p))
	m.vertex(f.on(q.at, m.radius), s.of(q))
}

// vertex adds a corner of a triangle: a flag that says that it stands alone, x, y and the colour.
func (m *mesh) vertex(p display.Point, color []float64) {
	m.out = append(m.out, 0)
	for _, v := range [2]float64{p.X - m.center.X, p.Y - m.center.Y} {
		const most = 1<<coordinateBits - 1
		n := uint32(math.Round(math.Max(0, math.Min(1, (v/m.radius+1)/2)) * most))
		m.out = append(m.out, byte(n>>16), byte(n>>8), byte(n))
	}
	for _, v := range color {
		m.out = append(m.out, byte(math.Round(v*255)))
	}
}
