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

// columns filters src vertically: dst gets one row for each sample of f, of the n bytes that start at
// byte column from of src. n is at least a word; dst's rows are whole words.
func columns(dst, src plane, f *filter, from, n int) {
	words := roundUp(n, word) / word
	start, sums := make([]uint64, 2*words), make([]uint64, 2*words)
	for i := range start {
		start[i] = laneStart
	}
	row := func(y int) []byte {
		return src.pix[min(y, src.h-1)*src.stride+from:][:n]
	}
	for y, first := range f.starts {
		weights := f.weights[y*f.taps:][:f.taps]
		base := start
		for ; len(weights) > tapGroup; weights = weights[tapGroup:] {
			addRows(sums, base, row(first), row(first+1), row(first+2), row(first+3), weights)
			base = sums
			first += tapGroup
		}
		settleRows(dst.pix[y*dst.stride:][:n], base, row(first), row(first+1), row(first+2), row(first+3), weights)
	}
}

// tapGroup is how many rows are added at once: written out for four, it does the work of a loop over taps
// in a third of the time.
const tapGroup = 4

// addRows sets sums to base plus four rows by their weights. The last word overlaps the one before it.
func addRows(sums, base []uint64, r0, r1, r2, r3 []byte, weights []uint64) {
	w0, w1, w2, w3 := weights[0], weights[1], weights[2], weights[3]
	n, le := len(r0), binary.LittleEndian
	base = base[:len(sums)]
	for i, x := 0, 0; i+1 < len(sums); i, x = i+2, x+word {
		x = min(x, n-word)
		even, odd := addWords(base[i], base[i+1], le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		sums[i], sums[i+1] = addWords(even, odd, le.Uint64(r2[x:]), le.Uint64(r3[x:]), w2, w3)
	}
}

// settleRows adds the last four rows to base and sets dst to the samples.
func settleRows(dst []byte, base []uint64, r0, r1, r2, r3 []byte, weights []uint64) {
	w0, w1, w2, w3 := weights[0], weights[1], weights[2], weights[3]
	n, le := len(r0), binary.LittleEndian
	for i, x := 0, 0; i+1 < len(base); i, x = i+2, x+word {
		x = min(x, n-word)
		even, odd := addWords(base[i], base[i+1], le.Uint64(r0[x:]), le.Uint64(r1[x:]), w0, w1)
		even, odd = addWords(even, odd, le.Uint64(r2[x:]), le.Uint64(r3[x:]), w2, w3)
		le.PutUint64(dst[x:], settle(even)|settle(odd)<<8)
	}
}

// addWords adds eight samples of two rows by their weights.
func addWords(even, odd, v, u, wv, wu uint64) (uint64, uint64) {
	return even + (v&low)*wv + (u&low)*wu, odd + (v>>8&low)*wv + (u>>8&low)*wu
}

// settle turns four sums into samples: shifts out the fraction, takes off headroom and clamps to 0..255.
func settle(sums uint64) uint64 {
	const top = 0x8000 * lanes
	v := sums >> oneBits & (0x01ff * lanes) // sample + headroom, 0..511
	d := v | top - headroom*lanes           // the top bit stays where the sample is not negative
	positive := (d & top) >> 15
	d &= positive * 0x01ff
	over := d >> 8 & lanes
	return (d | over*0xff) & low
}
