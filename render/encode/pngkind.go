package encode

import "image"

// The colour types of PNG, section 6.1, that are written.
const (
	pngGrey    = 0
	pngRGB     = 2
	pngIndexed = 3
	pngRGBA    = 6
)

// pngKind is how pixels become bytes.
type pngKind struct {
	colorType byte
	depth     int // bits a sample: 8, or less for an index
	channels  int // samples a pixel
}

// rowBytes is how many bytes a row of width pixels has, the filter's included.
func (k pngKind) rowBytes(width int) int { return 1 + (width*k.channels*k.depth+7)/8 }

// pngKindOf chooses the smallest kind without a palette that loses nothing.
func pngKindOf(img *image.RGBA) pngKind {
	opaque, grey := classify(img)
	switch {
	case opaque && grey:
		return pngKind{pngGrey, 8, 1}
	case opaque:
		return pngKind{pngRGB, 8, 3}
	default:
		return pngKind{pngRGBA, 8, 4}
	}
}

// choose chooses the kind for img, and finds the palette if it has one. Grey needs none as bytes, so
// that one of many greys is not worth its own.
func (e *pngEncoder) choose(img *image.RGBA, opt PNGOptions) pngKind {
	kind := pngKindOf(img)
	most := maxPalette
	if kind.colorType == pngGrey {
		most = 4
	}
	if opt.Colors > 0 {
		most = opt.Colors
	}
	switch {
	case e.palette.find(img, most):
		e.palette.index(img)
	case opt.Colors > 0:
		e.palette.quantize(img, opt.Colors, opt.Dither)
	default:
		return kind
	}
	return pngKind{pngIndexed, paletteDepth(len(e.palette.colors)), 1}
}
