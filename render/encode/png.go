package encode

import (
	"encoding/binary"
	"hash/crc32"
	"image"
	"slices"
	"sync"
)

// PNGOptions say how a PNG is encoded.
type PNGOptions struct {
	Small bool // take up to ten times the time for a smaller file
}

// PNG encodes img losslessly, with 8 bits a sample: grey where all of it is grey, RGB where nothing is
// transparent, else RGBA. Straight colours are what rounding leaves of the premultiplied ones. An error is
// ErrSize.
func (enc *Encoder) PNG(img *image.RGBA, opt PNGOptions) ([]byte, error) {
	const maxSide = 1<<31 - 1 // PNG, section 7.1
	if err := check(img, "PNG", maxSide); err != nil {
		return nil, err
	}
	e := pngEncoders.Get().(*pngEncoder)
	defer pngEncoders.Put(e)
	e.encode(img, opt, enc.segments)
	return slices.Clone(e.out), nil
}

// pngEncoder is the scratch of one call.
type pngEncoder struct {
	out    []byte
	packed []byte // a band's pixels without gaps
	band   pngBand
}

var pngEncoders = sync.Pool{New: func() any { return new(pngEncoder) }}

func (e *pngEncoder) encode(img *image.RGBA, opt PNGOptions, known *segments) {
	kind := pngKindOf(img)
	e.out = append(e.out[:0], "\x89PNG\r\n\x1a\n"...)
	e.chunk("IHDR", func() {
		e.out = binary.BigEndian.AppendUint32(e.out, uint32(img.Rect.Dx()))
		e.out = binary.BigEndian.AppendUint32(e.out, uint32(img.Rect.Dy()))
		e.out = append(e.out, 8, kind.colorType, 0, 0, 0)
	})
	e.chunk("IDAT", func() { e.pixelData(img, kind, opt, known) })
	e.chunk("IEND", func() {})
}

// chunk writes length, name, what body writes, and checksum.
func (e *pngEncoder) chunk(name string, body func()) {
	start := len(e.out)
	e.out = append(e.out, "\x00\x00\x00\x00"+name...)
	body()
	b := e.out[start:]
	binary.BigEndian.PutUint32(b, uint32(len(b)-8))
	e.out = binary.BigEndian.AppendUint32(e.out, crc32.ChecksumIEEE(b[4:]))
}
