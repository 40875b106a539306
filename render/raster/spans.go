package raster

import (
	"encoding/binary"
	"image"
)

// spans are the pixels of a letter's mask by how they are painted: runs that are covered whole, and edges, pixels
// that are covered in part. Each is a loop without questions, where walking over the mask itself asks of every pixel
// which it is; a letter is painted in half the time.
//
// A run is y, x and its length, in 12, 10 and 10 bits from the top; an edge is y, x and its coverage, in 12, 12 and 8.
type spans struct{ runs, edges []uint32 }

// maxSpans is the largest width and height in px of a mask that has spans.
const maxSpans = 1 << 10

// newSpans reads a mask; nil for one that is blank or too large.
func newSpans(m *mask) *spans {
	width, height := m.rect.Dx(), m.rect.Dy()
	if m.rect.Empty() || width >= maxSpans || height >= maxSpans {
		return nil
	}
	s := new(spans)
	for y := range height {
		row := m.pix[y*width : (y+1)*width]
		for x := 0; x < width; {
			v, start := row[x], x
			for x++; v == 255 && x < width && row[x] == 255; {
				x++
			}
			switch {
			case v == 255:
				s.runs = append(s.runs, uint32(y<<20|start<<10|x-start))
			case v > 0:
				s.edges = append(s.edges, uint32(y<<20|start<<8)|uint32(v))
			}
		}
	}
	return s
}

func (s *spans) bytes() int {
	if s == nil {
		return 0
	}
	return 4 * (cap(s.runs) + cap(s.edges))
}

// paint paints a colour on an image, from a pixel of it on; all spans lie within.
func (s *spans) paint(img *image.RGBA, at image.Point, c pixel) {
	pix, stride, pair, opaque := img.Pix[img.PixOffset(at.X, at.Y):], img.Stride, c.pair(), c.alpha() == 255
	for _, r := range s.runs {
		i := int(r>>20)*stride + int(r>>10&0x3ff)*4
		dst := pix[i : i+int(r&0x3ff)*4]
		if !opaque {
			overColor(dst, c)
			continue
		}
		for ; len(dst) >= 8; dst = dst[8:] {
			binary.LittleEndian.PutUint64(dst, pair)
		}
		if len(dst) >= 4 {
			binary.LittleEndian.PutUint32(dst, uint32(pair))
		}
	}
	for _, e := range s.edges {
		i := int(e>>20)*stride + int(e>>8&0xfff)*4
		p := pix[i : i+4 : i+4]
		put(p, over(get(p), c, uint64(e&0xff)))
	}
}
