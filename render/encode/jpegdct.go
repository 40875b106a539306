package encode

import "math"

const (
	blockSide = 8
	blockSize = blockSide * blockSide
)

// twins are two blocks of 8×8 numbers in rows, transformed at once: the first times 2^32 plus the second.
// Sums, differences and products with constants act on both as long as the second stays below 2^31.
type twins [blockSize]int64

// lane says which of two twins is meant: where its number starts in a word.
type lane uint

const (
	first  lane = 32
	second lane = 0
)

// of returns the number of a twin. The first of a word is one less where the second is negative, hence the
// half.
func (l lane) of(word int64) int32 { return int32((word + 1<<l>>1) >> l) }

// The transform's constants times dctOne, which is a number that leaves all of them near an integer: within
// 3·10^-4. The second pass then ends below 2^30.1.
const (
	dctOne = 290 // 1
	dctC2  = 268 // cos π/8
	dctS2  = 111 // sin π/8
	dctC4  = 205 // cos π/4
)

// dctScale is how many times larger a coefficient of forwardDCT is than that of T.81, A.3.3.
var dctScale = func() (scale [blockSize]float64) {
	one := func(k int) float64 {
		if k%4 == 0 {
			return math.Sqrt(8)
		}
		return 4 * dctOne * math.Cos(float64(k)*math.Pi/16)
	}
	for at := range scale {
		scale[at] = one(at%blockSide) * one(at/blockSide)
	}
	return scale
}()

// forwardDCT transforms twins of samples in place, scaled as dctScale says; the mean of 128 that T.81 takes
// off is left to the quantiser. Of each twin it returns which coefficients, in zigzag order, are above
// their limit or, at times, at it.
//
// It is the transform of Arai, Agui and Nakajima, whose scaled results take five products, and here two
// more, for nothing is rounded in between.
func forwardDCT(b *twins, limits *twins) (nonzero [2]uint64) {
	for v := 0; v < blockSize; v += blockSide {
		s := b[v : v+blockSide : v+blockSide]
		s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7] = transform(s[0], s[1], s[2], s[3], s[4], s[5], s[6], s[7])
	}
	for u := range blockSide {
		s, l := b[u:u+57:u+57], limits[u:u+57:u+57]
		y0, y1, y2, y3, y4, y5, y6, y7 := transform(s[0], s[8], s[16], s[24], s[32], s[40], s[48], s[56])
		s[0], s[8], s[16], s[24], s[32], s[40], s[48], s[56] = y0, y1, y2, y3, y4, y5, y6, y7
		above := beyond(y0, l[0]) | beyond(y1, l[8])>>1 | beyond(y2, l[16])>>2 | beyond(y3, l[24])>>3 |
			beyond(y4, l[32])>>4 | beyond(y5, l[40])>>5 | beyond(y6, l[48])>>6 | beyond(y7, l[56])>>7
		order := &columnOrder[u]
		nonzero[0] |= order[0][above>>60] | order[1][above>>56&15]
		nonzero[1] |= order[0][above>>28&15] | order[1][above>>24&15]
	}
	return nonzero
}

// beyond has the highest bit of each half set where the number of a twin is outside of ±limit. The borrow
// of a negative second sets it for a first at its limit too.
func beyond(word, limit int64) uint64 {
	return uint64((limit+word)|(limit-word)) & (1 << 31 * both)
}

// transform is the transform in one direction.
func transform(x0, x1, x2, x3, x4, x5, x6, x7 int64) (y0, y1, y2, y3, y4, y5, y6, y7 int64) {
	s0, s1, s2, s3 := x0+x7, x1+x6, x2+x5, x3+x4
	d0, d1, d2, d3 := x0-x7, x1-x6, x2-x5, x3-x4
	e0, e1, e2, e3 := s0+s3, s1+s2, s1-s2, s0-s3
	y0, y4 = e0+e1, e0-e1
	e2 = (e2 + e3) * dctC4
	e3 *= dctOne
	y2, y6 = e3+e2, e3-e2
	o0, o1, o2 := d3+d2, (d2+d1)*dctC4, d1+d0
	turn := (o0 - o2) * dctS2
	o0, o2 = o0*(dctC2-dctS2)+turn, o2*(dctC2+dctS2)+turn
	d0 *= dctOne
	z0, z1 := d0+o1, d0-o1
	y1, y3, y5, y7 = z0+o2, z1-o0, z1+o0, z0-o2
	return
}

// columnOrder gives the places in zigzag order of the coefficients of a column, of the upper four and of
// the lower four, whose bits are set; the highest is the uppermost.
var columnOrder = func() (t [blockSide][2][16]uint64) {
	for k, at := range zigzag {
		u, v := at%blockSide, at/blockSide
		for set := range 16 {
			if set&(8>>(v%4)) != 0 {
				t[u][v/4][set] |= 1 << k
			}
		}
	}
	return t
}()
