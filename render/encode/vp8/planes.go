package vp8

import (
	"encoding/binary"
	"image"
)

// A macroblock is 16×16 px: 16 blocks of luma, row by row, 4 of U and 4 of V.
const (
	side       = 16
	chromaAt   = 16 // the first block of U
	blocks     = 24
	sourceSize = blocks * 16
)

// source is the samples of a macroblock, block by block.
type source [sourceSize]uint8

func (s *source) block(n int) *block { return (*block)(s[16*n:]) }

// BT.601 of limited range in 16 bits of fraction: Y = 16 + 219/255 (0.299 R + 0.587 G + 0.114 B), U and V =
// 128 + 224/255 times B - Y and R - Y over 1.772 and 1.402.
const (
	yR, yG, yB = 16839, 33059, 6420
	uR, uG, uB = -9719, -19081, 28800
	vR, vG, vB = 28800, -24116, -4684

	yOffset = 16<<16 + 1<<15
	cOffset = 128<<18 + 1<<17 // of the sum of four
)

// sample fills row with the macroblocks that start at pixel row top. To the right of the picture and below
// its edge goes on.
func sample(row []source, img *image.RGBA, top int) {
	width, last := img.Rect.Dx(), img.Rect.Dy()-1
	var edge [2 * 4 * side]uint8
	for v := 0; v < side; v += 2 {
		upper, lower := rowOf(img, min(top+v, last)), rowOf(img, min(top+v+1, last))
		for m := range row {
			from := 4 * side * m
			if to := from + 4*side; to <= 4*width {
				sampleRows(&row[m], v, upper[from:to], lower[from:to])
				continue
			}
			extend(edge[:4*side], upper[from:])
			extend(edge[4*side:], lower[from:])
			sampleRows(&row[m], v, edge[:4*side], edge[4*side:])
		}
	}
}

// rowOf is the pixels of a row.
func rowOf(img *image.RGBA, y int) []byte {
	i := y * img.Stride
	return img.Pix[i : i+4*img.Rect.Dx()]
}

// extend fills dst with pixels, and the last of them to its end.
func extend(dst, pixels []byte) {
	n := copy(dst, pixels)
	for ; n < len(dst); n += 4 {
		copy(dst[n:n+4], dst[n-4:n])
	}
}

// sampleRows converts two rows of 16 pixels, v and v + 1 of the macroblock: luma of each, U and V of the sum
// of four.
func sampleRows(m *source, v int, upper, lower []byte) {
	n, at := v/4*4, v&3*4
	c, chroma := chromaAt+v/8*2, v/2&3*4
	for x := range 4 {
		p, q := (*[16]uint8)(upper[16*x:]), (*[16]uint8)(lower[16*x:])
		luma := (*[8]uint8)(m.block(n + x)[at:])
		u := (*[2]uint8)(m.block(c + x/2)[chroma+x&1*2:])
		v := (*[2]uint8)(m.block(c + 4 + x/2)[chroma+x&1*2:])
		first := binary.LittleEndian.Uint32(p[:])
		twice := uint64(first)<<32 | uint64(first)
		if binary.LittleEndian.Uint64(p[:]) == twice && binary.LittleEndian.Uint64(p[8:]) == twice &&
			binary.LittleEndian.Uint64(q[:]) == twice && binary.LittleEndian.Uint64(q[8:]) == twice {
			sampleFlat(luma, u, v, p)
		} else {
			sampleEight(luma, u, v, p, q)
		}
	}
}

// sampleFlat converts 4×2 pixels that are all the first of p: most of a card.
func sampleFlat(luma *[8]uint8, u, v *[2]uint8, p *[16]uint8) {
	r, g, b := int32(p[0]), int32(p[1]), int32(p[2])
	binary.LittleEndian.PutUint64(luma[:], uint64(lumaOf(r, g, b))*0x0101010101010101)
	r, g, b = 4*r, 4*g, 4*b
	binary.LittleEndian.PutUint16(u[:], chromaOf(uR*r+uG*g+uB*b)*0x0101)
	binary.LittleEndian.PutUint16(v[:], chromaOf(vR*r+vG*g+vB*b)*0x0101)
}

// sampleEight converts 4 pixels of a row and 4 below.
func sampleEight(luma *[8]uint8, u, v *[2]uint8, p, q *[16]uint8) {
	r0, g0, b0 := int32(p[0]), int32(p[1]), int32(p[2])
	r1, g1, b1 := int32(p[4]), int32(p[5]), int32(p[6])
	r2, g2, b2 := int32(p[8]), int32(p[9]), int32(p[10])
	r3, g3, b3 := int32(p[12]), int32(p[13]), int32(p[14])
	binary.LittleEndian.PutUint32(luma[:], lumaOf(r0, g0, b0)|lumaOf(r1, g1, b1)<<8|lumaOf(r2, g2, b2)<<16|lumaOf(r3, g3, b3)<<24)
	rl, gl, bl := r0+r1, g0+g1, b0+b1
	rr, gr, br := r2+r3, g2+g3, b2+b3
	r0, g0, b0 = int32(q[0]), int32(q[1]), int32(q[2])
	r1, g1, b1 = int32(q[4]), int32(q[5]), int32(q[6])
	r2, g2, b2 = int32(q[8]), int32(q[9]), int32(q[10])
	r3, g3, b3 = int32(q[12]), int32(q[13]), int32(q[14])
	binary.LittleEndian.PutUint32(luma[4:], lumaOf(r0, g0, b0)|lumaOf(r1, g1, b1)<<8|lumaOf(r2, g2, b2)<<16|lumaOf(r3, g3, b3)<<24)
	rl, gl, bl = rl+r0+r1, gl+g0+g1, bl+b0+b1
	rr, gr, br = rr+r2+r3, gr+g2+g3, br+b2+b3
	binary.LittleEndian.PutUint16(u[:], chromaOf(uR*rl+uG*gl+uB*bl)|chromaOf(uR*rr+uG*gr+uB*br)<<8)
	binary.LittleEndian.PutUint16(v[:], chromaOf(vR*rl+vG*gl+vB*bl)|chromaOf(vR*rr+vG*gr+vB*br)<<8)
}

func lumaOf(r, g, b int32) uint32 { return uint32(yR*r+yG*g+yB*b+yOffset) >> 16 }

func chromaOf(v int32) uint16 { return uint16((v + cOffset) >> 18) }
