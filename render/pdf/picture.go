package pdf

import (
	"fmt"
	"math"

	"placard/render/display"
	"placard/render/internal/exif"
	"placard/render/pdf/internal/jpegfile"
	"placard/render/pdf/internal/object"
)

// picture paints a picture through its clip: the file it comes from where that can be had and makes sense, else
// the part that shows, with no more pixels than are needed.
func (c *content) picture(p *display.Picture) error {
	return c.turned(p.Turn, func() error {
		c.save()
		defer c.restore()
		c.clipPicture(p)
		return c.place(p)
	})
}

// place paints what a picture's clip lets through, in its own plane.
func (c *content) place(p *display.Picture) error {
	show := p.Dest.Intersect(p.Clip.Rect).Intersect(c.canvas())
	if show.Empty() || p.Alpha == 0 {
		return nil
	}
	if p.Alpha < 255 {
		c.alpha(p.Alpha)
	}
	if file := c.job.original(p, show); file != nil {
		c.upright(c.job.passed(p.Source.Key(), file), c.settled(whole(p), show), file.Orientation)
		return nil
	}
	part, at := c.job.part(p, c.onPixels(show))
	ref, err := c.job.crop(p.Source, part)
	if err != nil {
		return fmt.Errorf("picture %s: %w", p.Source.Key(), err)
	}
	c.image(ref, at)
	return nil
}

// clipPicture limits what follows to where a picture shows. Viewers move the edges of pictures to whole pixels,
// but not those of clips. Where Dest ends with Clip only one of them cuts: two would cover the pixels there twice
// by half, which makes a quarter.
func (c *content) clipPicture(p *display.Picture) {
	shape := p.Clip
	if shape.Square() {
		shape.Rect = shape.Intersect(p.Dest)
		c.clip(&shape)
		return
	}
	c.clip(&shape)
	c.clipDest(p.Dest, shape.Rect)
}

// clipDest limits what follows, which lies within shape, to where a picture goes.
func (c *content) clipDest(d, shape display.Rect) {
	const near = 1e-6 // px: what turning there and back may round off
	cuts := false
	side := func(at *float64, edge, out float64) {
		if (*at-edge)*out >= -near {
			*at = edge + out*margin
		} else {
			cuts = true
		}
	}
	side(&d.X0, shape.X0, -1)
	side(&d.Y0, shape.Y0, -1)
	side(&d.X1, shape.X1, 1)
	side(&d.Y1, shape.Y1, 1)
	if cuts {
		c.clip(&display.RoundRect{Rect: d})
	}
}

// whole is where all of a picture's source would be.
func whole(p *display.Picture) display.Rect {
	w, h := p.Source.Size()
	kx, ky := scales(p)
	x, y := p.Dest.X0-p.Crop.X0*kx, p.Dest.Y0-p.Crop.Y0*ky
	return display.Rect{X0: x, Y0: y, X1: x + float64(w)*kx, Y1: y + float64(h)*ky}
}

// settled moves the edges of a picture to whole px, the nearest ones that leave no gap in what shows. Poppler does
// so too, but always outwards, which moves what is inside by up to a px. One that is turned has no px to keep to.
func (c *content) settled(at, show display.Rect) display.Rect {
	if !c.straight() {
		return at
	}
	dx, dy := c.turn.X, c.turn.Y
	at, show = moved(at, dx, dy), moved(show, dx, dy)
	return moved(display.Rect{
		X0: math.Min(math.Round(at.X0), math.Floor(show.X0)), Y0: math.Min(math.Round(at.Y0), math.Floor(show.Y0)),
		X1: math.Max(math.Round(at.X1), math.Ceil(show.X1)), Y1: math.Max(math.Round(at.Y1), math.Ceil(show.Y1)),
	}, -dx, -dy)
}

// scales are px of the list for each of the source.
func scales(p *display.Picture) (x, y float64) {
	return (p.Dest.X1 - p.Dest.X0) / (p.Crop.X1 - p.Crop.X0), (p.Dest.Y1 - p.Dest.Y0) / (p.Crop.Y1 - p.Crop.Y0)
}

// image paints an image, the right way up.
func (c *content) image(ref object.Ref, at display.Rect) { c.upright(ref, at, exif.Orientation{}) }

// upright paints an image that lies in its file in some other way. Images fill the square from 0, 0 to 1, 1, with
// y up.
func (c *content) upright(ref object.Ref, at display.Rect, o exif.Orientation) {
	at = display.Rect{X0: at.X0 + nudge, Y0: at.Y0 + nudge, X1: at.X1 - nudge, Y1: at.Y1 - nudge}
	corner := func(x, y float64) display.Point {
		u, v := o.Upright(x, 1-y)
		return display.Point{X: at.X0 + u*(at.X1-at.X0), Y: at.Y0 + v*(at.Y1-at.Y0)}
	}
	zero, x, y := corner(0, 0), corner(1, 0), corner(0, 1)
	c.save()
	c.concat(matrix{a: x.X - zero.X, b: x.Y - zero.Y, c: y.X - zero.X, d: y.Y - zero.Y, e: zero.X, f: zero.Y})
	c.op("Do", c.resources.use("XObject", "X", ref))
	c.restore()
}

// nudge is by how much in px an image is smaller on each side. Poppler stretches one that ends exactly between two
// pixels over the next, which moves its inside by up to a pixel.
const nudge = 1.0 / 256

// part is the pixels of a source that a picture is made of.
type part struct {
	rect          display.Rect // px of the source
	width, height int          // px that it is resampled to
}

// edge is how far in px beyond what shows a picture goes on, as far as there is a source: viewers mix the outermost
// pixels with what is around.
const edge = 1

// part is what of a source shows at some pixels, and where it goes: at the resolution of the document, but not above that of the
// source. It goes to whole pixels, as in the rasteriser. Where the source ends within one, it is stretched to the
// end of that, and the clip cuts it.
func (j *job) part(p *display.Picture, at display.Rect) (part, display.Rect) {
	w, h := p.Source.Size()
	all := whole(p)
	kx, ky := scales(p)
	at = display.Rect{
		X0: math.Max(at.X0-edge, math.Min(at.X0, all.X0)), X1: math.Min(at.X1+edge, math.Max(at.X1, all.X1)),
		Y0: math.Max(at.Y0-edge, math.Min(at.Y0, all.Y0)), Y1: math.Min(at.Y1+edge, math.Max(at.Y1, all.Y1)),
	}
	x0, x1 := inside((at.X0-all.X0)/kx, (at.X1-all.X0)/kx, float64(w))
	y0, y1 := inside((at.Y0-all.Y0)/ky, (at.Y1-all.Y0)/ky, float64(h))
	width := math.Min((at.X1-at.X0)*j.density, x1-x0)
	height := math.Min((at.Y1-at.Y0)*j.density, y1-y0)
	f := math.Min(1, math.Sqrt(maxImagePixels/(math.Max(width, 1)*math.Max(height, 1))))
	return part{
		rect:  display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1},
		width: samples(width * f), height: samples(height * f),
	}, at
}

// maxImagePixels bounds an image, and with it the memory that making it takes: four bytes each and as many again.
const maxImagePixels = 1 << 24

// samples is a number of pixels that an image can have on one side.
func samples(v float64) int { return max(1, min(int(math.Ceil(v)), jpegfile.MaxSide)) }

// sliver is the narrowest part of a source that is asked for, in px.
const sliver = 1.0 / 64

// inside cuts a..b to 0..size and leaves at least a sliver.
func inside(a, b, size float64) (lo, hi float64) {
	lo = max(0, min(a, size-sliver))
	return lo, max(lo+sliver, min(b, size))
}
