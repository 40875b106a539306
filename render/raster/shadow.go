package raster

import (
	"slices"

	"placard/render/display"
)

// shadow paints the blurred shape outside of the hole, or what it leaves inside of it. next is the operation that
// follows.
func (c *canvas) shadow(s *display.Shadow, next display.Op) {
	clip := c.top().clip.Intersect(s.Bounds())
	if clip.Empty() || s.Color.A == 0 {
		return
	}
	b, shade, share := colorBrush(colorOf(s.Color)), c.shade(s, clip), shareOf(s, next)
	even, outer := shade.(*patch)
	c.coverage.reset()
	c.coverage.turnedRect(&s.Hole, s.Hole.Rect, s.Turn)
	c.coverage.sweepAll(clip, s.Turn.Bounds(s.Hole.Rect), func(y, x0, x1 int, solid uint8, cover []uint8) {
		switch {
		case cover == nil && share(solid) == 0:
		case cover == nil && solid == 0 && outer:
			c.shadowRun(even, b, y, x0, x1)
		default:
			c.cover = grow(c.cover, x1-x0)
			shade.fill(c.cover, x0, y)
			for i, v := range c.cover {
				in := solid
				if cover != nil {
					in = cover[i]
				}
				c.cover[i] = uint8(scale(uint64(v), uint64(share(in))))
			}
			b.mask(run(c.top().image, y, x0, x1), x0, y, c.cover)
		}
	})
}

// shareOf says how much of its shadow a pixel gets, by how much of it the hole covers.
//
// Where the hole's edge cuts through a pixel, the box that is painted there next covers its share of it.
// If the box hides what is below, the pixel gets all of the shadow: painting only the part outside would
// leave a light seam. Through any other box the shadow would be seen, so only the part outside is.
func shareOf(s *display.Shadow, next display.Op) func(in uint8) uint8 {
	switch {
	case s.Inset:
		return func(in uint8) uint8 { return in }
	case hides(next, s):
		return func(in uint8) uint8 { return 255 * (1 - in/255) }
	default:
		return func(in uint8) uint8 { return 255 - in }
	}
}

// hides reports whether an operation paints an opaque box of exactly the shadow's hole.
func hides(op display.Op, s *display.Shadow) bool {
	switch o := op.(type) {
	case *display.Fill:
		shape, upright := s.Turn.Shape(s.Hole)
		return upright && o.Shape == shape && opaque(o.Paint)
	case *display.FillPath: // what becomes of a turned box
		box, _ := display.Turned(&display.Fill{Shape: s.Hole}, s.Turn).(*display.FillPath)
		return box != nil && slices.Equal(box.Path, o.Path) && opaque(o.Paint)
	case *display.Picture:
		return o.Turn == s.Turn && o.Clip == s.Hole && o.Dest.Intersect(s.Hole.Rect) == s.Hole.Rect && o.Alpha == 255
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
