package encode

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"image"
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
	return e.encode(img, opt, enc.segments), nil
}

// pngEncoder is the scratch of one call.
type pngEncoder struct {
	packed  []byte // a band's pixels without gaps
	palette pngPalette
	band    pngBand
	bands   []segment // of the picture
}

var pngEncoders = sync.Pool{New: func() any { return new(pngEncoder) }}

// fewPixels are encoded twice if they have a palette: with so few, it may take more than it saves.
const fewPixels = 1 << 14

func (e *pngEncoder) encode(img *image.RGBA, opt PNGOptions, known *segments) []byte {
	kind := e.choose(img, opt)
	file := e.file(img, kind, opt.Small, known)
	if kind.colorType == pngIndexed && opt.Colors == 0 && img.Rect.Dx()*img.Rect.Dy() <= fewPixels {
		if whole := e.file(img, pngKindOf(img), opt.Small, known); len(whole) < len(file) {
			return whole
		}
	}
	return file
}

// file codes all bands before it makes room for them: a file that grows by and by leaves twice its size of
// garbage.
func (e *pngEncoder) file(img *image.RGBA, kind pngKind, small bool, known *segments) []byte {
	defer func() { clear(e.bands) }() // they belong to the store
	sum := e.code(img, kind, small, known)
	var colors, alphas []byte
	if kind.colorType == pngIndexed {
		colors, alphas = e.palette.chunks()
	}
	const others = 128 // the signature, IHDR, IEND, lengths, names and checksums
	file := pngFile(make([]byte, 0, others+len(colors)+len(alphas)+sizeOf(e.bands)))
	file = append(file, "\x89PNG\r\n\x1a\n"...)
	file.chunk("IHDR", func() {
		file = binary.BigEndian.AppendUint32(file, uint32(img.Rect.Dx()))
		file = binary.BigEndian.AppendUint32(file, uint32(img.Rect.Dy()))
		file = append(file, byte(kind.depth), kind.colorType, 0, 0, 0)
	})
	if len(colors) > 0 {
		file.chunk("PLTE", func() { file = append(file, colors...) })
	}
	if len(alphas) > 0 {
		file.chunk("tRNS", func() { file = append(file, alphas...) })
	}
	file.chunk("IDAT", func() { file.pixelData(e.bands, sum) })
	file.chunk("IEND", func() {})
	return file
}

// pngFile is what is written of a file.
type pngFile []byte

// chunk writes length, name, what body writes, and checksum.
func (f *pngFile) chunk(name string, body func()) {
	start := len(*f)
	*f = append(*f, "\x00\x00\x00\x00"+name...)
	body()
	b := (*f)[start:]
	binary.BigEndian.PutUint32(b, uint32(len(b)-8))
	*f = binary.BigEndian.AppendUint32(*f, crc32.ChecksumIEEE(b[4:]))
}
