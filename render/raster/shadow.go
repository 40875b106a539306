package raster

import (
	"image"
	"math"
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
	if !hides(next, &s.Hole) && !s.Hole.Intersect(rectOf(clip)).Empty() {
		c.shadowOutside(p, b, &s.Hole, clip)
		return
	}
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		x0, x1 := interior(&s.Hole, y)
		if x0 >= x1 {
			c.shadowRun(p, b, y, clip.Min.X, clip.Max.X)
			continue
		}
		c.shadowRun(p, b, y, clip.Min.X, min(x0, clip.Max.X))
		c.shadowRun(p, b, y, max(x1, clip.Min.X), clip.Max.X)
	}
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
	default:
		return false
	}
}

// shadowOutside paints a shadow times what the hole leaves of each pixel.
func (c *canvas) shadowOutside(p *patch, b colorBrush, hole *display.RoundRect, clip image.Rectangle) {
	c.coverage.reset()
	c.coverage.roundRect(hole)
	m := c.coverage.rasterize(clip)
	for y := clip.Min.Y; y < clip.Max.Y; y++ {
		row := m.run(y, clip.Min.X, clip.Max.X)
		for i, in := range row {
			row[i] = uint8(scale(uint64(p.cover(clip.Min.X+i, y)), uint64(255-in)))
		}
		b.mask(run(c.top().image, y, clip.Min.X, clip.Max.X), clip.Min.X, y, row)
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

// interior returns the pixels x0..x1 of a row that lie wholly inside of a rounded rectangle. The shape is
// convex, so they are those inside on both edges of the row.
func interior(r *display.RoundRect, y int) (x0, x1 int) {
	top, bottom := float64(y), float64(y+1)
	if top < r.Y0 || bottom > r.Y1 {
		return 0, 0
	}
	k := &r.Corners
	left := max(inset(k[0], r.Y0+k[0].RY-top), inset(k[3], bottom-r.Y1+k[3].RY))
	right := max(inset(k[1], r.Y0+k[1].RY-top), inset(k[2], bottom-r.Y1+k[2].RY))
	return int(math.Ceil(r.X0 + left)), int(math.Floor(r.X1 - right))
}

// inset is how far a corner's arc lies from the side, d px towards the corner from its centre.
func inset(c display.Corner, d float64) float64 {
	if d <= 0 || c.RX <= 0 || c.RY <= 0 {
		return 0
	}
	t := min(d/c.RY, 1)
	return c.RX * (1 - math.Sqrt(1-t*t))
}
