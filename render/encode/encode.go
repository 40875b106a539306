// Package encode encodes pixels as JPEG, PNG or WebP.
//
// Every function takes a premultiplied *image.RGBA, leaves it unchanged, and returns the file in memory of
// its own. They may be called concurrently; each uses one core, throughput comes from calling several.
package encode

import (
	"errors"
	"fmt"
	"image"
)

// ErrSize is the kind of the error for a picture that has no pixels or more of them than the format can
// hold.
var ErrSize = errors.New("encode: size not possible")

// check refuses pictures that a format cannot hold.
func check(img *image.RGBA, format string, maxSide int) error {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	if w < 1 || h < 1 || w > maxSide || h > maxSide {
		return fmt.Errorf("%w: %s holds 1..%d px a side, not %d×%d; choose another size or format", ErrSize, format, maxSide, w, h)
	}
	return nil
}
