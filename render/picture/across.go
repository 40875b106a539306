package picture

import "encoding/binary"

// across filters a strip from tall to done. The eight rows become words, one for each column, so that eight samples go
// through the loop at once, and back.
func (s *scaler) across() {
	s.columns()
	f := &s.wide
	out, weights := s.out[:len(f.starts)], f.weights
	for x, start := range f.starts {
		even, odd := uint64(laneStart), uint64(laneStart)
		in := s.in[2*start:]
		if f.taps == 4 {
			w, v := (*[4]uint64)(weights[4*x:]), (*[8]uint64)(in)
			even += v[0]*w[0] + v[2]*w[1] + v[4]*w[2] + v[6]*w[3]
			odd += v[1]*w[0] + v[3]*w[1] + v[5]*w[2] + v[7]*w[3]
			out[x] = samples(even, odd)
			continue
		}
		for range f.taps / tapGroup {
			w, v := (*[tapGroup]uint64)(weights), (*[2 * tapGroup]uint64)(in)
			even += v[0]*w[0] + v[2]*w[1]
			odd += v[1]*w[0] + v[3]*w[1]
			weights, in = weights[tapGroup:], in[2*tapGroup:]
		}
		out[x] = samples(even, odd)
	}
	s.turn()
}

// columns makes words of the strip: two for each column, the first of every other row from the top, the second of
// those between. The last tile overlaps the one before it.
func (s *scaler) columns() {
	le := binary.LittleEndian
	for at := 0; at < s.n; at += word {
		x := min(at, s.n-word)
		r0, r1, r2, r3, r4, r5, r6, r7 := turned(
			le.Uint64(s.rows[0][x:]), le.Uint64(s.rows[1][x:]), le.Uint64(s.rows[2][x:]), le.Uint64(s.rows[3][x:]),
			le.Uint64(s.rows[4][x:]), le.Uint64(s.rows[5][x:]), le.Uint64(s.rows[6][x:]), le.Uint64(s.rows[7][x:]))
		to := (*[2 * word]uint64)(s.in[2*x:])
		to[0], to[1] = r0&low, r0>>8&low
		to[2], to[3] = r1&low, r1>>8&low
		to[4], to[5] = r2&low, r2>>8&low
		to[6], to[7] = r3&low, r3>>8&low
		to[8], to[9] = r4&low, r4>>8&low
		to[10], to[11] = r5&low, r5>>8&low
		to[12], to[13] = r6&low, r6>>8&low
		to[14], to[15] = r7&low, r7>>8&low
	}
}

// turn makes rows of the words of columns. Rows are padded to whole words.
func (s *scaler) turn() {
	le, stride := binary.LittleEndian, s.done.stride
	for x := 0; x < stride; x += word {
		c := (*[word]uint64)(s.out[x:])
		r0, r1, r2, r3, r4, r5, r6, r7 := turned(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7])
		to := s.done.pix[x:]
		le.PutUint64(to, r0)
		le.PutUint64(to[stride:], r1)
		le.PutUint64(to[2*stride:], r2)
		le.PutUint64(to[3*stride:], r3)
		le.PutUint64(to[4*stride:], r4)
		le.PutUint64(to[5*stride:], r5)
		le.PutUint64(to[6*stride:], r6)
		le.PutUint64(to[7*stride:], r7)
	}
}

// turned transposes 8×8 bytes held in eight words: halves of 4, 2 and 1 bytes change places. It is written out because an
// array of words would live in memory: that takes three times as long.
func turned(r0, r1, r2, r3, r4, r5, r6, r7 uint64) (c0, c1, c2, c3, c4, c5, c6, c7 uint64) {
	r0, r4 = swap(r0, r4, 32, 0x0000_0000_ffff_ffff)
	r1, r5 = swap(r1, r5, 32, 0x0000_0000_ffff_ffff)
	r2, r6 = swap(r2, r6, 32, 0x0000_0000_ffff_ffff)
	r3, r7 = swap(r3, r7, 32, 0x0000_0000_ffff_ffff)

	r0, r2 = swap(r0, r2, 16, 0x0000_ffff_0000_ffff)
	r1, r3 = swap(r1, r3, 16, 0x0000_ffff_0000_ffff)
	r4, r6 = swap(r4, r6, 16, 0x0000_ffff_0000_ffff)
	r5, r7 = swap(r5, r7, 16, 0x0000_ffff_0000_ffff)

	r0, r1 = swap(r0, r1, 8, 0x00ff_00ff_00ff_00ff)
	r2, r3 = swap(r2, r3, 8, 0x00ff_00ff_00ff_00ff)
	r4, r5 = swap(r4, r5, 8, 0x00ff_00ff_00ff_00ff)
	r6, r7 = swap(r6, r7, 8, 0x00ff_00ff_00ff_00ff)
	return r0, r1, r2, r3, r4, r5, r6, r7
}

// swap exchanges the part of a above shift with the part of b below it, in the fields of mask.
func swap(a, b uint64, shift uint, mask uint64) (uint64, uint64) {
	t := (a>>shift ^ b) & mask
	return a ^ t<<shift, b ^ t
}

// acrossPixels is across for pixels of four bytes. A pixel is a word, its first and third channel in the low lanes.
func (s *scaler) acrossPixels() {
	f := &s.wide
	for j, row := range s.rows {
		in := s.in[:len(row)/4]
		for x := range in {
			v := uint64(binary.LittleEndian.Uint32(row[4*x:]))
			in[x] = v&0x00ff_00ff | v>>8&0x00ff_00ff<<32
		}
		dst := s.done.row(j)
		for x, start := range f.starts {
			sum := uint64(laneStart)
			weights := f.weights[x*f.taps:][:f.taps]
			in := s.in[start:][:f.taps]
			for len(weights) >= tapGroup && len(in) >= tapGroup {
				w, v := (*[tapGroup]uint64)(weights), (*[tapGroup]uint64)(in)
				sum += v[0]*w[0] + v[1]*w[1]
				weights, in = weights[tapGroup:], in[tapGroup:]
			}
			p := clamped(sum)
			binary.LittleEndian.PutUint32(dst[4*x:], uint32(p)|uint32(p>>32)<<8)
		}
	}
}
