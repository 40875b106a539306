package vp8

import "encoding/binary"

// Modes of prediction (RFC 6386, 12). A whole macroblock and its chroma have the first four.
const (
	modeDC = iota // the mean
	modeTM        // above + left - corner
	modeV         // what is above
	modeH         // what is to the left
	modeRD        // diagonals, by the direction: right and down
	modeVR
	modeLD
	modeVL
	modeHD
	modeHU

	modes16 = modeRD
	modes4  = modeHU + 1
)

// square is what a square of samples is predicted from.
type square struct {
	above, left   []uint8
	corner        uint8
	top, leftmost bool // nothing is above, nothing to the left: modeDC leaves those out
}

// luma is the square of luma, chroma that of U or V.
func (s *site) luma() square {
	return square{s.above.luma[:], s.left.luma[:], s.corner[0], s.top, s.leftmost}
}

func (s *site) chroma(plane int) square {
	return square{s.above.chroma[plane][:], s.left.chroma[plane][:], s.corner[1+plane], s.top, s.leftmost}
}

// predicted are the blocks of a square, row by row.
type predicted []block

// beside is the squared error of blocks of s, from first on.
func (p predicted) beside(s *source, first int) (sum int) {
	for n := range p {
		sum += squaredError(s.block(first+n), &p[n])
	}
	return sum
}

// predict fills dst, the blocks of the square row by row, with a mode of modes16.
func (q *square) predict(dst []block, mode uint8) predicted {
	across := len(q.left) / 4
	switch mode {
	case modeDC:
		v := 0x01010101 * uint32(q.mean())
		for i := range dst {
			fill(&dst[i], v)
		}
	case modeV:
		for i := range dst {
			fill(&dst[i], binary.LittleEndian.Uint32(q.above[i%across*4:]))
		}
	case modeH:
		for y, s := range q.left {
			for x := range across {
				putRow(&dst[y/4*across+x], y, 0x01010101*uint32(s))
			}
		}
	case modeTM:
		for y, s := range q.left {
			d := int32(s) - int32(q.corner)
			for x := range across {
				a := q.above[4*x:][:4:4]
				b := &dst[y/4*across+x]
				i := y & 3 * 4
				b[i], b[i+1] = clamp(int32(a[0])+d), clamp(int32(a[1])+d)
				b[i+2], b[i+3] = clamp(int32(a[2])+d), clamp(int32(a[3])+d)
			}
		}
	}
	return dst
}

// mean is that of the sides that there are.
func (q *square) mean() uint8 {
	sum, count := 0, 0
	if !q.top {
		sum, count = sum+sumOf(q.above), count+len(q.above)
	}
	if !q.leftmost {
		sum, count = sum+sumOf(q.left), count+len(q.left)
	}
	if count == 0 {
		return 128
	}
	return uint8((sum + count/2) / count)
}

func sumOf(s []uint8) (sum int) {
	for _, v := range s {
		sum += int(v)
	}
	return sum
}

// fill sets all rows of a block to four samples, the first in the lowest byte.
func fill(b *block, v uint32) {
	putRow(b, 0, v)
	putRow(b, 1, v)
	putRow(b, 2, v)
	putRow(b, 3, v)
}

// putRow sets row y of a block, of which only the lowest two bits count.
func putRow(b *block, y int, v uint32) { binary.LittleEndian.PutUint32(b[y&3*4:], v) }
