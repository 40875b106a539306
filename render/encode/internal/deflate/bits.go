package deflate

import "encoding/binary"

// bitWriter appends codes, the first bit lowest (RFC 1951, section 3.1.1). Between calls fewer than 8 bits
// wait.
type bitWriter struct {
	buf  []byte
	acc  uint64
	held uint
}

// bits appends the low n bits of v, whose others are zero; n ≤ 56.
func (w *bitWriter) bits(v uint64, n uint) {
	w.acc |= v << w.held
	w.held += n
	w.flush()
}

// flush appends whole bytes.
func (w *bitWriter) flush() {
	w.buf = binary.LittleEndian.AppendUint64(w.buf, w.acc)
	whole := w.held >> 3
	w.buf = w.buf[:len(w.buf)-8+int(whole)]
	w.acc >>= whole * 8
	w.held &= 7
}

// align fills the last byte with zeros.
func (w *bitWriter) align() {
	if w.held > 0 {
		w.buf = append(w.buf, byte(w.acc))
		w.acc, w.held = 0, 0
	}
}
