package encode

import (
	"encoding/binary"
	"image"
)

// A tile is what is sampled at once: 16×16 px, a MCU of 4:2:0, or 16×8 px, two MCUs of 4:4:4.
const (
	tileSide  = 2 * blockSide
	tileBytes = 4 * tileSide // of a row
)

// tile is the pixels of a tile, opaque, rows without gaps.
type tile [tileSide * tileBytes]byte

// tileSource gives the pixels of tiles.
type tileSource struct {
	img    *image.RGBA
	height int  // px of a tile: tileSide or blockSide
	copied tile // a tile that does not lie in the picture as it is needed
}

// at returns the rows of the tile whose upper left pixel is x, y, stride bytes apart. Beyond the picture its
// edge goes on.
func (s *tileSource) at(x, y int) (rows []byte, stride int) {
	if x+tileSide <= s.img.Rect.Dx() && y+s.height <= s.img.Rect.Dy() {
		return s.img.Pix[y*s.img.Stride+4*x:], s.img.Stride
	}
	last := s.img.Rect.Dy() - 1
	for v := range s.height {
		row := rowOf(s.img, min(y+v, last))[4*x:]
		out := s.copied[v*tileBytes:][:tileBytes]
		n := copy(out, row)
		for ; n < len(out); n += 4 {
			copy(out[n:n+4], out[n-4:n])
		}
	}
	return s.copied[:], tileBytes
}

// onWhite returns a tile flattened onto white.
func (s *tileSource) onWhite(rows []byte, stride int) []byte {
	for v := range s.height {
		onWhite(s.copied[v*tileBytes:][:tileBytes], rows[v*stride:][:tileBytes])
	}
	return s.copied[:]
}

// sameAsLeft says whether the tile at x, y is the one to the left of it, which must be there.
func (s *tileSource) sameAsLeft(x, y int) bool {
	if x+tileSide > s.img.Rect.Dx() {
		return false
	}
	for v := y; v < min(y+s.height, s.img.Rect.Dy()); v++ {
		row := s.img.Pix[v*s.img.Stride+4*(x-tileSide):][:2*tileBytes]
		if *(*[tileBytes]byte)(row) != *(*[tileBytes]byte)(row[tileBytes:]) {
			return false
		}
	}
	return true
}

// twoPixels loads the pixels that start row, the first in the lower half.
func twoPixels(row []byte) uint64 { return binary.LittleEndian.Uint64(row) }
