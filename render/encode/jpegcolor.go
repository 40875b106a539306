package encode

// Full-range BT.601 in 16 bits of fraction, as in JFIF (T.871): Y = 0.299 R + 0.587 G + 0.114 B, Cb = 0.564
// (B - Y) + 128, Cr = 0.713 (R - Y) + 128. Each line adds up to 1 or 0.
const (
	yR, yG, yB    = 19595, 38470, 7471
	cbR, cbG, cbB = -11059, -21709, 32768
	crR, crG, crB = 32768, -27439, -5329
)

// Two numbers in one word: see twins.
const (
	both      = 1<<32 | 1
	lowBytes  = 0xff * both
	twoAlphas = 0xff000000 * both
)

// sampleFull converts 16×8 px: Y, Cb and Cr of the left block and, below it, of the right. It returns the
// pixels' alphas, all ones if every pixel is opaque.
func sampleFull(y, cb, cr *twins, rows []byte, stride int) (alphas uint64) {
	// Just below a half, so that the most does not become 256.
	const offset = (128<<16 + 1<<15 - 1) * both
	alphas = twoAlphas
	for v := 0; v < blockSize; v += blockSide {
		left, right := rows[:4*blockSide:4*blockSide], rows[4*blockSide:][:4*blockSide:4*blockSide]
		ys, cbs, crs := y[v:v+blockSide:v+blockSide], cb[v:v+blockSide:v+blockSide], cr[v:v+blockSide:v+blockSide]
		for x := range 4 {
			p, q := twoPixels(left[8*x:]), twoPixels(right[8*x:])
			alphas &= p & q
			for i, pair := range [2]uint64{p<<32 | q&(1<<32-1), p&^(1<<32-1) | q>>32} {
				r, g, b := int64(pair&lowBytes), int64(pair>>8&lowBytes), int64(pair>>16&lowBytes)
				ys[2*x+i] = int64(uint64(yR*r+yG*g+yB*b+1<<15*both) >> 16 & lowBytes)
				cbs[2*x+i] = int64(uint64(cbR*r+cbG*g+cbB*b+offset) >> 16 & lowBytes)
				crs[2*x+i] = int64(uint64(crR*r+crG*g+crB*b+offset) >> 16 & lowBytes)
			}
		}
		if v < blockSize-blockSide {
			rows = rows[stride:]
		}
	}
	return alphas & twoAlphas
}

// sampleHalf converts 16×16 px: Y of the two left blocks, the upper one first, and of the two right ones,
// and as twins too Cb and Cr, of the means of 2×2 px. It returns the pixels' alphas, as sampleFull.
func sampleHalf(left, right, colors *twins, rows []byte, stride int) (alphas uint64) {
	alphas = twoAlphas
	for v := 0; v < blockSide; v += 2 {
		a0, a1 := rows[v*stride:][:tileBytes:tileBytes], rows[(v+1)*stride:][:tileBytes:tileBytes]
		b0, b1 := rows[(v+8)*stride:][:tileBytes:tileBytes], rows[(v+9)*stride:][:tileBytes:tileBytes]
		at, colorsAt := v*blockSide, v/2*blockSide
		alphas &= sampleQuarters(left, colors, at, colorsAt, a0, a1, b0, b1)
		alphas &= sampleQuarters(right, colors, at, colorsAt+4, a0[32:], a1[32:], b0[32:], b1[32:])
	}
	return alphas & twoAlphas
}

// sampleQuarters converts two rows of 8 px, a0 and a1, and the two of the block below, b0 and b1: of Y the
// rows of luma at at, of Cb and Cr half a row at colorsAt and another four rows below.
func sampleQuarters(luma, colors *twins, at, colorsAt int, a0, a1, b0, b1 []byte) (alphas uint64) {
	const (
		one  = 4 * blockSide
		half = blockSize / 2
	)
	a0, a1, b0, b1 = a0[:one:one], a1[:one:one], b0[:one:one], b1[:one:one]
	upper, lower := luma[at:][:blockSide:blockSide], luma[at+blockSide:][:blockSide:blockSide]
	colorsA, colorsB := colors[colorsAt:][:4:4], colors[colorsAt+half:][:4:4]
	alphas = twoAlphas
	for x := range 4 {
		p0, p1 := twoPixels(a0[8*x:]), twoPixels(a1[8*x:])
		q0, q1 := twoPixels(b0[8*x:]), twoPixels(b1[8*x:])
		alphas &= p0 & p1 & q0 & q1
		upper[2*x] = lumaOf(p0<<32 | q0&(1<<32-1))
		upper[2*x+1] = lumaOf(p0&^(1<<32-1) | q0>>32)
		lower[2*x] = lumaOf(p1<<32 | q1&(1<<32-1))
		lower[2*x+1] = lumaOf(p1&^(1<<32-1) | q1>>32)
		colorsA[x] = meanColor(p0, p1)
		colorsB[x] = meanColor(q0, q1)
	}
	return alphas
}

// lumaOf is Y of two pixels.
func lumaOf(pair uint64) int64 {
	r, g, b := pair&lowBytes, pair>>8&lowBytes, pair>>16&lowBytes
	return int64((yR*r + yG*g + yB*b + 1<<15*both) >> 16 & lowBytes)
}

// meanColor is Cb and, in the lower half, Cr of the mean of 2×2 px.
func meanColor(upper, lower uint64) int64 {
	const (
		each = 0x00ff00ff00ff00ff
		sum  = 0x3ff // of four bytes
		// Four times 2^16, and just below a half so that the most does not become 256.
		offset = (128<<18 + 1<<17 - 1) * both
	)
	redBlue := upper&each + lower&each
	redBlue += redBlue >> 32
	green := upper>>8&each + lower>>8&each
	green += green >> 32
	r, g, b := int64(redBlue&sum), int64(green&sum), int64(redBlue>>16&sum)
	return int64(uint64(r*(cbR<<32+crR)+g*(cbG<<32+crG)+b*(cbB<<32+crB)+offset) >> 18 & lowBytes)
}
