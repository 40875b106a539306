package raster

import (
	"encoding/binary"
	"math"

	"placard/render/display"
)

// gradientBrush paints rows of a gradient. store sets the pixels from x, y on to its colours.
type gradientBrush struct {
	c      *canvas
	opaque bool
	flat   bool // a row has one colour
	store  func(dst []uint8, x, y int)
}

func (b *gradientBrush) solid(dst []uint8, x, y int, cover uint8) {
	switch {
	case b.flat:
		colorBrush(get(b.scratch(4, x, y))).solid(dst, x, y, cover)
	case cover < 255:
		overRowAlpha(dst, b.scratch(len(dst), x, y), cover)
	case b.opaque:
		b.store(dst, x, y)
	default:
		overRow(dst, b.scratch(len(dst), x, y))
	}
}

func (b *gradientBrush) mask(dst []uint8, x, y int, cover []uint8) {
	overRowMask(dst, b.scratch(len(dst), x, y), cover)
}

// scratch returns n bytes of the gradient's pixels from x, y on.
func (b *gradientBrush) scratch(n, x, y int) []uint8 {
	b.c.row = grow(b.c.row, n)
	b.store(b.c.row, x, y)
	return b.c.row
}

// grow returns s with length n, which it may have had to make anew.
func grow[T any](s []T, n int) []T {
	if cap(s) < n {
		return make([]T, n, n+n/4)
	}
	return s[:n]
}

// Positions along a gradient are kept in 1/2^20 of a table entry: over the longest row rounding then adds
// up to less than 1/100 of an entry, and the longest distance still fits in 63 bits.
const (
	fraction = 20
	unit     = 1 << fraction
)

// shortest is the length in px below which a gradient has no inside: CSS paints such a gradient in its
// last colour.
const shortest = 1.0 / 16

// linear prepares a gradient along a line. A pixel's position is that of its centre.
func (c *canvas) linear(g *display.LinearGradient) brush {
	dx, dy := g.To.X-g.From.X, g.To.Y-g.From.Y
	length := math.Hypot(dx, dy)
	if length < shortest {
		return colorBrush(colorOf(g.Stops[len(g.Stops)-1].Color))
	}
	t := newTable(g.Stops, length)
	scale := float64(t.size-1) / (length * length)
	stepX, stepY := dx*scale, dy*scale
	origin := (0.5-g.From.X)*stepX + (0.5-g.From.Y)*stepY + 0.5 // to the nearest entry
	store := func(dst []uint8, x, y int) {
		t.line(dst, y, int64((origin+float64(x)*stepX+float64(y)*stepY)*unit), int64(stepX*unit))
	}
	return &gradientBrush{c: c, opaque: t.opaque, flat: stepX == 0, store: store}
}

// line stores the colours at equal steps from a position on, both in 1/unit of an entry. Most runs lie
// between the ends of the table, and need not look for them.
func (t *table) line(dst []uint8, y int, pos, step int64) {
	colors, last := t.row(y), int64(t.size-1)
	n := len(dst) / 4
	end := pos + step*int64(n-1)
	if min(pos, end)>>fraction >= 0 && max(pos, end)>>fraction <= last {
		for ; len(dst) >= 16; dst = dst[16:] {
			d := dst[:16:16]
			a, b := colors[pos>>fraction], colors[(pos+step)>>fraction]
			pos += 2 * step
			c, e := colors[pos>>fraction], colors[(pos+step)>>fraction]
			pos += 2 * step
			binary.LittleEndian.PutUint64(d, uint64(a)|uint64(b)<<32)
			binary.LittleEndian.PutUint64(d[8:], uint64(c)|uint64(e)<<32)
		}
		for ; len(dst) >= 4; dst = dst[4:] {
			binary.LittleEndian.PutUint32(dst, colors[pos>>fraction])
			pos += step
		}
		return
	}
	for i := range n {
		e := min(max(pos>>fraction, 0), last)
		binary.LittleEndian.PutUint32(dst[4*i:4*i+4:4*i+4], colors[e])
		pos += step
	}
}

// radial prepares a gradient around a point.
func (c *canvas) radial(g *display.RadialGradient) brush {
	if first, across := g.Radii(); min(first, across) < shortest {
		return colorBrush(colorOf(g.Stops[len(g.Stops)-1].Color))
	}
	if g.Across > 0 || g.Focus != (point{}) {
		return c.ellipse(g)
	}
	t := newTable(g.Stops, g.Radius)
	scale := float64(t.size-1) / g.Radius
	last := float64(t.size - 1)
	store := func(dst []uint8, x, y int) {
		colors := t.row(y)
		dx, dy := (float64(x)+0.5-g.Center.X)*scale, (float64(y)+0.5-g.Center.Y)*scale
		dy *= dy
		for ; len(dst) >= 4; dst = dst[4:] {
			e := int(min(math.Sqrt(dx*dx+dy), last) + 0.5)
			binary.LittleEndian.PutUint32(dst, colors[e])
			dx += scale
		}
	}
	return &gradientBrush{c: c, opaque: t.opaque, store: store}
}
