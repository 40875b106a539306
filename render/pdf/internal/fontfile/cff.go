package fontfile

import (
	"bytes"
	"math"
	"strconv"
)

// CFF writes a bare CID-keyed CFF font (Adobe technical note 5176), for FontFile3 of the subtype
// CIDFontType0C. Quadratic curves become cubic ones. Coordinates keep fractions of a unit, to 1/65536, and
// advances are whole; one beyond 32,767 units is cut. Errors are for a Font outside the limits, and a
// *GlyphError for a glyph that does not fit.
func (f *Font) CFF() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	data, _, err := f.cff()
	return data, err
}

// Operators of a DICT.
const (
	opFontBBox    = 5
	opCharset     = 15
	opCharStrings = 17
	opPrivate     = 18
	opFontMatrix  = 12<<8 | 7
	opROS         = 12<<8 | 30
	opCIDCount    = 12<<8 | 34
	opFDArray     = 12<<8 | 36
	opFDSelect    = 12<<8 | 37
)

// standardStrings is how many strings need not be in a file; the first that is there follows.
const standardStrings = 391

// cff writes the font and says what its outlines measure.
func (f *Font) cff() ([]byte, metrics, error) {
	charStrings, m, err := f.charStrings()
	if err != nil {
		return nil, m, err
	}
	out := []byte{1, 0, 4, 4} // version 1.0, header of 4 bytes, offsets of 4
	out = appendIndex(out, []byte(f.postScriptName()))

	// The Top DICT holds offsets of what is behind it. Their operands are all of one size, so it is
	// written once for its length and once for good.
	top := func(at offsets) []byte { return appendIndex(nil, f.topDict(m.bounds, at)) }
	rest := appendIndex(nil, []byte("Adobe"), []byte("Identity"))
	rest = appendIndex(rest) // no global subroutines
	base := len(out) + len(top(offsets{}))
	var at offsets
	put := func(data []byte) int {
		start := base + len(rest)
		rest = append(rest, data...)
		return start
	}
	at.charset = put(f.charset())
	at.fdSelect = put(f.fdSelect())
	at.private = put(nil) // empty: a width stands in each charstring
	at.fdArray = put(appendIndex(nil, fontDict(at.private)))
	at.charStrings = put(appendIndex(nil, charStrings...))
	return append(append(out, top(at)...), rest...), m, nil
}

// offsets are where the parts of the file begin.
type offsets struct{ charset, fdSelect, private, fdArray, charStrings int }

// topDict describes the font. The matrix has the scale and that of the Font DICT is the identity: readers
// disagree about what a missing one stands for, and printers have put out blank pages
// (https://bugs.ghostscript.com/show_bug.cgi?id=690724, comment 12).
func (f *Font) topDict(bounds box, at offsets) []byte {
	d := appendOp(nil, opROS, standardStrings, standardStrings+1, 0)
	scale := 1 / float64(f.UnitsPerEm)
	d = appendMatrix(d, scale)
	d = appendOp(d, opFontBBox, bounds.x0, bounds.y0, bounds.x1, bounds.y1)
	d = appendOp(d, opCIDCount, len(f.Glyphs))
	for _, o := range []struct{ op, offset int }{
		{opCharset, at.charset}, {opFDSelect, at.fdSelect}, {opFDArray, at.fdArray}, {opCharStrings, at.charStrings},
	} {
		d = appendOperator(appendInt32(d, o.offset), o.op)
	}
	return d
}

// fontDict is the one Font DICT, whose private part is empty.
func fontDict(private int) []byte {
	d := appendMatrix(nil, 1)
	d = appendInt32(appendInt32(d, 0), private)
	return appendOperator(d, opPrivate)
}

// charset gives each glyph its index as its CID, in one range (format 2).
func (f *Font) charset() []byte {
	if len(f.Glyphs) == 1 {
		return []byte{0}
	}
	left := len(f.Glyphs) - 2
	return []byte{2, 0, 1, byte(left >> 8), byte(left)}
}

// fdSelect gives all glyphs the one Font DICT (format 3).
func (f *Font) fdSelect() []byte {
	n := len(f.Glyphs)
	return []byte{3, 0, 1, 0, 0, 0, byte(n >> 8), byte(n)}
}

// appendIndex writes items behind a list of where each begins.
func appendIndex(out []byte, items ...[]byte) []byte {
	out = append(out, byte(len(items)>>8), byte(len(items)))
	if len(items) == 0 {
		return out
	}
	end := 1 // they count from the byte before the data
	for _, item := range items {
		end += len(item)
	}
	size := 1
	for end>>(8*size) > 0 {
		size++
	}
	out = append(out, byte(size))
	offset := 1
	put := func() {
		for i := size - 1; i >= 0; i-- {
			out = append(out, byte(offset>>(8*i)))
		}
	}
	put()
	for _, item := range items {
		offset += len(item)
		put()
	}
	return append(out, bytes.Join(items, nil)...)
}

func appendOp(out []byte, op int, operands ...int) []byte {
	for _, v := range operands {
		out = appendInt(out, v)
	}
	return appendOperator(out, op)
}

func appendOperator(out []byte, op int) []byte {
	if op > math.MaxUint8 {
		out = append(out, byte(op>>8))
	}
	return append(out, byte(op))
}

// appendInt writes an integer in the fewest bytes, as DICTs and charstrings both have it.
func appendInt(out []byte, v int) []byte {
	switch {
	case -107 <= v && v <= 107:
		return append(out, byte(v+139))
	case 108 <= v && v <= 1131:
		return append(out, byte((v-108)>>8+247), byte(v-108))
	case -1131 <= v && v <= -108:
		return append(out, byte((-v-108)>>8+251), byte(-v-108))
	case math.MinInt16 <= v && v <= math.MaxInt16:
		return append(out, 28, byte(v>>8), byte(v))
	}
	return appendInt32(out, v)
}

// appendInt32 writes an integer of a DICT in five bytes, whatever its size.
func appendInt32(out []byte, v int) []byte {
	return append(out, 29, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

func appendMatrix(out []byte, scale float64) []byte {
	for _, v := range []float64{scale, 0, 0, scale, 0, 0} {
		out = appendReal(out, v)
	}
	return appendOperator(out, opFontMatrix)
}

// appendReal writes a number of a DICT in decimal, a digit for each half of a byte.
func appendReal(out []byte, v float64) []byte {
	if v == math.Trunc(v) {
		return appendInt(out, int(v))
	}
	const point, end = 0xA, 0xF
	var digits []byte
	for _, c := range strconv.AppendFloat(nil, v, 'f', -1, 64)[1:] { // without the 0 before the point
		if c == '.' {
			digits = append(digits, point)
		} else {
			digits = append(digits, c-'0')
		}
	}
	digits = append(digits, end)
	if len(digits)%2 == 1 {
		digits = append(digits, end)
	}
	out = append(out, 30)
	for i := 0; i < len(digits); i += 2 {
		out = append(out, digits[i]<<4|digits[i+1])
	}
	return out
}
