package encode

import "image"

// The colour types of PNG, section 6.1, that are written, with 8 bits a sample.
const (
	pngGrey = 0
	pngRGB  = 2
	pngRGBA = 6
)

// pngKind is how a pixel becomes bytes.
type pngKind struct {
	colorType byte
	channels  int // bytes a pixel
}

// pngKindOf chooses the smallest kind that loses nothing.
func pngKindOf(img *image.RGBA) pngKind {
	opaque, grey := classify(img)
	switch {
	case opaque && grey:
		return pngKind{pngGrey, 1}
	case opaque:
		return pngKind{pngRGB, 3}
	default:
		return pngKind{pngRGBA, 4}
	}
}
