package encode

import "math/bits"

// Values of other coefficients than the mean that are no level (T.81, F.1.2.2).
const (
	endOfBlock  = 0x00
	sixteenZero = 0xf0
)

// maxBlockBytes is more than a block can take: 64 codes of 16 bits and levels of 11, and each byte 0xff.
const maxBlockBytes = 512

// block writes a block's levels (T.81, F.1.2); mean is that of the block before.
func (w *bitWriter) block(l *levels, mean int32, dc, ac *huffmanTable) {
	w.reserve(maxBlockBytes)
	buf, at, acc, n := w.buf[:cap(w.buf)], len(w.buf), w.acc, w.n
	v, size := code(dc, 0, l.mean-mean)
	acc, n = acc<<(size&63)|v, n+size
	if n >= 32 {
		at, n = flush(buf, at, acc, n), n-32
	}
	next := 1
	for i, rest := 0, l.nonzero; rest != 0; i, rest = i+1, rest&(rest-1) {
		k := bits.TrailingZeros64(rest)
		run := k - next
		next = k + 1
		for ; run > maxRun; run -= maxRun + 1 {
			c := ac[sixteenZero]
			acc, n = acc<<(c&63)|uint64(c>>8), n+uint(c&0xff)
			if n >= 32 {
				at, n = flush(buf, at, acc, n), n-32
			}
		}
		v, size := code(ac, run, int32(l.values[i&(blockSize-1)]))
		acc, n = acc<<(size&63)|v, n+size
		if n >= 32 {
			at, n = flush(buf, at, acc, n), n-32
		}
	}
	if next < blockSize {
		c := ac[endOfBlock]
		acc, n = acc<<(c&63)|uint64(c>>8), n+uint(c&0xff)
		if n >= 32 {
			at, n = flush(buf, at, acc, n), n-32
		}
	}
	w.buf, w.acc, w.n = buf[:at], acc, n
}

// code returns the code of run and category, with the bits that tell the level from others of its category.
func code(codes *huffmanTable, run int, level int32) (v uint64, size uint) {
	extra, category := magnitude(level)
	c := codes[(uint(run)<<4|category)&0xff]
	return uint64(c>>8)<<(category&63) | uint64(extra), uint(c&0xff) + category
}

// magnitude returns the category of a level, which is how many bits tell it from others of that category,
// and these: of a negative level those of the level less one (T.81, F.1.2.1).
func magnitude(level int32) (extra uint32, category uint) {
	sign := level >> 31
	category = uint(bits.Len32(uint32((level ^ sign) - sign)))
	return uint32(level+sign) & (1<<(category&31) - 1), category
}
