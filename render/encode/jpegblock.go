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
func (w *bitWriter) block(l *levels, mean int32, t *codeTables) {
	w.reserve(maxBlockBytes)
	buf, at, acc, n := w.buf[:cap(w.buf)], len(w.buf), w.acc, w.n
	v, size := code(&t.dc, 0, l.mean-mean)
	acc, n = acc<<(size&63)|v, n+size
	if n >= 32 {
		at, n = flush(buf, at, acc, n), n-32
	}
	next := 1
	for rest := l.nonzero; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros64(rest) & (blockSize - 1)
		run := k - next
		next = k + 1
		for ; run > 15; run -= 16 {
			c := t.ac[sixteenZero]
			acc, n = acc<<(c&63)|uint64(c>>8), n+uint(c&0xff)
			if n >= 32 {
				at, n = flush(buf, at, acc, n), n-32
			}
		}
		v, size := code(&t.ac, run, int32(l.values[k]))
		acc, n = acc<<(size&63)|v, n+size
		if n >= 32 {
			at, n = flush(buf, at, acc, n), n-32
		}
	}
	if next < blockSize {
		c := t.ac[endOfBlock]
		acc, n = acc<<(c&63)|uint64(c>>8), n+uint(c&0xff)
		if n >= 32 {
			at, n = flush(buf, at, acc, n), n-32
		}
	}
	w.buf, w.acc, w.n = buf[:at], acc, n
}

// code returns the code of run and category, with the bits that tell the level from others of its category:
// of a negative one those of the level less one (T.81, F.1.2.1).
func code(codes *[256]huffmanCode, run int, level int32) (v uint64, size uint) {
	sign := level >> 31
	category := uint(bits.Len32(uint32((level ^ sign) - sign)))
	c := codes[(uint(run)<<4|category)&0xff]
	extra := uint32(level+sign) & (1<<(category&31) - 1)
	return uint64(c>>8)<<(category&63) | uint64(extra), uint(c&0xff) + category
}
