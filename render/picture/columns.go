package picture

import "encoding/binary"

// The inner loops hold four samples in the 16-bit lanes of a word, two words for 8 bytes. Adding and
// multiplying whole words is exact as long as every lane ends up in 0..65535: what lanes borrow from one
// another on the way is returned.
const (
	lanes = 0x0001_0001_0001_0001 // 1 in each lane
	low   = 0x00ff * lanes        // the bytes of a lane

	// headroom is added to each sample, so that undershoot by negative weights stays positive.
	headroom = 64
	// laneStart is headroom and a half for rounding, in units of 1/one.
	laneStart = (headroom*one + one/2) * lanes
)

// tapGroup is how many samples a filter adds at once. Written out for two and four, it does the work of a loop over taps
// in a third of the time.
const tapGroup = 2

// down filters the rows of the plane to row y of the result, of at least a word.
func (s *scaler) down(dst []byte, y int) {
	f := &s.high
	first, weights := f.starts[y], f.weights[y*f.taps:][:f.taps]
	if len(weights) == 4 {
		addFour(dst, s.row(first), s.row(first+1), s.row(first+2), s.row(first+3), (*[4]uint64)(weights))
		return
	}
	for i := range s.sums {
		s.sums[i] = laneStart
	}
	for ; len(weights) > 4; weights = weights[4:] {
		sumFour(s.sums, s.row(first), s.row(first+1), s.row(first+2), s.row(first+3), (*[4]uint64)(weights))
		first += 4
	}
	if len(weights) == 4 {
		settleFour(dst, s.sums, s.row(first), s.row(first+1), s.row(first+2), s.row(first+3), (*[4]uint64)(weights))
		return
	}
	settleTwo(dst, s.sums, s.row(first), s.row(first+1), (*[2]uint64)(weights))
}

// addFour sets dst to the samples of four rows by their weights. The last word overlaps the one before it.
func addFour(dst, r0, r1, r2, r3 []byte, weights *[4]uint64) {
	w0, w1, w2, w3 := weights[0], weights[1], weights[2], weights[3]
	n, le := len(dst), binary.LittleEndian
	r0, r1, r2, r3 = r0[:n], r1[:n], r2[:n], r3[:n]
	for at := 0; at < n; at += word {
		x := min(at, n-word)
		even, odd := addWords(laneStart, laneStart, le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		even, odd = addWords(even, odd, le.Uint64(r2[x:]), le.Uint64(r3[x:]), w2, w3)
		le.PutUint64(dst[x:], samples(even, odd))
	}
}

// sumFour adds four rows by their weights to sums.
func sumFour(sums []uint64, r0, r1, r2, r3 []byte, weights *[4]uint64) {
	w0, w1, w2, w3 := weights[0], weights[1], weights[2], weights[3]
	n, le := len(r0), binary.LittleEndian
	r1, r2, r3 = r1[:n], r2[:n], r3[:n]
	for at, to := 0, sums; at < n && len(to) >= 2; at, to = at+word, to[2:] {
		x := min(at, n-word)
		even, odd := addWords(to[0], to[1], le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		to[0], to[1] = addWords(even, odd, le.Uint64(r2[x:]), le.Uint64(r3[x:]), w2, w3)
	}
}

// settleFour adds four rows by their weights to sums and sets dst to the samples.
func settleFour(dst []byte, sums []uint64, r0, r1, r2, r3 []byte, weights *[4]uint64) {
	w0, w1, w2, w3 := weights[0], weights[1], weights[2], weights[3]
	n, le := len(dst), binary.LittleEndian
	r0, r1, r2, r3 = r0[:n], r1[:n], r2[:n], r3[:n]
	for at, from := 0, sums; at < n && len(from) >= 2; at, from = at+word, from[2:] {
		x := min(at, n-word)
		even, odd := addWords(from[0], from[1], le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		even, odd = addWords(even, odd, le.Uint64(r2[x:]), le.Uint64(r3[x:]), w2, w3)
		le.PutUint64(dst[x:], samples(even, odd))
	}
}

// settleTwo adds two rows by their weights to sums and sets dst to the samples.
func settleTwo(dst []byte, sums []uint64, r0, r1 []byte, weights *[2]uint64) {
	w0, w1 := weights[0], weights[1]
	n, le := len(dst), binary.LittleEndian
	r0, r1 = r0[:n], r1[:n]
	for at, from := 0, sums; at < n && len(from) >= 2; at, from = at+word, from[2:] {
		x := min(at, n-word)
		even, odd := addWords(from[0], from[1], le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		le.PutUint64(dst[x:], samples(even, odd))
	}
}

// addWords adds eight samples of two rows by their weights.
func addWords(even, odd, v, u, wv, wu uint64) (uint64, uint64) {
	return even + (v&low)*wv + (u&low)*wu, odd + (v>>8&low)*wv + (u>>8&low)*wu
}

// samples turns eight sums into samples: shifts out the fraction, takes off headroom and clamps to 0..255. What has to be
// clamped shows above a lane's byte, be it over 255 or, borrowed from the next lane, negative.
func samples(even, odd uint64) uint64 {
	const fraction, taken = 0x01ff * lanes, headroom * lanes
	e, o := even>>oneBits&fraction-taken, odd>>oneBits&fraction-taken
	if (e|o)&^low == 0 {
		return e | o<<8
	}
	return clamped(even) | clamped(odd)<<8
}

// clamped is samples of four sums.
func clamped(sums uint64) uint64 {
	const top = 0x8000 * lanes
	v := sums >> oneBits & (0x01ff * lanes) // sample + headroom, 0..511
	d := v | top - headroom*lanes           // the top bit stays where the sample is not negative
	positive := (d & top) >> 15
	d &= positive * 0x01ff
	over := d >> 8 & lanes
	return (d | over*0xff) & low
}
