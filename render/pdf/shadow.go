package pdf

import (
	"math"
	"slices"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// shadow paints a blurred shape outside of its hole, or what it leaves free inside of it: the colour, through a mask.
// next is the operation that follows.
func (c *content) shadow(s *display.Shadow, next display.Op) error {
	upright := *s
	upright.Turn = display.Turn{}
	return c.turned(s.Turn, func() error {
		bounds := seen(&upright, c.canvas())
		if bounds.Empty() || s.Color.A == 0 {
			return nil
		}
		c.save()
		defer c.restore()
		if s.Inset {
			c.clip(&s.Hole)
		} else {
			c.clipHole(&upright, hides(next, s))
		}
		return c.blur(&upright, bounds)
	})
}

// seen is where an upright shadow is seen, given what of its plane can be.
func seen(s *display.Shadow, canvas display.Rect) display.Rect {
	if s.Inset {
		return s.Hole.Intersect(canvas)
	}
	return pixels(s).Intersect(canvas)
}

// blur paints a shadow within bounds, whatever its hole.
func (c *content) blur(s *display.Shadow, bounds display.Rect) error {
	if s.Sigma < sharp {
		return c.paint(s.Color, bounds, display.EvenOdd, func() {
			if s.Inset {
				c.rect(grow(bounds, margin))
			}
			c.roundRect(&s.Shape)
		})
	}
	m := newBlurMesh(s, bounds)
	if m == nil {
		whole := *s
		whole.Hole = display.RoundRect{}
		if s.Inset {
			whole.Hole.Rect = grow(bounds, margin)
		}
		return c.rasterized([]display.Op{&whole}, bounds.Pixels(), c.job.soft(s.Sigma))
	}
	mask, at := c.inner(), m.bounds()
	if s.Inset {
		at = bounds
		mask.op("g", channel(s.Color.A)) // where the mesh is not, there is no light
		mask.rect(grow(bounds, margin))
		mask.op("f")
	}
	mask.op("sh", mask.resources.use("Shading", "S", m.shading(c.job, s))) // all of the alpha: MuPDF applies what is set beside a mask twice
	c.softMask(mask.close(object.Name(alphas), at))
	color := s.Color
	color.A = 255
	return c.paint(color, bounds, display.NonZero, func() { c.rect(bounds) })
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
func (c *content) clipHole(s *display.Shadow, hidden bool) {
	hole := s.Hole
	if hidden {
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

// hides reports whether an operation paints an opaque box of exactly the shape that casts a shadow.
func hides(op display.Op, s *display.Shadow) bool {
	box := display.Turned(&display.Fill{Shape: s.Hole, Paint: white}, s.Turn)
	switch o := op.(type) {
	case *display.Fill:
		b, ok := box.(*display.Fill)
		return ok && o.Shape == b.Shape && opaquePaint(o.Paint)
	case *display.FillPath:
		b, ok := box.(*display.FillPath)
		return ok && slices.Equal(o.Path, b.Path) && opaquePaint(o.Paint)
	case *display.Picture:
		return o.Turn == s.Turn && o.Clip == s.Hole && o.Dest.Intersect(s.Hole.Rect) == s.Hole.Rect && o.Alpha == 255
	default:
		return false
	}
}

// opaquePaint reports whether a paint hides what is below it. Of pictures this is not known.
func opaquePaint(p display.Paint) bool {
	if color, ok := plain(p); ok {
		return color.A == 255
	}
	stops := stopsOf(p)
	for _, s := range stops {
		if s.Color.A < 255 {
			return false
		}
	}
	return len(stops) > 0
}
