package widget

import (
	"math"

	"placard/internal/css"
	"placard/templates"
)

// palette tells series apart for people of every colour vision: the colours of Okabe and Ito (2008), in an order in
// which neighbours differ in brightness as well, with a grey for their black.
var palette = [8]templates.Color{
	{R: 0x00, G: 0x72, B: 0xb2, A: 255}, // blue
	{R: 0xe6, G: 0x9f, B: 0x00, A: 255}, // orange
	{R: 0x00, G: 0x9e, B: 0x73, A: 255}, // green
	{R: 0xcc, G: 0x79, B: 0xa7, A: 255}, // pink
	{R: 0x56, G: 0xb4, B: 0xe9, A: 255}, // sky
	{R: 0xd5, G: 0x5e, B: 0x00, A: 255}, // vermilion
	{R: 0xf0, G: 0xe4, B: 0x42, A: 255}, // yellow
	{R: 0x8a, G: 0x91, B: 0x9c, A: 255}, // grey
}

// rounds are what becomes of the palette where it is not enough: the second time it is lighter, then darker.
var rounds = [3]struct {
	with templates.Color
	part float64
}{{white, 0}, {white, 0.5}, {black, 0.4}}

// color is that of a series or a slice: the layer's own, then those of the palette.
func (c *chart) color(i int) templates.Color {
	if i < len(c.Colors) {
		return c.Colors[i]
	}
	round := rounds[i/len(palette)%len(rounds)]
	return mixed(palette[i%len(palette)], round.with, round.part)
}

// mixed has a part of another colour in it.
func mixed(a, b templates.Color, part float64) templates.Color {
	mix := func(a, b uint8) uint8 { return uint8(math.Round(float64(a)*(1-part) + float64(b)*part)) }
	return templates.Color{R: mix(a.R, b.R), G: mix(a.G, b.G), B: mix(a.B, b.B), A: a.A}
}

// faded is a colour with a part of its opacity.
func faded(c templates.Color, part float64) templates.Color {
	c.A = uint8(math.Round(float64(c.A) * part))
	return c
}

var (
	white = templates.Color{R: 255, G: 255, B: 255, A: 255}
	black = templates.Color{R: 0x11, G: 0x18, B: 0x27, A: 255}
)

// on is the colour of text that stands on another: of black and white that which differs the more from it (WCAG
// 2.2, contrast ratio).
func on(c templates.Color) templates.Color {
	against := func(other templates.Color) float64 {
		return css.Contrast(css.Luminance(c.R, c.G, c.B), css.Luminance(other.R, other.G, other.B))
	}
	if against(white) >= against(black) {
		return white
	}
	return black
}
