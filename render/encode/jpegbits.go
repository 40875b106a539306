package encode

import "encoding/binary"

// bitWriter appends compressed data, most significant bit first, and marker segments.
type bitWriter struct {
	buf []byte
	acc uint64 // the last n bits are not in buf yet
	n   uint
}

func (w *bitWriter) reset() { w.buf, w.acc, w.n = w.buf[:0], 0, 0 }

func (w *bitWriter) bytes() []byte { return w.buf }

// code writes a Huffman code.
func (w *bitWriter) code(c huffmanCode) { w.put(uint64(c.bits), uint(c.length)) }

// put writes the low n bits of v, which has no others. n is at most 32.
func (w *bitWriter) put(v uint64, n uint) {
	w.acc = w.acc<<n | v
	w.n += n
	if w.n >= 32 {
		w.flushWord()
	}
}

// flushWord moves four bytes to buf, with a zero behind each 0xff (T.81, F.1.2.3).
func (w *bitWriter) flushWord() {
	w.n -= 32
	v := uint32(w.acc >> w.n)
	// A byte of 0xff is zero in the complement: the usual test for a zero byte.
	if c := ^v; (c-0x01010101)&^c&0x80808080 == 0 {
		w.buf = binary.BigEndian.AppendUint32(w.buf, v)
		return
	}
	for shift := 24; shift >= 0; shift -= 8 {
		w.stuffed(byte(v >> shift))
	}
}

func (w *bitWriter) stuffed(b byte) {
	w.buf = append(w.buf, b)
	if b == 0xff {
		w.buf = append(w.buf, 0)
	}
}

// padToByte fills the last byte with ones and moves what is left to buf.
func (w *bitWriter) padToByte() {
	if pad := -w.n & 7; pad > 0 {
		w.acc = w.acc<<pad | (1<<pad - 1)
		w.n += pad
	}
	for ; w.n > 0; w.n -= 8 {
		w.stuffed(byte(w.acc >> (w.n - 8)))
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
