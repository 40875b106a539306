package vp8

import "encoding/binary"

// block is 4×4 samples, row by row; coefficients are its transform.
type (
	block        [16]uint8
	coefficients [16]int32
)

// The forward transform turns by 22.5°: √2·sin and √2·cos of it, in 12 bits of fraction.
const (
	forwardSin, forwardCos = 2217, 5352
)

// forward transforms what src is beside its prediction. The coefficients are twice those of the orthonormal
// transform.
func forward(out *coefficients, src, pred *block) {
	for i := 0; i < 16; i += 4 {
		s, p, o := (*[4]uint8)(src[i:]), (*[4]uint8)(pred[i:]), (*[4]int32)(out[i:])
		d0, d1 := int32(s[0])-int32(p[0]), int32(s[1])-int32(p[1])
		d2, d3 := int32(s[2])-int32(p[2]), int32(s[3])-int32(p[3])
		a0, a1, a2, a3 := d0+d3, d1+d2, d1-d2, d0-d3
		o[0], o[2] = (a0+a1)<<3, (a0-a1)<<3
		o[1] = (a2*forwardSin + a3*forwardCos + 1<<8) >> 9
		o[3] = (a3*forwardSin - a2*forwardCos + 1<<8) >> 9
	}
	for i := range 4 {
		x0, x1, x2, x3 := out[i], out[4+i], out[8+i], out[12+i]
		a0, a1, a2, a3 := x0+x3, x1+x2, x1-x2, x0-x3
		out[i], out[8+i] = (a0+a1+8)>>4, (a0-a1+8)>>4
		out[4+i] = (a2*forwardSin + a3*forwardCos + 1<<15) >> 16
		out[12+i] = (a3*forwardSin - a2*forwardCos + 1<<15) >> 16
	}
}

// The inverse has the same turn in 16 bits of fraction (RFC 6386, 14.3).
const (
	inverseSin, inverseCos = 35468, 85627
)

// inverse adds the samples of the coefficients to pred, bit by bit as every decoder.
func inverse(dst, pred *block, in *coefficients) {
	var m coefficients
	for i := range 4 {
		x0, x1, x2, x3 := in[i], in[4+i], in[8+i], in[12+i]
		a, b := x0+x2, x0-x2
		c := (x1*inverseSin)>>16 - (x3*inverseCos)>>16
		d := (x1*inverseCos)>>16 + (x3*inverseSin)>>16
		m[i], m[4+i], m[8+i], m[12+i] = a+d, b+c, b-c, a-d
	}
	for i := 0; i < 16; i += 4 {
		x, p, o := (*[4]int32)(m[i:]), (*[4]uint8)(pred[i:]), (*[4]uint8)(dst[i:])
		mean := x[0] + 4
		a, b := mean+x[2], mean-x[2]
		c := (x[1]*inverseSin)>>16 - (x[3]*inverseCos)>>16
		d := (x[1]*inverseCos)>>16 + (x[3]*inverseSin)>>16
		o[0], o[1] = clamp(int32(p[0])+(a+d)>>3), clamp(int32(p[1])+(b+c)>>3)
		o[2], o[3] = clamp(int32(p[2])+(b-c)>>3), clamp(int32(p[3])+(a-d)>>3)
	}
}

func clamp(v int32) uint8 {
	if uint32(v) > 255 {
		return uint8(^v >> 31)
	}
	return uint8(v)
}

// forwardMeans transforms the first coefficients of 16 blocks (a Walsh–Hadamard transform).
func forwardMeans(out *coefficients, blocks *[16]coefficients) {
	for i := 0; i < 16; i += 4 {
		x0, x1, x2, x3 := blocks[i][0], blocks[i+1][0], blocks[i+2][0], blocks[i+3][0]
		a0, a1, a2, a3 := x0+x2, x1+x3, x1-x3, x0-x2
		out[i], out[i+1], out[i+2], out[i+3] = a0+a1, a3+a2, a3-a2, a0-a1
	}
	for i := range 4 {
		a0, a1 := out[i]+out[8+i], out[4+i]+out[12+i]
		a2, a3 := out[4+i]-out[12+i], out[i]-out[8+i]
		out[i], out[4+i], out[8+i], out[12+i] = (a0+a1)>>1, (a3+a2)>>1, (a3-a2)>>1, (a0-a1)>>1
	}
}

// inverseMeans puts the first coefficients back into the blocks (RFC 6386, 14.3).
func inverseMeans(blocks *[16]coefficients, in *coefficients) {
	var m coefficients
	for i := range 4 {
		a0, a1 := in[i]+in[12+i], in[4+i]+in[8+i]
		a2, a3 := in[4+i]-in[8+i], in[i]-in[12+i]
		m[i], m[8+i], m[4+i], m[12+i] = a0+a1, a0-a1, a3+a2, a3-a2
	}
	for i := 0; i < 16; i += 4 {
		mean := m[i] + 3
		a0, a3 := mean+m[i+3], mean-m[i+3]
		a1, a2 := m[i+1]+m[i+2], m[i+1]-m[i+2]
		blocks[i][0] = (a0 + a1) >> 3
		blocks[i+1][0] = (a3 + a2) >> 3
		blocks[i+2][0] = (a0 - a1) >> 3
		blocks[i+3][0] = (a3 - a2) >> 3
	}
}

// squaredError is that of 16 samples.
func squaredError(a, b *block) int {
	sum := int32(0)
	for i := 0; i < 16; i += 4 {
		p, q := (*[4]uint8)(a[i:]), (*[4]uint8)(b[i:])
		d0, d1 := int32(p[0])-int32(q[0]), int32(p[1])-int32(q[1])
		d2, d3 := int32(p[2])-int32(q[2]), int32(p[3])-int32(q[3])
		sum += d0*d0 + d1*d1 + d2*d2 + d3*d3
	}
	return int(sum)
}

// sum is that of the samples: of pairs, then of all in the highest 16 bits.
func (b *block) sum() int {
	const pairs, all = 0x00ff00ff00ff00ff, 0x0001000100010001
	u, v := binary.LittleEndian.Uint64(b[:]), binary.LittleEndian.Uint64(b[8:])
	return int((u&pairs + u>>8&pairs + v&pairs + v>>8&pairs) * all >> 48)
}
