package encode

import "encoding/binary"

// The filter Sub (PNG, section 9.2): each byte less the one of the same channel in the pixel to the left. The
// pixel left of the first is zero.

// subBytes subtracts four bytes from four bytes: with the top bits out of the way nothing is borrowed from
// the neighbour, then they are put right.
func subBytes(v, u uint32) uint32 {
	const top = 0x80808080
	return (v | top) - (u &^ top) ^ (v^^u)&top
}

// subRGBA filters rows of four channels.
func subRGBA(dst, src []byte) {
	left := uint32(0)
	for i := 0; i+4 <= len(src); i += 4 {
		v := binary.LittleEndian.Uint32(src[i:])
		binary.LittleEndian.PutUint32(dst[i:], subBytes(v, left))
		left = v
	}
}

// subRGB drops alpha. It writes four bytes a pixel, of which the next pixel overwrites the last.
func subRGB(dst, src []byte) {
	left, out := uint32(0), 0
	for i := 0; i+4 <= len(src); i += 4 {
		v := binary.LittleEndian.Uint32(src[i:])
		binary.LittleEndian.PutUint32(dst[out:], subBytes(v, left))
		left = v
		out += 3
	}
}

// subGrey keeps one channel.
func subGrey(dst, src []byte) {
	left := byte(0)
	for i, out := 0, 0; i+4 <= len(src); i, out = i+4, out+1 {
		dst[out] = src[i] - left
		left = src[i]
	}
}
