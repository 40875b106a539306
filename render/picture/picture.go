// Package picture decodes a picture within a budget: sniff, header, limits, then pixels.
//
// It reads JPEG, PNG, WebP and GIF (of an animation the first frame), turns them upright as EXIF says and
// scales them. It never trusts a header further than the limits allow, fetches nothing and starts no
// goroutine. Pictures are immutable and may be used concurrently.
package picture

import (
	"fmt"
	"image"

	"golang.org/x/image/draw"
)

// Picture is a decoded picture. It is a display.Source.
type Picture struct {
	key           string
	width, height int // px, upright
	opaque        bool
	pix           *image.RGBA
	cache         *Cache // where scaled results are kept; nil: nowhere
}

// Key identifies the content: the SHA-256 of the file, in hex.
func (p *Picture) Key() string { return p.key }

// Size is the picture's size in px, upright.
func (p *Picture) Size() (width, height int) { return p.width, p.height }

// Opaque reports whether no pixel is transparent.
func (p *Picture) Opaque() bool { return p.opaque }

// Scaled returns the part x0..x1, y0..y1 (px of the upright picture, origin top left, fractions allowed)
// resampled to width×height, premultiplied. The result may be shared and must not be changed.
func (p *Picture) Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error) {
	crop := cropRect{x0, y0, x1, y1}
	if err := p.checkScale(crop, width, height); err != nil {
		return nil, err
	}
	if p.cache == nil {
		return p.resample(crop, width, height), nil
	}
	return p.cache.scaled(p, crop, width, height)
}

// cropRect is a part of a picture in px.
type cropRect struct{ x0, y0, x1, y1 float64 }

// checkScale refuses what cannot be scaled within the budget. The comparisons are false for NaN.
func (p *Picture) checkScale(c cropRect, width, height int) error {
	w, h := float64(p.width), float64(p.height)
	if !(0 <= c.x0 && c.x0 < c.x1 && c.x1 <= w && 0 <= c.y0 && c.y0 < c.y1 && c.y1 <= h) {
		return fmt.Errorf("picture: crop %g,%g..%g,%g is not inside the picture's %d×%d px", c.x0, c.y0, c.x1, c.y1, p.width, p.height)
	}
	if width < 1 || height < 1 || width > maxScaledSide || height > maxScaledSide || width*height > maxScaledPixels {
		return fmt.Errorf("%w: cannot be scaled to %d×%d px; ask for at most %d px a side and %d megapixels",
			ErrTooLarge, width, height, maxScaledSide, maxScaledPixels/1_000_000)
	}
	return nil
}

// resample scales without looking into a cache.
func (p *Picture) resample(c cropRect, width, height int) *image.RGBA {
	dst := image.NewRGBA(image.Rect(0, 0, width, height))
	sr := image.Rect(int(c.x0), int(c.y0), int(c.x1), int(c.y1))
	draw.CatmullRom.Scale(dst, dst.Rect, p.pix, sr, draw.Src, nil)
	return dst
}
