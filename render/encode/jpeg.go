package encode

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"sync"
)

// ErrQuality is the kind of the error for a quality outside of 1..100.
var ErrQuality = errors.New("encode: quality not possible")

// Chroma is how many samples of colour a JPEG has.
type Chroma int

// The ways of sampling colour.
const (
	Chroma420 Chroma = iota // one of Cb and Cr for 2×2 px, their mean
	Chroma444               // one of each for every pixel
)

// JPEGOptions say how a JPEG is encoded.
type JPEGOptions struct {
	Quality int // 1..100, with libjpeg's meaning
	Chroma  Chroma
}

// JPEG encodes img as a baseline JPEG (ITU-T T.81) with JFIF's Y'CbCr and the Huffman tables of T.81's
// annex K. Transparency is flattened onto white. An error is ErrSize or ErrQuality.
//
// 4:4:4 takes 1.5 times the time of 4:2:0 and, for a card, a third.
func (enc *Encoder) JPEG(img *image.RGBA, opt JPEGOptions) ([]byte, error) {
	const maxSide = 1<<16 - 1 // T.81, B.2.2
	if err := check(img, "JPEG", maxSide); err != nil {
		return nil, err
	}
	if opt.Quality < 1 || opt.Quality > 100 {
		return nil, fmt.Errorf("%w: %d is not in 1..100", ErrQuality, opt.Quality)
	}
	e := jpegEncoders.Get().(*jpegEncoder)
	defer jpegEncoders.Put(e)
	e.encode(img, opt, enc.segments)
	return slices.Clone(e.out.bytes()), nil
}

// jpegEncoder is the scratch of one call.
type jpegEncoder struct {
	*sampling
	out        bitWriter
	quantizers [classes]*quantizer
	tiles      tileSource
	twins      [3]twins
	blocks     [tileBlocks]levels
	means      [components]int32 // of the blocks before
}

var jpegEncoders = sync.Pool{New: func() any { return new(jpegEncoder) }}

// encode goes through the picture by tiles: samples, transform, quantisation and code of each are done
// while they are in the cache.
func (e *jpegEncoder) encode(img *image.RGBA, opt JPEGOptions, known *segments) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	e.sampling = &samplings[opt.Chroma]
	e.tiles.img, e.tiles.height = img, e.side
	for class := range e.quantizers {
		e.quantizers[class] = newQuantizer(class, opt.Quality)
	}
	bands := bandsOf(h, (w+e.side-1)/e.side, e.side)
	e.out.reset()
	e.headers(w, h, bands.restart)
	bands.encode(&e.out, img, opt, known, e.band)
	e.out.marker(markerEOI)
	e.tiles.img = nil
}

// band codes pixel rows top..bottom-1.
func (e *jpegEncoder) band(top, bottom int) {
	e.means = [components]int32{}
	width := e.tiles.img.Rect.Dx()
	for y := top; y < bottom; y += e.side {
		for x := 0; x < width; x += tileSide {
			if !e.tiles.sameAsLeft(x, y) {
				e.quantize(e.tiles.at(x, y))
			}
			n := tileBlocks
			if x+e.side >= width {
				n = e.sampling.blocks
			}
			e.code(n)
		}
	}
	e.out.padToByte()
}

// quantize fills blocks with the levels of a tile.
func (e *jpegEncoder) quantize(rows []byte, stride int) {
	if e.sample(rows, stride) != twoAlphas {
		e.sample(e.tiles.onWhite(rows, stride), tileBytes)
	}
	for i, p := range e.sampling.twins {
		q, b := e.quantizers[p.class], &e.twins[i]
		nonzero := forwardDCT(b, &q.limits)
		q.quantize(&e.blocks[p.first], b, first, nonzero[0])
		q.quantize(&e.blocks[p.second], b, second, nonzero[1])
	}
}

// sample fills twins with the samples of a tile.
func (e *jpegEncoder) sample(rows []byte, stride int) (alphas uint64) {
	if e.across == 1 {
		return sampleFull(&e.twins[0], &e.twins[1], &e.twins[2], rows, stride)
	}
	return sampleHalf(&e.twins[0], &e.twins[1], &e.twins[2], rows, stride)
}

// code writes the first n blocks.
func (e *jpegEncoder) code(n int) {
	for i := range e.blocks[:n] {
		c := e.components[i]
		b := &e.blocks[i]
		e.out.block(b, e.means[c], &huffmanCodes[min(c, chroma)])
		e.means[c] = b.mean
	}
}
