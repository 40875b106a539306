package vp8l

import "math/bits"

// token is what a pixel or a run of them is written as. The upper half tells the kind: 0 is a literal, whose ARGB is the
// lower half; cached is an index of the colour cache; else it is the length of a copy, and the lower half the code of its distance.
type token uint64

const (
	cached      = 1 << 31
	kindShift   = 32
	maxCopy     = 4096        // 24 prefix codes of lengths reach so far (section 3.6.2.2)
	maxDistance = 1<<20 - 120 // 40 prefix codes of distances, less the codes of near pixels
	nearCodes   = 120         // distance codes that mean pixels near by
	lengthCodes = 24
	distCodes   = 40
)

// tokenize finds copies in pix. A copy is worth more the longer it is, and costs more the farther away.
func (e *encoder) tokenize(pix []uint32, w int) {
	e.tokens = e.tokens[:0]
	clear(e.table[:])
	e.near.reset(w)
	for i := 0; i < len(pix); {
		length, dist := e.match(pix, i, w)
		if length == 0 {
			e.remember(pix, i)
			e.tokens = append(e.tokens, token(pix[i]))
			i++
			continue
		}
		// A copy that starts a pixel later and is longer is better.
		if length < lazyBelow && i+1 < len(pix) {
			e.remember(pix, i)
			if l, d := e.match(pix, i+1, w); l > length+1 {
				e.tokens = append(e.tokens, token(pix[i]))
				i, length, dist = i+1, l, d
			}
		}
		e.tokens = append(e.tokens, token(length)<<kindShift|token(e.near.code(dist)))
		// Of a long run all pixels are alike: its ends are enough to find it again.
		skip := 1
		if length > 64 {
			skip = 16
		}
		for k := i; k < i+length; k += skip {
			e.remember(pix, k)
		}
		i += length
	}
}

const (
	ways      = 4  // places that are remembered for a pair of pixels
	tableBits = 14 // 256 kB: the second-level cache's
	lazyBelow = 32 // copies this long are taken as they come
	minNear   = 3  // pixels that a copy from beside or above must have to pay
	minFar    = 4  // or one from elsewhere
)

func hashPair(pix []uint32, i int) uint32 {
	h := pix[i]*0x9e3779b1 + pix[i+1]*0x85ebca6b
	h ^= h >> 15
	return h * 0xc2b2ae35 >> (32 - tableBits)
}

// remember notes that the pair of pixels at i was seen.
func (e *encoder) remember(pix []uint32, i int) {
	if i+1 >= len(pix) {
		return
	}
	slot := &e.table[hashPair(pix, i)]
	if slot[0] == uint32(i+1) {
		return
	}
	slot[3], slot[2], slot[1], slot[0] = slot[2], slot[1], slot[0], uint32(i+1) // 0: never
}

// match finds the best copy for what begins at i; length 0: none that pays.
func (e *encoder) match(pix []uint32, i, w int) (length, dist int) {
	end := min(len(pix), i+maxCopy)
	if i+minNear > end {
		return 0, 0
	}
	best := 0
	try := func(d, least, cost int) {
		if i < d {
			return
		}
		if n := common(pix[i:end], pix[i-d:]); n >= least && n*matchWeight-cost > best {
			best, length, dist = n*matchWeight-cost, n, d
		}
	}
	try(1, minNear, 0)
	if length == end-i {
		return length, dist
	}
	try(w, minNear, 1)
	if i+1 < len(pix) {
		for _, at := range e.table[hashPair(pix, i)] {
			if at == 0 {
				break
			}
			if d := i - int(at-1); d > 0 && d <= maxDistance {
				try(d, minFar, bits.Len(uint(d)))
			}
		}
	}
	return length, dist
}

// matchWeight is how many doublings of the distance a pixel more is worth.
const matchWeight = 4

// common is how many pixels of a and b are alike from the start; b is the longer one.
func common(a, b []uint32) int {
	b = b[:len(a)]
	for i, v := range a {
		if v != b[i] {
			return i
		}
	}
	return len(a)
}
