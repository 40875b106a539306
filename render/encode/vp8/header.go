package vp8

// choice is what the first partition says of a macroblock.
type choice struct {
	skip, split bool
	segment     uint8
	chroma      uint8
	modes       [16]uint8
}

// frame holds what the first partition says before the macroblocks.
type frame struct {
	width, height int // px
	index         int // of the quantiser
	level         int // of the loop filter, 0..63
}

// start writes the header of the first partition up to the probabilities (RFC 6386, 9.2 to 9.6 and 19.2). It
// returns what segmentation returns.
func (f *frame) start(w *boolWriter, list []choice) uint8 {
	w.putBits(0, 1) // YUV as in 9.2
	w.putBits(0, 1) // samples are clamped
	segment := f.segmentation(w, list)
	w.putBits(0, 1) // the normal filter
	w.putBits(uint32(f.level), 6)
	w.putBits(0, 3) // sharpness
	w.putBits(0, 1) // the filter is the same for all modes
	w.putBits(0, 2) // one partition of coefficients
	w.putBits(uint32(f.index), 7)
	w.putBits(0, 3) // the same index for luma and its means
	w.putBits(1, 1) // but another for the means of U and V
	w.putBits(uint32(finerChroma(f.index)), 4)
	w.putBits(1, 1) // that is lower
	w.putBits(0, 1) // and the same for all else of them
	w.putBits(0, 1) // probabilities are not for frames to come
	return segment
}

// choices writes the flags and modes of all macroblocks, across of them a row. segment is how likely one is busy,
// 0 if there are no segments.
func choices(w *boolWriter, list []choice, across int, segment uint8) {
	skipped := 0
	for i := range list {
		if list[i].skip {
			skipped++
		}
	}
	prob := uint8(max(1, min(255, (len(list)-skipped)*256/len(list))))
	mayskip := skipped > 0
	w.putBits(uint32(b2i(mayskip)), 1)
	if mayskip {
		w.putBits(uint32(prob), 8)
	}
	above := make([][4]uint8, across)
	var left [4]uint8
	for i := range list {
		c := &list[i]
		x := i % across
		if x == 0 {
			left = [4]uint8{}
		}
		if segment > 0 {
			w.put(false, 255)
			w.put(c.segment != segmentBusy, segment)
		}
		if mayskip {
			w.put(c.skip, prob)
		}
		w.put(!c.split, probWhole)
		if c.split {
			c.blocks(w, &above[x], &left)
		} else {
			m := c.modes[0]
			for _, s := range ways16[m] {
				w.put(s.bit, s.prob)
			}
			above[x] = [4]uint8{m, m, m, m}
			left = above[x]
		}
		for _, s := range waysChroma[c.chroma] {
			w.put(s.bit, s.prob)
		}
	}
}

// blocks writes the modes of 16 blocks, each in the context of those above and to the left.
func (c *choice) blocks(w *boolWriter, above, left *[4]uint8) {
	for n, m := range c.modes {
		x, y := n&3, n>>2
		probs := &modeProbabilities[above[x]][left[y]]
		for _, s := range ways4[m] {
			w.put(s.bit, probs[s.prob])
		}
		above[x], left[y] = m, m
	}
}

func b2i(b bool) int {
	if b {
		return 1
	}
	return 0
}

// Sizes of the tag before the first partition, and of what may be in it (RFC 6386, 9.1).
const (
	tagSize  = 10
	maxFirst = 1<<19 - 1
)

// tag appends what is before the first partition of n bytes.
func (f *frame) tag(dst []byte, n int) []byte {
	const shown = 1 << 4 // a key frame of version 0 that is shown
	v := uint32(n)<<5 | shown
	return append(dst, byte(v), byte(v>>8), byte(v>>16), 0x9d, 0x01, 0x2a,
		byte(f.width), byte(f.width>>8), byte(f.height), byte(f.height>>8))
}
