package pdf

import (
	"image"
	"math"

	"placard/render/display"
)

// blurred paints the operations [from, to) of a group in pixels, as PDF has no blur.
func (c *content) blurred(g *display.PushGroup, from, to int) error {
	view := c.visible(g.Bounds())
	if view = view.Intersect(g.Layer(view, c.list.Ops[from:])); view.Empty() {
		return nil
	}
	ops := append([]display.Op{&display.PushGroup{Clip: display.RoundRect{Rect: rectOf(view)}, Alpha: 255, Blur: g.Blur, Tint: opaqueTint(g)}}, c.list.Ops[from:to+1]...)
	return c.rasterized(ops, view, c.job.soft(g.Blur))
}

// visible is the part of a rectangle that is on the canvas.
func (c *content) visible(r image.Rectangle) image.Rectangle { return r.Intersect(c.canvas().Pixels()) }

func rectOf(r image.Rectangle) display.Rect {
	return display.Rect{X0: float64(r.Min.X), Y0: float64(r.Min.Y), X1: float64(r.Max.X), Y1: float64(r.Max.Y)}
}

// soft is how many pixels for each of the list what is blurred needs: six for a deviation, but at least one, so that
// its clip is sharp where a viewer does not smooth it, and no more than the document has.
func (j *job) soft(sigma float64) float64 {
	const perSigma = 6
	if j.doc.Archive { // which may not ask viewers to smooth
		return j.density
	}
	return math.Min(j.density, math.Max(1, math.Ceil(perSigma/sigma*grain)/grain))
}

// say writes the text of the operations [from, to), unseen.
func (c *content) say(from, to int) error {
	for i := from; i < to; i++ {
		switch op := c.list.Ops[i].(type) {
		case *display.Glyphs:
			if says(op) {
				if err := c.invisible(op); err != nil {
					return err
				}
			}
		case *display.PushGroup:
			end := c.closing(i)
			if op.Alpha > 0 {
				if err := c.marked(i+1, end, c.say); err != nil {
					return err
				}
			}
			i = end
		}
	}
	return c.job.stopped()
}
