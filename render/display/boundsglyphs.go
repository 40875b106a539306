package display

import (
	"image"
	"math"

	"placard/fonts"
)

// Bounds is the hull of the glyphs' outlines, control points included, turned as a whole. It is given room for a
// back end that moves a glyph by up to half a pixel onto its grid.
func (g *Glyphs) Bounds() image.Rectangle {
	var all Rect
	for i := range g.Glyphs {
		k := &g.Glyphs[i]
		em, ok := glyphHull(g.Face, k.ID)
		if !ok {
			continue
		}
		r := Rect{k.X + em.X0*g.Size, k.Y + em.Y0*g.Size, k.X + em.X1*g.Size, k.Y + em.Y1*g.Size}
		if all == (Rect{}) {
			all = r
			continue
		}
		all = Rect{math.Min(all.X0, r.X0), math.Min(all.Y0, r.Y0), math.Max(all.X1, r.X1), math.Max(all.Y1, r.Y1)}
	}
	if all == (Rect{}) {
		return image.Rectangle{}
	}
	return g.Turn.pixels(all.inflate(0.5))
}

// glyphHull is the hull of a glyph in em, with all its colour layers, and false when it shows nothing.
func glyphHull(face *fonts.Face, id fonts.GlyphID) (Rect, bool) {
	inf := math.Inf(1)
	r := Rect{inf, inf, -inf, -inf}
	add := func(h fonts.Hull) {
		if h != (fonts.Hull{}) {
			r = r.include(Point{float64(h.X0), float64(h.Y0)}).include(Point{float64(h.X1), float64(h.Y1)})
		}
	}
	if layers := face.ColorLayers(id); len(layers) > 0 {
		for _, l := range layers {
			add(face.Hull(l.Glyph))
		}
	} else {
		add(face.Hull(id))
	}
	return r, r.X0 < r.X1 && r.Y0 < r.Y1
}
