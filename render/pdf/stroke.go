package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// thinnest is the width in px of a stroke that covers at most half a step of any pixel at the list's
// size, so that pictures do not show it. PDF would make the thinnest line there is of a width of 0.
const thinnest = 1.0 / 510

// stroke paints along a path.
func (c *content) stroke(s *display.Stroke) error {
	color, ok := plain(s.Paint)
	if s.Width < thinnest || ok && color.A == 0 {
		return nil
	}
	if _, picture := s.Paint.(*display.ImagePaint); picture || rough(s.Paint) {
		mask := *s
		mask.Paint = white
		return c.smooth(s.Paint, pixels(s), &mask)
	}
	c.save()
	defer c.restore()
	if ok {
		c.pen(s)
		if color.A < 255 {
			c.alpha(color.A)
		}
		c.op("RG", channel(color.R), channel(color.G), channel(color.B))
		c.path(s.Path)
		c.op("S")
		return nil
	}
	c.gradient(s.Paint, pixels(s).Intersect(c.canvas()), func(c *content, part *section) {
		c.pen(s)
		c.op("CS", object.Name("Pattern"))
		c.op("SCN", c.pattern(part))
		c.path(s.Path)
		c.op("S")
	})
	return nil
}

// pen sets what a stroke is drawn with. Caps and joins are numbered as in PDF.
func (c *content) pen(s *display.Stroke) {
	c.op("w", s.Width)
	c.op("J", int(s.Cap))
	c.op("j", int(s.Join))
	c.op("M", display.MiterLimit)
	if len(s.Dash) > 0 {
		c.op("d", array(s.Dash), 0)
	}
}

// pattern names a pattern of a shading, which strokes and letters need. It is placed in the stream's own space,
// whatever has been concatenated since.
func (c *content) pattern(part *section) object.Name {
	return c.resources.use("Pattern", "P", c.job.file.Share(object.Dict{
		"Type": object.Name("Pattern"), "PatternType": 2, "Shading": part.shading,
		"Matrix": part.plane.then(c.base).array(),
	}))
}
