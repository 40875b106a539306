package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// thinnest is the width in px of a stroke that covers at most half a step of any pixel at the list's
// size, so that pictures do not show it. PDF would make the thinnest line there is of a width of 0.
const thinnest = 1.0 / 510

// stroke paints along a path. Caps and joins are numbered as in PDF.
func (c *content) stroke(s *display.Stroke) {
	color, ok := s.Paint.(display.Color)
	if s.Width < thinnest || !ok || color.A == 0 {
		return
	}
	c.save()
	defer c.restore()
	if color.A < 255 {
		c.alpha(color.A)
	}
	c.op("RG", channel(color.R), channel(color.G), channel(color.B))
	c.op("w", s.Width)
	c.op("J", int(s.Cap))
	c.op("j", int(s.Join))
	c.op("M", display.MiterLimit)
	if len(s.Dash) > 0 {
		pattern := make(object.Array, len(s.Dash))
		for i, d := range s.Dash {
			pattern[i] = d
		}
		c.op("d", pattern, 0)
	}
	c.path(s.Path)
	c.op("S")
}
