// Package vp8l writes pictures as VP8L, the lossless coding of WebP (RFC 9649, section 3).
//
// A picture goes through a palette, where that is possible and shorter, or through the prediction of each pixel from its
// neighbours; then repetitions are replaced by copies, and what remains is written with prefix codes of several groups
// of tiles. It tries little: the aim is a small file in little time.
package vp8l

import (
	"slices"
	"sync"
)

// MaxSide is the longest side of a picture, in pixels.
const MaxSide = 1 << 14

// The transforms (section 3.5).
const (
	predictorTransform     = 0
	subtractGreenTransform = 2
	indexTransform         = 3
)

// encoder is the scratch of one call.
type encoder struct {
	bits          bitWriter
	prefix        prefixBuilder
	near          nearby
	table         [1 << tableBits][ways]uint32
	cache         [1 << maxCacheBits]uint32
	tokens, spare []token
	groups        [maxGroups]group
	side          group
	costs         *costs
	group         []uint8 // of each tile
	tilesAcross   int
	sums          [][maxGroups]uint32
	colors, small []uint32
	row, indexed  []uint32
}

var encoders = sync.Pool{New: func() any { return &encoder{costs: new(costs)} }}

// Encode returns the data of a VP8L chunk for w×h pixels of straight ARGB, alpha uppermost. It uses pix as scratch. The
// sides are 1..MaxSide.
func Encode(pix []uint32, w, h int) []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset()
	alpha := uint32(255 << 24)
	for _, v := range pix {
		alpha &= v
	}
	const signature = 0x2f
	e.bits.put(signature, 8)
	e.bits.put(uint64(w-1)|uint64(h-1)<<14, 28)
	if alpha == 255<<24 {
		e.bits.put(0, 4) // alpha is not used; version 0
	} else {
		e.bits.put(1, 4)
	}
	return e.finish(pix, w, h, true)
}

// EncodeAlpha returns the coded data of an ALPH chunk for w×h px, one byte each: a picture without header, its green the
// alpha (section 2.7.1.2).
func EncodeAlpha(alpha []byte, w, h int) []byte {
	e := encoders.Get().(*encoder)
	defer encoders.Put(e)
	e.reset()
	pix := make([]uint32, len(alpha))
	for i, v := range alpha {
		pix[i] = uint32(v)<<8 | opaqueBlack
	}
	return e.finish(pix, w, h, false)
}

func (e *encoder) reset() {
	e.bits = bitWriter{out: e.bits.out[:0]}
}

// finish writes transforms and pixels, and returns all that was written.
func (e *encoder) finish(pix []uint32, w, h int, color bool) []byte {
	var indexed []byte
	if colors, ok := e.palette(pix); ok {
		start := e.bits
		start.out = slices.Clone(start.out)
		width := e.index(pix, colors, w, h)
		e.bits.put(0, 1)
		e.image(e.indexed, width)
		e.bits.flush()
		indexed = slices.Clone(e.bits.out)
		if len(colors) <= 16 {
			return indexed
		}
		e.bits = start
	}
	if color {
		e.subtractGreen(pix)
	}
	e.predict(pix, w, h)
	e.bits.put(0, 1)
	e.image(pix, w)
	e.bits.flush()
	if indexed != nil && len(indexed) <= len(e.bits.out) {
		return indexed
	}
	return slices.Clone(e.bits.out)
}
