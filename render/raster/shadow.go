package raster

import (
	"image"
	"slices"

	"placard/render/display"
)

// shadow paints the blurred shape outside of the hole. next is the operation that follows.
//
// Where the hole's edge cuts through a pixel, the box that is painted there next covers its share of it.
// If the box hides what is below, the pixel gets all of the shadow: painting only the part outside would
// leave a light seam. Through any other box the shadow would be seen, so only the part outside is.
func (c *canvas) shadow(s *display.Shadow, next display.Op) {
	clip := c.top().clip.Intersect(s.Bounds())
	if clip.Empty() || s.Color.A == 0 {
		return
	}
	p := c.patch(s)
	b := colorBrush(colorOf(s.Color))
	left := func(in uint8) uint8 { return 255 - in } // what the hole leaves of a pixel
	if hides(next, &s.Hole) {
		left = func(in uint8) uint8 { return 255 * (1 - in/255) }
	}
	at := clip.Min // the pixels before it, row by row, are done
	skip := func(y, x int) {
		for ; at.Y < y; at = image.Pt(clip.Min.X, at.Y+1) {
			c.shadowRun(p, b, at.Y, at.X, clip.Max.X)
		}
		c.shadowRun(p, b, y, at.X, x)
	}
	c.coverage.reset()
	c.coverage.roundRect(&s.Hole)
	c.coverage.sweep(clip, s.Hole.Rect, func(y, x0, x1 int, solid uint8, cover []uint8) {
		skip(y, x0)
		at.X = x1
		if cover == nil && left(solid) == 0 {
			return
		}
		c.cover = grow(c.cover, x1-x0)
		for i := range c.cover {
			in := solid
			if cover != nil {
				in = cover[i]
			}
			c.cover[i] = uint8(scale(uint64(p.cover(x0+i, y)), uint64(left(in))))
		}
		b.mask(run(c.top().image, y, x0, x1), x0, y, c.cover)
	})
	skip(clip.Max.Y, clip.Min.X)
}

// hides reports whether an operation paints an opaque box of exactly this shape.
func hides(op display.Op, shape *display.RoundRect) bool {
	switch o := op.(type) {
	case *display.Fill:
		return o.Shape == *shape && opaque(o.Paint)
	case *display.Picture:
		return o.Clip == *shape && o.Dest.Intersect(shape.Rect) == shape.Rect && o.Alpha == 255
	default:
		return false
	}
}

func opaque(p display.Paint) bool {
	translucent := func(s display.Stop) bool { return s.Color.A < 255 }
	switch p := p.(type) {
	case display.Color:
		return p.A == 255
	case *display.LinearGradient:
		return !slices.ContainsFunc(p.Stops, translucent)
	case *display.RadialGradient:
		return !slices.ContainsFunc(p.Stops, translucent)
	case *display.ConicGradient:
		return !slices.ContainsFunc(p.Stops, translucent)
	default:
		return false
	}
}

// shadowRun paints pixels x0..x1 of a row: the left part of the patch, its middle over and over, and
// the right part.
func (c *canvas) shadowRun(p *patch, b colorBrush, y, x0, x1 int) {
	row := y - p.at.Y
	width, height := p.mask.rect.Dx(), p.mask.rect.Dy()
	x0, x1 = max(x0, p.at.X), min(x1, p.at.X+width+p.x.extra)
	if row < 0 || row >= height+p.y.extra || x0 >= x1 {
		return
	}
	row = p.y.source(row)
	dst := run(c.top().image, y, x0, x1)
	from, to := x0-p.at.X, x1-p.at.X // pixels of the shadow
	left := min(max(from, p.x.at), to)
	right := min(max(from, p.x.at+p.x.extra+1), to)
	if from < left {
		b.mask(dst[:4*(left-from)], x0, y, p.mask.run(row, from, left))
	}
	if left < right {
		b.solid(dst[4*(left-from):4*(right-from)], x0, y, p.mask.run(row, p.x.at, p.x.at+1)[0])
	}
	if right < to {
		b.mask(dst[4*(right-from):], x0, y, p.mask.run(row, right-p.x.extra, to-p.x.extra))
	}
}
