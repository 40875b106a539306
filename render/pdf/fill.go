package pdf

import "placard/render/display"

// fill paints the inside of a rounded rectangle.
func (c *content) fill(f *display.Fill) error {
	if rough(f.Paint) && !f.Shape.Square() {
		return c.smooth(f.Paint, f.Shape.Rect, &display.Fill{Shape: f.Shape, Paint: white})
	}
	return c.paint(f.Paint, f.Shape.Rect, display.NonZero, func() { c.roundRect(&f.Shape) })
}

// fillPath paints the inside of a path.
func (c *content) fillPath(f *display.FillPath) error {
	if rough(f.Paint) {
		return c.smooth(f.Paint, pixels(f), &display.FillPath{Path: f.Path, Rule: f.Rule, Paint: white})
	}
	if p, ok := f.Paint.(*display.ImagePaint); ok {
		return c.clipped(f.Rule, func() { c.path(f.Path) }, func() error { return c.imagePaint(p, hullIn(f.Path, p.Turn)) })
	}
	return c.paint(f.Paint, pixels(f), f.Rule, func() { c.path(f.Path) })
}

// pixels is the pixels that an operation touches.
func pixels(op display.Op) display.Rect { return rectOf(op.Bounds()) }

// paint fills the path that construct adds, which lies within bounds.
func (c *content) paint(p display.Paint, bounds display.Rect, rule display.FillRule, construct func()) error {
	color, ok := plain(p)
	switch {
	case !ok:
		return c.clipped(rule, construct, func() error { return c.pour(p, bounds) })
	case color.A == 0:
	case color.A < 255:
		c.save()
		defer c.restore()
		c.alpha(color.A)
		fallthrough
	default:
		c.op("rg", channel(color.R), channel(color.G), channel(color.B))
		construct()
		c.op("f" + starred(rule))
	}
	return nil
}

// clipped draws inside of the path that construct adds.
func (c *content) clipped(rule display.FillRule, construct func(), draw func() error) error {
	c.save()
	defer c.restore()
	construct()
	c.op("W" + starred(rule))
	c.op("n")
	return draw()
}

// pour paints a paint that is more than a colour over what is clipped, which lies within bounds.
func (c *content) pour(p display.Paint, bounds display.Rect) error {
	if p, ok := p.(*display.ImagePaint); ok {
		return c.imagePaint(p, p.Turn.Inverse().Bounds(bounds))
	}
	c.gradient(p, bounds.Intersect(c.canvas()), shade)
	return nil
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
