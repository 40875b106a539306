package pdf

import (
	"math"

	"placard/render/display"
)

// shadow paints a blurred shape outside of its hole: the colour, through a mask. next is the operation that
// follows.
func (c *content) shadow(s *display.Shadow, next display.Op) error {
	bounds := pixels(s).Intersect(c.canvas())
	if bounds.Empty() || s.Color.A == 0 {
		return nil
	}
	c.save()
	defer c.restore()
	c.clipHole(s, next)
	if s.Sigma < sharp {
		c.paint(s.Color, s.Shape.Rect, display.NonZero, func() { c.roundRect(&s.Shape) })
		return nil
	}
	m := newBlurMesh(s, c.canvas())
	if m == nil {
		whole := *s
		whole.Hole = display.RoundRect{}
		return c.rasterized([]display.Op{&whole}, c.visible(s.Bounds()), c.job.soft(s.Sigma))
	}
	mask := c.inner()
	shade(mask, m.shading(c.job, s.Color.A)) // all of the alpha: MuPDF applies what is set beside a mask twice
	c.softMask(mask.close("DeviceGray", m.bounds()))
	color := s.Color
	color.A = 255
	c.paint(color, bounds, display.NonZero, func() { c.rect(bounds) })
	return nil
}

// after is the operation that follows the i-th, or nil.
func (c *content) after(i int) display.Op {
	if i+1 < len(c.list.Ops) {
		return c.list.Ops[i+1]
	}
	return nil
}

// sharp is the deviation in px below which a shadow is drawn as the shape itself: its edge is as wide as that of
// an anti-aliased shape.
const sharp = 0.25

// covered is how far in px a shadow goes on below a box that hides it. Where the edge of the box cuts through a
// pixel, what is left of that is then all in the shadow.
const covered = 1

// clipHole keeps what follows out of the box that casts a shadow.
func (c *content) clipHole(s *display.Shadow, next display.Op) {
	hole := s.Hole
	if hides(next, &hole) {
		hole.X0, hole.Y0, hole.X1, hole.Y1 = hole.X0+covered, hole.Y0+covered, hole.X1-covered, hole.Y1-covered
		for i, k := range hole.Corners {
			hole.Corners[i] = display.Corner{RX: math.Max(k.RX-covered, 0), RY: math.Max(k.RY-covered, 0)}
		}
	}
	if hole.Empty() {
		return
	}
	around := pixels(s)
	c.rect(display.Rect{
		X0: math.Min(around.X0, hole.X0) - margin, Y0: math.Min(around.Y0, hole.Y0) - margin,
		X1: math.Max(around.X1, hole.X1) + margin, Y1: math.Max(around.Y1, hole.Y1) + margin,
	})
	c.roundRect(&hole)
	c.op("W*")
	c.op("n")
}

// hides reports whether an operation paints an opaque box of exactly this shape.
func hides(op display.Op, shape *display.RoundRect) bool {
	switch o := op.(type) {
	case *display.Fill:
		if o.Shape != *shape {
			return false
		}
		if color, ok := plain(o.Paint); ok {
			return color.A == 255
		}
		for _, s := range stopsOf(o.Paint) {
			if s.Color.A < 255 {
				return false
			}
		}
		return true
	case *display.Picture:
		return o.Clip == *shape && o.Dest.Intersect(shape.Rect) == shape.Rect && o.Alpha == 255
	default:
		return false
	}
}
