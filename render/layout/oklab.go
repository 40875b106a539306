package layout

import (
	"math"
	"slices"

	"placard/internal/css"
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
	return display.Color{R: css.Byte(c[0] / c[3]), G: css.Byte(c[1] / c[3]), B: css.Byte(c[2] / c[3]), A: css.Byte(c[3])}
}

// exactOklab mixes premultiplied Oklab (CSS Color 4, sections 12.1 and 12.3), and gives premultiplied sRGB, 0..1.
func exactOklab(from, to display.Color, t float64) [4]float64 {
	a, b := css.Oklab(from.R, from.G, from.B), css.Oklab(to.R, to.G, to.B)
	alpha := float64(from.A)/255*(1-t) + float64(to.A)/255*t
	if alpha == 0 {
		return [4]float64{}
	}
	var lab [3]float64
	for i := range lab {
		lab[i] = (a[i]*float64(from.A)/255*(1-t) + b[i]*float64(to.A)/255*t) / alpha
	}
	rgb := css.FromOklab(lab)
	for i := range rgb {
		rgb[i] = max(0, min(1, rgb[i])) // what sRGB does not have becomes the nearest that it has
	}
	return [4]float64{rgb[0] * alpha, rgb[1] * alpha, rgb[2] * alpha, alpha}
}
