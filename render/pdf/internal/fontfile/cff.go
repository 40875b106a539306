package fontfile

// CFF writes a bare CID-keyed CFF font (Adobe technical note 5176), for FontFile3 of the subtype
// CIDFontType0C. Quadratic curves become cubic ones. Coordinates keep fractions of a unit, to 1/65536, and
// advances are whole; one beyond 32,767 units is cut. Errors are for a Font outside the limits, and a
// *GlyphError for a glyph that does not fit.
func (f *Font) CFF() ([]byte, error) {
	if err := f.check(); err != nil {
		return nil, err
	}
	data, _ := f.cff()
	return data, nil
}

// cff writes the font and says what its glyphs measure.
func (f *Font) cff() ([]byte, metrics) {
	charStrings, size, m := f.charStrings()
	const perGlyph, rest = 4, 512 // bytes of the index, and of all else
	out := make([]byte, 0, size+perGlyph*len(f.Glyphs)+rest)
	out = append(out, 1, 0, 4, 4) // version 1.0, a header of 4 bytes, offsets of 4
	out = appendIndex(out, []byte(f.postScriptName()))

	// The Top DICT says where the parts behind it begin, and is as long whatever it says.
	var at offsets
	top := len(out)
	out = appendIndex(out, f.topDict(m.bounds, at))
	out = appendIndex(out, []byte("Adobe"), []byte("Identity"))
	out = appendIndex(out) // no global subroutines
	at.charset = len(out)
	out = append(out, f.charset()...)
	at.fdSelect = len(out)
	out = append(out, f.fdSelect()...)
	private := len(out)
	out = append(out, privateDict()...)
	at.fdArray = len(out)
	out = appendIndex(out, fontDict(at.fdArray-private, private))
	at.charStrings = len(out)
	out = appendIndex(out, charStrings...)
	copy(out[top:], appendIndex(nil, f.topDict(m.bounds, at)))
	return out, m
}

// charStrings writes all glyphs. They have so many bytes together.
func (f *Font) charStrings() (glyphs [][]byte, size int, m metrics) {
	m = newMetrics(len(f.Glyphs))
	ends := make([]int, len(f.Glyphs))
	const perSegment = 8 // bytes, of most
	all := make([]byte, 0, perSegment*f.segments())
	for i := range f.Glyphs {
		advance := f.advance(i)
		c := charString{out: all, scale: float64(f.UnitsPerEm)}
		if advance != defaultWidth {
			c.out = appendInt(c.out, advance)
		}
		c.draw(f.Glyphs[i].Outline)
		c.out = append(c.out, opEndChar)
		all = c.out
		ends[i] = len(all)
		m.add(advance, c.bounds.outward())
	}
	glyphs = make([][]byte, len(ends))
	start := 0
	for i, end := range ends {
		glyphs[i], start = all[start:end], end
	}
	return glyphs, len(all), m
}

// offsets are where the parts of the file begin.
type offsets struct{ charset, fdSelect, fdArray, charStrings int }

// topDict describes the font. It has the scale, and the matrix of the Font DICT is the identity: readers
// disagree about what stands for a missing one, and printers have put out blank pages
// (https://bugs.ghostscript.com/show_bug.cgi?id=690724, comment 12).
func (f *Font) topDict(bounds box, at offsets) []byte {
	const adobe, identity = 391, 392 // the first strings after the standard ones
	d := appendEntry(nil, opROS, adobe, identity, 0)
	d = appendMatrix(d, 1/float64(f.UnitsPerEm))
	d = appendEntry(d, opFontBBox, bounds.x0, bounds.y0, bounds.x1, bounds.y1)
	d = appendEntry(d, opCIDCount, len(f.Glyphs))
	for _, part := range []struct{ op, offset int }{
		{opCharset, at.charset}, {opFDSelect, at.fdSelect}, {opFDArray, at.fdArray}, {opCharStrings, at.charStrings},
	} {
		d = appendOperator(appendInt32(d, part.offset), part.op)
	}
	return d
}

// fontDict is the one Font DICT.
func fontDict(privateSize, private int) []byte {
	return appendEntry(appendMatrix(nil, 1), opPrivate, privateSize, private)
}

// defaultWidth is the advance of a charstring that gives none.
const defaultWidth = 0

// privateDict says what is so anyway, as some readers take an empty one for a missing one.
func privateDict() []byte {
	return appendEntry(appendEntry(nil, opDefaultWidthX, defaultWidth), opNominalWidthX, 0)
}

// charset gives each glyph its index as its CID, in one range (format 2).
func (f *Font) charset() []byte {
	if len(f.Glyphs) == 1 {
		return []byte{0} // format 0: none but .notdef
	}
	left := len(f.Glyphs) - 2
	return []byte{2, 0, 1, byte(left >> 8), byte(left)}
}

// fdSelect gives all glyphs the one Font DICT (format 3).
func (f *Font) fdSelect() []byte {
	n := len(f.Glyphs)
	return []byte{3, 0, 1, 0, 0, 0, byte(n >> 8), byte(n)}
}
