package picture

import (
	"bytes"
	"fmt"
	"image"

	"golang.org/x/image/webp"
)

// webpHeader reads the chunks' headers.
func webpHeader(data []byte) (header, error) {
	f, err := readWebP(data)
	if err != nil {
		return header{}, err
	}
	area := int64(f.image.w) * int64(f.image.h)
	hd := header{w: f.w, h: f.h, orientation: f.orientation}
	switch {
	case f.image.lossless: // pixels, and again while colours are looked up
		hd.memory = 8 * area
	case f.image.alpha: // planes; alpha is decoded as RGBA, then copied; in the end all is scaled planes and RGBA
		hd.memory = 13 * area
	default: // planes padded to macroblocks
		hd.memory = int64(roundUp(f.w, 16)) * int64(roundUp(f.h, 16)) * 3 / 2
	}
	if f.frame != nil { // the canvas
		hd.memory += 4 * int64(f.w) * int64(f.h)
	}
	return hd, nil
}

// webpPixels decodes the picture, or the first frame of an animation.
func webpPixels(data []byte, _ Limits) (content, error) {
	f, err := readWebP(data)
	if err != nil {
		return nil, err
	}
	if f.frame != nil {
		data = f.frame.still(f.image.alpha)
	}
	img, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken("WebP", err)
	}
	var p *pixels
	switch m := img.(type) {
	case *image.YCbCr:
		p = fromYCbCr(m, limitedRange)
	case *image.NYCbCrA:
		p = fromNYCbCrA(m, limitedRange)
	case *image.NRGBA:
		p = fromNRGBA(m)
	default:
		return nil, fmt.Errorf("%w: WebP decoded to %T; save it as PNG", ErrUnsupported, img)
	}
	if f.frame == nil || f.frame.w == f.w && f.frame.h == f.h {
		return p, nil
	}
	return f.place(p), nil
}

// place puts the frame on its transparent canvas.
func (f *webpFile) place(p *pixels) *pixels {
	frame, dst := p.whole(), image.NewRGBA(image.Rect(0, 0, f.w, f.h))
	for y := range f.frame.h {
		copy(dst.Pix[dst.PixOffset(f.frame.x, f.frame.y+y):], frame.Pix[y*frame.Stride:][:4*f.frame.w])
	}
	return fromRGBA(dst.Pix, dst.Stride, dst.Rect)
}
