package encode

import (
	"math"
	"math/bits"
)

// zigzag gives for each place in the order of T.81, figure A.6, the place in a block.
var zigzag = [blockSize]uint8{
	0, 1, 8, 16, 9, 2, 3, 10,
	17, 24, 32, 25, 18, 11, 4, 5,
	12, 19, 26, 33, 40, 48, 41, 34,
	27, 20, 13, 6, 7, 14, 21, 28,
	35, 42, 49, 56, 57, 50, 43, 36,
	29, 22, 15, 23, 30, 37, 44, 51,
	58, 59, 52, 45, 38, 31, 39, 46,
	53, 60, 61, 54, 47, 55, 62, 63,
}

// baseQuantizers are T.81's tables K.1 and K.2, in rows.
var baseQuantizers = [classes][blockSize]uint8{
	luma: {
		16, 11, 10, 16, 24, 40, 51, 61,
		12, 12, 14, 19, 26, 58, 60, 55,
		14, 13, 16, 24, 40, 57, 69, 56,
		14, 17, 22, 29, 51, 87, 80, 62,
		18, 22, 37, 56, 68, 109, 103, 77,
		24, 35, 55, 64, 81, 104, 113, 92,
		49, 64, 78, 87, 103, 121, 120, 101,
		72, 92, 95, 98, 112, 100, 103, 99,
	},
	chroma: {
		17, 18, 24, 47, 99, 99, 99, 99,
		18, 21, 26, 66, 99, 99, 99, 99,
		24, 26, 56, 99, 99, 99, 99, 99,
		47, 66, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
		99, 99, 99, 99, 99, 99, 99, 99,
	},
}

// quantizer divides coefficients.
type quantizer struct {
	table    [blockSize]uint8  // divisors in zigzag order, as the file has them
	inverses [blockSize]uint64 // 2^inverseBits / divisor / dctScale, likewise
	limits   twins             // in rows: a coefficient within ± its limit becomes 0
}

// inverseBits leaves a level of 11 bits in 63.
const inverseBits = 48

// newQuantizer scales the base table as libjpeg does: 50 leaves it, 100 makes all divisors 1.
func newQuantizer(class, quality int) *quantizer {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	q := new(quantizer)
	for k, at := range zigzag {
		divisor := min(max((int(baseQuantizers[class][at])*scale+50)/100, 1), 255)
		step := float64(divisor) * dctScale[at]
		q.table[k] = uint8(divisor)
		q.inverses[k] = uint64(1<<inverseBits/step + 0.5)
		q.limits[at] = int64(math.Ceil(step/2)-1) * both
	}
	return q
}

// levels are the quantised coefficients of a block.
type levels struct {
	mean    int32            // the first
	nonzero uint64           // bit k is set where coefficient k, in zigzag order, is not 0; not for the first
	values  [blockSize]int16 // of nonzero's bits, from the lowest
}

// worth is the least of 2^inverseBits that a level of 1 or -1 must be, by the zeros before it and whether
// another coefficient may follow, to be kept.
//
// Half a level would be the nearest. But a level takes about the bits that oneBits says, which buy less for
// one just above a half than elsewhere: rounding such a one down adds 2·(level - 1/2) squared steps to the
// error. At 1/128 of a square for each bit, twice that for the last, files are 2 % smaller and 0.01 dB from
// the original farther.
var worth = func() (t [2][maxRun + 1]uint64) {
	for run, bits := range oneBits {
		t[0][run] = 1<<(inverseBits-1) + bits<<(inverseBits-7)
		t[1][run] = 1<<(inverseBits-1) + bits<<(inverseBits-8)
	}
	return t
}()

// oneBits is the usual length of the code of 1 or -1 after a run of zeros.
var oneBits = [maxRun + 1]uint64{3, 5, 6, 7, 7, 8, 8, 9, 9, 10, 10, 10, 11, 11, 12, 12}

// maxRun is the most zeros that a level's code has before it.
const maxRun = 15

// quantize divides the coefficients of a twin and rounds to the nearest, or to 0 what is not worth its bits.
// nonzero has a bit for each that may not become 0.
func (q *quantizer) quantize(dst *levels, src *twins, l lane, nonzero uint64) {
	const half = 1 << (inverseBits - 1)
	mean := int64(l.of(src[0])) - blockSize*128
	dst.mean = int32((mean*int64(q.inverses[0]) + half) >> inverseBits)
	nonzero &^= 1
	i, next := 0, 1
	for rest := nonzero; rest != 0; {
		k := bits.TrailingZeros64(rest) & (blockSize - 1)
		rest &= rest - 1
		v := l.of(src[zigzag[k]&(blockSize-1)])
		sign := v >> 31
		exact := uint64(uint32((v^sign)-sign)) * q.inverses[k]
		follows := 0
		if rest != 0 {
			follows = 1
		}
		if exact < worth[follows][min(uint(k-next), maxRun)] {
			nonzero &^= 1 << k
			continue
		}
		level := int32((exact + half) >> inverseBits)
		dst.values[i&(blockSize-1)] = int16((level ^ sign) - sign)
		i, next = i+1, k+1
	}
	dst.nonzero = nonzero
}
