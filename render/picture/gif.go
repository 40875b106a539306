package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/gif"
)

// gifHeader reads the size of the screen, on which frames are placed.
func gifHeader(data []byte) (header, error) {
	const screenEnd = 13
	if len(data) < screenEnd {
		return header{}, fmt.Errorf("%w: GIF without a header; the file is cut off", ErrBroken)
	}
	w, h := int(binary.LittleEndian.Uint16(data[6:])), int(binary.LittleEndian.Uint16(data[8:]))
	const indexAndRGBA = 5
	return header{w: w, h: h, memory: indexAndRGBA * int64(w) * int64(h)}, nil
}

// gifPixels decodes the first frame and puts it where it belongs on the transparent screen.
func gifPixels(data []byte, _ Limits) (content, error) {
	img, err := gif.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken("GIF", err)
	}
	m, ok := img.(*image.Paletted)
	if !ok {
		return nil, fmt.Errorf("%w: GIF decoded to %T; save it as PNG", ErrUnsupported, img)
	}
	hd, err := gifHeader(data)
	if err != nil {
		return nil, err
	}
	return fromPaletted(m, image.Rect(0, 0, hd.w, hd.h)), nil
}
