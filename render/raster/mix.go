package raster

import (
	"placard/render/display"
)

// mixBrush paints the pixels of an image by a blend mode other than normal (Compositing and Blending 1,
// section 5): of a source and a backdrop, both premultiplied, with alphas a and b,
//
//	s·(1 − b) + d·(1 − a) + a·b·B(d/b, s/a)
//
// where coverage thins the source before.
type mixBrush struct {
	imageBrush
	mode display.Blend
}

func (m *mixBrush) solid(dst []uint8, x, y int, cover uint8) {
	src := m.pixels.run(x, y, len(dst)/4)
	by := scale(uint64(cover), uint64(m.alpha))
	for ; len(dst) >= 4; dst, src = dst[4:], src[4:] {
		m.pixel(dst, src, by)
	}
}

func (m *mixBrush) mask(dst []uint8, x, y int, cover []uint8) {
	src := m.pixels.run(x, y, len(cover))
	for i, v := range cover {
		m.pixel(dst[4*i:], src[4*i:], scale(uint64(v), uint64(m.alpha)))
	}
}

func (m *mixBrush) pixel(dst, src []uint8, by uint64) {
	if src[3] == 0 || by == 0 {
		return
	}
	s := get(src)
	if by < 255 {
		if s = s.cover(uint8(by)); s.alpha() == 0 {
			return
		}
	}
	if dst[3] == 0 {
		put(dst, s)
		return
	}
	put(dst, mix(m.mode, s, get(dst)))
}

// mix is s on d by a blend mode.
func mix(mode display.Blend, s, d pixel) pixel {
	a, b := int32(s>>48), int32(d>>48)
	sr, sg, sb := int32(s&255), int32(s>>16&255), int32(s>>32&255)
	dr, dg, db := int32(d&255), int32(d>>16&255), int32(d>>32&255)
	var r, g, bl int32
	if mode >= display.Hue {
		r, g, bl = whole(mode, s, d)
	} else {
		r, g, bl = part(mode, sr, dr, a, b), part(mode, sg, dg, a, b), part(mode, sb, db, a, b)
	}
	return sum(sr, dr, r, a, b) | sum(sg, dg, g, a, b)<<16 | sum(sb, db, bl, a, b)<<32 | sum(a, b, a*b, a, b)<<48
}

// sum adds the three terms of a channel and divides by 255, rounded to nearest.
func sum(s, d, mixed, a, b int32) pixel {
	v := uint32(s*(255-b)+d*(255-a)+mixed) + 128
	return pixel((v + v>>8) >> 8)
}

// part is a·b·B for one channel, in 1/255².
func part(mode display.Blend, s, d, a, b int32) int32 {
	switch mode {
	case display.Multiply:
		return s * d
	case display.Screen:
		return s*b + d*a - s*d
	case display.Overlay:
		return hardLight(d, s, b, a)
	case display.Darken:
		return min(s*b, d*a)
	case display.Lighten:
		return max(s*b, d*a)
	case display.ColorDodge:
		return dodge(s, d, a, b)
	case display.ColorBurn:
		return a*b - dodge(a-s, b-d, a, b)
	case display.HardLight:
		return hardLight(s, d, a, b)
	case display.SoftLight:
		return softLight(s, d, a, b)
	case display.Difference:
		return max(s*b-d*a, d*a-s*b)
	default: // Exclusion
		return s*b + d*a - 2*s*d
	}
}

func hardLight(s, d, a, b int32) int32 {
	if 2*s <= a {
		return 2 * s * d
	}
	return a*b - 2*(b-d)*(a-s)
}

// dodge brightens the backdrop to reflect the source. Burning is the same of the inverted colours.
func dodge(s, d, a, b int32) int32 {
	switch {
	case d == 0:
		return 0
	case s >= a:
		return a * b
	default:
		rest := a - s
		return min(a*b, (d*a*a+rest/2)/rest)
	}
}
