package encode

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
	"slices"
	"sync"
)

// ErrColors is the kind of the error for a number of colours that a palette cannot have.
var ErrColors = errors.New("encode: number of colours not possible")

// PNGOptions say how a PNG is encoded.
type PNGOptions struct {
	Small  bool // take up to ten times the time for a smaller file
	Colors int  // 2..256: draw with at most so many colours, which loses some; 0: lose nothing
	Dither bool // with Colors: mix those there are where one is missing
}

// PNG encodes img: with a palette if it has at most 256 colours, or as many as opt asks for; else with 8 bits
// a sample, grey where all of it is grey, RGB where nothing is transparent, else RGBA. Straight colours are
// what rounding leaves of the premultiplied ones. An error is ErrSize or ErrColors.
func (enc *Encoder) PNG(img *image.RGBA, opt PNGOptions) ([]byte, error) {
	const maxSide = 1<<29 - 1 // of PNG's 2^31 - 1 (section 7.1), those of which a row has less than 2 GB
	if err := check(img, "PNG", maxSide); err != nil {
		return nil, err
	}
	if opt.Colors != 0 && (opt.Colors < 2 || opt.Colors > maxPalette) {
		return nil, fmt.Errorf("%w: %d is not in 2..%d, or 0 for all", ErrColors, opt.Colors, maxPalette)
	}
	e := pngEncoders.Get().(*pngEncoder)
	defer pngEncoders.Put(e)
	e.encode(img, opt, enc.segments)
	return slices.Clone(e.out), nil
}

// pngEncoder is the scratch of one call.
type pngEncoder struct {
	out     []byte
	packed  []byte // a band's pixels without gaps
	palette pngPalette
	band    pngBand
}

var pngEncoders = sync.Pool{New: func() any { return new(pngEncoder) }}

// fewPixels are encoded twice if they have a palette: with so few, it may take more than it saves.
const fewPixels = 1 << 14

func (e *pngEncoder) encode(img *image.RGBA, opt PNGOptions, known *segments) {
	kind := e.choose(img, opt)
	e.file(img, kind, opt.Small, known)
	if kind.colorType == pngIndexed && opt.Colors == 0 && img.Rect.Dx()*img.Rect.Dy() <= fewPixels {
		indexed := slices.Clone(e.out)
		e.file(img, pngKindOf(img), opt.Small, known)
		if len(indexed) <= len(e.out) {
			e.out = indexed
		}
	}
}

func (e *pngEncoder) file(img *image.RGBA, kind pngKind, small bool, known *segments) {
	e.out = append(e.out[:0], "\x89PNG\r\n\x1a\n"...)
	e.chunk("IHDR", func() {
		e.out = binary.BigEndian.AppendUint32(e.out, uint32(img.Rect.Dx()))
		e.out = binary.BigEndian.AppendUint32(e.out, uint32(img.Rect.Dy()))
		e.out = append(e.out, byte(kind.depth), kind.colorType, 0, 0, 0)
	})
	if kind.colorType == pngIndexed {
		colors, alphas := e.palette.chunks()
		e.chunk("PLTE", func() { e.out = append(e.out, colors...) })
		if len(alphas) > 0 {
			e.chunk("tRNS", func() { e.out = append(e.out, alphas...) })
		}
	}
	e.chunk("IDAT", func() { e.pixelData(img, kind, small, known) })
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
