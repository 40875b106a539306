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
type rgb [3]float32

// whole is a·b·B for the modes that take the hue, the saturation and the luminosity of a colour apart.
func whole(mode display.Blend, s, d [3]int32, a, b int32) (r, g, bl int32) {
	var cs, cb rgb
	for i := range cs {
		cs[i], cb[i] = float32(s[i])/float32(a), float32(d[i])/float32(b)
	}
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
	scale := float32(a * b)
	at := func(i int) int32 { return int32(min(max(v[i], 0), 1)*scale + 0.5) }
	return at(0), at(1), at(2)
}

func (c rgb) luminosity() float32 { return 0.3*c[0] + 0.59*c[1] + 0.11*c[2] }
func (c rgb) saturation() float32 { return max(c[0], c[1], c[2]) - min(c[0], c[1], c[2]) }

// saturated is the colour with another saturation: its lowest channel falls to 0 and its highest to s.
func (c rgb) saturated(s float32) rgb {
	low, span := min(c[0], c[1], c[2]), c.saturation()
	if span == 0 {
		return rgb{}
	}
	for i := range c {
		c[i] = (c[i] - low) * s / span
	}
	return c
}

// lit is the colour with another luminosity. What leaves 0..1 is drawn towards grey until it fits.
func (c rgb) lit(l float32) rgb {
	d := l - c.luminosity()
	for i := range c {
		c[i] += d
	}
	if low := min(c[0], c[1], c[2]); low < 0 {
		c = c.towards(l, l/(l-low))
	}
	if high := max(c[0], c[1], c[2]); high > 1 {
		c = c.towards(l, (1-l)/(high-l))
	}
	return c
}

// towards keeps a share of the distance from grey l.
func (c rgb) towards(l, share float32) rgb {
	for i := range c {
		c[i] = l + (c[i]-l)*share
	}
	return c
}
