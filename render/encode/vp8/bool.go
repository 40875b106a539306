package vp8

import "math/bits"

// shiftOf is by how much a span is doubled to be 128 or more again.
var shiftOf = func() (t [256]uint8) {
	for i := range t {
		t[i] = uint8(bits.LeadingZeros8(uint8(i)))
	}
	return t
}()

// boolWriter codes decisions by how likely they are (RFC 6386, 7.3).
type boolWriter struct {
	out   []byte
	low   uint64 // of the code: what is not yet in out; its lowest 8 bits are the scale of span
	span  uint32 // 128..255
	count uint   // bits of low above the lowest 8; another may be the carry
}

// flushBits go out at once. With the 8 of the scale, 7 of a decision and the carry it is below 64.
const flushBits = 40

func (w *boolWriter) reset() {
	w.out, w.low, w.span, w.count = w.out[:0], 0, 255, 0
}

// put codes a decision, which is 0 with the probability prob/256.
func (w *boolWriter) put(bit bool, prob uint8) {
	split := 1 + ((w.span-1)*uint32(prob))>>8
	if bit {
		w.low += uint64(split)
		w.span -= split
	} else {
		w.span = split
	}
	shift := uint(shiftOf[uint8(w.span)])
	w.span <<= shift
	w.low <<= shift
	w.count += shift
	if w.count >= flushBits {
		w.flush()
	}
}

// putBits codes n bits of v, the highest first, each as likely 0 as 1.
func (w *boolWriter) putBits(v uint32, n int) {
	for n--; n >= 0; n-- {
		w.put(v>>n&1 != 0, 128)
	}
}

// flush moves flushBits to out.
func (w *boolWriter) flush() {
	rest := w.count + 8 - flushBits
	top := w.low >> rest
	w.low &= 1<<rest - 1
	w.count -= flushBits
	w.carry(top >> flushBits)
	w.out = append(w.out, byte(top>>32), byte(top>>24), byte(top>>16), byte(top>>8), byte(top))
}

// carry adds c, 0 or 1, to the bytes that are out.
func (w *boolWriter) carry(c uint64) {
	for i := len(w.out) - 1; c != 0 && i >= 0; i-- {
		w.out[i]++
		if w.out[i] != 0 {
			return
		}
	}
}

// finish ends the code: all bits of low, filled up to bytes.
func (w *boolWriter) finish() []byte {
	n := w.count + 8
	w.low <<= -n & 7
	n += -n & 7
	w.carry(w.low >> n)
	for n > 0 {
		n -= 8
		w.out = append(w.out, byte(w.low>>n))
	}
	return w.out
}
