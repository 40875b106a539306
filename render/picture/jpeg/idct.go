package jpeg

import "encoding/binary"

// The transform of eight samples is the one of Loeffler, Ligtenberg and Moschytz (1989) with the constants and roundings of
// libjpeg's jidctint.c, so that the samples are the same: constants have 13 bits of fraction, what is between columns and
// rows has two.
const (
	constBits = 13
	passBits  = 2

	fix0298 = 2446  // √2 (-c1+c3+c5-c7), ck = cos(kπ/16)
	fix0390 = 3196  // √2 (c3-c5)
	fix0541 = 4433  // √2 c6
	fix0765 = 6270  // √2 (c2-c6)
	fix0899 = 7373  // √2 (c3-c7)
	fix1175 = 9633  // √2 c3
	fix1501 = 12299 // √2 (c1+c3-c5-c7)
	fix1847 = 15137 // √2 (c2+c6)
	fix1961 = 16069 // √2 (c3+c5)
	fix2053 = 16819 // √2 (c1+c3-c5+c7)
	fix2562 = 20995 // √2 (c1+c3)
	fix3072 = 25172 // √2 (c1+c3+c5-c7)
)

// coefficients are those of a block, dequantised: row v has pairs of columns at 4v. What is not wanted goes
// behind them.
type coefficients [64]pair

// columns8 transforms the columns. What it returns are rows in pairs, eight columns each.
func columns8(in *coefficients, out *[32]pair) {
	for i := range 4 {
		i0, i1, i2, i3 := in[i], in[4+i], in[8+i], in[12+i]
		i4, i5, i6, i7 := in[16+i], in[20+i], in[24+i], in[28+i]
		to := out[2*i : 2*i+26 : 2*i+26]
		if i1|i2|i3|i4|i5|i6|i7 == 0 {
			a, b := turned(i0<<constBits, i0<<constBits)
			to[0], to[1], to[8], to[9], to[16], to[17], to[24], to[25] = a, b, a, b, a, b, a, b
			continue
		}
		z := (i2 + i6) * fix0541
		e2, e3 := z-i6*fix1847, z+i2*fix0765
		e0, e1 := (i0+i4)<<constBits, (i0-i4)<<constBits
		a0, a3, a1, a2 := e0+e3, e0-e3, e1+e2, e1-e2

		z5 := (i7 + i3 + i5 + i1) * fix1175
		z1, z2 := (i7+i1)*-fix0899, (i5+i3)*-fix2562
		z3, z4 := z5-(i7+i3)*fix1961, z5-(i5+i1)*fix0390
		b0, b1 := i7*fix0298+z1+z3, i5*fix2053+z2+z4
		b2, b3 := i3*fix3072+z2+z3, i1*fix1501+z1+z4

		to[0], to[1] = turned(a0+b3, a1+b2)
		to[8], to[9] = turned(a2+b1, a3+b0)
		to[16], to[17] = turned(a3-b0, a2-b1)
		to[24], to[25] = turned(a1-b2, a0-b3)
	}
}

// middle is added to the means of rows: samples are around 128, and rounded.
const middle = (128<<(passBits+3) + 1<<(passBits+3)>>1) * both

// rows8 transforms the rows to samples.
func rows8(in *[32]pair, dst []byte, stride int) {
	for i := range 4 {
		w := (*[8]pair)(in[8*i:])
		i0 := w[0] + middle
		z := (w[2] + w[6]) * fix0541
		e2, e3 := z-w[6]*fix1847, z+w[2]*fix0765
		e0, e1 := (i0+w[4])<<constBits, (i0-w[4])<<constBits
		a0, a3, a1, a2 := e0+e3, e0-e3, e1+e2, e1-e2

		z5 := (w[7] + w[3] + w[5] + w[1]) * fix1175
		z1, z2 := (w[7]+w[1])*-fix0899, (w[5]+w[3])*-fix2562
		z3, z4 := z5-(w[7]+w[3])*fix1961, z5-(w[5]+w[1])*fix0390
		b0, b1 := w[7]*fix0298+z1+z3, w[5]*fix2053+z2+z4
		b2, b3 := w[3]*fix3072+z2+z3, w[1]*fix1501+z1+z4

		row0, row1 := samples8(a0+b3, a1+b2, a2+b1, a3+b0, a3-b0, a2-b1, a1-b2, a0-b3)
		binary.LittleEndian.PutUint64(dst[2*i*stride:], row0)
		binary.LittleEndian.PutUint64(dst[(2*i+1)*stride:], row1)
	}
}

// samples8 makes two rows of eight samples.
func samples8(p0, p1, p2, p3, p4, p5, p6, p7 pair) (row0, row1 uint64) {
	const n = constBits + passBits + 3
	const beyond = (1<<32 - 1<<(n+8)) * both // set in one of a negative number, or of one over 255
	if uint64(p0|p1|p2|p3|p4|p5|p6|p7)&beyond != 0 {
		return clamped8(&[8]pair{p0, p1, p2, p3, p4, p5, p6, p7})
	}
	const keep = 0xff * both
	left := uint64(p0)>>n&keep | uint64(p1)>>n&keep<<8 | uint64(p2)>>n&keep<<16 | uint64(p3)>>n&keep<<24
	right := uint64(p4)>>n&keep | uint64(p5)>>n&keep<<8 | uint64(p6)>>n&keep<<16 | uint64(p7)>>n&keep<<24
	return left&(1<<32-1) | right<<32, left>>32 | right&^(1<<32-1)
}

// clamped8 is samples8 of numbers of which some are beyond 0..255.
func clamped8(p *[8]pair) (row0, row1 uint64) {
	const n = constBits + passBits + 3
	for i, v := range p {
		row0 |= uint64(sample(lower(v), n)) << (8 * i)
		row1 |= uint64(sample(upper(v), n)) << (8 * i)
	}
	return row0, row1
}
