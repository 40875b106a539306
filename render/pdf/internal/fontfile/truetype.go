package fontfile

import (
	"encoding/binary"
	"math"
)

// TrueType writes an OpenType font with quadratic outlines, for FontFile2 of a CIDFontType2: coordinates
// are whole units, so that the points of a font with the same UnitsPerEm are kept as they were. An advance
// beyond 32,767 units is cut. The glyph n is mapped from U+EFFFF + n, in the first private plane. Errors are
// for a Font outside the limits, and a *GlyphError for a glyph that does not fit or is cubic.
func (f *Font) TrueType() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	for i := range f.Glyphs {
		if Cubic(f.Glyphs[i].Outline) {
			return nil, &GlyphError{Glyph: i, Reason: "has cubic curves"}
		}
	}
	t := f.glyphTables()
	return sfnt(0x00010000, append(f.commonTables(t.metrics),
		table{"glyf", t.glyf},
		table{"head", f.head(t.metrics.bounds, t.longOffsets())},
		table{"loca", t.loca()},
		table{"maxp", t.maxp(len(f.Glyphs))},
	)), nil
}

// glyphTables are the tables that hold the outlines, and what others say about them.
type glyphTables struct {
	glyf                   []byte
	offsets                []int // of each glyph, and the end
	metrics                metrics
	maxPoints, maxContours int
}

func (f *Font) glyphTables() *glyphTables {
	const perSegment = 6 // bytes, of most
	t := &glyphTables{
		glyf:    make([]byte, 0, perSegment*f.segments()),
		offsets: make([]int, 1, len(f.Glyphs)+1),
		metrics: newMetrics(len(f.Glyphs)),
	}
	var g simpleGlyph
	for i := range f.Glyphs {
		g.set(f.Glyphs[i].Outline, f.UnitsPerEm)
		t.glyf = g.appendTo(t.glyf)
		t.offsets = append(t.offsets, len(t.glyf))
		t.metrics.add(f.advance(i), g.bounds)
		t.maxPoints = max(t.maxPoints, len(g.flags))
		t.maxContours = max(t.maxContours, len(g.ends))
	}
	if len(t.glyf) == 0 {
		t.glyf = []byte{0} // some readers take an empty table for a missing one
	}
	return t
}

// longOffsets says whether the file is too large for the short form of loca, which counts in pairs of bytes.
func (t *glyphTables) longOffsets() bool { return t.offsets[len(t.offsets)-1] > 2*math.MaxUint16 }

func (t *glyphTables) loca() []byte {
	out := make([]byte, 0, 4*len(t.offsets))
	long := t.longOffsets()
	for _, offset := range t.offsets {
		if long {
			out = binary.BigEndian.AppendUint32(out, uint32(offset))
		} else {
			out = binary.BigEndian.AppendUint16(out, uint16(offset/2))
		}
	}
	return out
}

// maxp has the largest figures of any glyph. There are no programs, so one zone does.
func (t *glyphTables) maxp(glyphs int) []byte {
	const zones = 1
	out := make([]byte, 32)
	be := binary.BigEndian
	be.PutUint32(out, 0x00010000)
	for i, v := range []int{glyphs, t.maxPoints, t.maxContours, 0, 0, zones} {
		be.PutUint16(out[4+2*i:], uint16(v))
	}
	return out
}
