package render_test

import (
	"math"
	"testing"

	"placard/render"
)

func TestParseLength(t *testing.T) {
	for in, want := range map[string]float64{
		"0": 0, "12": 12, "12px": 12, "72pt": 96, "25.4mm": 96, "2.54cm": 96, "1in": 96, "0.125in": 12, "3mm": 11.338583,
	} {
		if got, err := render.ParseLength(in); err != nil || math.Abs(got-want) > 1e-6 {
			t.Errorf("%q is %v px, %v; want %v", in, got, err, want)
		}
	}
	for _, in := range []string{"", "mm", "-3mm", "+3mm", "3 mm", "3MM", "3em", "1e3", "0x10", "NaN", "Inf", "3.mm", ".5in", "1234567", "3mm\n"} {
		_, err := render.ParseLength(in)
		if kind := kindOf(t, err); kind != render.Invalid {
			t.Errorf("%q: kind %d: %v", in, kind, err)
		}
	}
}
