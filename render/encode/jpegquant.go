package encode

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
	table    [blockSize]uint8 // divisors in zigzag order, as the file has them
	inverses [blockSize]int64 // 2^inverseBits / divisor / 2^dctBits, likewise
}

// inverseBits leaves a coefficient of 30 bits times an inverse in 63.
const inverseBits = 50

// newQuantizer scales the base table as libjpeg does: 50 leaves it, 100 makes all divisors 1.
func newQuantizer(class, quality int) quantizer {
	scale := 200 - 2*quality
	if quality < 50 {
		scale = 5000 / quality
	}
	var q quantizer
	for k, at := range zigzag {
		divisor := min(max((int(baseQuantizers[class][at])*scale+50)/100, 1), 255)
		q.table[k] = uint8(divisor)
		q.inverses[k] = 1 << (inverseBits - dctBits) / int64(divisor)
	}
	return q
}

// levels are quantised coefficients in zigzag order.
type levels struct {
	values  [blockSize]int32
	nonzero uint64 // bit k is set where values[k] is not 0
}

// quantize divides and rounds to the nearest.
func (q *quantizer) quantize(dst *levels, src *block) {
	nonzero := uint64(0)
	for k := range dst.values {
		v := int32((int64(src[zigzag[k]&(blockSize-1)])*q.inverses[k] + 1<<(inverseBits-1)) >> inverseBits)
		dst.values[k] = v
		// The sign bit of v or -v is set unless v is 0.
		nonzero |= uint64(uint32(v|-v)>>31) << k
	}
	dst.nonzero = nonzero
}
