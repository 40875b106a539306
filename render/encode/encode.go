// Package encode encodes pixels as JPEG, PNG or WebP.
//
// Every function takes a premultiplied *image.RGBA, leaves it unchanged, and returns the file in memory of
// its own. Each call uses one core; throughput comes from calling several at once. An Encoder keeps encoded
// parts of pictures, so that what did not change since another picture is not encoded again.
package encode

import (
	"errors"
	"fmt"
	"image"
)

// ErrSize is the kind of the error for a picture that has no pixels or more of them than the format can
// hold.
var ErrSize = errors.New("encode: size not possible")

// Encoder encodes pictures. It is safe for concurrent use. The file of a picture does not depend on what
// was encoded before.
type Encoder struct {
	segments *segments // nil: nothing is kept
}

// Config says how much memory an Encoder may keep from one picture to the next.
type Config struct {
	ReuseBytes int // encoded parts of pictures; 0: nothing is kept
}

// DefaultConfig holds the parts of some hundred cards as JPEG, of thirty as PNG, or of six as WebP.
func DefaultConfig() Config { return Config{ReuseBytes: 16 << 20} }

// maxReuseBytes is far more than any set of templates fills; more is a slip of the keyboard.
const maxReuseBytes = 4 << 30

// New returns an Encoder that has kept nothing yet.
func New(cfg Config) (*Encoder, error) {
	if cfg.ReuseBytes < 0 || cfg.ReuseBytes > maxReuseBytes {
		return nil, fmt.Errorf("encode: ReuseBytes: %d is not in 0..%d", cfg.ReuseBytes, maxReuseBytes)
	}
	if cfg.ReuseBytes == 0 {
		return new(Encoder), nil
	}
	return &Encoder{segments: newSegments(cfg.ReuseBytes)}, nil
}

// check refuses pictures that a format cannot hold.
func check(img *image.RGBA, format string, maxSide int) error {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w < 1 || h < 1 || w > maxSide || h > maxSide {
		return fmt.Errorf("%w: %s holds 1..%d px a side, not %d×%d; choose another size or format", ErrSize, format, maxSide, w, h)
	}
	return nil
}
