package encode

import (
	"bytes"
	"image"

	"github.com/HugoSmits86/nativewebp"
)

// WebPLossless encodes img as lossless WebP (VP8L).
func WebPLossless(img *image.RGBA) ([]byte, error) {
	if err := check(img, "WebP", 16383); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	err := nativewebp.Encode(&buf, img, nil)
	return buf.Bytes(), err
}
