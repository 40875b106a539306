package picture

import (
	"errors"
	"fmt"
)

// The kinds of error, for errors.Is. The message says what is wrong with the picture and what to do.
var (
	// ErrTooLarge: the picture needs more than the limits allow.
	ErrTooLarge = errors.New("picture too large")
	// ErrUnsupported: the format, or a variant of it, is not read here.
	ErrUnsupported = errors.New("picture not supported")
	// ErrBroken: the file is damaged, truncated or no picture at all.
	ErrBroken = errors.New("picture broken")
)

// Limits bounds what decoding one picture may cost. They are checked against the header, before memory
// for pixels is asked for.
type Limits struct {
	MaxBytes  int   // size of the file
	MaxSide   int   // px, width and height each
	MaxPixels int   // width × height
	MaxMemory int64 // bytes that decoding holds at once, as estimated from the header
}

// DefaultLimits returns limits that camera photos and screenshots pass and bombs do not.
func DefaultLimits() Limits {
	return Limits{
		// A 12-megapixel JPEG has 3–8 MB, a screenshot as PNG up to 15.
		MaxBytes: 20 << 20,
		// A 147-byte JPEG can claim 65,535 px a side; cameras and displays stay below 12,000.
		MaxSide: 16_384,
		// 8,064×6,048 of a telephone is 48.8 megapixels.
		MaxPixels: 50_000_000,
		// The one that bounds most: a progressive 4:2:0 JPEG of 12 megapixels takes 56 MB while it is
		// decoded, a baseline one 18 MB, a PNG of 12 megapixels 49 MB.
		MaxMemory: 96 << 20,
	}
}

// header is what a file says of itself.
type header struct {
	w, h        int         // px, as stored
	memory      int64       // bytes that decoding will hold at once
	least       int64       // bytes that a file of this size cannot be shorter than
	orientation orientation // from EXIF
}

// check refuses a picture that its header shows to be too large, or a lie.
func (l Limits) check(format string, h header, size int) error {
	const remedy = "scale it down before use"
	switch {
	case h.w < 1 || h.h < 1:
		return fmt.Errorf("%w: the %s header says %d×%d px; save the file again", ErrBroken, format, h.w, h.h)
	case h.w > l.MaxSide || h.h > l.MaxSide:
		return fmt.Errorf("%w: %d×%d px, over %d px a side; %s", ErrTooLarge, h.w, h.h, l.MaxSide, remedy)
	case h.w*h.h > l.MaxPixels:
		return fmt.Errorf("%w: %d×%d px, over %.0f megapixels; %s", ErrTooLarge, h.w, h.h, float64(l.MaxPixels)/1e6, remedy)
	case h.memory > l.MaxMemory:
		return fmt.Errorf("%w: %d×%d px of this kind of %s take %d MB to decode, over %d MB; %s", ErrTooLarge,
			h.w, h.h, format, h.memory>>20, l.MaxMemory>>20, remedy)
	case h.least > int64(size):
		return fmt.Errorf("%w: the %s header says %d×%d px, which %d bytes cannot hold; the file is cut off", ErrBroken,
			format, h.w, h.h, size)
	}
	return nil
}
