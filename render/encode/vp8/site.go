package vp8

// filled says of the blocks along a side of a macroblock whether they have levels, 1 or 0: 4 of luma, 2 of
// U, 2 of V, and the block of means. It is the context of the blocks beyond.
type filled [9]uint8

const (
	filledChroma = 4
	filledMeans  = 8
)

// edge is what the macroblocks beyond a side have to know of the one before: its bottom or its right.
type edge struct {
	luma   [side]uint8
	chroma [2][side / 2]uint8
	modes  [4]uint8
	filled filled
}

// site is all that decides how a macroblock is encoded, beside quantiser and method.
type site struct {
	source        *source
	above, left   edge
	corner        [3]uint8 // above and to the left: Y, U, V
	right         [4]uint8 // luma above and to the right
	top, leftmost bool     // nothing is above, nothing to the left
}

// outside are the edges of what is beside the picture (RFC 6386, 12.2 and 12.3).
func outside(v uint8) (e edge) {
	for i := range e.luma {
		e.luma[i] = v
	}
	for i := range e.chroma[0] {
		e.chroma[0][i], e.chroma[1][i] = v, v
	}
	return e
}

// Samples above the picture, and to the left of it.
const (
	aboveAll = 127
	leftOfIt = 129
)

// result is an encoded macroblock.
type result struct {
	segment uint8
	split   bool      // 4×4 modes
	modes   [16]uint8 // of the blocks of luma, all the same unless split
	chroma  uint8     // mode of chroma
	levels  [blocks + 1][16]int16
	last    [blocks + 1]int8 // the place of the last level of a block, -1 if there is none
	samples source           // as a decoder has them before its filter
}

// meansAt is the block of means within levels.
const meansAt = blocks

// empty says whether no block has levels.
func (r *result) empty() bool {
	for _, last := range r.last {
		if last >= 0 {
			return false
		}
	}
	return true
}

// bottom fills e with the bottom edge; e is what is above.
func (r *result) bottom(e *edge) {
	for i := range 4 {
		*(*[4]uint8)(e.luma[4*i:]) = [4]uint8(r.samples[16*(12+i)+12:])
		e.modes[i] = r.modes[12+i]
		e.filled[i] = bit(r.last[12+i])
	}
	for i := range 2 {
		for p := range 2 {
			n := chromaAt + 4*p + 2 + i
			*(*[4]uint8)(e.chroma[p][4*i:]) = [4]uint8(r.samples[16*n+12:])
			e.filled[filledChroma+2*p+i] = bit(r.last[n])
		}
	}
	if !r.split {
		e.filled[filledMeans] = bit(r.last[meansAt])
	}
}

// right fills e with the right edge; e is what is to the left.
func (r *result) right(e *edge) {
	for i := range 4 {
		b := r.samples.block(4*i + 3)
		e.luma[4*i], e.luma[4*i+1], e.luma[4*i+2], e.luma[4*i+3] = b[3], b[7], b[11], b[15]
		e.modes[i] = r.modes[4*i+3]
		e.filled[i] = bit(r.last[4*i+3])
	}
	for i := range 2 {
		for p := range 2 {
			n := chromaAt + 4*p + 2*i + 1
			b := r.samples.block(n)
			e.chroma[p][4*i], e.chroma[p][4*i+1], e.chroma[p][4*i+2], e.chroma[p][4*i+3] = b[3], b[7], b[11], b[15]
			e.filled[filledChroma+2*p+i] = bit(r.last[n])
		}
	}
	if !r.split {
		e.filled[filledMeans] = bit(r.last[meansAt])
	}
}

func bit(last int8) uint8 { return ^uint8(last) >> 7 }
