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

// maxMaskSize is the largest em in px whose masks are kept: up to 64 kB a glyph. Larger letters are few
// and seldom seen again at the same place; they are painted from their outlines.
const maxMaskSize = 256

// text paints glyphs. Origins are moved to a quarter of a pixel along the line and to a whole pixel
// across it, as browsers do: the strokes that lie on the baseline are then equally sharp in every line.
func (c *canvas) text(g *display.Glyphs) {
	color, _ := g.Solid()
	if color.A == 0 || c.top().clip.Empty() {
		return
	}
	plain := colorBrush(colorOf(color))
	for i := range g.Glyphs {
		k := &g.Glyphs[i]
		layers := g.Face.ColorLayers(k.ID)
		if len(layers) == 0 {
			c.glyph(g, k.ID, k, plain)
			continue
		}
		for _, l := range layers {
			if b, ok := layerBrush(l, color); ok {
				c.glyph(g, l.Glyph, k, b)
			}
		}
	}
}

// layerBrush is a colour layer's paint. It fades with the text.
func layerBrush(l fonts.ColorLayer, text display.Color) (colorBrush, bool) {
	if l.TextColor {
		return colorBrush(colorOf(text)), true
	}
	a := uint8(scale(uint64(l.A), uint64(text.A)))
	return colorBrush(premultiply(l.R, l.G, l.B, a)), a > 0
}

// glyph paints one outline of a face with its origin at k.
func (c *canvas) glyph(g *display.Glyphs, id fonts.GlyphID, k *display.Glyph, b colorBrush) {
	quarters := int(math.Floor(k.X*subpixels + 0.5))
	x, y := quarters>>2, int(math.Floor(k.Y+0.5))
	sub := uint8(quarters & (subpixels - 1))
	if g.Size > maxMaskSize {
		c.coverage.reset()
		c.coverage.glyph(g.Face.Outline(id), g.Size, float64(quarters)/subpixels, float64(y))
		c.paintOutline(rectOf(c.top().clip), b)
		return
	}
	if m := c.glyphMask(g, id, sub); m != nil {
		c.paintMask(m, x, y, b)
	}
}

// glyphMask returns a glyph's coverage around its origin, kept or made; nil for a blank one.
func (c *canvas) glyphMask(g *display.Glyphs, id fonts.GlyphID, sub uint8) *mask {
	key := glyphKey{face: g.Face.ID(), glyph: id, size: g.Size, sub: sub}
	if m, ok := c.drawer.glyphs.get(key); ok {
		return m
	}
	c.coverage.reset()
	c.coverage.glyph(g.Face.Outline(id), g.Size, float64(sub)/subpixels, 0)
	m := c.coverage.rasterize(c.coverage.extent())
	c.drawer.glyphs.put(key, m)
	return m
}

// extent is the pixels that the outline touches, within what a glyph of maxMaskSize may need.
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
