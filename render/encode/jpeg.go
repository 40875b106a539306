package encode

import (
	"errors"
	"fmt"
	"image"
	"slices"
	"sync"

	"placard/render/internal/cache"
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

	// Optimize makes Huffman tables for the picture, which is then coded at once and not from bands that are
	// known: a file about 2 % smaller.
	Optimize bool

	// Progressive codes the picture in ten scans, each with tables of its own: a file that can be shown
	// before it is there as a whole, and is a few percent smaller. The levels of the whole picture are in
	// memory meanwhile, one or two bytes a pixel.
	Progressive bool

	// Sum gives cache.SumOf of the pixels of rows top..bottom-1, for a picture of which some are known; nil: they
	// are summed up.
	Sum func(top, bottom int) cache.Sum
}

// JPEG encodes img as a baseline JPEG (ITU-T T.81) with JFIF's Y'CbCr, and with those of a few given Huffman
// tables that suit it best; opt may ask for others. Transparency is flattened onto white. An error is
// ErrSize or ErrQuality.
//
// Rows of MCUs are coded between restarts, so that an Encoder that keeps parts copies those that came
// before. 4:4:4 takes a fifth more time than 4:2:0 and, for a card, a sixth to a third more bytes.
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
	tokens     tokens
	planes     [components]plane
	quantizers [classes]*quantizer
	tiles      tileSource
	twins      [3]twins
	blocks     [tileBlocks]levels
}

var jpegEncoders = sync.Pool{New: func() any { return new(jpegEncoder) }}

// encode prepares for a picture and hands it to the way of coding that was asked for.
func (e *jpegEncoder) encode(img *image.RGBA, opt JPEGOptions, known *segments) {
	e.sampling = &samplings[Chroma420]
	if opt.Chroma == Chroma444 {
		e.sampling = &samplings[Chroma444]
	}
	e.tiles.img, e.tiles.height = img, e.side
	defer func() { e.tiles.img = nil }()
	for class := range e.quantizers {
		e.quantizers[class] = newQuantizer(class, opt.Quality)
	}
	e.out.reset()
	switch {
	case opt.Progressive:
		e.progressive(img)
	case opt.Optimize:
		e.optimized(img)
	default:
		e.banded(img, opt, known)
	}
	e.out.marker(markerEOI)
}

// banded codes the picture in bands, whose bytes depend on the choice of tables and nothing else outside of
// them.
func (e *jpegEncoder) banded(img *image.RGBA, opt JPEGOptions, known *segments) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	bands := bandsOf(h, (w+e.side-1)/e.side, e.side)
	bands.sum = opt.Sum
	choice := e.choose()
	e.start(markerSOF0, w, h)
	var codes [tables]*huffmanTable
	for table, i := range choice {
		e.out.huffmanTable(table, trainedSpecs[table][i])
		codes[table] = &trainedCodes[table][i]
	}
	if bands.restart > 0 {
		e.out.restartInterval(bands.restart)
	}
	e.out.scan(wholeScan)
	bands.encode(&e.out, img, bandOptions{opt.Quality, opt.Chroma, choice, w}, known, func(top, bottom int) {
		e.blocksOf(0, top, w, bottom, func(l *levels, mean int32, component int) {
			class := classOf(component)
			e.out.block(l, mean, codes[tableOf(class, false)], codes[tableOf(class, true)])
		})
		e.out.padToByte()
	})
}

// optimized codes the picture with tables made for it.
func (e *jpegEncoder) optimized(img *image.RGBA) {
	e.start(markerSOF0, img.Rect.Dx(), img.Rect.Dy())
	e.tokens.reset()
	e.blocksOf(0, 0, img.Rect.Dx(), img.Rect.Dy(), e.tokens.block)
	e.scan(wholeScan)
}

// blocksOf gives code the blocks of a part of the picture, px, that begins with a tile, in the order of the
// file, and the mean of the block before of the same component. It goes by tiles: samples, transform,
// quantisation and code of each are done while they are in the cache.
func (e *jpegEncoder) blocksOf(left, top, right, bottom int, code func(l *levels, mean int32, component int)) {
	means := [components]int32{}
	width := e.tiles.img.Rect.Dx()
	for y := top; y < bottom; y += e.side {
		for x := left; x < right; x += tileSide {
			if x == left || !e.tiles.sameAsLeft(x, y) {
				e.quantize(e.tiles.at(x, y))
				e.hide(x+blockSide >= width, y+blockSide >= e.tiles.img.Rect.Dy())
			}
			n := tileBlocks
			if x+e.side >= width {
				n = e.sampling.blocks
			}
			for i := range e.blocks[:n] {
				c := e.components[i]
				code(&e.blocks[i], means[c], c)
				means[c] = e.blocks[i].mean
			}
		}
	}
}

// hide makes blocks of Y that only fill the last MCUs as short as they can be; of 4:4:4 there are none.
func (e *jpegEncoder) hide(right, bottom bool) {
	if e.across == 1 {
		return
	}
	for i := 1; i < 4; i++ {
		if right && i&1 != 0 || bottom && i&2 != 0 {
			e.blocks[i] = levels{mean: e.blocks[i-1].mean}
		}
	}
}

// scan writes what tokens hold with the tables that suit it best.
func (e *jpegEncoder) scan(s jpegScan) {
	var codes [tables]huffmanTable
	for table := range e.tokens.counts {
		if counts := &e.tokens.counts[table]; *counts != (valueCounts{}) {
			spec := optimalSpec(counts)
			e.out.huffmanTable(table, spec)
			codes[table] = codesOf(spec)
		}
	}
	e.out.scan(s)
	e.tokens.write(&e.out, &codes)
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
