package encode

import (
	"bytes"
	"image"
	"image/jpeg"
)

// JPEG encodes img as a baseline JPEG with 4:2:0 chroma. Quality is 1..100 with libjpeg's meaning.
// Transparency is flattened onto white.
func JPEG(img *image.RGBA, quality int) ([]byte, error) {
	if err := check(img, "JPEG", 65535); err != nil {
		return nil, err
	}
	var buf bytes.Buffer
	err := jpeg.Encode(&buf, img, &jpeg.Options{Quality: quality})
	return buf.Bytes(), err
}
