package layout

import (
	"math"
	"testing"

	"placard/render/display"
	"placard/templates"
)

// TestOklabStops checks that what back ends mix of the stops is, everywhere, no further than one step of 255 from
// Oklab itself, and no more than they take.
func TestOklabStops(t *testing.T) {
	color := func(s string) templates.Color {
		c, err := templates.ParseColor(s)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	for _, names := range [][]string{
		{"blue", "yellow"}, {"red", "lime"}, {"black", "white"}, {"#f0f", "#00ff0020"}, {"transparent", "#0af"}, {"#123", "#123"},
		{"red", "blue", "lime", "white", "black"},
	} {
		var in []templates.Stop
		for i, name := range names {
			in = append(in, templates.Stop{Color: color(name), At: float64(i) / float64(len(names)-1)})
		}
		got := gradientStops(in, templates.ColorSpaceOklab)
		if len(got) > display.MaxStops {
			t.Fatalf("%v: %d stops", names, len(got))
		}
		worst := 0.0
		for k := range 2001 {
			at := float64(k) / 2000
			i := min(int(at*float64(len(in)-1)), len(in)-2)
			part := at*float64(len(in)-1) - float64(i)
			want := exactOklab(display.Color(in[i].Color), display.Color(in[i+1].Color), part)
			for c, v := range mixedStops(got, at) {
				worst = max(worst, math.Abs(v-want[c])*255)
			}
		}
		t.Logf("%v: %d stops, off by %.2f of 255", names, len(got), worst)
		if worst > 1 { // half a step of mixing, and half a step of rounding to bytes
			t.Errorf("%v: off by %.2f of 255", names, worst)
		}
	}
	if got := gradientStops([]templates.Stop{{Color: color("red")}, {Color: color("blue"), At: 1}}, templates.ColorSpaceSRGB); len(got) != 2 {
		t.Errorf("%d stops in sRGB, want the two that there are", len(got))
	}
}

// mixedStops is what a back end paints at a place: premultiplied sRGB, 0..1.
func mixedStops(stops []display.Stop, at float64) [4]float64 {
	premultiplied := func(c display.Color) [4]float64 {
		a := float64(c.A) / 255
		return [4]float64{float64(c.R) / 255 * a, float64(c.G) / 255 * a, float64(c.B) / 255 * a, a}
	}
	for i := 1; i < len(stops); i++ {
		if from, to := stops[i-1], stops[i]; at <= to.At {
			k := 0.0
			if to.At > from.At {
				k = (at - from.At) / (to.At - from.At)
			}
			out, end := premultiplied(from.Color), premultiplied(to.Color)
			for c := range out {
				out[c] += (end[c] - out[c]) * k
			}
			return out
		}
	}
	return premultiplied(stops[len(stops)-1].Color)
}
