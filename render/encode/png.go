package encode

import (
	"bytes"
	"image"
	"image/png"
)

// PNG encodes img losslessly.
func PNG(img *image.RGBA) ([]byte, error) {
	if err := check(img, "PNG", 65535); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	enc := png.Encoder{CompressionLevel: png.BestSpeed}
	err := enc.Encode(&buf, img)
	return buf.Bytes(), err
}
