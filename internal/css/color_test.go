package css

import (
	"image/color"
	"math"
	"testing"

	"golang.org/x/image/colornames"
	"pgregory.net/rapid"
)

// TestNamedColors holds the table against x/image's, which was made from SVG 1.1: the same but for
// rebeccapurple, which CSS added.
func TestNamedColors(t *testing.T) {
	if len(names) != 148 || len(colornames.Map) != 147 {
		t.Errorf("%d names, and %d", len(names), len(colornames.Map))
	}
	for name, want := range colornames.Map {
		got, err := Parse(name)
		if err != nil || (color.RGBA{got.R, got.G, got.B, 255}) != want || got.A != 1 {
			t.Errorf("%s: got %v, %v; want %v", name, got, err, want)
		}
	}
}

// TestHSLRoundTrip converts every kind of colour to HSL by the textbook formula (Foley and van Dam), which
// the code here does not use, and back.
func TestHSLRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Color{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b"), 1}
		r, g, b := float64(want.R)/255, float64(want.G)/255, float64(want.B)/255
		high, low := max(r, g, b), min(r, g, b)
		var h, s float64
		l, d := (high+low)/2, high-low
		if d > 0 {
			s = d / (1 - math.Abs(2*l-1))
			switch high {
			case r:
				h = (g - b) / d
			case g:
				h = (b-r)/d + 2
			default:
				h = (r-g)/d + 4
			}
		}
		red, green, blue := hslToRGB(h*60, s*100, l*100)
		if got := (Color{Byte(red), Byte(green), Byte(blue), 1}); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
	})
}

// TestOklabRoundTrip converts colours to Oklab by inverting the transfer function and both matrices
// numerically, which Oklab agrees with, and back.
func TestOklabRoundTrip(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := Color{rapid.Byte().Draw(t, "r"), rapid.Byte().Draw(t, "g"), rapid.Byte().Draw(t, "b"), 1}
		l, a, b := labOf(want)
		for i, v := range Oklab(want.R, want.G, want.B) {
			if math.Abs(v-[3]float64{l, a, b}[i]) > 1e-12 {
				t.Fatalf("%v: axis %d is %v", want, i, v)
			}
		}
		red, green, blue := oklabToRGB(l, a, b)
		if got := (Color{Byte(red), Byte(green), Byte(blue), 1}); got != want {
			t.Fatalf("got %v, want %v", got, want)
		}
		chroma, hue := math.Hypot(a, b), math.Atan2(b, a)*180/math.Pi
		red, green, blue = oklchToRGB(l, chroma, hue)
		if got := (Color{Byte(red), Byte(green), Byte(blue), 1}); got != want {
			t.Fatalf("oklch: got %v, want %v", got, want)
		}
	})
}

// labOf is the forward direction as CSS Color 4, section 9.3, gives it: sRGB to LMS to Oklab.
func labOf(c Color) (l, a, b float64) {
	linear := func(v uint8) float64 {
		x := float64(v) / 255
		if x <= 0.04045 {
			return x / 12.92
		}
		return math.Pow((x+0.055)/1.055, 2.4)
	}
	r, g, bl := linear(c.R), linear(c.G), linear(c.B)
	lms := [3]float64{
		math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*bl),
		math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*bl),
		math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*bl),
	}
	return 0.2104542553*lms[0] + 0.7936177850*lms[1] - 0.0040720468*lms[2],
		1.9779984951*lms[0] - 2.4285922050*lms[1] + 0.4505937099*lms[2],
		0.0259040371*lms[0] + 0.7827717662*lms[1] - 0.8086757660*lms[2]
}

// TestContrast holds the ends of the scale, and a pair that WCAG's own examples give.
func TestContrast(t *testing.T) {
	white, black, grey := Luminance(255, 255, 255), Luminance(0, 0, 0), Luminance(0x77, 0x77, 0x77)
	for _, c := range []struct{ a, b, want float64 }{{white, black, 21}, {black, white, 21}, {white, white, 1}, {grey, white, 4.48}} {
		if got := Contrast(c.a, c.b); math.Abs(got-c.want) > 0.005 {
			t.Errorf("%v and %v: %v, want %v", c.a, c.b, got, c.want)
		}
	}
}

func TestDegrees(t *testing.T) {
	for unit, want := range map[string]float64{"": 1, "deg": 1, "grad": 0.9, "rad": 180 / math.Pi, "turn": 360} {
		if got, ok := Degrees(unit); !ok || got != want {
			t.Errorf("%q: %v, %v", unit, got, ok)
		}
	}
	if _, ok := Degrees("px"); ok {
		t.Error("px is no angle")
	}
}
