package jpeg

import "encoding/binary"

// Fewer samples than eight are made of the first coefficients by a transform of that length: the rest says nothing
// of them. Factors are √2 cos((2i+1)kπ/2n) for sample i of n and coefficient k, where k is not 0, with constBits of fraction.
const (
	sixC1, sixC2, sixC4, sixC5 = 11190, 10033, 5793, 2998 // √2 cos(kπ/12); that of k = 3 is 1
	fourC1, fourC3             = 10703, 4433              // √2 cos(kπ/8); that of k = 2 is 1
	threeC1, threeC2           = sixC2, sixC4             // √2 cos(kπ/6)
)

// sizes are how many samples of a block there can be, across and down.
var sizes = [...]int{1, 2, 3, 4, 6, 8}

// Size is how many samples of a block Render should make where fewer than least say too little, of 8.
func Size(least float64) int {
	for _, n := range sizes {
		if float64(n) >= least {
			return n
		}
	}
	return sizes[len(sizes)-1]
}

// reduced makes n samples of n coefficients.
func reduced(n int, v *[8]pair) {
	switch n {
	case 2:
		a, b := v[0]<<constBits, v[1]<<constBits
		v[0], v[1] = a+b, a-b
	case 3:
		a, b, c := v[0]<<constBits, v[1]*threeC1, v[2]*threeC2
		v[0], v[1], v[2] = a+c+b, a-2*c, a+c-b
	case 4:
		a, c := v[0]<<constBits, v[2]<<constBits
		b, d := v[1]*fourC1+v[3]*fourC3, v[1]*fourC3-v[3]*fourC1
		v[0], v[1], v[2], v[3] = a+c+b, a-c+d, a-c-d, a+c-b
	case 6:
		a, c, e := v[0]<<constBits, v[2]*sixC2, v[4]*sixC4
		z := (v[1] + v[5]) * sixC5
		b, d, f := z+(v[1]+v[3])<<constBits, (v[1]-v[3]-v[5])<<constBits, z+(v[5]-v[3])<<constBits
		v[0], v[1], v[2], v[3], v[4], v[5] = a+e+c+b, a-2*e+d, a+e-c+f, a+e-c-f, a-2*e-d, a+e+c-b
	}
}

// reduce makes samples of the first n×n coefficients.
func (r *renderer) reduce(dst []byte, stride int) {
	n := r.n
	var v, w [8]pair
	for p := 0; 2*p < n; p++ {
		for y := range n {
			v[y] = r.in[(4*y+p)&63]
		}
		reduced(n, &v)
		for y := 0; y < n; y += 2 {
			r.mid[(4*y+2*p)&31], r.mid[(4*y+2*p+1)&31] = turned(v[y&7], v[(y+1)&7])
		}
	}
	for y := 0; y < n; y += 2 {
		w = [8]pair{}
		copy(w[:n], r.mid[4*y:])
		w[0] += middle
		reduced(n, &w)
		row0, row1 := samples8(w[0], w[1], w[2], w[3], w[4], w[5], w[6], w[7])
		put8(dst[y*stride:], row0, n)
		if y+1 < n {
			put8(dst[(y+1)*stride:], row1, n)
		}
	}
}

// put8 writes the first n of eight samples.
func put8(dst []byte, row uint64, n int) {
	switch n {
	case 6:
		binary.LittleEndian.PutUint32(dst, uint32(row))
		binary.LittleEndian.PutUint16(dst[4:], uint16(row>>32))
	case 4:
		binary.LittleEndian.PutUint32(dst, uint32(row))
	case 3:
		binary.LittleEndian.PutUint16(dst, uint16(row))
		dst[2] = byte(row >> 16)
	default:
		binary.LittleEndian.PutUint16(dst, uint16(row))
	}
}
