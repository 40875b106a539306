package raster

import (
	"image"
	"math"

	"placard/fonts"
	"placard/render/display"
)

// glyphKey identifies a glyph's mask.
type glyphKey struct {
	face  uint32
	glyph fonts.GlyphID
	size  float64 // px per em
	sub   uint8   // quarters of a pixel that the origin lies right of the pixel's left edge
}

// subpixels is how many places in a pixel a glyph may start at. Text keeps its spacing to 1/8 px at
// four masks a glyph.
const subpixels = 4

// coverageSteps is how many steps the edge of a letter has between none and all. A letter is up to 1/8 px, or 32 of
// 255 on a stem, from where it was set, and half a pixel across the line; 1/32 more is not seen, and finer steps are
// noise that a PNG pays for: with 255, a card of text alone has one and a half times the bytes.
const coverageSteps = 16

// coverageStep rounds coverage, 0..255, to those steps.
var coverageStep = func() (t [256]uint8) {
	for v := range t {
		k := (v*coverageSteps + 127) / 255
		t[v] = uint8((k*255 + coverageSteps/2) / coverageSteps)
	}
	return t
}()

// maxMaskSize is the largest em in px whose masks are kept: up to 64 kB a glyph. Larger letters are few
// and seldom seen again at the same place; they are painted from their outlines.
const maxMaskSize = 256

// text paints glyphs. Origins are moved to a quarter of a pixel along the line and to a whole pixel
// across it, as browsers do: the strokes that lie on the baseline are then equally sharp in every line.
//
// Turned text is painted from its outlines, exactly where it lies.
func (c *canvas) text(g *display.Glyphs) error {
	plain, fade, err := c.textBrush(g)
	if plain == nil {
		return err
	}
	for i := range g.Glyphs {
		k := &g.Glyphs[i]
		layers := g.Face.ColorLayers(k.ID)
		if len(layers) == 0 {
			c.glyph(g, k.ID, k, plain)
			continue
		}
		for _, l := range layers {
			if b := layerBrush(l, plain, fade); b != nil {
				c.glyph(g, l.Glyph, k, b)
			}
		}
	}
	return nil
}

// textBrush is what paints glyphs, nil where they do not show, and the alpha by which coloured ones fade: that
// of a colour.
func (c *canvas) textBrush(g *display.Glyphs) (plain brush, fade uint8, err error) {
	clip := c.top().clip
	if clip.Empty() {
		return nil, 0, nil
	}
	if color, ok := g.Solid(); ok {
		plain, err = c.brush(color, clip)
		return plain, color.A, err
	}
	if clip = clip.Intersect(g.Bounds()); clip.Empty() {
		return nil, 0, nil
	}
	plain, err = c.brush(display.TurnedPaint(g.Paint, g.Turn), clip)
	return plain, 255, err
}

// layerBrush is what paints a colour layer, nil where that does not show.
func layerBrush(l fonts.ColorLayer, plain brush, fade uint8) brush {
	if l.TextColor {
		return plain
	}
	if a := uint8(scale(uint64(l.A), uint64(fade))); a > 0 {
		return colorBrush(premultiply(l.R, l.G, l.B, a))
	}
	return nil
}

// glyph paints one outline of a face with its origin at k.
func (c *canvas) glyph(g *display.Glyphs, id fonts.GlyphID, k *display.Glyph, b brush) {
	if g.Turn.Angle != 0 {
		c.turnedGlyph(g, id, k, b)
		return
	}
	quarters := int(math.Floor((k.X+g.Turn.X)*subpixels + 0.5))
	x, y := quarters>>2, int(math.Floor(k.Y+g.Turn.Y+0.5))
	sub := uint8(quarters & (subpixels - 1))
	if g.Size > maxMaskSize {
		c.coverage.reset()
		c.coverage.glyph(g.Face.Outline(id), place{x: float64(quarters) / subpixels, y: float64(y), dx: g.Size})
		c.paintOutline(rectOf(c.top().clip), b)
		return
	}
	m := c.glyphMask(g, id, sub)
	if color, ok := b.(colorBrush); ok && m.spans != nil && m.rect.Add(image.Pt(x, y)).In(c.top().clip) {
		m.spans.paint(c.top().image, m.rect.Min.Add(image.Pt(x, y)), pixel(color))
		return
	}
	c.paintMask(m, x, y, b)
}

// turnedGlyph paints one outline of a turned face with its origin at k.
func (c *canvas) turnedGlyph(g *display.Glyphs, id fonts.GlyphID, k *display.Glyph, b brush) {
	sin, cos := g.Turn.SinCos()
	p := g.Turn.Apply(point{X: k.X, Y: k.Y})
	c.coverage.reset()
	c.coverage.glyph(g.Face.Outline(id), place{x: p.X, y: p.Y, dx: cos * g.Size, dy: sin * g.Size})
	c.paintOutline(rectOf(c.coverage.extent().Intersect(c.top().clip)), b)
}

// glyphMask returns a glyph's coverage around its origin, kept or made.
func (c *canvas) glyphMask(g *display.Glyphs, id fonts.GlyphID, sub uint8) *mask {
	key := glyphKey{face: g.Face.ID(), glyph: id, size: g.Size, sub: sub}
	if m, ok := c.drawer.glyphs.Get(key); ok {
		return m
	}
	c.coverage.reset()
	c.coverage.glyph(g.Face.Outline(id), place{x: float64(sub) / subpixels, dx: g.Size})
	m := c.coverage.rasterize(c.coverage.extent())
	for i, v := range m.pix {
		m.pix[i] = coverageStep[v]
	}
	m.spans = newSpans(m)
	c.drawer.glyphs.Put(key, m)
	return m
}

// extent is the pixels that the outline touches.
func (o *outline) extent() image.Rectangle {
	if len(o.edges) == 0 {
		return image.Rectangle{}
	}
	inf := math.Inf(1)
	r := display.Rect{X0: inf, Y0: inf, X1: -inf, Y1: -inf}
	for i := range o.edges {
		e := &o.edges[i]
		r.X0, r.X1 = min(r.X0, e.x0, e.x1), max(r.X1, e.x0, e.x1)
		r.Y0, r.Y1 = min(r.Y0, e.y0, e.y1), max(r.Y1, e.y0, e.y1)
	}
	return r.Pixels()
}
