package templates

import "math"

// bytesToRGB converts channels of 0..255.
func bytesToRGB(r, g, b float64) (red, green, blue float64) { return r / 255, g / 255, b / 255 }

// hslToRGB converts a hue in degrees, and a saturation and a lightness of 0..100, by the formula of CSS
// Color 4, section 7.1.
func hslToRGB(hue, saturation, lightness float64) (red, green, blue float64) {
	s, l := clamp01(saturation/100), clamp01(lightness/100)
	channel := func(n float64) float64 {
		k := wrap(n+hue/30, 12)
		return l - s*min(l, 1-l)*max(-1, min(k-3, 9-k, 1))
	}
	return channel(0), channel(8), channel(4)
}

// oklchToRGB converts a lightness of 0..1, a chroma and a hue in degrees.
func oklchToRGB(lightness, chroma, hue float64) (red, green, blue float64) {
	sin, cos := math.Sincos(wrap(hue, 360) * math.Pi / 180)
	chroma = max(0, chroma)
	return oklabToRGB(lightness, chroma*cos, chroma*sin)
}

// oklabToRGB converts a lightness of 0..1 and two axes, by the matrices of Björn Ottosson, "A perceptual
// color space for image processing" (2020), to gamma-encoded sRGB.
func oklabToRGB(lightness, a, b float64) (red, green, blue float64) {
	lightness = clamp01(lightness)
	l := cube(lightness + 0.3963377774*a + 0.2158037573*b)
	m := cube(lightness - 0.1055613458*a - 0.0638541728*b)
	s := cube(lightness - 0.0894841775*a - 1.2914855480*b)
	return encodeSRGB(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		encodeSRGB(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		encodeSRGB(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s)
}

// encodeSRGB is the transfer function of IEC 61966-2-1, from linear light.
func encodeSRGB(v float64) float64 {
	if v <= 0.0031308 {
		return 12.92 * v
	}
	return 1.055*math.Pow(v, 1/2.4) - 0.055
}

func cube(v float64) float64 { return v * v * v }

func clamp01(v float64) float64 { return max(0, min(1, v)) }

// wrap returns v modulo period, never negative.
func wrap(v, period float64) float64 {
	v = math.Mod(v, period)
	if v < 0 {
		v += period
	}
	return v
}
