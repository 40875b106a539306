package raster

import (
	"image"
	"math"

	"placard/render/display"
)

// shadowKey identifies a blurred rounded rectangle: its size and place within a pixel, as cut down by
// newPatch.
type shadowKey struct {
	shape display.RoundRect
	sigma float64
}

// patch is a blurred rounded rectangle whose middle column and middle row were cut down to one, where
// every column and every row is alike.
type patch struct {
	mask *mask
	at   image.Point // of the mask's top left on the canvas
	x, y stretch
}

// stretch says that pixel at of a patch is repeated extra times more.
type stretch struct{ at, extra int }

// source is the patch's pixel for pixel i of the shadow.
func (s stretch) source(i int) int {
	if i <= s.at {
		return i
	}
	return max(s.at, i-s.extra)
}

// shadow paints the blurred shape, but not where the hole covers a pixel wholly. A pixel that the hole's
// edge cuts through gets all of the shadow: the box that is painted there next covers just its share of
// it. Painting only the part outside would leave a light seam.
func (c *canvas) shadow(s *display.Shadow) {
	clip := c.top().clip.Intersect(s.Bounds())
	if clip.Empty() || s.Color.A == 0 {
		return
	}
	p := c.patch(s)
	b := colorBrush(colorOf(s.Color))
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

// patch returns the blurred shape of a shadow, kept or made.
func (c *canvas) patch(s *display.Shadow) *patch {
	p, key := newPatch(s)
	if m, ok := c.drawer.shadows.get(key); ok {
		p.mask = m
		return p
	}
	reach := float64(newKernel(s.Sigma).reach)
	shape := key.shape
	c.coverage.reset()
	c.coverage.roundRect(&shape)
	m := c.coverage.rasterize(display.Rect{X1: shape.X1 + reach, Y1: shape.Y1 + reach}.Pixels())
	m.blur(s.Sigma)
	c.drawer.shadows.put(key, m)
	p.mask = m
	return p
}

// newPatch moves a shadow's shape next to the origin, with room for the blur, and takes whole pixels out
// of its middle as far as it is even there: where the blur reaches neither a corner nor a side. What is
// left looks exactly as the whole, and is the same for boxes of any size.
func newPatch(s *display.Shadow) (*patch, shadowKey) {
	reach := newKernel(s.Sigma).reach
	r := s.Shape
	x, y := int(math.Floor(r.X0))-reach, int(math.Floor(r.Y0))-reach
	p := &patch{at: image.Pt(x, y)}
	k := &r.Corners
	p.x = even(r.X0-float64(x), r.X1-float64(x), max(k[0].RX, k[3].RX), max(k[1].RX, k[2].RX), reach)
	p.y = even(r.Y0-float64(y), r.Y1-float64(y), max(k[0].RY, k[1].RY), max(k[2].RY, k[3].RY), reach)
	r.X0, r.X1 = r.X0-float64(x), r.X1-float64(x+p.x.extra)
	r.Y0, r.Y1 = r.Y0-float64(y), r.Y1-float64(y+p.y.extra)
	return p, shadowKey{shape: r, sigma: s.Sigma}
}

// even returns where along an axis from..to a shadow is even, given the corners' radii at both ends.
func even(from, to, before, after float64, reach int) stretch {
	first := int(math.Ceil(from+before)) + reach
	last := int(math.Floor(to-after)) - reach - 1
	return stretch{at: max(first, 0), extra: max(last-first, 0)}
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
