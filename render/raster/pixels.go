package raster

import "image"

// imageBrush paints pixels as they are.
type imageBrush struct {
	c      *canvas
	pixels pixelSource
	alpha  uint8
}

// pixelSource gives the premultiplied pixels that lie on n pixels of the canvas from x, y on. They are not changed,
// and lost with the next call.
type pixelSource interface {
	run(x, y, n int) []uint8
}

func (b *imageBrush) solid(dst []uint8, x, y int, cover uint8) {
	src := b.pixels.run(x, y, len(dst)/4)
	if m := scale(uint64(cover), uint64(b.alpha)); m < 255 {
		overRowAlpha(dst, src, uint8(m))
		return
	}
	overRow(dst, src)
}

func (b *imageBrush) mask(dst []uint8, x, y int, cover []uint8) {
	if b.alpha < 255 {
		b.c.cover = grow(b.c.cover, len(cover))
		for i, m := range cover {
			b.c.cover[i] = uint8(scale(uint64(m), uint64(b.alpha)))
		}
		cover = b.c.cover
	}
	overRowMask(dst, b.pixels.run(x, y, len(cover)), cover)
}

// placed is an image whose top left is at a point of the canvas.
type placed struct {
	image *image.RGBA
	at    image.Point
}

func (p *placed) run(x, y, n int) []uint8 {
	x += p.image.Rect.Min.X - p.at.X
	return run(p.image, y+p.image.Rect.Min.Y-p.at.Y, x, x+n)
}

// quartered is an image turned by right angles, whose pixels lie on those of the canvas.
type quartered struct {
	c           *canvas
	image       *image.RGBA
	at          int // bytes: where the pixel that lies on 0, 0 of the canvas would be
	right, down int // bytes to the pixels right of one and below
}

// quarter turns an image, by the sine and cosine of its angle, onto a box of the canvas.
func (c *canvas) quarter(img *image.RGBA, box image.Rectangle, sin, cos int) *quartered {
	q := &quartered{c: c, image: img, right: 4*cos - img.Stride*sin, down: 4*sin + img.Stride*cos}
	// The pixel at the top left of the box is the one at the corner that the turn brings there.
	if cos < 0 || sin < 0 {
		q.at += 4 * (img.Rect.Dx() - 1)
	}
	if cos < 0 || sin > 0 {
		q.at += img.Stride * (img.Rect.Dy() - 1)
	}
	q.at -= q.right*box.Min.X + q.down*box.Min.Y
	return q
}

func (q *quartered) run(x, y, n int) []uint8 {
	q.c.row = grow(q.c.row, 4*n)
	i := q.at + q.right*x + q.down*y
	for k := 0; k < 4*n; k += 4 {
		copy(q.c.row[k:k+4], q.image.Pix[i:i+4])
		i += q.right
	}
	return q.c.row
}
