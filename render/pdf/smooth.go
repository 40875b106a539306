package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

var white = display.Color{R: 255, G: 255, B: 255, A: 255}

// rough reports whether a paint is a mesh, whose edges Poppler does not smooth where it is clipped.
func rough(p display.Paint) bool {
	if _, ok := p.(*display.ConicGradient); !ok {
		return false
	}
	_, even := plain(p)
	return !even
}

// smooth paints a gradient within bounds through a soft mask of a shape: an operation that paints it white.
func (c *content) smooth(p display.Paint, bounds display.Rect, shape display.Op) {
	bounds = bounds.Intersect(c.canvas())
	mask, inner := c.inner(), c.inner()
	switch s := shape.(type) {
	case *display.Fill:
		mask.fill(s)
	case *display.FillPath:
		mask.fillPath(s)
	case *display.Stroke:
		mask.stroke(s)
	}
	inner.gradient(p, bounds, shade)
	c.save()
	c.softMask(mask.close(object.Name(alphas), bounds))
	c.invoke(inner.close(object.Name(colors), bounds))
	c.restore()
}
