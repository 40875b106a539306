package vp8l

import "encoding/binary"

// bitWriter packs bits, the least significant first (RFC 9649, section 3.1).
type bitWriter struct {
	out []byte
	acc uint64
	n   uint // bits of acc; under 32 between calls
}

// put writes the lower n bits of v, which has no others; n is at most 32.
func (b *bitWriter) put(v uint64, n uint) {
	b.acc |= v << b.n
	b.n += n
	if b.n >= 32 {
		b.out = binary.LittleEndian.AppendUint32(b.out, uint32(b.acc))
		b.acc >>= 32
		b.n -= 32
	}
}

// flush fills the last byte up with zeros.
func (b *bitWriter) flush() {
	for b.n > 0 {
		b.out = append(b.out, byte(b.acc))
		b.acc >>= 8
		b.n -= min(b.n, 8)
	}
}
