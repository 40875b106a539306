package encode

const (
	blockSide = 8
	blockSize = blockSide * blockSide
)

// block is 8×8 coefficients, rows of rising vertical frequency.
type block [blockSize]int32

// Cosines times √2 in 13 bits of fraction: kN is √2·cos(N·π/16).
const (
	k1 = 11363
	k2 = 10703
	k3 = 9633
	k5 = 6436
	k6 = 4433
	k7 = 2260

	kBits = 13
)

// dctBits is how many bits the coefficients of forwardDCT are above those of T.81, A.3.3: 3 for the two
// sums of √8, rowBits and, of the columns, kBits.
const (
	rowBits = 2
	dctBits = 3 + rowBits + kBits
)

// forwardDCT transforms the 8×8 samples that start rows, less 128. Coefficients are 2^dctBits times those
// of T.81; the quantiser divides by that as well.
//
// It is separable: rows, then columns, each split into sums and differences of samples mirrored at the
// middle. The odd half is the plain 4×4 product: cheaper forms save multiplications for additions, of which
// a processor does no more at once.
func forwardDCT(dst *block, rows []byte, stride int) {
	const (
		shift = kBits - rowBits
		half  = 1 << (shift - 1)
	)
	for v := 0; v < blockSize; v += blockSide {
		s := rows[:blockSide:blockSide]
		x0, x1, x2, x3 := int32(s[0]), int32(s[1]), int32(s[2]), int32(s[3])
		x4, x5, x6, x7 := int32(s[4]), int32(s[5]), int32(s[6]), int32(s[7])
		s0, s1, s2, s3 := x0+x7, x1+x6, x2+x5, x3+x4
		d0, d1, d2, d3 := x0-x7, x1-x6, x2-x5, x3-x4
		a0, a1, b0, b1 := s0+s3, s1+s2, s0-s3, s1-s2
		d := dst[v : v+blockSide : v+blockSide]
		d[0] = (a0 + a1 - blockSide*128) << rowBits
		d[4] = (a0 - a1) << rowBits
		d[2] = (b0*k2 + b1*k6 + half) >> shift
		d[6] = (b0*k6 - b1*k2 + half) >> shift
		d[1] = (d0*k1 + d1*k3 + d2*k5 + d3*k7 + half) >> shift
		d[3] = (d0*k3 - d1*k7 - d2*k1 - d3*k5 + half) >> shift
		d[5] = (d0*k5 - d1*k1 + d2*k7 + d3*k3 + half) >> shift
		d[7] = (d0*k7 - d1*k5 + d2*k3 - d3*k1 + half) >> shift
		if v < blockSize-blockSide {
			rows = rows[stride:]
		}
	}
	for u := range blockSide {
		x0, x1, x2, x3 := dst[u], dst[u+8], dst[u+16], dst[u+24]
		x4, x5, x6, x7 := dst[u+32], dst[u+40], dst[u+48], dst[u+56]
		s0, s1, s2, s3 := x0+x7, x1+x6, x2+x5, x3+x4
		d0, d1, d2, d3 := x0-x7, x1-x6, x2-x5, x3-x4
		a0, a1, b0, b1 := s0+s3, s1+s2, s0-s3, s1-s2
		dst[u] = (a0 + a1) << kBits
		dst[u+32] = (a0 - a1) << kBits
		dst[u+16] = b0*k2 + b1*k6
		dst[u+48] = b0*k6 - b1*k2
		dst[u+8] = d0*k1 + d1*k3 + d2*k5 + d3*k7
		dst[u+24] = d0*k3 - d1*k7 - d2*k1 - d3*k5
		dst[u+40] = d0*k5 - d1*k1 + d2*k7 + d3*k3
		dst[u+56] = d0*k7 - d1*k5 + d2*k3 - d3*k1
	}
}
