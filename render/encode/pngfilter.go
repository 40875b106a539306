package encode

import (
	"encoding/binary"
	"math/bits"
)

// The filters that are written (PNG, section 9.2). Neither looks at the row above. Up, Average and Paeth leave
// smaller numbers in photos, but fewer that come again: as whole bands of cards, they are a per cent smaller at
// best, and several larger when chosen wrongly.
const (
	pngNone = 0 // bytes as they are: text on plain colour
	pngSub  = 1 // less the byte of the same channel in the pixel to the left, 0 for the first: photos, gradients
)

// pngFilterOf guesses which filter makes rows smaller, from a row of each sampled.
func pngFilterOf(rows []byte, rowBytes, unit int, scratch *pngSample) byte {
	const sampled = 10 // rows for each that is looked at
	var none, sub pngCost
	none.clear()
	sub.clear()
	first := min(1, len(rows)/rowBytes-1) // rows are alike, but the first of a picture more seldom
	for at := first * rowBytes; at < len(rows); at += sampled * rowBytes {
		row := rows[at+1 : at+rowBytes]
		none.add(row, unit)
		scratch.row = append(scratch.row[:0], row...)
		subRow(scratch.row, unit)
		sub.add(scratch.row, unit)
	}
	if sub.bits() < none.bits() {
		return pngSub
	}
	return pngNone
}

// pngSample is scratch for a row.
type pngSample struct{ row []byte }

// pngCost estimates what rows take in deflate.
type pngCost struct {
	seen  [1 << seenBits]uint32 // pixels by their hash
	count [256]uint32           // bytes of pixels that were not seen
	known uint32                // bits of those that were
}

const seenBits = 10

func (c *pngCost) clear() {
	for i := range c.seen {
		c.seen[i] = 1 << 31 // no pixel, or a rare one
	}
}

// add adds a row. A pixel like the one before is part of a run; one that came lately is, mostly, part of a
// match; what else there is costs what its bytes are worth.
func (c *pngCost) add(row []byte, unit int) {
	const (
		run     = 1  // bits, doubled
		again   = 16 // the first pixel of a match
		further = 10 // and the next
	)
	step, mask := 3, uint32(1<<24-1) // of bytes three make a match
	if unit == 4 {
		step, mask = 4, 1<<32-1
	}
	last, cost := uint32(1<<30), uint32(again)
	for ; len(row) >= 4; row = row[step:] {
		v := binary.LittleEndian.Uint32(row) & mask
		at := &c.seen[v*0x9e3779b1>>(32-seenBits)]
		switch {
		case v == last:
			c.known += run
			cost = further
		case *at == v:
			c.known += cost
			cost = further
		default:
			c.count[byte(v)]++
			c.count[byte(v>>8)]++
			c.count[byte(v>>16)]++
			if unit == 4 {
				c.count[v>>24]++
			}
			cost = again
		}
		*at, last = v, v
	}
}

// bits is an estimate in 1/64 bits: the entropy of the bytes, and what is known.
func (c *pngCost) bits() uint64 {
	n := uint32(0)
	for _, k := range c.count {
		n += k
	}
	sum := uint64(c.known) * 32
	for _, k := range c.count {
		if k > 0 {
			sum += uint64(k) * uint64(log2(n)-log2(k))
		}
	}
	return sum
}

// log2 is the binary logarithm of v > 0 in 1/64, with straight lines between powers of two.
func log2(v uint32) uint32 {
	n := uint(bits.Len32(v) - 1)
	return uint32(n)<<6 + uint32(uint64(v)<<6>>n) - 64
}

// subRow filters a row in place, from its end, so that what is to the left is still there.
func subRow(row []byte, unit int) {
	const top = 0x8080808080808080
	i := len(row) - 8
	for ; i >= unit; i -= 8 {
		v, u := binary.LittleEndian.Uint64(row[i:]), binary.LittleEndian.Uint64(row[i-unit:])
		// Eight differences at once: with the top bits out of the way nothing is borrowed from the
		// neighbour, then they are put right.
		binary.LittleEndian.PutUint64(row[i:], (v|top)-(u&^top)^(v^^u)&top)
	}
	for i += 7; i >= unit; i-- {
		row[i] -= row[i-unit]
	}
}
