package jpeg

import (
	"bytes"
	"encoding/binary"
	"sync"
)

// bitReader reads compressed data, the first bit of a byte first. acc holds n bits from the top down; those below are the
// next ones, or zero. Whoever decodes a block keeps both in registers.
//
// Behind the data there are zeros for a whole block, so that nothing is checked at each code: whoever has used some
// finds out by overrun before the next block.
type bitReader struct {
	data []byte // without the zeros that follow 255 in a file
	at   int    // the first byte that is not in acc as a whole
	acc  uint64
	n    int
	end  int // of the data, in bits
}

const (
	// needed is how many bits are looked at between two fills, at the most: a code of 16 and a value of 16.
	needed = 32
	// beyond is more bytes than a block can use: 64 codes and values, and what fill looks ahead.
	beyond = 64*needed/8 + 2*8
)

// buffers are for the data of bitReaders.
var buffers = sync.Pool{New: func() any { return new([]byte) }}

// load takes the data that begins at a byte of a file and ends before a marker, and returns where that is.
func (r *bitReader) load(file []byte, at int) int {
	buf := r.data[:0]
	for at < len(file) {
		i := bytes.IndexByte(file[at:], 0xff)
		if i < 0 {
			i = len(file) - at
		}
		buf = append(buf, file[at:at+i]...)
		at += i
		if at+1 >= len(file) || file[at+1] != 0 { // T.81, B.1.1.5
			break
		}
		buf = append(buf, 0xff)
		at += 2
	}
	var zeros [beyond]byte
	*r = bitReader{data: append(buf, zeros[:]...), end: 8 * len(buf)}
	return at
}

// overrun says whether bits were used that are not in the file.
func (r *bitReader) overrun() bool { return 8*r.at-r.n > r.end }

// fill adds bytes to an accumulator of n bits until there are at least 56.
func (r *bitReader) fill(acc uint64, n int) (uint64, int) {
	v := binary.BigEndian.Uint64(r.data[r.at:])
	more := (63 - n) >> 3
	r.at += more
	return acc | v>>(uint(n)&63), n + more<<3
}

// read returns the next bits, up to 16; bit the next one.
func (r *bitReader) read(n int) uint32 {
	if r.n < n {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	v := uint32(r.acc >> 48 >> (16 - uint(n)))
	r.acc <<= uint(n)
	r.n -= n
	return v
}

func (r *bitReader) bit() bool { return r.read(1) != 0 }
