package raster

import (
	"encoding/binary"
	"math"

	"placard/render/display"
)

// gradientBrush paints rows of a gradient. index fills at with the table's entry for each pixel of a run.
type gradientBrush struct {
	c     *canvas
	table *table
	index func(at []uint16, x, y int)
	flat  bool // all pixels of a row have the same entry
}

func (b *gradientBrush) solid(dst []uint8, x, y int, cover uint8) {
	if b.flat && b.table.plain() {
		b.c.entries = grow(b.c.entries, 1)
		b.index(b.c.entries, x, y)
		colorBrush(spread(b.table.colors[0][b.c.entries[0]])).solid(dst, x, y, cover)
		return
	}
	switch {
	case cover == 255 && b.table.opaque:
		b.row(dst, x, y)
	case cover == 255:
		overRow(dst, b.scratch(dst, x, y))
	default:
		overRowAlpha(dst, b.scratch(dst, x, y), cover)
	}
}

func (b *gradientBrush) mask(dst []uint8, x, y int, cover []uint8) {
	overRowMask(dst, b.scratch(dst, x, y), cover)
}

// scratch returns the gradient's pixels for a run as long as dst.
func (b *gradientBrush) scratch(dst []uint8, x, y int) []uint8 {
	b.c.row = grow(b.c.row, len(dst))
	b.row(b.c.row, x, y)
	return b.c.row
}

// row stores the gradient's pixels.
func (b *gradientBrush) row(dst []uint8, x, y int) {
	n := len(dst) / 4
	b.c.entries = grow(b.c.entries, n)
	b.index(b.c.entries, x, y)
	b.table.row(dst, b.c.entries, x, y)
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
	last := uint16(t.size - 1)
	index := func(at []uint16, x, y int) {
		pos := int64((origin + float64(x)*stepX + float64(y)*stepY) * unit)
		step := int64(stepX * unit)
		for i := range at {
			if e := pos >> fraction; uint64(e) <= uint64(last) {
				at[i] = uint16(e)
			} else if e < 0 {
				at[i] = 0
			} else {
				at[i] = last
			}
			pos += step
		}
	}
	return &gradientBrush{c: c, table: t, index: index, flat: stepX == 0}
}

// radial prepares a gradient around a point.
func (c *canvas) radial(g *display.RadialGradient) brush {
	if g.Radius < shortest {
		return colorBrush(colorOf(g.Stops[len(g.Stops)-1].Color))
	}
	t := newTable(g.Stops, g.Radius)
	scale := float64(t.size-1) / g.Radius
	last := float64(t.size - 1)
	index := func(at []uint16, x, y int) {
		dx, dy := (float64(x)+0.5-g.Center.X)*scale, (float64(y)+0.5-g.Center.Y)*scale
		dy *= dy
		for i := range at {
			at[i] = uint16(min(math.Sqrt(dx*dx+dy), last) + 0.5)
			dx += scale
		}
	}
	return &gradientBrush{c: c, table: t, index: index}
}

// row stores the colours of entries for pixels from x on.
func (t *table) row(dst []uint8, entries []uint16, x, y int) {
	if t.plain() {
		colors := t.colors[0]
		for i, e := range entries {
			binary.LittleEndian.PutUint32(dst[4*i:4*i+4:4*i+4], colors[e])
		}
		return
	}
	var rows [ditherSize][]uint32
	for i := range rows {
		rows[i] = t.colors[y&(ditherSize-1)*ditherSize+(x+i)&(ditherSize-1)]
	}
	for i, e := range entries {
		binary.LittleEndian.PutUint32(dst[4*i:4*i+4:4*i+4], rows[i&(ditherSize-1)][e])
	}
}
