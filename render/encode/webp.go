package encode

import (
	"bytes"
	"fmt"
	"image"
	"sync"

	"github.com/HugoSmits86/nativewebp"
)

// WebPLossless encodes img as lossless WebP (VP8L, RFC 9649, section 3). Straight colours are what rounding leaves of the
// premultiplied ones. An error is ErrSize.
//
// The encoder is another's: for a card it takes 6–15 times as long as JPEG and 41 MB of memory.
func WebPLossless(img *image.RGBA) ([]byte, error) {
	const maxSide = 1 << 14 // 14 bits hold the size less one
	if err := check(img, "WebP", maxSide); err != nil {
		return nil, err
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	pix := webpPixels.Get().(*[]byte)
	defer webpPixels.Put(pix)
	if cap(*pix) < 4*w*h {
		*pix = make([]byte, 4*w*h)
	}
	m := &image.NRGBA{Pix: (*pix)[:4*w*h], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	for y := range h {
		straight(m.Pix[y*m.Stride:][:4*w], rowOf(img, y))
	}
	var b bytes.Buffer
	if err := nativewebp.Encode(&b, m, nil); err != nil {
		return nil, fmt.Errorf("encode: lossless WebP of %d×%d px: %w", w, h, err)
	}
	return b.Bytes(), nil
}

// webpPixels keeps the straight pixels between calls.
var webpPixels = sync.Pool{New: func() any { return new([]byte) }}
