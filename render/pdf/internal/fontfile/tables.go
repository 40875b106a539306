package fontfile

import (
	"encoding/binary"
	"math"
	"unicode/utf16"
)

// commonTables are those that do not depend on the kind of outline. Readers of PDF need only hhea and hmtx;
// the rest, 350 bytes, makes the font whole for everything else that reads fonts.
func (f *Font) commonTables(m metrics) []table {
	return []table{
		{"OS/2", f.os2(&m)},
		{"cmap", f.cmap()},
		{"hhea", f.hhea(&m)},
		{"hmtx", m.hmtx()},
		{"name", f.name()},
		{"post", post()},
	}
}

// head has no dates, so that the same font is the same file.
func (f *Font) head(bounds box, longOffsets bool) []byte {
	const (
		magic         = 0x5F0F3CF5
		baselineAt0   = 1
		leftBearingAt = 2 // the outline begins at its left side bearing
		smallest      = 8 // px that it can be read at: no claim
	)
	out := make([]byte, 54)
	be := binary.BigEndian
	be.PutUint32(out, 0x00010000)
	be.PutUint32(out[4:], 0x00010000)
	be.PutUint32(out[12:], magic)
	be.PutUint16(out[16:], baselineAt0|leftBearingAt)
	be.PutUint16(out[18:], uint16(f.UnitsPerEm))
	for i, v := range []int{bounds.x0, bounds.y0, bounds.x1, bounds.y1} {
		be.PutUint16(out[36+2*i:], uint16(v))
	}
	be.PutUint16(out[46:], smallest)
	be.PutUint16(out[48:], 2) // as the specification wants it
	if longOffsets {
		be.PutUint16(out[50:], 1)
	}
	return out
}

// firstPrivate is the first character of plane 15. It stands for glyph 1: the plane has exactly as many
// characters as a font can have further glyphs.
const firstPrivate = 0xF0000

// cmap maps the private characters to the glyphs in one range (format 12).
func (f *Font) cmap() []byte {
	be := binary.BigEndian
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12} // one encoding: Windows, all of Unicode
	out = append(out, 0, 12, 0, 0)
	groups := min(1, len(f.Glyphs)-1)
	for _, v := range []int{16 + 12*groups, 0, groups} {
		out = be.AppendUint32(out, uint32(v))
	}
	if groups > 0 {
		for _, v := range []int{firstPrivate, firstPrivate + len(f.Glyphs) - 2, 1} {
			out = be.AppendUint32(out, uint32(v))
		}
	}
	return out
}

// os2 is version 4 of the table, with the metrics of hhea and everything else at its plainest.
func (f *Font) os2(m *metrics) []byte {
	const (
		regular, normalWidth = 400, 5
		printAndPreview      = 4 // the licence of an excerpt: in its document
		isRegular            = 1 << 6
		typoMetrics          = 1 << 7
	)
	ascent, descent := f.units(f.Ascent), f.units(f.Descent)
	out := make([]byte, 96)
	put := func(at, v int) { binary.BigEndian.PutUint16(out[at:], uint16(v)) }
	put(0, 4)
	put(2, m.averageAdvance())
	put(4, regular)
	put(6, normalWidth)
	put(8, printAndPreview)
	copy(out[58:], "    ") // no vendor
	put(62, isRegular|typoMetrics)
	put(64, math.MaxUint16) // the first and the last character: beyond 16 bits
	put(66, math.MaxUint16)
	put(68, ascent)
	put(70, -descent)
	put(74, max(0, ascent, m.bounds.y1))
	put(76, max(0, descent, -m.bounds.y0))
	return out
}

// averageAdvance is that of all glyphs that advance.
func (m *metrics) averageAdvance() int {
	sum, count := 0, 0
	for _, advance := range m.advances {
		if advance > 0 {
			sum, count = sum+advance, count+1
		}
	}
	return sum / max(count, 1)
}

// name gives the font its PostScript name, under which it is its own family.
func (f *Font) name() []byte {
	const family, subfamily, full, postScript = 1, 2, 4, 6
	var text []byte
	for _, u := range utf16.Encode([]rune(f.postScriptName() + "Regular")) {
		text = binary.BigEndian.AppendUint16(text, u)
	}
	split := len(text) - 2*len("Regular")
	records := []int{family, subfamily, full, postScript}
	var out []byte
	put := func(values ...int) {
		for _, v := range values {
			out = binary.BigEndian.AppendUint16(out, uint16(v))
		}
	}
	put(0, len(records), 6+12*len(records))
	for _, id := range records {
		from, length := 0, split
		if id == subfamily {
			from, length = split, len(text)-split
		}
		put(3, 1, 0x409, id, length, from) // Windows, Unicode, US English
	}
	return append(out, text...)
}

// post says that glyphs have no names (version 3).
func post() []byte {
	out := make([]byte, 32)
	binary.BigEndian.PutUint32(out, 0x00030000)
	return out
}
