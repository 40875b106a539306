package raster

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
)

// mixed is the blend of two premultiplied pixels in real numbers, as Compositing and Blending 1 writes it.
func mixed(mode display.Blend, dst, src [4]uint8, m uint8) [4]float64 {
	var s [4]float64 // thinned by coverage, as the loops do, to 8 bits
	for k := range s {
		s[k] = float64(scale(uint64(src[k]), uint64(m))) / 255
	}
	var cs, cb [3]float64
	as, ab := s[3], float64(dst[3])/255
	for k := range cs {
		if as > 0 {
			cs[k] = s[k] / as
		}
		if ab > 0 {
			cb[k] = float64(dst[k]) / 255 / ab
		}
	}
	b := blendOf(mode, cb, cs)
	out := [4]float64{3: 255 * (as + ab - as*ab)}
	for k := range b {
		out[k] = 255 * (s[k]*(1-ab) + float64(dst[k])/255*(1-as) + as*ab*b[k])
	}
	return out
}

// blendOf is B(cb, cs) of sections 10.1 and 10.2.
func blendOf(mode display.Blend, cb, cs [3]float64) [3]float64 {
	lum := func(c [3]float64) float64 { return 0.3*c[0] + 0.59*c[1] + 0.11*c[2] }
	sat := func(c [3]float64) float64 { return slices.Max(c[:]) - slices.Min(c[:]) }
	setLum := func(c [3]float64, l float64) [3]float64 {
		d := l - lum(c)
		for k := range c {
			c[k] += d
		}
		l, n, x := lum(c), slices.Min(c[:]), slices.Max(c[:])
		for k := range c {
			if n < 0 {
				c[k] = l + (c[k]-l)*l/(l-n)
			}
		}
		for k := range c {
			if x > 1 {
				c[k] = l + (c[k]-l)*(1-l)/(x-l)
			}
		}
		return c
	}
	setSat := func(c [3]float64, s float64) [3]float64 {
		order := []int{0, 1, 2}
		slices.SortFunc(order, func(a, b int) int { return int(math.Copysign(1, c[a]-c[b])) })
		low, mid, high := order[0], order[1], order[2]
		var out [3]float64
		if c[high] > c[low] {
			out[mid], out[high] = (c[mid]-c[low])*s/(c[high]-c[low]), s
		}
		return out
	}
	switch mode {
	case display.Hue:
		return setLum(setSat(cs, sat(cb)), lum(cb))
	case display.Saturation:
		return setLum(setSat(cb, sat(cs)), lum(cb))
	case display.ColorBlend:
		return setLum(cs, lum(cb))
	case display.Luminosity:
		return setLum(cb, lum(cs))
	}
	var out [3]float64
	for k := range out {
		out[k] = channelOf(mode, cb[k], cs[k])
	}
	return out
}

func channelOf(mode display.Blend, cb, cs float64) float64 {
	screen := func(b, s float64) float64 { return b + s - b*s }
	hard := func(b, s float64) float64 {
		if s <= 0.5 {
			return b * 2 * s
		}
		return screen(b, 2*s-1)
	}
	switch mode {
	case display.Multiply:
		return cb * cs
	case display.Screen:
		return screen(cb, cs)
	case display.Overlay:
		return hard(cs, cb)
	case display.Darken:
		return math.Min(cb, cs)
	case display.Lighten:
		return math.Max(cb, cs)
	case display.ColorDodge:
		switch {
		case cb == 0:
			return 0
		case cs == 1:
			return 1
		}
		return math.Min(1, cb/(1-cs))
	case display.ColorBurn:
		switch {
		case cb == 1:
			return 1
		case cs == 0:
			return 0
		}
		return 1 - math.Min(1, (1-cb)/cs)
	case display.HardLight:
		return hard(cb, cs)
	case display.SoftLight:
		d := math.Sqrt(cb)
		if cb <= 0.25 {
			d = ((16*cb-12)*cb + 4) * cb
		}
		if cs <= 0.5 {
			return cb - (1-2*cs)*cb*(1-cb)
		}
		return cb + (2*cs-1)*(d-cb)
	case display.Difference:
		return math.Abs(cb - cs)
	case display.Exclusion:
		return cb + cs - 2*cb*cs
	default:
		return cs
	}
}

// TestMixReference holds every mode to real numbers: each channel is rounded once and the mixed colour once
// before, so a result is within 1.
func TestMixReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n = 9
		dst, src := premultiplied(n).Draw(t, "dst"), premultiplied(n).Draw(t, "src")
		cover := rapid.SliceOfN(rapid.Uint8(), n, n).Draw(t, "cover")
		a := rapid.SampledFrom([]uint8{255, 255, 128, 0}).Draw(t, "alpha")
		mode := display.Blend(rapid.IntRange(int(display.Multiply), int(display.Luminosity)).Draw(t, "mode"))
		layer := newLayer(n, src)
		m := mixBrush{imageBrush: imageBrush{c: &canvas{scratch: new(scratch)}, pixels: &placed{image: layer}, alpha: a}, mode: mode}
		whole, masked := bytes.Clone(dst), bytes.Clone(dst)
		m.solid(whole, 0, 0, cover[0])
		m.mask(masked, 0, 0, cover)
		for i := range n {
			check := func(got []uint8, m uint8) {
				want := mixed(mode, at(dst, i), at(src, i), m)
				p := at(got, i)
				for k, v := range want {
					if math.Abs(float64(p[k])-v) > 1 {
						t.Fatalf("mode %d: %v on %v at %d is %v, not %.2f", mode, at(src, i), at(dst, i), m, p, want)
					}
				}
				if p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
					t.Fatalf("mode %d: %v is not premultiplied", mode, p)
				}
			}
			check(whole, uint8(scale(uint64(cover[0]), uint64(a))))
			check(masked, uint8(scale(uint64(cover[i]), uint64(a))))
		}
	})
}

// TestBlendIsolated mixes with what lies below in the group and not below the group, also where the group
// needs no layer otherwise.
func TestBlendIsolated(t *testing.T) {
	all := round(0, 0, 8, 8, 0)
	black := &display.Fill{Shape: all, Paint: hex(0)}
	red := &display.Fill{Shape: all, Paint: hex(0xff0000)}
	multiply := []display.Op{&display.PushGroup{Clip: all, Alpha: 255, Blend: display.Multiply}, red, &display.PopGroup{}}
	draw := func(ops ...display.Op) [4]uint8 {
		return at(drawn(t, newDrawer(t), &display.List{Width: 8, Height: 8, Ops: ops}).Pix, 0)
	}
	if got := draw(append([]display.Op{black}, multiply...)...); got != [4]uint8{0, 0, 0, 255} {
		t.Errorf("red multiplied on black is %v", got)
	}
	ops := append([]display.Op{black, &display.PushGroup{Clip: all, Alpha: 255}}, multiply...)
	if got := draw(append(ops, &display.PopGroup{})...); got != [4]uint8{255, 0, 0, 255} {
		t.Errorf("red multiplied on nothing, in a group on black, is %v", got)
	}
}
