package picture

import (
	"encoding/binary"
	"image"
	"image/color"
)

// The from functions make pixels of what the decoders return. Wherever the size of a pixel stays
// the same they write into the decoder's memory.

func fromGray(m *image.Gray) *pixels {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	return &pixels{w: w, h: h, opaque: true, colors: grey{}, channels: []channel{{adopt(m.Pix, m.Stride, w, h, 1), 0, 0, 1, 1}}}
}

func fromYCbCr(m *image.YCbCr, colors *ycc) *pixels {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	fx, fy := subsampling(m.SubsampleRatio)
	cw, ch := (w+fx-1)/fx, (h+fy-1)/fy
	return &pixels{w: w, h: h, opaque: true, colors: colors, channels: []channel{
		{adopt(m.Y, m.YStride, w, h, 1), 0, 0, 1, 1},
		{adopt(m.Cb, m.CStride, cw, ch, 1), 0, 0, float64(fx), float64(fy)},
		{adopt(m.Cr, m.CStride, cw, ch, 1), 0, 0, float64(fx), float64(fy)},
	}}
}

// subsampling returns how many luma samples a chroma sample covers, across and down.
func subsampling(r image.YCbCrSubsampleRatio) (fx, fy int) {
	switch r {
	case image.YCbCrSubsampleRatio422:
		return 2, 1
	case image.YCbCrSubsampleRatio420:
		return 2, 2
	case image.YCbCrSubsampleRatio440:
		return 1, 2
	case image.YCbCrSubsampleRatio411:
		return 4, 1
	case image.YCbCrSubsampleRatio410:
		return 4, 2
	}
	return 1, 1
}

// fromRGBA takes premultiplied pixels.
func fromRGBA(pix []byte, stride int, r image.Rectangle) *pixels {
	w, h := r.Dx(), r.Dy()
	p := &pixels{w: w, h: h, opaque: true, colors: premultiplied{}, channels: []channel{{adopt(pix, stride, w, h, 4), 0, 0, 1, 1}}}
	for y := 0; y < h && p.opaque; y++ {
		row := p.channels[0].row(y)
		for x := 3; x < len(row); x += 4 {
			if row[x] != 255 {
				p.opaque = false
				break
			}
		}
	}
	return p
}

func fromNRGBA(m *image.NRGBA) *pixels {
	for i := 0; i+4 <= len(m.Pix); i += 4 {
		px := m.Pix[i : i+4 : i+4]
		if a := px[3]; a != 255 {
			px[0], px[1], px[2] = premultiply(px[0], a), premultiply(px[1], a), premultiply(px[2], a)
		}
	}
	return fromRGBA(m.Pix, m.Stride, m.Rect)
}

// fromNYCbCrA becomes premultiplied RGBA, lest colours of transparent pixels show at edges when it is scaled.
func fromNYCbCrA(m *image.NYCbCrA, colors *ycc) *pixels {
	p := fromYCbCr(&m.YCbCr, colors)
	dst := p.whole()
	for y := range p.h {
		alpha := m.A[y*m.AStride:][:p.w]
		row := dst.Pix[y*dst.Stride:]
		for x, a := range alpha {
			px := row[4*x : 4*x+4 : 4*x+4]
			px[0], px[1], px[2], px[3] = premultiply(px[0], a), premultiply(px[1], a), premultiply(px[2], a), a
		}
	}
	return fromRGBA(dst.Pix, dst.Stride, dst.Rect)
}

// premultiply returns c·a/255, rounded.
func premultiply(c, a uint8) uint8 {
	v := uint32(c)*uint32(a) + 128
	return uint8((v + v>>8) >> 8)
}

// fromPaletted puts m on a transparent screen, at its own bounds. An index beyond the palette is a
// transparent pixel; in imaging it is a panic (CVE-2023-36308).
func fromPaletted(m *image.Paletted, screen image.Rectangle) *pixels {
	var palette [256]color.RGBA
	for i, c := range m.Palette[:min(len(m.Palette), len(palette))] {
		palette[i] = color.RGBAModel.Convert(c).(color.RGBA)
	}
	dst := image.NewRGBA(screen)
	r := m.Rect.Intersect(screen)
	for y := r.Min.Y; y < r.Max.Y; y++ {
		in := m.Pix[m.PixOffset(r.Min.X, y):][:r.Dx()]
		out := dst.Pix[dst.PixOffset(r.Min.X, y):]
		for x, index := range in {
			c := palette[index]
			out[4*x], out[4*x+1], out[4*x+2], out[4*x+3] = c.R, c.G, c.B, c.A
		}
	}
	return fromRGBA(dst.Pix, dst.Stride, dst.Rect)
}

// from16 rounds 16-bit samples to 8.
func from16(img image.Image) *pixels {
	b := img.Bounds()
	dst := image.NewRGBA(image.Rect(0, 0, b.Dx(), b.Dy()))
	switch m := img.(type) {
	case *image.Gray16:
		for i := 0; i+2 <= len(m.Pix); i += 2 {
			v := to8(uint32(binary.BigEndian.Uint16(m.Pix[i:])))
			copy(dst.Pix[2*i:], []byte{v, v, v, 255})
		}
	case *image.RGBA64:
		premultiply16(dst.Pix, m.Pix, func(c, _ uint32) uint32 { return c })
	case *image.NRGBA64:
		premultiply16(dst.Pix, m.Pix, func(c, a uint32) uint32 { return uint32((uint64(c)*uint64(a) + 32767) / 65535) })
	}
	return fromRGBA(dst.Pix, dst.Stride, dst.Rect)
}

// premultiply16 converts pixels of four 16-bit samples, colours by way of mul.
func premultiply16(dst, src []byte, mul func(c, a uint32) uint32) {
	for i := 0; i+8 <= len(src); i += 8 {
		v := binary.BigEndian.Uint64(src[i:])
		a := uint32(v & 0xffff)
		d := dst[i/2:][:4]
		d[0] = to8(mul(uint32(v>>48), a))
		d[1] = to8(mul(uint32(v>>32&0xffff), a))
		d[2] = to8(mul(uint32(v>>16&0xffff), a))
		d[3] = to8(a)
	}
}

// to8 returns v/257, rounded.
func to8(v uint32) uint8 { return uint8((v + 128) / 257) }
