package css

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

// oklabToRGB converts a lightness of 0..1 and two axes to gamma-encoded sRGB.
func oklabToRGB(lightness, a, b float64) (red, green, blue float64) {
	rgb := FromOklab([3]float64{clamp01(lightness), a, b})
	return rgb[0], rgb[1], rgb[2]
}

// FromOklab converts Oklab to gamma-encoded sRGB, 0..1 where it is in gamut, by the matrices of Björn Ottosson, "A
// perceptual color space for image processing" (2020).
func FromOklab(lab [3]float64) [3]float64 {
	l := cube(lab[0] + 0.3963377774*lab[1] + 0.2158037573*lab[2])
	m := cube(lab[0] - 0.1055613458*lab[1] - 0.0638541728*lab[2])
	s := cube(lab[0] - 0.0894841775*lab[1] - 1.2914855480*lab[2])
	return [3]float64{
		encode(4.0767416621*l - 3.3077115913*m + 0.2309699292*s),
		encode(-1.2684380046*l + 2.6097574011*m - 0.3413193965*s),
		encode(-0.0041960863*l - 0.7034186147*m + 1.7076147010*s),
	}
}

// Oklab is a colour in Oklab, by the same.
func Oklab(red, green, blue uint8) [3]float64 {
	r, g, b := linear[red], linear[green], linear[blue]
	l := math.Cbrt(0.4122214708*r + 0.5363325363*g + 0.0514459929*b)
	m := math.Cbrt(0.2119034982*r + 0.6806995451*g + 0.1073969566*b)
	s := math.Cbrt(0.0883024619*r + 0.2817188376*g + 0.6299787005*b)
	return [3]float64{
		0.2104542553*l + 0.7936177850*m - 0.0040720468*s,
		1.9779984951*l - 2.4285922050*m + 0.4505937099*s,
		0.0259040371*l + 0.7827717662*m - 0.8086757660*s,
	}
}

// Luminance is the relative luminance of an opaque colour (WCAG 2.2), 0..1.
func Luminance(red, green, blue uint8) float64 {
	return 0.2126*linear[red] + 0.7152*linear[green] + 0.0722*linear[blue]
}

// Contrast is the contrast ratio of two relative luminances (WCAG 2.2), 1..21.
func Contrast(a, b float64) float64 { return (max(a, b) + 0.05) / (min(a, b) + 0.05) }

// linear is the light of each sRGB level, 0..1 (IEC 61966-2-1).
var linear = func() (table [256]float64) {
	for level := range table {
		v := float64(level) / 255
		if table[level] = v / 12.92; v > 0.04045 {
			table[level] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return table
}()

// encode is the transfer function of IEC 61966-2-1, from linear light.
func encode(v float64) float64 {
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
