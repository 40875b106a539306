// Package diff finds where two pictures differ, and shows it.
//
// It compares pixels, not what was meant: a caller that draws on several machines passes a tolerance. It
// changes none of its arguments, and is safe for concurrent use.
package diff

import (
	"image"
	"image/color"
	"image/draw"
)

// Difference is what Of finds.
type Difference struct {
	Pixels int             // that differ by more than the tolerance
	Worst  int             // largest difference of any channel, premultiplied, 0..255
	Bounds image.Rectangle // around those pixels

	want, got *image.RGBA
	shown     *image.RGBA // the pixels that differ in red, on a faint image of what they have in common
}

// Of compares pictures by premultiplied RGBA, channel by channel. Pixels that only one of them has, as it
// is larger, differ.
func Of(want, got image.Image, tolerance int) *Difference {
	d := &Difference{want: rgba(want), got: rgba(got)}
	bounds := d.want.Rect.Union(d.got.Rect)
	d.shown = image.NewRGBA(bounds)
	for y := bounds.Min.Y; y < bounds.Max.Y; y++ {
		for x := bounds.Min.X; x < bounds.Max.X; x++ {
			most := 0
			switch at := image.Pt(x, y); {
			case at.In(d.want.Rect) && at.In(d.got.Rect):
				most = apart(d.want.Pix[d.want.PixOffset(x, y):], d.got.Pix[d.got.PixOffset(x, y):])
			case at.In(d.want.Rect) || at.In(d.got.Rect):
				most = 255
			}
			d.Worst = max(d.Worst, most)
			if most <= tolerance {
				d.shown.SetRGBA(x, y, faint(d.want.RGBAAt(x, y)))
				continue
			}
			d.Pixels++
			d.Bounds = d.Bounds.Union(image.Rect(x, y, x+1, y+1))
			d.shown.SetRGBA(x, y, color.RGBA{R: uint8(min(leastRed+most*4, 255)), A: 255})
		}
	}
	return d
}

const (
	// leastRed makes a difference of 2 stand out from what is faint, which is at most as bright as faintest.
	leastRed = 120
	faintest = 72
)

// rgba is a picture with its corner at 0, 0.
func rgba(img image.Image) *image.RGBA {
	size := img.Bounds().Size()
	out := image.NewRGBA(image.Rectangle{Max: size})
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// apart is the largest difference of the channels of two pixels.
func apart(a, b []uint8) int {
	most := 0
	for k := range 4 {
		d := int(a[k]) - int(b[k])
		most = max(most, d, -d)
	}
	return most
}

// faint is a pixel in dark grey, on black.
func faint(c color.RGBA) color.RGBA {
	grey := (int(c.R)*299 + int(c.G)*587 + int(c.B)*114) / 1000 // ITU-R BT.601
	g := uint8(grey * faintest / 255)
	return color.RGBA{R: g, G: g, B: g, A: 255}
}

// gap is between the pictures of SideBySide, px.
const gap = 8

// SideBySide shows what was wanted, where it differs, and what there is.
func (d *Difference) SideBySide() *image.RGBA {
	size := d.shown.Rect.Size()
	out := image.NewRGBA(image.Rect(0, 0, 3*size.X+2*gap, size.Y))
	for i, img := range []*image.RGBA{d.want, d.shown, d.got} {
		at := image.Pt(i*(size.X+gap), 0)
		draw.Draw(out, img.Rect.Add(at), img, image.Point{}, draw.Src)
	}
	return out
}
