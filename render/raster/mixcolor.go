package raster

import (
	"math"

	"placard/render/display"
)

// softLight is a·b·B of that mode. Its polynomial and root need fractions.
func softLight(s, d, a, b int32) int32 {
	cs, cb := float32(s)/float32(a), float32(d)/float32(b)
	v := cb
	switch {
	case cs <= 0.5:
		v -= (1 - 2*cs) * cb * (1 - cb)
	case cb <= 0.25:
		v += (2*cs - 1) * (((16*cb-12)*cb+4)*cb - cb)
	default:
		v += (2*cs - 1) * (float32(math.Sqrt(float64(cb))) - cb)
	}
	return int32(v*float32(a*b) + 0.5)
}

// rgb is a straight colour, each channel in 0..1.
type rgb struct{ r, g, b float32 }

// whole is a·b·B for the modes that take the hue, the saturation and the luminosity of a colour apart.
func whole(mode display.Blend, s, d pixel) (r, g, b int32) {
	cs, cb := s.straight(), d.straight()
	var v rgb
	switch mode {
	case display.Hue:
		v = cs.saturated(cb.saturation()).lit(cb.luminosity())
	case display.Saturation:
		v = cb.saturated(cs.saturation()).lit(cb.luminosity())
	case display.ColorBlend:
		v = cs.lit(cb.luminosity())
	default: // Luminosity
		v = cb.lit(cs.luminosity())
	}
	most := float32(s.alpha() * d.alpha())
	at := func(c float32) int32 { return int32(min(max(c, 0), 1)*most + 0.5) }
	return at(v.r), at(v.g), at(v.b)
}

// straight divides by alpha, which is not 0.
func (p pixel) straight() rgb {
	k := 1 / float32(p.alpha())
	return rgb{float32(p&255) * k, float32(p>>16&255) * k, float32(p>>32&255) * k}
}

func (c rgb) low() float32        { return min(c.r, c.g, c.b) }
func (c rgb) high() float32       { return max(c.r, c.g, c.b) }
func (c rgb) luminosity() float32 { return 0.3*c.r + 0.59*c.g + 0.11*c.b }
func (c rgb) saturation() float32 { return c.high() - c.low() }

// saturated is the colour with another saturation: its lowest channel falls to 0 and its highest to s.
func (c rgb) saturated(s float32) rgb {
	low, span := c.low(), c.saturation()
	if span == 0 {
		return rgb{}
	}
	k := s / span
	return rgb{(c.r - low) * k, (c.g - low) * k, (c.b - low) * k}
}

// lit is the colour with another luminosity. What leaves 0..1 is drawn towards grey until it fits.
func (c rgb) lit(l float32) rgb {
	d := l - c.luminosity()
	c = rgb{c.r + d, c.g + d, c.b + d}
	if low := c.low(); low < 0 {
		c = c.towards(l, l/(l-low))
	}
	if high := c.high(); high > 1 {
		c = c.towards(l, (1-l)/(high-l))
	}
	return c
}

// towards keeps a share of the distance from grey l.
func (c rgb) towards(l, share float32) rgb {
	return rgb{l + (c.r-l)*share, l + (c.g-l)*share, l + (c.b-l)*share}
}
