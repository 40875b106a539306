package picture

import (
	"image"

	"placard/render/internal/exif"
)

// orientation turns pixels upright.
type orientation struct{ exif.Orientation }

// stored maps a part of the upright picture to the file of w×h px.
func (o orientation) stored(c cropRect, w, h int) cropRect {
	if o.Swapped {
		c = cropRect{c.y0, c.x0, c.y1, c.x1}
	}
	if o.FlipX {
		c.x0, c.x1 = float64(w)-c.x1, float64(w)-c.x0
	}
	if o.FlipY {
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
	if o.FlipX {
		at += 4 * (w - 1)
		right = -right
	}
	if o.FlipY {
		at += m.Stride * (h - 1)
		down = -down
	}
	if o.Swapped {
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
