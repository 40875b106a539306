package picture

import "image"

// content is what a picture was decoded to, in the file's orientation.
type content interface {
	// size is in px.
	size() (w, h int)
	// bytes is the memory that it holds.
	bytes() int
	// isOpaque says that no pixel is transparent.
	isOpaque() bool
	// scale scales a part to w×h px, premultiplied RGBA.
	scale(c cropRect, w, h int) *image.RGBA
}

// pixels are content whose samples are all there.
type pixels struct {
	w, h     int
	channels []channel
	colors   colors
	opaque   bool
}

// channel is samples, and where they lie: the first begins at x, y px of the picture, and each covers fx×fy px and is in
// their middle, as JFIF and WebP have it of chroma.
type channel struct {
	plane
	x, y, fx, fy float64
}

// colors makes premultiplied RGBA of a row of samples of each channel.
type colors interface {
	row(dst []byte, samples [][]byte)
}

func (p *pixels) size() (w, h int) { return p.w, p.h }
func (p *pixels) isOpaque() bool   { return p.opaque }

func (p *pixels) bytes() int {
	n := 0
	for _, c := range p.channels {
		n += cap(c.pix)
	}
	return n
}

func (p *pixels) scale(c cropRect, w, h int) *image.RGBA {
	return scale(p.channels, p.colors, c, w, h)
}

// whole returns all pixels as premultiplied RGBA, unscaled.
func (p *pixels) whole() *image.RGBA {
	return p.scale(cropRect{0, 0, float64(p.w), float64(p.h)}, p.w, p.h)
}

// scale scales the part c of channels to w×h px, strip by strip: each channel, then their colours, while what is
// needed is near.
func scale(channels []channel, colors colors, c cropRect, w, h int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, w, h))
	high, wide := kernelFor((c.y1-c.y0)/float64(h)), kernelFor((c.x1-c.x0)/float64(w))
	scalers := make([]*scaler, len(channels))
	for i, ch := range channels {
		part := cropRect{(c.x0 - ch.x) / ch.fx, (c.y0 - ch.y) / ch.fy, (c.x1 - ch.x) / ch.fx, (c.y1 - ch.y) / ch.fy}
		scalers[i] = newScaler(ch.plane, part, w, h, high, wide)
	}
	samples := make([][]byte, len(channels))
	for y := 0; y < h; y += strip {
		for _, s := range scalers {
			s.scale(y)
		}
		for j := range min(strip, h-y) {
			for i, s := range scalers {
				samples[i] = s.rows[j]
			}
			colors.row(dst.Pix[(y+j)*dst.Stride:][:4*w], samples)
		}
	}
	for _, s := range scalers {
		s.free()
	}
	return dst
}
