// Package picture decodes a picture within a budget: sniff, header, limits, then pixels.
//
// It reads JPEG, PNG, WebP and GIF (of an animation the first frame), turns them upright as EXIF says and
// scales them. It never trusts a header further than the limits allow, fetches nothing, and decodes and
// scales on the caller's goroutine. Pictures are immutable and may be used concurrently. Colour profiles are
// ignored: every picture is taken for sRGB.
package picture

import (
	"fmt"
	"image"
)

// Picture is a decoded picture. It is a display.Source.
//
// Pixels stay as the decoder made them (coefficients of a JPEG, Y'CbCr with its subsampling, grey, or RGBA) and
// in the file's orientation: a photo takes about a byte a pixel instead of 4, and is converted and turned after
// it has been scaled down.
type Picture struct {
	key         string
	width       int // px, upright
	height      int
	orientation orientation
	content     content
	original    []byte // the file, of a JPEG; nil: not kept
	cache       *Cache // where scaled results are kept; nil: nowhere
}

// Key identifies the content, as long as the process lives: two hashes of the file, in hex.
func (p *Picture) Key() string { return p.key }

// Size is the picture's size in px, upright.
func (p *Picture) Size() (width, height int) { return p.width, p.height }

// Bytes is the memory that the pixels take, and the file where that is kept.
func (p *Picture) Bytes() int64 { return int64(p.content.bytes() + cap(p.original)) }

// Original returns the file that the picture was decoded from, and its media type, for back ends that can
// place it as it is: all metadata and the orientation that EXIF says are still in it. It is kept of a JPEG
// only, where it adds some 30 % to the memory of the coefficients, and not of one with more bytes than pixels; data
// is nil then. It must not be changed.
func (p *Picture) Original() (data []byte, mime string) {
	if p.original == nil {
		return nil, ""
	}
	return p.original, "image/jpeg"
}

// Opaque reports whether no pixel is transparent.
func (p *Picture) Opaque() bool { return p.content.isOpaque() }

// Scaled returns the part x0..x1, y0..y1 (px of the upright picture, origin top left, fractions allowed)
// resampled to width×height, premultiplied. The filter is Catmull-Rom, of what is enlarged Mitchell-Netravali, which reach up to two
// pixels (of the coarser side) over the part's edge and take the picture's edge to go on. The result may be shared
// and must not be changed. The part has to lie inside the picture; a result over the limits is ErrTooLarge.
func (p *Picture) Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error) {
	crop := cropRect{x0, y0, x1, y1}
	if err := p.checkScale(crop, width, height); err != nil {
		return nil, err
	}
	if p.cache == nil {
		return p.scale(crop, width, height), nil
	}
	return p.cache.scaled(p, crop, width, height)
}

// cropRect is a part of a picture in px.
type cropRect struct{ x0, y0, x1, y1 float64 }

// maxScaledSide and maxScaledPixels bound what Scaled returns and, as the intermediate planes are never
// more than four times as large, what it holds meanwhile. 32 megapixels are 128 MB.
const (
	maxScaledSide   = 16_384
	maxScaledPixels = 32_000_000
)

// checkScale refuses what cannot be scaled within the budget. The comparisons are false for NaN.
func (p *Picture) checkScale(c cropRect, width, height int) error {
	w, h := float64(p.width), float64(p.height)
	if !(0 <= c.x0 && c.x0 < c.x1 && c.x1 <= w && 0 <= c.y0 && c.y0 < c.y1 && c.y1 <= h) {
		return fmt.Errorf("picture: the part %g,%g..%g,%g is not inside the picture's %d×%d px", c.x0, c.y0, c.x1, c.y1, p.width, p.height)
	}
	if width < 1 || height < 1 || width > maxScaledSide || height > maxScaledSide || width*height > maxScaledPixels {
		return fmt.Errorf("%w: cannot be scaled to %d×%d px; ask for 1..%d px a side and at most %d megapixels",
			ErrTooLarge, width, height, maxScaledSide, maxScaledPixels/1_000_000)
	}
	return nil
}

// scale does the work of Scaled.
func (p *Picture) scale(c cropRect, width, height int) *image.RGBA {
	w, h := p.orientation.Size(p.width, p.height)
	c = p.orientation.stored(c, w, h)
	width, height = p.orientation.Size(width, height)
	return p.orientation.upright(p.content.scale(c, width, height))
}
