package pdf

import (
	"placard/render/pdf/internal/object"
)

// ink sets what a text is painted with: a colour, or a pattern of a gradient, which is smooth at any size. What is in
// sections, and a picture, is painted through the letters of each text object.
func (t *textRun) ink() {
	c, paint := t.content, t.op.Paint
	color, ok := plain(paint)
	if !ok {
		t.bounds = pixels(t.op).Intersect(c.canvas())
	}
	switch {
	case t.hidden || !ok && t.bounds.Empty():
		c.alpha(0)
	case ok:
		c.op("rg", channel(color.R), channel(color.G), channel(color.B))
		if color.A < 255 {
			c.alpha(color.A)
		}
	default:
		parts := c.job.sections(paint, t.bounds, colors)
		if t.stencil = len(parts) != 1; t.stencil {
			return
		}
		c.fade(paint, t.bounds)
		c.op("cs", object.Name("Pattern"))
		c.op("scn", c.pattern(&parts[0]))
	}
}

// clipToText is the mode in which text is what limits what follows (ISO 32000-1, 9.3.6).
const clipToText = 7

// beginText opens a text object.
func (t *textRun) beginText() {
	c := t.content
	if t.stencil {
		c.save()
	}
	c.op("BT")
	if t.stencil {
		c.op("Tr", clipToText)
	}
}

// endText closes the text object, if one is open. Forms are not drawn and spans not opened in it.
func (t *textRun) endText() error {
	if t.subset == nil {
		return nil
	}
	c, s := t.content, t.subset
	t.endArray()
	c.op("ET")
	t.subset, t.placed = nil, false
	if !t.stencil {
		return nil
	}
	err := c.pour(t.op.Paint, t.bounds)
	c.restore()
	t.font(s) // poppler looks here for the font of what a span says
	return err
}
