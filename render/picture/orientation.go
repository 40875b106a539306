package picture

import "image"

// orientation says how an upright picture lies in the file: an upright point (u, v) is, where swapped is
// set, (v, u) of the file; then flips mirror it.
type orientation struct{ swapped, flipX, flipY bool }

// orientations are the values 1..8 of EXIF tag 0x0112 (CIPA DC-008, 4.6.4); others mean 1.
var orientations = [9]orientation{
	1: {},
	2: {flipX: true},
	3: {flipX: true, flipY: true},
	4: {flipY: true},
	5: {swapped: true},
	6: {swapped: true, flipY: true},
	7: {swapped: true, flipX: true, flipY: true},
	8: {swapped: true, flipX: true},
}

// size returns the upright size of a file of w×h px, and the other way round.
func (o orientation) size(w, h int) (int, int) {
	if o.swapped {
		return h, w
	}
	return w, h
}

// stored maps a part of the upright picture to the file of w×h px.
func (o orientation) stored(c cropRect, w, h int) cropRect {
	if o.swapped {
		c = cropRect{c.y0, c.x0, c.y1, c.x1}
	}
	if o.flipX {
		c.x0, c.x1 = float64(w)-c.x1, float64(w)-c.x0
	}
	if o.flipY {
		c.y0, c.y1 = float64(h)-c.y1, float64(h)-c.y0
	}
	return c
}

// upright returns m turned upright; m itself where it is.
func (o orientation) upright(m *image.RGBA) *image.RGBA {
	if o == (orientation{}) {
		return m
	}
	w, h := m.Rect.Dx(), m.Rect.Dy()
	// A step to the right and a step down in the result are these many bytes in m.
	at, right, down := 0, 4, m.Stride
	if o.flipX {
		at += 4 * (w - 1)
		right = -right
	}
	if o.flipY {
		at += m.Stride * (h - 1)
		down = -down
	}
	if o.swapped {
		right, down = down, right
		w, h = h, w
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := dst.Pix[y*dst.Stride:][:4*w]
		for x := 0; x < len(row); x += 4 {
			copy(row[x:x+4], m.Pix[at+y*down+x/4*right:])
		}
	}
	return dst
}
