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

// pixel is one of the mask; beyond it there is no shadow.
func (p *patch) pixel(x, y int) uint8 {
	if !image.Pt(x, y).In(p.mask.rect) {
		return 0
	}
	return p.mask.pix[y*p.mask.rect.Dx()+x]
}

// fill sets dst to the shadow's coverage of the pixels from x, y on.
func (p *patch) fill(dst []uint8, x, y int) {
	clear(dst)
	row, width := p.y.source(y-p.at.Y), p.mask.rect.Dx()
	if row < 0 || row >= p.mask.rect.Dy() {
		return
	}
	src := p.mask.run(row, 0, width)
	left := min(p.x.at+1, width) // pixels before the middle, which is as the last of them
	from := x - p.at.X           // of the shadow
	copyAt(dst, -from, src[:left])
	for i := max(left-from, 0); i < min(left+p.x.extra-from, len(dst)); i++ {
		dst[i] = src[left-1]
	}
	copyAt(dst, left+p.x.extra-from, src[left:])
}

// copyAt copies what of src lies within dst when its first pixel lies at dst[i].
func copyAt(dst []uint8, i int, src []uint8) {
	if i < 0 {
		src, i = src[min(-i, len(src)):], 0
	}
	copy(dst[min(i, len(dst)):], src)
}

// patch returns the blurred shape of a shadow, kept or made.
func (c *canvas) patch(r *display.RoundRect, sigma float64) *patch {
	p, key := newPatch(r, sigma)
	if m, ok := c.drawer.shadows.Get(key); ok {
		p.mask = m
		return p
	}
	reach := float64(newKernel(sigma).reach)
	shape := key.shape
	c.coverage.reset()
	c.coverage.roundRect(&shape)
	m := c.coverage.rasterize(display.Rect{X1: shape.X1 + reach, Y1: shape.Y1 + reach}.Pixels())
	m.blur(sigma)
	c.drawer.shadows.Put(key, m)
	p.mask = m
	return p
}

// newPatch moves a shadow's shape next to the origin, with room for the blur, and takes whole pixels out
// of its middle as far as it is even there: where the blur reaches neither a corner nor a side. What is
// left looks exactly as the whole, and is the same for boxes of any size.
func newPatch(shape *display.RoundRect, sigma float64) (*patch, shadowKey) {
	reach := newKernel(sigma).reach
	r := *shape
	x, y := int(math.Floor(r.X0))-reach, int(math.Floor(r.Y0))-reach
	p := &patch{at: image.Pt(x, y)}
	k := &r.Corners
	p.x = even(r.X0-float64(x), r.X1-float64(x), max(k[0].RX, k[3].RX), max(k[1].RX, k[2].RX), reach)
	p.y = even(r.Y0-float64(y), r.Y1-float64(y), max(k[0].RY, k[1].RY), max(k[2].RY, k[3].RY), reach)
	r.X0, r.X1 = r.X0-float64(x), r.X1-float64(x+p.x.extra)
	r.Y0, r.Y1 = r.Y0-float64(y), r.Y1-float64(y+p.y.extra)
	return p, shadowKey{shape: r, sigma: sigma}
}

// even returns where along an axis from..to a shadow is even, given the corners' radii at both ends.
func even(from, to, before, after float64, reach int) stretch {
	first := int(math.Ceil(from+before)) + reach
	last := int(math.Floor(to-after)) - reach - 1
	return stretch{at: max(first, 0), extra: max(last-first, 0)}
}
