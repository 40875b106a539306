package encode

import (
	"fmt"
	"image"
	"slices"

	"placard/render/internal/cache"
)

// jpegBands are the pieces that a picture is coded in, each the entropy-coded segment between two restart
// markers (T.81, E.1.4): it starts with a mean of 0 and ends with a byte, so its bytes depend on nothing
// outside of its rows of pixels.
type jpegBands struct {
	height  int // of the picture, px
	rows    int // px a band; the last may have fewer
	restart int // MCUs a band, 0 if there is but one

	sum func(top, bottom int) cache.Sum // of rows of pixels; nil: they are summed up
}

// bandMCUs is the least a band has, unless it is the whole picture. What a restart costs, five bytes, is
// then below a hundredth of a band that shows anything.
const bandMCUs = 64

func bandsOf(height, mcus, side int) jpegBands {
	n := (bandMCUs + mcus - 1) / mcus // rows of MCUs
	b := jpegBands{height: height, rows: n * side}
	if b.rows < height {
		b.restart = n * mcus
	}
	return b
}

// bandOptions is what the bytes of a band depend on beside its pixels.
type bandOptions struct {
	quality int
	chroma  Chroma
	choice  tableChoice
	width   int // px
}

// encode writes the bands: those that are known are copied, of the others code writes pixel rows
// top..bottom-1 and they are kept. known may be nil.
func (b jpegBands) encode(out *bitWriter, img *image.RGBA, opt bandOptions, known *segments, code func(top, bottom int)) {
	as := ""
	if known != nil {
		as = fmt.Sprint(opt)
	}
	var packed []byte
	for i, top := 0, 0; top < b.height; i, top = i+1, top+b.rows {
		bottom := min(top+b.rows, b.height)
		if i > 0 {
			out.marker(markerRST0 | byte(i-1)&7)
		}
		if known == nil {
			code(top, bottom)
			continue
		}
		key := segmentKey{kind: "jpeg", as: as}
		if b.sum != nil {
			key.sum = b.sum(top, bottom)
		} else {
			var pix []byte
			pix, packed = packedRows(img, top, bottom, packed)
			key.sum = cache.SumOf(pix)
		}
		if s, ok := known.get(key); ok {
			out.buf = append(out.buf, s.data...)
			continue
		}
		start := len(out.buf)
		code(top, bottom)
		known.put(key, segment{data: slices.Clone(out.buf[start:])})
	}
}
