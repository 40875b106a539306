package vp8

// Segments of macroblocks with quantisers of their own (RFC 6386, 9.3). An even macroblock never has a coarse one:
// where nothing distracts, an error of two levels of colour is seen, and to be right there takes few bits.
const (
	segmentBusy = iota
	segmentEven
	segments
)

// segmentRoom is how many segments a frame must have room for.
const segmentRoom = 4

// evenRange is how far the samples of an even macroblock are apart at most: those of a slow gradient, but not of
// grain, whose levels would be many.
const evenRange = 4

// evenMost is the largest index of even macroblocks. Their means of U and V, finerChromaMost below it, are then right to
// less than a level.
const evenMost = 21

// evenIndex is the quantiser of even macroblocks beside that of the others.
func evenIndex(index int) int { return min(index, evenMost) }

// segmentOf looks at the samples of a macroblock alone, so that it is the same wherever that comes again.
func segmentOf(s *source) uint8 {
	for _, plane := range [3][]uint8{s[:16*chromaAt], s[16*chromaAt : 20*chromaAt], s[20*chromaAt:]} {
		if !flat(plane, plane[0]) && !even(plane) {
			return segmentBusy
		}
	}
	return segmentEven
}

func even(s []uint8) bool {
	lowest, highest := s[0], s[0]
	for ; len(s) >= 16; s = s[16:] {
		for _, v := range s[:16] {
			lowest, highest = min(lowest, v), max(highest, v)
		}
		if int(highest)-int(lowest) > evenRange {
			return false
		}
	}
	return true
}

// segmentation writes which quantiser and filter each segment has, and what share of the macroblocks it is of. It
// returns the probability of segmentBusy, or 0 if there are no others.
func (f *frame) segmentation(w *boolWriter, list []choice) uint8 {
	busy := 0
	for i := range list {
		if list[i].segment == segmentBusy {
			busy++
		}
	}
	if busy == len(list) {
		w.putBits(0, 1)
		return 0
	}
	w.putBits(1, 1) // there are segments
	w.putBits(1, 1) // each macroblock says which it is of
	w.putBits(1, 1) // their quantisers and filters follow
	w.putBits(1, 1) // as they are, not as differences
	indexes := [segmentRoom]int{f.index, evenIndex(f.index)}
	for _, index := range indexes {
		optional(w, index, 7)
	}
	for _, index := range indexes {
		level := 0
		if f.level > 0 {
			level = filterLevel(index)
		}
		optional(w, level, 6)
	}
	prob := uint8(max(1, min(255, busy*256/len(list))))
	for _, p := range [segmentRoom - 1]uint8{255, prob, 255} {
		w.putBits(1, 1)
		w.putBits(uint32(p), 8)
	}
	return prob
}

// optional writes a value of n bits that is not negative, and nothing of it if it is 0.
func optional(w *boolWriter, v, n int) {
	w.putBits(uint32(b2i(v != 0)), 1)
	if v != 0 {
		w.putBits(uint32(v), n)
		w.putBits(0, 1)
	}
}
