package encode

import (
	"bytes"
	"encoding/binary"
	"hash/adler32"
	"hash/crc32"
	"image"
	"slices"
	"sync"

	"github.com/klauspost/compress/flate"
)

// The colour types of PNG, section 6.1, that are written, with 8 bits a sample.
const (
	pngGrey = 0
	pngRGB  = 2
	pngRGBA = 6
)

// pngLevel is deflate's effort. Measured behind the filter Sub on cards of a photo, of a photo beside
// gradients and text, and of text: level 1 takes 0.8 of the time of level 3 and 2 % more bytes; level 5
// takes 1.4 and 2–8 % fewer.
const pngLevel = 3

// PNG encodes img losslessly, with 8 bits a sample: grey where all of it is grey, RGB where nothing is
// transparent, else RGBA. Straight colours are what rounding leaves of the premultiplied ones. An error is
// ErrSize.
//
// Every row has the filter Sub. On the card of a photo it beats Up by 6 % and Paeth by 7, and the usual
// choice among all five for each row by 1.5; on the others all are within 5 %. To try filters row by row
// takes as long as to compress.
func (*Encoder) PNG(img *image.RGBA) ([]byte, error) {
	const maxSide = 1<<31 - 1 // PNG, section 7.1
	if err := check(img, "PNG", maxSide); err != nil {
		return nil, err
	}
	e := pngEncoders.Get().(*pngEncoder)
	defer pngEncoders.Put(e)
	e.encode(img)
	return slices.Clone(e.out.Bytes()), nil
}

// pngEncoder is the scratch of one call.
type pngEncoder struct {
	out      bytes.Buffer
	deflater *flate.Writer
	row      []byte // a filtered row
	pixels   []byte // a row of straight pixels
}

var pngEncoders = sync.Pool{New: func() any {
	deflater, err := flate.NewWriter(nil, pngLevel)
	if err != nil {
		panic(err) // pngLevel is no level: a mistake of this file
	}
	return &pngEncoder{deflater: deflater}
}}

func (e *pngEncoder) encode(img *image.RGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	colorType, channels := byte(pngRGBA), 4
	if opaque, grey := classify(img); opaque && grey {
		colorType, channels = pngGrey, 1
	} else if opaque {
		colorType, channels = pngRGB, 3
	}
	e.out.Reset()
	e.out.WriteString("\x89PNG\r\n\x1a\n")
	ihdr := binary.BigEndian.AppendUint32(nil, uint32(w))
	ihdr = binary.BigEndian.AppendUint32(ihdr, uint32(h))
	ihdr = append(ihdr, 8, colorType, 0, 0, 0)
	e.chunk("IHDR", func() { e.out.Write(ihdr) })
	e.chunk("IDAT", func() { e.pixelData(img, colorType, channels) })
	e.chunk("IEND", func() {})
}

// chunk writes length, name, what body writes, and checksum.
func (e *pngEncoder) chunk(name string, body func()) {
	start := e.out.Len()
	e.out.WriteString("\x00\x00\x00\x00" + name)
	body()
	b := e.out.Bytes()[start:]
	binary.BigEndian.PutUint32(b, uint32(len(b)-8))
	e.out.Write(binary.BigEndian.AppendUint32(nil, crc32.ChecksumIEEE(b[4:])))
}

// pixelData writes filtered rows as a zlib stream (RFC 1950).
func (e *pngEncoder) pixelData(img *image.RGBA, colorType byte, channels int) {
	const (
		header    = "\x78\x5e" // deflate with a window of 32 kB, fast
		filterSub = 1
	)
	e.out.WriteString(header)
	e.deflater.Reset(&e.out)
	sum := adler32.New()
	width := img.Rect.Dx()
	// subRGB writes a byte more than it has to.
	e.row = slices.Grow(e.row[:0], 1+channels*width+1)[:1+channels*width+1]
	e.row[0] = filterSub
	for y := range img.Rect.Dy() {
		src, dst := rowOf(img, y), e.row[1:]
		switch colorType {
		case pngGrey:
			subGrey(dst, src)
		case pngRGB:
			subRGB(dst, src)
		default:
			e.pixels = slices.Grow(e.pixels[:0], 4*width)[:4*width]
			straight(e.pixels, src)
			subRGBA(dst, e.pixels)
		}
		filtered := e.row[:1+channels*width]
		sum.Write(filtered)
		_, _ = e.deflater.Write(filtered) // to a bytes.Buffer, which does not fail
	}
	_ = e.deflater.Close()
	e.out.Write(sum.Sum(nil))
}
