package pdf

import (
	"slices"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

var white = display.Color{R: 255, G: 255, B: 255, A: 255}

// rough reports whether a paint is a mesh, or clear sections that are a form so that none shows through another:
// Poppler does not smooth the edges of either where it is clipped.
func rough(p display.Paint) bool {
	if _, even := plain(p); even {
		return false
	}
	if _, ok := p.(*display.ConicGradient); ok {
		return true
	}
	stops := stopsOf(p)
	clear := func(s display.Stop) bool { return s.Color.A < 255 }
	return slices.ContainsFunc(stops, clear) && len(continuous(stops)) > 1
}

// smooth paints a paint that is more than a colour within bounds through a soft mask of a shape: an operation that
// paints it white.
func (c *content) smooth(p display.Paint, bounds display.Rect, shape display.Op) error {
	bounds = bounds.Intersect(c.canvas())
	mask, inner := c.inner(), c.inner()
	var err error
	switch s := shape.(type) {
	case *display.Fill:
		err = mask.fill(s)
	case *display.FillPath:
		err = mask.fillPath(s)
	case *display.Stroke:
		err = mask.stroke(s)
	}
	if err == nil {
		err = inner.pour(p, bounds)
	}
	if err != nil {
		return err
	}
	c.save()
	c.softMask(mask.close(object.Name(alphas), bounds))
	c.invoke(inner.close(object.Name(colors), bounds))
	c.restore()
	return nil
}
