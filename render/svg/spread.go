package svg

import (
	"math"

	"placard/internal/css"
	"placard/render/display"
)

// spreadOut gives the stops that a gradient has from t0 to t1, where its own go from 0 to 1 and are padded, repeated
// or reflected beyond, and where they begin and end. It is false where they would be too many.
func spreadOut(stops []stop, how spread, t0, t1 float64) ([]display.Stop, float64, float64, bool) {
	const far = 1e9 // beyond, numbers have no digits left for places between
	if !(t0 <= t1 && t0 > -far && t1 < far) {
		return nil, 0, 0, false
	}
	t1 = math.Max(t1, t0+1e-6)
	var all []stop
	if how == pad {
		all = append(all, stop{at: math.Min(t0, 0), color: stops[0].color})
		all = append(all, stops...)
		all = append(all, stop{at: math.Max(t1, 1), color: stops[len(stops)-1].color})
	} else {
		first, last := math.Floor(t0), math.Ceil(t1)
		if (last-first)*float64(len(stops)+2) > display.MaxStops {
			return nil, 0, 0, false
		}
		for k := first; k < last; k++ {
			all = appendPeriod(all, stops, k, how == reflect && math.Mod(k, 2) != 0)
		}
	}
	all = window(all, t0, t1)
	list := premultipliable(all)
	if len(list) > display.MaxStops {
		list = plain(all)
	}
	return list, t0, t1, len(list) <= display.MaxStops
}

// appendPeriod appends the stops once more, from k to k+1, forwards or backwards.
func appendPeriod(all, stops []stop, k float64, backwards bool) []stop {
	n := len(stops)
	ends := [2]rgba{stops[0].color, stops[n-1].color}
	if backwards {
		ends[0], ends[1] = ends[1], ends[0]
	}
	all = append(all, stop{at: k, color: ends[0]})
	for i := range stops {
		s := stops[i]
		if backwards {
			s = stops[n-1-i]
			s.at = 1 - s.at
		}
		all = append(all, stop{at: k + s.at, color: s.color})
	}
	return append(all, stop{at: k + 1, color: ends[1]})
}

// window keeps the stops between t0 and t1, mapped to 0 and 1, with one at each end.
func window(all []stop, t0, t1 float64) []stop {
	var out []stop
	for i, s := range all {
		if i > 0 {
			for _, edge := range []float64{t0, t1} {
				if before := all[i-1]; before.at < edge && edge < s.at {
					out = append(out, stop{at: edge, color: between(before, s, edge)})
				}
			}
		}
		if s.at >= t0 && s.at <= t1 {
			out = append(out, s)
		}
	}
	for i := range out {
		out[i].at = unit((out[i].at - t0) / (t1 - t0))
	}
	out = tidy(out)
	if out[0].at > 0 {
		out = append([]stop{{color: out[0].color}}, out...)
	}
	if last := out[len(out)-1]; last.at < 1 {
		out = append(out, stop{at: 1, color: last.color})
	}
	return out
}

// tidy drops stops that say nothing: all but two at one place, and those within a stretch of one colour.
func tidy(in []stop) []stop {
	var out []stop
	for i, s := range in {
		n := len(out)
		if n > 0 && out[n-1] == s {
			continue
		}
		if n > 0 && i+1 < len(in) {
			if out[n-1].at == s.at && in[i+1].at == s.at {
				continue
			}
			if out[n-1].color == s.color && in[i+1].color == s.color {
				continue
			}
		}
		out = append(out, s)
	}
	return out
}

// between is the colour at a place between two stops, as SVG mixes: not premultiplied.
func between(a, b stop, at float64) rgba {
	k := (at - a.at) / (b.at - a.at)
	lerp := func(x, y uint8) uint8 { return uint8(math.Round(float64(x) + (float64(y)-float64(x))*k)) }
	return rgba{lerp(a.color.r, b.color.r), lerp(a.color.g, b.color.g), lerp(a.color.b, b.color.b), a.color.a + (b.color.a-a.color.a)*k}
}

// premultipliable puts stops between where colour and opacity both change, so that mixing premultiplied, as
// display does, strays from mixing straight, as SVG does, by no more than can be seen.
func premultipliable(in []stop) []display.Stop {
	const parts = 8
	var out []stop
	for i, s := range in {
		if i > 0 {
			before := in[i-1]
			same := before.color.r == s.color.r && before.color.g == s.color.g && before.color.b == s.color.b
			if !same && before.color.a != s.color.a && s.at > before.at {
				for k := 1; k < parts; k++ {
					at := before.at + (s.at-before.at)*float64(k)/parts
					out = append(out, stop{at: at, color: between(before, s, at)})
				}
			}
		}
		out = append(out, s)
	}
	return plain(out)
}

// plain are stops as display has them.
func plain(in []stop) []display.Stop {
	out := make([]display.Stop, len(in))
	for i, s := range in {
		out[i] = display.Stop{At: s.at, Color: display.Color{R: s.color.r, G: s.color.g, B: s.color.b, A: css.Byte(s.color.a)}}
	}
	return out
}
