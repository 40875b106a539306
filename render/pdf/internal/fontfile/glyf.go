package fontfile

import (
	"encoding/binary"
	"math"

	"placard/fonts"
)

// Flags of a point (the glyf table).
const (
	onCurve    = 0x01
	xShort     = 0x02 // a byte
	yShort     = 0x04
	repeated   = 0x08 // a count follows
	xSameOrPos = 0x10 // short: positive; else: as before
	ySameOrPos = 0x20
)

// simpleGlyph is an outline on its way into the glyf table. It is used again for the next glyph.
type simpleGlyph struct {
	buffer []point
	ends   []int // the last point of each contour
	flags  []byte
	xs, ys []byte
	x, y   int // the last point
	bounds box
}

// set takes an outline.
func (g *simpleGlyph) set(outline fonts.Outline, unitsPerEm int) {
	*g = simpleGlyph{buffer: g.buffer, ends: g.ends[:0], flags: g.flags[:0], xs: g.xs[:0], ys: g.ys[:0]}
	g.buffer = contours(outline, unitsPerEm, g.buffer, func(contour []point) {
		for _, p := range contour {
			g.add(p)
		}
		g.ends = append(g.ends, len(g.flags)-1)
	})
}

// add writes a point as the way from the one before, in the fewest bytes.
func (g *simpleGlyph) add(p point) {
	x, y := int(math.Floor(p.x+0.5)), int(math.Floor(p.y+0.5))
	var flag byte
	if !p.control {
		flag = onCurve
	}
	flag |= appendDelta(&g.xs, x-g.x, xShort, xSameOrPos)
	flag |= appendDelta(&g.ys, y-g.y, yShort, ySameOrPos)
	g.flags = append(g.flags, flag)
	g.x, g.y = x, y
	g.bounds.add(x, y)
}

// appendDelta writes one coordinate and says so in flags.
func appendDelta(out *[]byte, delta int, short, sameOrPositive byte) byte {
	const maxShort = math.MaxUint8
	switch {
	case delta == 0:
		return sameOrPositive
	case 0 < delta && delta <= maxShort:
		*out = append(*out, byte(delta))
		return short | sameOrPositive
	case -maxShort <= delta && delta < 0:
		*out = append(*out, byte(-delta))
		return short
	}
	*out = binary.BigEndian.AppendUint16(*out, uint16(delta))
	return 0
}

// appendTo writes the glyph's entry; a blank one has none.
func (g *simpleGlyph) appendTo(out []byte) []byte {
	if len(g.ends) == 0 {
		return out
	}
	be := binary.BigEndian
	out = be.AppendUint16(out, uint16(len(g.ends)))
	for _, v := range []int{g.bounds.x0, g.bounds.y0, g.bounds.x1, g.bounds.y1} {
		out = be.AppendUint16(out, uint16(v))
	}
	for _, end := range g.ends {
		out = be.AppendUint16(out, uint16(end))
	}
	out = be.AppendUint16(out, 0) // no instructions
	out = appendFlags(out, g.flags)
	out = append(out, g.xs...)
	out = append(out, g.ys...)
	if len(out)%2 == 1 {
		out = append(out, 0) // the short form of loca counts in pairs
	}
	return out
}

// appendFlags writes equal flags in a row as one and a count.
func appendFlags(out, flags []byte) []byte {
	for i := 0; i < len(flags); {
		run := 1
		for run <= math.MaxUint8 && i+run < len(flags) && flags[i+run] == flags[i] {
			run++
		}
		if run > 2 {
			out = append(out, flags[i]|repeated, byte(run-1))
		} else {
			out = append(out, flags[i:i+run]...)
		}
		i += run
	}
	return out
}
