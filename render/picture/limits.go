package picture

import "errors"

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
	MaxMemory int64 // bytes that decoding is estimated to hold at once
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
		// What bounds most: a progressive 4:2:0 JPEG of 12 megapixels takes 91 MB while it is decoded, a
		// baseline one 18 MB, a PNG of 12 megapixels 49 MB.
		MaxMemory: 96 << 20,
	}
}

// maxScaledSide and maxScaledPixels bound what Scaled returns: twice the largest canvas a side is never
// asked for, and 32 megapixels are 128 MB.
const (
	maxScaledSide   = 16_384
	maxScaledPixels = 32_000_000
)
