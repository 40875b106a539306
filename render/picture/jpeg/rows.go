package jpeg

import (
	"math/bits"
	"slices"
)

// A row of blocks is kept as a sequence of words, for each block
//
//	its mean (the coefficient 0), how many words follow, and a word for each other coefficient that is not zero:
//	its place in zigzag order above, its value in the low bits; a value that does not fit is escape, and in a word of its own
//
// before they are multiplied with the quantisers. A photo takes about half the memory that its pixels would, and what
// follows goes only over what there is.
const (
	blockSize = 64
	blockRoom = 128 // words; two for each coefficient
	valueBits = 10
	valueMask = 1<<valueBits - 1
	escape    = 1 << (valueBits - 1) // values are nearer to zero; it reads as its negative
)

// row is a row of blocks while it is written.
type row struct {
	words []uint16
	n     int
}

// room is where the next block goes.
func (r *row) room() *[blockRoom]uint16 {
	if len(r.words)-r.n < blockRoom {
		r.words = slices.Grow(r.words[:r.n], blockRoom)
		r.words = r.words[:cap(r.words)]
	}
	return (*[blockRoom]uint16)(r.words[r.n:])
}

// write appends a block.
func (r *row) write(b *block) {
	out, n := r.room(), 2
	out[0] = uint16(b.values[0])
	for rest := b.mask; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros64(rest)
		n = put(out, n, k, int32(b.values[k&(blockSize-1)]))
	}
	out[1] = uint16(n - 2)
	r.n += n
}

// put writes a coefficient, and returns where the next one goes.
func put(out *[blockRoom]uint16, n, k int, v int32) int {
	if -escape < v && v < escape {
		out[n&(blockRoom-1)] = uint16(k<<valueBits | int(v)&valueMask)
		return n + 1
	}
	out[n&(blockRoom-1)] = uint16(k<<valueBits | escape)
	out[(n+1)&(blockRoom-1)] = uint16(v)
	return n + 2
}

// take returns a copy of what was written, and begins anew.
func (r *row) take() []uint16 {
	words := slices.Clone(r.words[:r.n])
	r.n = 0
	return words
}

// skip returns words without their first n blocks.
func skip(words []uint16, n int) []uint16 {
	for range n {
		words = words[2+int(words[1]):]
	}
	return words
}
