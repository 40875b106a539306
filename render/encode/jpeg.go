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

// jpegComponent is one of Y, Cb and Cr.
type jpegComponent struct {
	h, v   int    // blocks a MCU, across and down
	class  int    // luma or chroma: which tables it uses
	stride int    // bytes from one row of samples to the next
	rows   []byte // the samples of a row of MCUs
	dc     int32  // the mean of the block before
}

// Table classes: T.81's annex K has tables for two.
const (
	luma = iota
	chroma
	classes
)

// jpegEncoder is the scratch of one call.
type jpegEncoder struct {
	out        bitWriter
	components [3]jpegComponent
	quantizers [classes]quantizer
	flat       []byte // a row without transparency
}

var jpegEncoders = sync.Pool{New: func() any { return new(jpegEncoder) }}

// encode goes through the picture by rows of MCUs: samples, transform, quantisation and code of each are
// done while they are in the cache.
func (e *jpegEncoder) encode(img *image.RGBA, opt JPEGOptions, known *segments) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	side, sample := 2*blockSide, e.sampleHalf // of a MCU in px: 2×2 blocks of Y
	if opt.Chroma == Chroma444 {
		side, sample = blockSide, e.sampleFull
	}
	mcus := (w + side - 1) / side
	e.layOut(mcus, side/blockSide)
	for class := range e.quantizers {
		e.quantizers[class] = newQuantizer(class, opt.Quality)
	}
	bands := bandsOf(h, mcus, side)
	e.out.reset()
	e.headers(w, h, bands.restart)
	opaque, _ := classify(img)
	bands.encode(&e.out, img, opt, known, func(top, bottom int) {
		e.restart()
		for ; top < bottom; top += side {
			sample(img, top, opaque)
			for x := range mcus {
				e.mcu(x)
			}
		}
		e.out.padToByte()
	})
	e.out.marker(markerEOI)
}

// restart forgets what a segment must not know of the one before.
func (e *jpegEncoder) restart() {
	for i := range e.components {
		e.components[i].dc = 0
	}
}

// layOut makes room for a row of MCUs, each of n×n blocks of Y and one each of Cb and Cr.
func (e *jpegEncoder) layOut(mcus, n int) {
	e.components = [3]jpegComponent{
		{h: n, v: n, class: luma, rows: e.components[0].rows},
		{h: 1, v: 1, class: chroma, rows: e.components[1].rows},
		{h: 1, v: 1, class: chroma, rows: e.components[2].rows},
	}
	for i := range e.components {
		c := &e.components[i]
		c.stride = mcus * c.h * blockSide
		size := c.stride * c.v * blockSide
		c.rows = slices.Grow(c.rows[:0], size)[:size]
	}
}

// mcu encodes the MCU in column x of the current row.
func (e *jpegEncoder) mcu(x int) {
	var coefficients block
	var levels levels
	for i := range e.components {
		c := &e.components[i]
		for by := range c.v {
			for bx := range c.h {
				at := by*blockSide*c.stride + (x*c.h+bx)*blockSide
				forwardDCT(&coefficients, c.rows[at:], c.stride)
				e.quantizers[c.class].quantize(&levels, &coefficients)
				c.dc = e.out.block(&levels, c.dc, &huffmanCodes[c.class])
			}
		}
	}
}
