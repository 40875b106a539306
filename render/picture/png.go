package picture

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/png"

	"placard/render/internal/exif"
)

// maxAncillary bounds the chunks that are skipped: the decoder takes 4 kB for each, however small it is. A
// long animation has some thousands.
const maxAncillary = 10_000

// pngHeader reads IHDR and walks the chunks for transparency and orientation. Of an animated PNG the default
// image is read, as by any decoder that does not know animation.
func pngHeader(data []byte) (header, error) {
	const ihdrEnd = 33
	if len(data) < ihdrEnd || string(data[12:16]) != "IHDR" {
		return header{}, fmt.Errorf("%w: PNG without a header; the file is cut off", ErrBroken)
	}
	w, h := binary.BigEndian.Uint32(data[16:]), binary.BigEndian.Uint32(data[20:])
	if w > 1<<31-1 || h > 1<<31-1 { // PNG, section 7.1
		return header{}, fmt.Errorf("%w: PNG of %d×%d px; save the file again", ErrBroken, w, h)
	}
	depth, colorType, interlaced := int(data[24]), data[25], data[28] != 0
	hd := header{w: int(w), h: int(h)}
	transparent, ancillary := false, 0
	for rest := data[8:]; len(rest) >= 12; {
		n, kind := binary.BigEndian.Uint32(rest), string(rest[4:8])
		if uint64(n)+12 > uint64(len(rest)) {
			break
		}
		if lowerCase := kind[0]&0x20 != 0; lowerCase { // PNG, section 5.4
			ancillary++
		}
		switch kind {
		case "tRNS":
			transparent = true
		case "eXIf":
			hd.orientation = orientation{exif.Read(rest[8 : 8+n])}
		}
		rest = rest[12+n:]
	}
	if ancillary > maxAncillary {
		return header{}, fmt.Errorf("%w: PNG with %d notes, over %d; save it without metadata", ErrTooLarge, ancillary, maxAncillary)
	}
	hd.cost(depth, colorType, transparent, interlaced)
	return hd, nil
}

// cost fills in the estimates. Limits.check comes after it, so the sides may be anything in 31 bits.
func (hd *header) cost(depth int, colorType byte, transparent, interlaced bool) {
	const palette = 3
	channels := map[byte]int{0: 1, 2: 3, palette: 1, 4: 2, 6: 4}[colorType]
	pixel := 4 // RGBA, which is kept
	switch {
	case depth == 16:
		pixel += 8
	case colorType == palette:
		pixel++
	case colorType == 0 && !transparent:
		pixel = 1
	}
	area := int64(hd.w) * int64(min(hd.h, 1<<31-1))
	if area > 1<<50 { // refused for its sides; here it must only not overflow
		return
	}
	hd.memory = area * int64(pixel)
	if interlaced { // the last pass is a picture of half the size
		hd.memory += hd.memory / 2
	}
	const deflateMax = 1032 // zlib's technical notes: the most that deflate can compress
	hd.least = area * int64(depth*channels) / 8 / deflateMax
}

// pngPixels decodes to RGBA, or grey.
func pngPixels(data []byte, _ Limits) (content, error) {
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, broken("PNG", err)
	}
	switch m := img.(type) {
	case *image.Gray:
		return fromGray(m), nil
	case *image.RGBA: // without an alpha channel
		return fromRGBA(m.Pix, m.Stride, m.Rect), nil
	case *image.NRGBA:
		return fromNRGBA(m), nil
	case *image.Paletted:
		return fromPaletted(m, m.Rect), nil
	case *image.Gray16, *image.RGBA64, *image.NRGBA64:
		return from16(m), nil
	}
	return nil, fmt.Errorf("%w: PNG decoded to %T; save it as 8-bit RGBA", ErrUnsupported, img)
}
