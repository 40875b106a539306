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

// levels are the quantised coefficients of a block in zigzag order.
type levels struct {
	mean    int32            // the first
	nonzero uint64           // bit k is set where coefficient k is not 0, but for the first
	values  [blockSize]int16 // valid where nonzero has a bit
}

// quantize divides the coefficients of a twin and rounds to the nearest. nonzero has a bit for each that may
// not become 0.
func (q *quantizer) quantize(dst *levels, src *twins, l lane, nonzero uint64) {
	const half = 1 << (inverseBits - 1)
	mean := int64(l.of(src[0])) - blockSize*128
	dst.mean = int32((mean*int64(q.inverses[0]) + half) >> inverseBits)
	nonzero &^= 1
	for rest := nonzero; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros64(rest) & (blockSize - 1)
		v := l.of(src[zigzag[k]&(blockSize-1)])
		sign := v >> 31
		level := int32((uint64(uint32((v^sign)-sign))*q.inverses[k] + half) >> inverseBits)
		if level == 0 {
			nonzero &^= 1 << k
		}
		dst.values[k] = int16((level ^ sign) - sign)
	}
	dst.nonzero = nonzero
}
