package pdf

import (
	"math"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// ramp is what lies along a gradient. Display lists interpolate premultiplied colours, PDF straight ones
// and their alpha apart from them: knots are straight, and where that is not the same there are more of
// them than stops.
type ramp []knot

type knot struct {
	at    float64
	color [3]float64 // 0..1
	alpha float64
}

// finest is the shortest step along a gradient: what is closer is a jump. The positions of a function must
// rise, and are written with four decimals.
const finest = 1e-4

func newKnot(s display.Stop) knot {
	return knot{
		at:    math.Round(s.At/finest) * finest,
		color: [3]float64{channel(s.Color.R), channel(s.Color.G), channel(s.Color.B)},
		alpha: channel(s.Color.A),
	}
}

// newRamp makes the ramp of stops that do not jump.
func newRamp(stops []display.Stop) ramp {
	r := ramp{newKnot(stops[0])}
	for i := 1; i < len(stops); i++ {
		a, b := newKnot(stops[i-1]), newKnot(stops[i])
		switch { // what is transparent has the colour of what it fades to
		case a.alpha == 0:
			a.color = b.color
		case b.alpha == 0:
			b.color = a.color
		}
		if a.at < b.at {
			r = append(r, a).to(a, b)
		}
	}
	return r
}

func (r ramp) first() knot { return r[0] }
func (r ramp) last() knot  { return r[len(r)-1] }

// unseen is how far a colour may be off, weighed with its alpha: half a step of 255.
const unseen = 0.5 / 255

// to adds b, which follows a, and as many knots between them as it takes.
func (r ramp) to(a, b knot) ramp {
	mid := knot{at: math.Round((a.at+b.at)/2/finest) * finest, alpha: (a.alpha + b.alpha) / 2}
	off := 0.0
	for k := range mid.color {
		mid.color[k] = (a.color[k]*a.alpha + b.color[k]*b.alpha) / max(a.alpha+b.alpha, unseen)
		off = math.Max(off, math.Abs(mid.color[k]-(a.color[k]+b.color[k])/2))
	}
	if off*mid.alpha < unseen || mid.at <= a.at || mid.at >= b.at {
		return append(r, b)
	}
	return r.to(a, mid).to(mid, b)
}

// space is the colour space of a shading: RGB for a gradient's colours, grey for its alpha.
type space object.Name

const (
	colors space = "DeviceRGB"
	alphas space = "DeviceGray"
)

// of returns what a shading in the space has at a knot.
func (s space) of(k knot) []float64 {
	if s == alphas {
		return []float64{k.alpha}
	}
	return k.color[:]
}

// function is the ramp from 0 to 1, even before its first knot and after its last: a linear function for
// each step (type 2), stitched together (type 3).
func (r ramp) function(s space) object.Dict {
	var functions, bounds, encode object.Array
	step := func(a, b knot, from float64) {
		if len(functions) > 0 {
			bounds = append(bounds, from)
		}
		functions = append(functions, object.Dict{"FunctionType": 2, "Domain": object.Array{0, 1}, "N": 1, "C0": array(s.of(a)), "C1": array(s.of(b))})
		encode = append(encode, 0, 1)
	}
	first, last := r.first(), r.last()
	if first.at > 0 {
		step(first, first, 0)
	}
	for i := 1; i < len(r); i++ {
		if r[i].at > r[i-1].at {
			step(r[i-1], r[i], r[i-1].at)
		}
	}
	if last.at < 1 || len(functions) == 0 {
		step(last, last, last.at)
	}
	if len(functions) == 1 {
		return functions[0].(object.Dict)
	}
	return object.Dict{"FunctionType": 3, "Domain": object.Array{0, 1}, "Functions": functions, "Bounds": bounds, "Encode": encode}
}

func array(values []float64) object.Array {
	out := make(object.Array, len(values))
	for i, v := range values {
		out[i] = v
	}
	return out
}
