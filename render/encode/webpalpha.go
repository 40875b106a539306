package encode

import (
	"image"
	"slices"

	"placard/render/encode/vp8l"
)

// alpha writes the chunks that a picture with transparency needs before its frame: VP8X, which tells that there is
// transparency, and ALPH (RFC 9649, sections 2.7 and 2.7.1.2). The plane is not filtered: what codes it predicts each pixel
// from its neighbours, tile by tile, better than one filter for all does.
func (s *webpScratch) alpha(img *image.RGBA) {
	const (
		hasAlpha   = 1 << 4
		raw        = 0
		compressed = 1
	)
	w, h := img.Rect.Dx(), img.Rect.Dy()
	at := s.begin("VP8X")
	s.riff = append(s.riff, hasAlpha, 0, 0, 0, byte(w-1), byte((w-1)>>8), byte((w-1)>>16), byte(h-1), byte((h-1)>>8), byte((h-1)>>16))
	s.end(at)
	s.plane = slices.Grow(s.plane[:0], w*h)[:w*h]
	for y := range h {
		src, dst := rowOf(img, y), s.plane[y*w:][:w]
		for x := range dst {
			dst[x] = src[4*x+3]
		}
	}
	at = s.begin("ALPH")
	if data := vp8l.EncodeAlpha(s.plane, w, h); len(data) < len(s.plane) {
		s.riff = append(append(s.riff, compressed), data...)
	} else {
		s.riff = append(append(s.riff, raw), s.plane...)
	}
	s.end(at)
}

// groundSide is the side of the squares in which what is not seen takes the mean of what is: half a macroblock,
// which is a block of its colours.
const groundSide = 8

// ground returns straight, opaque pixels that look like img under its alpha. What is wholly transparent takes the colour
// of its surroundings, as hard edges that nobody sees would cost bytes.
func (s *webpScratch) ground(img *image.RGBA) *image.RGBA {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	s.pixels = slices.Grow(s.pixels[:0], 4*w*h)[:4*w*h]
	out := &image.RGBA{Pix: s.pixels, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	for y := range h {
		straight(rowOf(out, y), rowOf(img, y))
	}
	var mean [4]byte // of the last square that had colour
	for y := 0; y < h; y += groundSide {
		for x := 0; x < w; x += groundSide {
			fillHidden(out.SubImage(image.Rect(x, y, min(x+groundSide, w), min(y+groundSide, h))).(*image.RGBA), &mean)
		}
	}
	return out
}

// fillHidden gives the transparent pixels of straight ones the mean of the others, or the mean before if there are none,
// and makes all of them opaque.
func fillHidden(m *image.RGBA, mean *[4]byte) {
	var sum [4]uint32
	for y := range m.Rect.Dy() {
		for row := rowOf(m, y); len(row) >= 4; row = row[4:] {
			a := uint32(row[3])
			sum[0] += uint32(row[0]) * a
			sum[1] += uint32(row[1]) * a
			sum[2] += uint32(row[2]) * a
			sum[3] += a
		}
	}
	if n := sum[3]; n > 0 {
		*mean = [4]byte{byte((sum[0] + n/2) / n), byte((sum[1] + n/2) / n), byte((sum[2] + n/2) / n)}
	}
	mean[3] = 255
	for y := range m.Rect.Dy() {
		for row := rowOf(m, y); len(row) >= 4; row = row[4:] {
			if row[3] == 0 {
				copy(row, mean[:])
			}
			row[3] = 255
		}
	}
}
