package display

import (
	"image"
	"math"

	"placard/fonts"
)

// Bounds is the hull of the glyphs' outlines, control points included. It is given room for a back end
// that moves a glyph by up to half a pixel onto its grid.
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
	return all.inflate(0.5).Pixels()
}

// glyphHull is the hull of a glyph in em, with all its colour layers, and false when it shows nothing.
func glyphHull(face *fonts.Face, id fonts.GlyphID) (Rect, bool) {
	inf := math.Inf(1)
	r := Rect{inf, inf, -inf, -inf}
	add := func(outline fonts.Outline) {
		for i := range outline {
			s := &outline[i]
			for _, q := range s.Points[:outlinePoints[min(s.Verb, fonts.CubicTo)]] {
				r = r.include(Point{float64(q.X), float64(q.Y)})
			}
		}
	}
	if layers := face.ColorLayers(id); len(layers) > 0 {
		for _, l := range layers {
			add(face.Outline(l.Glyph))
		}
	} else {
		add(face.Outline(id))
	}
	return r, r.X0 < r.X1 && r.Y0 < r.Y1
}

// outlinePoints is how many points each verb uses.
var outlinePoints = [...]int{fonts.MoveTo: 1, fonts.LineTo: 1, fonts.QuadTo: 2, fonts.CubicTo: 3}
