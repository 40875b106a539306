package pdf

import "placard/render/display"

// fill paints the inside of a rounded rectangle.
func (c *content) fill(f *display.Fill) {
	c.paint(f.Paint, f.Shape.Rect, display.NonZero, func() { c.roundRect(&f.Shape) })
}

// paint fills the path that construct adds, which lies within bounds.
func (c *content) paint(p display.Paint, _ display.Rect, rule display.FillRule, construct func()) {
	color, ok := p.(display.Color)
	if !ok || color.A == 0 {
		return
	}
	if color.A < 255 {
		c.save()
		defer c.restore()
		c.alpha(color.A)
	}
	c.op("rg", channel(color.R), channel(color.G), channel(color.B))
	construct()
	c.op("f" + star(rule))
}

// star marks an operator that fills or clips by the even-odd rule.
func star(rule display.FillRule) string {
	if rule == display.EvenOdd {
		return "*"
	}
	return ""
}

// channel is an 8-bit value as PDF has it, 0..1.
func channel(v uint8) float64 { return float64(v) / 255 }
