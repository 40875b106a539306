package pdf

import "placard/render/display"

// fill paints the inside of a rounded rectangle.
func (c *content) fill(f *display.Fill) {
	if rough(f.Paint) && !f.Shape.Square() {
		c.smooth(f.Paint, f.Shape.Rect, &display.Fill{Shape: f.Shape, Paint: white})
		return
	}
	c.paint(f.Paint, f.Shape.Rect, display.NonZero, func() { c.roundRect(&f.Shape) })
}

// fillPath paints the inside of a path.
func (c *content) fillPath(f *display.FillPath) {
	if rough(f.Paint) {
		c.smooth(f.Paint, pixels(f), &display.FillPath{Path: f.Path, Rule: f.Rule, Paint: white})
		return
	}
	c.paint(f.Paint, pixels(f), f.Rule, func() { c.path(f.Path) })
}

// pixels is the pixels that an operation touches.
func pixels(op display.Op) display.Rect {
	b := op.Bounds()
	return display.Rect{X0: float64(b.Min.X), Y0: float64(b.Min.Y), X1: float64(b.Max.X), Y1: float64(b.Max.Y)}
}

// paint fills the path that construct adds, which lies within bounds.
func (c *content) paint(p display.Paint, bounds display.Rect, rule display.FillRule, construct func()) {
	color, ok := plain(p)
	switch {
	case !ok:
		c.save()
		construct()
		c.op("W" + starred(rule))
		c.op("n")
		c.gradient(p, bounds.Intersect(c.canvas()), shade)
		c.restore()
	case color.A == 255:
		c.op("rg", channel(color.R), channel(color.G), channel(color.B))
		construct()
		c.op("f" + starred(rule))
	case color.A > 0:
		c.save()
		c.alpha(color.A)
		c.paint(display.Color{R: color.R, G: color.G, B: color.B, A: 255}, bounds, rule, construct)
		c.restore()
	}
}

// canvas is what of the list can be seen.
func (c *content) canvas() display.Rect {
	return display.Rect{X1: float64(c.list.Width), Y1: float64(c.list.Height)}
}

// starred marks an operator that fills or clips by the even-odd rule.
func starred(rule display.FillRule) string {
	if rule == display.EvenOdd {
		return "*"
	}
	return ""
}

// channel is an 8-bit value as PDF has it, 0..1.
func channel(v uint8) float64 { return float64(v) / 255 }
