package encode

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"sync"

	"github.com/HugoSmits86/nativewebp"
)

// WebPLossless encodes img as lossless WebP (VP8L, RFC 9649, section 3). Straight colours are what rounding
// leaves of the premultiplied ones. An error is ErrSize.
//
// The encoder is another's: for a card it takes 6–15 times as long as JPEG and 41 MB of memory.
func (*Encoder) WebPLossless(img *image.RGBA) ([]byte, error) {
	const maxSide = 1 << 14 // 14 bits hold the size less one
	if err := check(img, "WebP", maxSide); err != nil {
		return nil, err
	}
	w, h := img.Rect.Dx(), img.Rect.Dy()
	pix := webpPixels.Get().(*[]byte)
	defer webpPixels.Put(pix)
	if cap(*pix) < 4*w*h {
		*pix = make([]byte, 4*w*h)
	}
	m := &image.NRGBA{Pix: (*pix)[:4*w*h], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	for y := range h {
		straight(m.Pix[y*m.Stride:][:4*w], rowOf(img, y))
	}
	return encodeVP8L(m)
}

// encodeVP8L calls the encoder, but for a picture of one colour: of a few black pixels the encoder makes a
// code without bits, and panics.
func encodeVP8L(m *image.NRGBA) (data []byte, err error) {
	if bytes.Equal(m.Pix[4:], m.Pix[:len(m.Pix)-4]) {
		return plainVP8L(m.Rect.Dx(), m.Rect.Dy(), m.NRGBAAt(0, 0)), nil
	}
	defer func() {
		if r := recover(); r != nil {
			data, err = nil, fmt.Errorf("encode: lossless WebP of %v failed (%v); choose PNG", m.Rect.Size(), r)
		}
	}()
	var b bytes.Buffer
	if err := nativewebp.Encode(&b, m, nil); err != nil {
		return nil, fmt.Errorf("encode: lossless WebP of %v: %w", m.Rect.Size(), err)
	}
	return b.Bytes(), nil
}

// plainVP8L writes a file of one colour: each channel's code has one symbol, which takes no bits, and so the
// pixels take none (RFC 9649, sections 3.4 and 3.7.2.1).
func plainVP8L(w, h int, c color.NRGBA) []byte {
	var acc uint64
	n := 0
	var stream []byte
	put := func(v uint64, bits int) { // least significant bit first
		acc |= v << n
		for n += bits; n >= 8; n -= 8 {
			stream = append(stream, byte(acc))
			acc >>= 8
		}
	}
	put(0x2f, 8)
	put(uint64(w-1), 14)
	put(uint64(h-1), 14)
	put(1, 1) // alpha may be used
	put(0, 3) // version
	put(0, 3) // no transform, no colour cache, one group of codes
	for _, symbol := range []byte{c.G, c.R, c.B, c.A, 0} {
		put(0b101, 3) // a simple code, of one symbol, of 8 bits
		put(uint64(symbol), 8)
	}
	put(0, -n&7)
	size := len(stream)
	stream = append(stream, make([]byte, size&1)...) // chunks are padded to even sizes
	file := append([]byte("RIFF"), binary.LittleEndian.AppendUint32(nil, uint32(len("WEBPVP8L")+4+len(stream)))...)
	file = append(file, "WEBPVP8L"...)
	file = binary.LittleEndian.AppendUint32(file, uint32(size))
	return append(file, stream...)
}

// webpPixels keeps the straight pixels between calls.
var webpPixels = sync.Pool{New: func() any { return new([]byte) }}
