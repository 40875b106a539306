package encode

import (
	"encoding/binary"
	"slices"
)

// bitWriter appends compressed data, most significant bit first, and marker segments.
type bitWriter struct {
	buf []byte
	acc uint64 // the last n bits are not in buf yet
	n   uint   // less than 32
}

func (w *bitWriter) reset() { w.buf, w.acc, w.n = w.buf[:0], 0, 0 }

func (w *bitWriter) bytes() []byte { return w.buf }

// reserve makes room for n more bytes.
func (w *bitWriter) reserve(n int) {
	if cap(w.buf)-len(w.buf) < n {
		w.buf = slices.Grow(w.buf, n)
	}
}

// put writes the low n bits of v, which has no others. n is at most 32.
func (w *bitWriter) put(v uint64, n uint) {
	w.acc = w.acc<<n | v
	w.n += n
	if w.n >= 32 {
		w.reserve(8)
		at := flush(w.buf[:cap(w.buf)], len(w.buf), w.acc, w.n)
		w.buf = w.buf[:at]
		w.n -= 32
	}
}

// flush writes the first 32 of the last n bits of acc to buf, where there is room for 8 bytes, and returns
// where it ended.
func flush(buf []byte, at int, acc uint64, n uint) int {
	v := uint32(acc >> ((n - 32) & 63))
	binary.BigEndian.PutUint32(buf[at:], v)
	// A byte of 0xff is zero in the complement: the usual test for a zero byte.
	if (^v-0x01010101)&v&0x80808080 == 0 {
		return at + 4
	}
	return stuff(buf, at, v)
}

// stuff writes a word with a zero behind each 0xff (T.81, F.1.2.3).
//
//go:noinline
func stuff(buf []byte, at int, v uint32) int {
	for shift := 24; shift >= 0; shift -= 8 {
		b := byte(v >> shift)
		buf[at] = b
		at++
		if b == 0xff {
			buf[at] = 0
			at++
		}
	}
	return at
}

// padToByte fills the last byte with ones and moves what is left to buf.
func (w *bitWriter) padToByte() {
	if pad := -w.n & 7; pad > 0 {
		w.acc = w.acc<<pad | (1<<pad - 1)
		w.n += pad
	}
	for ; w.n > 0; w.n -= 8 {
		b := byte(w.acc >> (w.n - 8))
		w.buf = append(w.buf, b)
		if b == 0xff {
			w.buf = append(w.buf, 0)
		}
	}
}

// marker writes a marker without a segment.
func (w *bitWriter) marker(code byte) { w.buf = append(w.buf, 0xff, code) }

// segment writes a marker segment.
func (w *bitWriter) segment(code byte, data []byte) {
	w.marker(code)
	w.buf = binary.BigEndian.AppendUint16(w.buf, uint16(len(data)+2))
	w.buf = append(w.buf, data...)
}
