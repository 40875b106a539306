package picture

import "image"

// pixels are a picture's planes in the file's orientation: one for grey and RGBA, three for Y'CbCr.
type pixels struct {
	w, h   int
	planes []plane
	opaque bool

	// Of Y'CbCr: how to convert it, and how many luma samples a chroma sample covers.
	colors *ycc
	fx, fy int
}

// bytes is the memory that the planes hold.
func (p *pixels) bytes() int {
	n := 0
	for _, pl := range p.planes {
		n += cap(pl.pix)
	}
	return n
}

// scale scales the planes one by one, each to w×h, then converts them to premultiplied RGBA.
func (p *pixels) scale(c cropRect, w, h int) *image.RGBA {
	scaled := make([]plane, len(p.planes))
	for i, pl := range p.planes {
		part := c
		if i > 0 {
			// JFIF and WebP centre a chroma sample on the luma samples that it covers, so edges scale
			// by the factor alone.
			fx, fy := float64(p.fx), float64(p.fy)
			part = cropRect{c.x0 / fx, c.y0 / fy, c.x1 / fx, c.y1 / fy}
		}
		scaled[i] = resample(pl, part, w, h)
	}
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		row := dst.Pix[y*dst.Stride:][:4*w]
		switch {
		case p.colors != nil:
			p.colors.row(row, scaled[0].row(y), scaled[1].row(y), scaled[2].row(y))
		case scaled[0].step == 1:
			greyRow(row, scaled[0].row(y))
		default:
			premultipliedRow(row, scaled[0].row(y))
		}
	}
	for _, pl := range scaled {
		pl.free()
	}
	return dst
}

// whole returns all pixels as premultiplied RGBA, unscaled.
func (p *pixels) whole() *image.RGBA {
	return p.scale(cropRect{0, 0, float64(p.w), float64(p.h)}, p.w, p.h)
}
