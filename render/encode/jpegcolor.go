package encode

import (
	"image"
	"slices"
)

// Full-range BT.601 in 16 bits of fraction, as in JFIF (T.871): Y = 0.299 R + 0.587 G + 0.114 B, Cb = 0.564
// (B - Y) + 128, Cr = 0.713 (R - Y) + 128. Each line adds up to 1 or 0.
const (
	yR, yG, yB    = 19595, 38470, 7471
	cbR, cbG, cbB = -11059, -21709, 32768
	crR, crG, crB = 32768, -27439, -5329
)

// sampleFull fills the components with the row of blocks that starts at pixel row top, a sample of each for
// every pixel. Below and to the right of the picture its edge goes on.
func (e *jpegEncoder) sampleFull(img *image.RGBA, top int, opaque bool) {
	width, last := img.Rect.Dx(), img.Rect.Dy()-1
	n := 4 * width
	e.flat = slices.Grow(e.flat[:0], n)[:n]
	for v := range blockSide {
		row := rowOf(img, min(top+v, last))
		if !opaque {
			onWhite(e.flat, row)
			row = e.flat
		}
		var rows [3][]byte
		for i := range rows {
			c := &e.components[i]
			rows[i] = c.rows[v*c.stride:][:c.stride]
		}
		sampleEach(rows[0], rows[1], rows[2], row)
		for i := range rows {
			extend(rows[i], width)
		}
	}
}

// sampleEach converts a row of pixels: a sample of Y, Cb and Cr for each.
func sampleEach(y, cb, cr, row []byte) {
	n := len(row) / 4
	y, cb, cr = y[:n], cb[:n], cr[:n]
	for x := range y {
		p := row[4*x:][:4:4]
		r, g, b := int32(p[0]), int32(p[1]), int32(p[2])
		y[x] = lumaOf(r, g, b)
		// Just below a half, so that the most does not become 256.
		const offset = 128<<16 + 1<<15 - 1
		cb[x] = uint8((cbR*r + cbG*g + cbB*b + offset) >> 16)
		cr[x] = uint8((crR*r + crG*g + crB*b + offset) >> 16)
	}
}

// sampleHalf fills the components with the row of MCUs that starts at pixel row top, a sample of Cb and Cr
// for 2×2 px. Below and to the right of the picture its edge goes on.
func (e *jpegEncoder) sampleHalf(img *image.RGBA, top int, opaque bool) {
	y, cb, cr := &e.components[0], &e.components[1], &e.components[2]
	width, last := img.Rect.Dx(), img.Rect.Dy()-1
	n := 4 * width
	e.flat = slices.Grow(e.flat[:0], 2*n)[:2*n]
	for v := 0; v < 2*blockSide; v += 2 {
		upper, lower := rowOf(img, min(top+v, last)), rowOf(img, min(top+v+1, last))
		if !opaque {
			onWhite(e.flat[:n], upper)
			onWhite(e.flat[n:], lower)
			upper, lower = e.flat[:n], e.flat[n:]
		}
		y0, y1 := y.rows[v*y.stride:][:y.stride], y.rows[(v+1)*y.stride:][:y.stride]
		cb0, cr0 := cb.rows[v/2*cb.stride:][:cb.stride], cr.rows[v/2*cr.stride:][:cr.stride]
		samplePairs(y0, y1, cb0, cr0, upper, lower)
		extend(y0, width)
		extend(y1, width)
		extend(cb0, (width+1)/2)
		extend(cr0, (width+1)/2)
	}
}

// samplePairs converts two rows of pixels: a sample of Y for each, of Cb and Cr for the mean of four.
func samplePairs(y0, y1, cb, cr, upper, lower []byte) {
	lower = lower[:len(upper)]
	for x, i := 0, 0; i+4 <= len(upper); x, i = x+1, i+8 {
		j := min(i+4, len(upper)-4) // a column without a partner is its own
		r0, g0, b0 := int32(upper[i]), int32(upper[i+1]), int32(upper[i+2])
		r1, g1, b1 := int32(upper[j]), int32(upper[j+1]), int32(upper[j+2])
		r2, g2, b2 := int32(lower[i]), int32(lower[i+1]), int32(lower[i+2])
		r3, g3, b3 := int32(lower[j]), int32(lower[j+1]), int32(lower[j+2])
		y0[2*x], y0[2*x+1] = lumaOf(r0, g0, b0), lumaOf(r1, g1, b1)
		y1[2*x], y1[2*x+1] = lumaOf(r2, g2, b2), lumaOf(r3, g3, b3)
		r, g, b := r0+r1+r2+r3, g0+g1+g2+g3, b0+b1+b2+b3
		// Four times 2^16, and just below a half so that the most does not become 256.
		const offset = 128<<18 + 1<<17 - 1
		cb[x] = uint8((cbR*r + cbG*g + cbB*b + offset) >> 18)
		cr[x] = uint8((crR*r + crG*g + crB*b + offset) >> 18)
	}
}

func lumaOf(r, g, b int32) uint8 { return uint8((yR*r + yG*g + yB*b + 1<<15) >> 16) }

// extend repeats sample n-1 to the end.
func extend(row []byte, n int) {
	for i := n; i < len(row); i++ {
		row[i] = row[n-1]
	}
}
