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
	r := renderer{scale: &c.quantizer, place: &places[n], n: n}
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
	scale *quantizer
	place *[blockSize]uint8
	n     int
	in    coefficients
	mid   [32]pair
}

// places say for each n where a coefficient goes, in zigzag order: twice its index, plus one for the upper of
// a pair. Those of higher frequencies than n samples show go behind the others.
var places = func() (t [9][blockSize]uint8) {
	const beyond = 2 * 32
	for n := range t {
		for k := range t[n] {
			u, v := int(natural[k])%8, int(natural[k])/8
			t[n][k] = uint8(v*8 + u)
			if n > 0 && (u >= n || v >= n) {
				t[n][k] = beyond
			}
		}
	}
	return t
}()

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
	if len(list) == 0 {
		r.flat(int(mean)*int(r.scale[0]), dst, stride)
		return rest
	}
	*(*[32]pair)(r.in[:]) = [32]pair{}
	r.in[0] = pair(mean) * pair(r.scale[0])
	for i := 0; i < len(list); i++ {
		w := list[i]
		k, v := w>>valueBits, pair(int16(w<<(16-valueBits)))>>(16-valueBits)
		if v == -escape {
			i++
			v = pair(int16(list[i]))
		}
		at := r.place[k&(blockSize-1)]
		r.in[at>>1&63] += v * pair(r.scale[k&(blockSize-1)]) << (at & 1 << 5)
	}
	r.transform(dst, stride)
	return rest
}

// transform makes samples of coefficients.
func (r *renderer) transform(dst []byte, stride int) {
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
