package layout

import (
	"math"
	"slices"

	"placard/render/display"
	"placard/templates"
)

// gradientStops are the stops of a gradient in a colour space, with as many in between as back ends need, which mix
// sRGB.
func gradientStops(in []templates.Stop, space templates.ColorSpace) []display.Stop {
	out := stops(in)
	if space != templates.ColorSpaceOklab {
		return out
	}
	var spans []span
	for i, to := range out[1:] {
		spans = append(spans, newSpan(out[i], to, 0, 1))
	}
	for len(spans)+1 < display.MaxStops {
		worst := 0
		for i := range spans {
			if spans[i].off > spans[worst].off {
				worst = i
			}
		}
		if spans[worst].off <= mixSlack {
			break
		}
		s := spans[worst]
		middle := (s.t0 + s.t1) / 2
		spans[worst] = newSpan(s.from, s.to, s.t0, middle)
		spans = slices.Insert(spans, worst+1, newSpan(s.from, s.to, middle, s.t1))
	}
	fine := make([]display.Stop, 1, len(spans)+1)
	fine[0] = out[0]
	for i := range spans {
		fine = append(fine, spans[i].end())
	}
	return fine
}

// mixSlack is how far mixing sRGB may be off between two stops, of 1: half a step of 255. Rounding takes the other.
const mixSlack = 0.5 / 255

// span is a part of the way between two stops.
type span struct {
	from, to display.Stop
	t0, t1   float64
	off      float64 // how far mixing sRGB within it is off, of 1
}

// newSpan measures a span at its quarters: its error has one bow, seldom two.
func newSpan(from, to display.Stop, t0, t1 float64) span {
	s := span{from: from, to: to, t0: t0, t1: t1}
	if from.Color == to.Color || from.At == to.At {
		return s
	}
	a, c := exactOklab(from.Color, to.Color, t0), exactOklab(from.Color, to.Color, t1)
	for _, k := range [3]float64{0.25, 0.5, 0.75} {
		for i, want := range exactOklab(from.Color, to.Color, t0+k*(t1-t0)) {
			s.off = math.Max(s.off, math.Abs(a[i]+k*(c[i]-a[i])-want))
		}
	}
	return s
}

// end is the stop at the end of the span.
func (s *span) end() display.Stop {
	if s.t1 == 1 {
		return s.to
	}
	return display.Stop{At: s.from.At + s.t1*(s.to.At-s.from.At), Color: mixOklab(s.from.Color, s.to.Color, s.t1)}
}

// mixOklab is the colour a part of the way between two, straight.
func mixOklab(from, to display.Color, t float64) display.Color {
	c := exactOklab(from, to, t)
	if c[3] == 0 {
		return display.Color{}
	}
	byteOf := func(v float64) uint8 { return uint8(math.Round(255 * max(0, min(1, v)))) }
	return display.Color{R: byteOf(c[0] / c[3]), G: byteOf(c[1] / c[3]), B: byteOf(c[2] / c[3]), A: byteOf(c[3])}
}

// exactOklab mixes premultiplied Oklab (CSS Color 4, sections 12.1 and 12.3), and gives premultiplied sRGB, 0..1.
func exactOklab(from, to display.Color, t float64) [4]float64 {
	a, b := oklab(from), oklab(to)
	alpha := float64(from.A)/255*(1-t) + float64(to.A)/255*t
	if alpha == 0 {
		return [4]float64{}
	}
	var lab [3]float64
	for i := range lab {
		lab[i] = (a[i]*float64(from.A)/255*(1-t) + b[i]*float64(to.A)/255*t) / alpha
	}
	rgb := srgb(lab)
	return [4]float64{rgb[0] * alpha, rgb[1] * alpha, rgb[2] * alpha, alpha}
}

// oklab is a colour without its alpha in Oklab (Ottosson 2020).
func oklab(c display.Color) [3]float64 {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	r, g, b := linear(c.R), linear(c.G), linear(c.B)
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// srgb brings Oklab back, and what sRGB does not have to its nearest channels.
func srgb(lab [3]float64) [3]float64 {
	cube := func(v float64) float64 { return v * v * v }
	l := cube(lab[0] + 0.3963377774*lab[1] + 0.2158037573*lab[2])
	m := cube(lab[0] - 0.1055613458*lab[1] - 0.0638541728*lab[2])
	s := cube(lab[0] - 0.0894841775*lab[1] - 1.2914855480*lab[2])
	out := [3]float64{
		4.0767416621*l - 3.3077115913*m + 0.2309699292*s,
		-1.2684380046*l + 2.6097574011*m - 0.3413193965*s,
		-0.0041960863*l - 0.7034186147*m + 1.7076147010*s,
	}
	for i, v := range out {
		v = max(0, min(1, v))
		if v <= 0.0031308 {
			out[i] = 12.92 * v
		} else {
			out[i] = 1.055*math.Pow(v, 1/2.4) - 0.055
		}
	}
	return out
}
