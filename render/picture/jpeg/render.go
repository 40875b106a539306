package jpeg

import "encoding/binary"

// Blocks are some of a component: columns x0 to before x1 of rows y0 to before y1.
type Blocks struct{ X0, Y0, X1, Y1 int }

// Blocks are those of a component that have samples of the picture.
func (m *Image) Blocks(component int) Blocks {
	c := m.components[component]
	return Blocks{0, 0, c.across, c.down}
}

// Render makes n×n samples of each of some blocks of a component, n in 1..8: row by row, stride bytes from one to the
// next.
func (m *Image) Render(component int, b Blocks, n int, dst []byte, stride int) {
	c := m.components[component]
	r := newRenderer(&c.quantizer, n)
	for y := b.Y0; y < b.Y1; y++ {
		var words []uint16
		if c.rows != nil {
			words = skip(c.rows[y], b.X0)
		}
		row := dst[(y-b.Y0)*n*stride:]
		for x := range b.X1 - b.X0 {
			words = r.block(words, row[x*n:], stride)
		}
	}
}

// renderer makes samples of blocks.
type renderer struct {
	n     int
	terms [blockSize]term
	in    coefficients
	mid   [32]pair
}

// term says where a coefficient goes, and what it is multiplied with: the quantiser, of those that are the upper of a pair
// times 2^32.
type term struct {
	factor pair
	at     uint64
}

// newRenderer prepares to make n×n samples of each block. Coefficients of higher frequencies than those show go behind
// the others.
func newRenderer(q *quantizer, n int) *renderer {
	const beyond = 32
	r := &renderer{n: n}
	for k, scale := range q {
		u, v := int(natural[k])%8, int(natural[k])/8
		r.terms[k] = term{pair(scale) << (u & 1 * 32), uint64(v*4 + u/2)}
		if u >= n || v >= n {
			r.terms[k].at = beyond
		}
	}
	return r
}

// natural is the row and the column of each coefficient in zigzag order (T.81, figure A.6).
var natural = [blockSize]uint8{
	0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46, 53, 60, 61, 54, 47, 55, 62, 63,
}

// block makes samples of the first block of words, and returns the others. Where there are none all is grey.
func (r *renderer) block(words []uint16, dst []byte, stride int) []uint16 {
	if len(words) < 2 {
		r.flat(0, dst, stride)
		return nil
	}
	mean, end := int16(words[0]), 2+int(words[1])
	list, rest := words[2:end], words[end:]
	if len(list) == 0 || r.n == 1 {
		r.flat(int(mean)*int(r.terms[0].factor), dst, stride)
		return rest
	}
	*(*[32]pair)(r.in[:]) = [32]pair{}
	r.in[0] = pair(mean) * r.terms[0].factor
	for i := 0; i < len(list); i++ {
		w := list[i]
		k, v := w>>valueBits, pair(int16(w<<(16-valueBits)))>>(16-valueBits)
		if v == -escape {
			i++
			v = pair(int16(list[i]))
		}
		t := &r.terms[k&(blockSize-1)]
		r.in[t.at&63] += v * t.factor
	}
	r.transform(dst, stride)
	return rest
}

// transform makes samples of coefficients.
func (r *renderer) transform(dst []byte, stride int) {
	if r.n < 8 {
		r.reduce(dst, stride)
		return
	}
	columns8(&r.in, &r.mid)
	rows8(&r.mid, dst, stride)
}

// flat makes samples of a mean alone.
func (r *renderer) flat(mean int, dst []byte, stride int) {
	v := uint64(min(max((mean+4)>>3+128, 0), 255)) * 0x0101_0101_0101_0101
	if r.n == 8 {
		for y := range 8 {
			binary.LittleEndian.PutUint64(dst[y*stride:], v)
		}
		return
	}
	for y := range r.n {
		row := dst[y*stride:][:r.n]
		for x := range row {
			row[x] = byte(v)
		}
	}
}
