package pdf

import (
	"placard/fonts"
	"placard/render/display"
)

// silent paints upright glyphs without saying anything: the shadow of a text is no text.
func (c *content) silent(g *display.Glyphs) error {
	color, ok := plain(g.Paint)
	size := onGrid(g.Size)
	if ok && color.A == 0 || size == 0 {
		return nil
	}
	c.save()
	defer c.restore()
	if ok {
		c.op("rg", channel(color.R), channel(color.G), channel(color.B))
		if color.A < 255 {
			c.alpha(color.A)
		}
	}
	return c.shapes(g)
}

// shapes paints glyphs as shapes, in the colour that is set or in their paint where that is more.
func (c *content) shapes(g *display.Glyphs) error {
	if color, ok := plain(g.Paint); ok {
		for i := range g.Glyphs {
			c.stamp(g, &g.Glyphs[i], color)
		}
		return nil
	}
	var letters display.Path
	for i := range g.Glyphs {
		k := &g.Glyphs[i]
		layers := g.Face.ColorLayers(k.ID)
		if len(layers) == 0 {
			letters = append(letters, c.outlineAt(g, k, k.ID)...)
		}
		for _, l := range layers {
			paint := g.Paint
			if !l.TextColor {
				paint = display.Color{R: l.R, G: l.G, B: l.B, A: l.A}
			}
			if err := c.fillPath(&display.FillPath{Path: c.outlineAt(g, k, l.Glyph), Paint: paint}); err != nil {
				return err
			}
		}
	}
	if len(letters) == 0 {
		return nil
	}
	return c.fillPath(&display.FillPath{Path: letters, Paint: g.Paint})
}

// stamp paints a glyph from its form, which is shared by all that are the same.
func (c *content) stamp(g *display.Glyphs, k *display.Glyph, color display.Color) {
	form := c.job.picture(g.Face, k.ID, color.A)
	if form == 0 {
		return // blank
	}
	size := onGrid(g.Size)
	at := c.snapped(display.Point{X: k.X, Y: k.Y})
	c.save()
	c.concat(matrix{a: size, d: size, e: at.X, f: at.Y})
	c.invoke(form)
	c.restore()
}

// outlineAt is the path of an outline at a glyph's place, or none where the document has too many already.
func (c *content) outlineAt(g *display.Glyphs, k *display.Glyph, id fonts.GlyphID) display.Path {
	outline := g.Face.Outline(id)
	f := &c.job.fonts
	if f.segments += len(outline); f.segments > maxSegments {
		f.full = true
		return nil
	}
	at := c.snapped(display.Point{X: k.X, Y: k.Y})
	return matrix{a: 1, d: 1, e: at.X, f: at.Y}.path(scaled(outline, g.Size))
}
