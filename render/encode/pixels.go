package encode

import (
	"encoding/binary"
	"image"
)

// rowOf returns the pixels of row y, counted from the top of img.
func rowOf(img *image.RGBA, y int) []byte {
	return img.Pix[y*img.Stride:][:4*img.Rect.Dx()]
}

// packedRows returns pixel rows top..bottom-1 without gaps: part of img if it has none, else a copy in
// scratch, which is returned as well.
func packedRows(img *image.RGBA, top, bottom int, scratch []byte) (pix, again []byte) {
	if n := 4 * img.Rect.Dx(); img.Stride == n {
		return img.Pix[top*n : bottom*n], scratch
	}
	scratch = scratch[:0]
	for y := top; y < bottom; y++ {
		scratch = append(scratch, rowOf(img, y)...)
	}
	return scratch, scratch
}

// classify looks at all pixels for what a file can leave out.
func classify(img *image.RGBA) (opaque, grey bool) {
	opaque, grey = true, true
	for y := 0; y < img.Rect.Dy() && (opaque || grey); y++ {
		row := rowOf(img, y)
		grey = grey && isGrey(row) // of most pictures, asked of one row
		opaque = opaque && isOpaque(row)
	}
	return opaque, grey
}

func isGrey(row []byte) bool {
	unequal := uint32(0)
	for ; len(row) >= 4; row = row[4:] {
		v := binary.LittleEndian.Uint32(row)
		unequal |= v ^ v>>8 // R≠G and G≠B, in the lower two bytes
	}
	return unequal&0xffff == 0
}

func isOpaque(row []byte) bool {
	all := ^uint64(0)
	for ; len(row) >= 32; row = row[32:] {
		r := row[:32:32]
		all &= binary.LittleEndian.Uint64(r) & binary.LittleEndian.Uint64(r[8:]) &
			binary.LittleEndian.Uint64(r[16:]) & binary.LittleEndian.Uint64(r[24:])
	}
	last := uint32(all) & uint32(all>>32)
	for ; len(row) >= 4; row = row[4:] {
		last &= binary.LittleEndian.Uint32(row)
	}
	return last>>24 == 0xff
}

// straight turns premultiplied pixels into straight ones, rounded; what is transparent is black.
func straight(dst, src []byte) {
	for i := 0; i+4 <= len(src); i += 4 {
		s, d := src[i:i+4:i+4], dst[i:i+4:i+4]
		a := uint32(s[3])
		inverse := inverseAlpha[a]
		// A colour above its alpha is not premultiplied; it counts as full.
		d[0] = uint8((min(uint32(s[0]), a)*inverse + 1<<15) >> 16)
		d[1] = uint8((min(uint32(s[1]), a)*inverse + 1<<15) >> 16)
		d[2] = uint8((min(uint32(s[2]), a)*inverse + 1<<15) >> 16)
		d[3] = s[3]
	}
}

// inverseAlpha is 255/a in 16 bits of fraction, 0 for 0.
var inverseAlpha = func() (t [256]uint32) {
	for a := uint32(1); a < 256; a++ {
		t[a] = (255<<16 + a/2) / a
	}
	return t
}()

// onWhite flattens premultiplied pixels onto white.
func onWhite(dst, src []byte) {
	for i := 0; i+4 <= len(src); i += 4 {
		s, d := src[i:i+4:i+4], dst[i:i+4:i+4]
		white := 255 - s[3]
		// As in straight: the sum passes 255 only where a colour is above its alpha.
		d[0], d[1], d[2], d[3] = min(s[0], s[3])+white, min(s[1], s[3])+white, min(s[2], s[3])+white, 255
	}
}
