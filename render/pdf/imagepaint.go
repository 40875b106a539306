package pdf

import (
	"math"

	"placard/render/display"
)

// imagePaint paints a picture over what is clipped, which lies within shape in the picture's own plane.
func (c *content) imagePaint(p *display.ImagePaint, shape display.Rect) error {
	return c.turned(p.Turn, func() error {
		c.save()
		defer c.restore()
		c.clipDest(p.Dest, shape)
		part := p.Picture()
		part.Clip.Rect = shape
		return c.place(part)
	})
}

// hullIn is the smallest rectangle around a path, control points included, in the plane that a turn lays onto that
// of the path.
func hullIn(p display.Path, t display.Turn) display.Rect {
	back := motion(t.Inverse())
	inf := math.Inf(1)
	r := display.Rect{X0: inf, Y0: inf, X1: -inf, Y1: -inf}
	for i := range p {
		for _, q := range p[i].Points() {
			q = back.point(q)
			r = display.Rect{X0: min(r.X0, q.X), Y0: min(r.Y0, q.Y), X1: max(r.X1, q.X), Y1: max(r.Y1, q.Y)}
		}
	}
	return r
}
