package jpeg

import "encoding/binary"

// bitReader reads the compressed data of a scan, the first bit of a byte first. The accumulator is kept by the
// caller while it decodes a block, in registers: acc holds n bits from the top down, below them zeros.
//
// Behind the end of the data, which a marker is as well, it gives zeros and counts them: whoever has used one
// finds out by overrun. So there is nothing to check at each code.
type bitReader struct {
	data   []byte
	at     int // the first byte that is not in acc; never behind a marker
	acc    uint64
	n      int // bits in acc
	padded int // those of them, the last, that are not in the file
}

// needed is how many bits are looked at between two fills, at the most: a code of 16 and a value of 16.
const needed = 32

// start begins to read at a byte, with nothing in the accumulator.
func (r *bitReader) start(at int) { r.at, r.acc, r.n, r.padded = at, 0, 0, 0 }

// fill adds bytes to an accumulator of n bits until there are at least 56.
func (r *bitReader) fill(acc uint64, n int) (uint64, int) {
	if at := r.at; at+8 <= len(r.data) {
		v := binary.BigEndian.Uint64(r.data[at:])
		if !has255(v) {
			more := (63 - n) >> 3
			r.at = at + more
			// What is shifted in below the last whole byte is overwritten with itself by the next call.
			return acc | v>>(uint(n)&63), n + more*8
		}
	}
	return r.fillSlow(acc, n)
}

// has255 says whether one of eight bytes is 255: in the complement it is zero (Mycroft 1987).
func has255(v uint64) bool {
	const ones, tops = 0x0101_0101_0101_0101, 0x8080_8080_8080_8080
	return (^v-ones)&v&tops != 0
}

// fillSlow is fill byte by byte. In compressed data 255 is followed by zero, else it begins a marker (T.81, B.1.1.5).
func (r *bitReader) fillSlow(acc uint64, n int) (uint64, int) {
	acc = acc >> (64 - uint(n)) << (64 - uint(n)) // as other bytes may follow than fill saw
	for n <= 56 {
		if r.at >= len(r.data) {
			return acc, r.pad(n)
		}
		b := r.data[r.at]
		if b == 255 {
			if r.at+1 >= len(r.data) || r.data[r.at+1] != 0 {
				return acc, r.pad(n)
			}
			r.at++
		}
		r.at++
		acc |= uint64(b) << (56 - uint(n))
		n += 8
	}
	return acc, n
}

// pad counts the zeros that fill the accumulator.
func (r *bitReader) pad(n int) int {
	r.padded += 64 - n
	return 64
}

// overrun says whether bits were used that are not in the file.
func (r *bitReader) overrun() bool { return r.n < r.padded }

// bit reads one, read several, up to 16.
func (r *bitReader) bit() bool { return r.read(1) != 0 }

func (r *bitReader) read(n int) uint32 {
	if r.n < n {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	v := uint32(r.acc >> 48 >> (16 - uint(n)))
	r.acc <<= uint(n)
	r.n -= n
	return v
}
