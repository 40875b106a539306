package display

import (
	"fmt"
	"math"
)

func (c *checker) fill(f *Fill) *Error {
	if f == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(checkRoundRect("shape", &f.Shape), checkPaint(f.Paint)); e != nil {
		return e
	}
	return c.paint(f.Paint, f.Bounds(), 0)
}

func (c *checker) shadow(s *Shadow) *Error {
	if s == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(
		checkRoundRect("shape", &s.Shape), checkRoundRect("hole", &s.Hole),
		within("sigma", s.Sigma, 0, MaxSigma), checkTurn("turn", s.Turn)); e != nil {
		return e
	}
	visible, each := c.visible(s.Bounds()), float64(fillWork)
	if visible == 0 {
		return nil
	}
	switch {
	case s.Turn.oblique() && s.Sigma < sharpShadow:
		each = sharpShadowWork
	case s.Turn.oblique():
		each = turnedShadowWork
	case s.Inset:
		each = insetWork
	}
	// What must be blurred is the shape with its margin, canvas or not, but no more than its corners
	// and margins need: beyond them a shadow is even.
	reach := 4*math.Ceil(ShadowReach*s.Sigma) + 2
	var rx, ry float64
	for _, k := range s.Shape.Corners {
		rx, ry = math.Max(rx, k.RX), math.Max(ry, k.RY)
	}
	bounds := s.blurred().Pixels()
	w := math.Min(float64(bounds.Dx()), 2*rx+reach)
	h := math.Min(float64(bounds.Dy()), 2*ry+reach)
	if w*h > MaxShadowPixels {
		return bad("shape, sigma", "%.0f×%.0f px must be blurred, more than %d in all", w, h, MaxShadowPixels)
	}
	if e := c.spend(w*h, shadowWork); e != nil {
		return e
	}
	return c.spend(visible, each)
}

// sharpShadow is the deviation in px below which back ends may blur an oblique shadow as it lies.
const sharpShadow = 2

func (c *checker) run(g *Glyphs) *Error {
	if g == nil {
		return bad("op", "it is nil")
	}
	if g.Face == nil {
		return bad("face", "it is nil")
	}
	if e := firstOf(within("size", g.Size, 0, MaxGlyphSize), checkPaint(g.Paint), checkTurn("turn", g.Turn)); e != nil {
		return e
	}
	if c.glyphs += len(g.Glyphs); c.glyphs > MaxGlyphs {
		return bad("glyphs", "the list has more than %d", MaxGlyphs)
	}
	for i := range g.Glyphs {
		p := Point{g.Glyphs[i].X, g.Glyphs[i].Y}
		if e := checkPoint("", p); e != nil {
			return e.of(fmt.Sprintf("glyphs[%d]", i))
		}
	}
	if e := c.clusters(g); e != nil {
		return e
	}
	return c.spendGlyphs(g)
}

// spendGlyphs charges for the paint and for each glyph about its em square. Outlines are not looked at: that would
// cost a lock for each.
func (c *checker) spendGlyphs(g *Glyphs) *Error {
	each := float64(fillWork)
	if _, solid := g.Solid(); !solid {
		var e *Error
		if each, e = c.prepare(TurnedPaint(g.Paint, g.Turn), g.Bounds()); e != nil {
			return e
		}
	}
	pixels := float64(len(g.Glyphs)) * math.Min(g.Size*g.Size, area(c.view()))
	if g.Turn.Angle == 0 {
		return c.spend(pixels, each)
	}
	layers := 0
	for i := range g.Glyphs {
		layers += max(1, len(g.Face.ColorLayers(g.Glyphs[i].ID)))
	}
	if e := c.spend(float64(layers), turnedGlyphWork); e != nil {
		return e
	}
	return c.spend(pixels, each)
}

// clusters checks that every glyph belongs to a cluster, where there are any.
func (c *checker) clusters(g *Glyphs) *Error {
	if g.Clusters == nil {
		return nil
	}
	glyphs := 0
	for i := range g.Clusters {
		k := &g.Clusters[i]
		if k.Count < 1 || k.Count > len(g.Glyphs)-glyphs {
			return bad(fmt.Sprintf("clusters[%d].count", i), "%d is not in 1..%d, the glyphs left", k.Count, len(g.Glyphs)-glyphs)
		}
		if e := within("", k.Advance, -MaxCoordinate, MaxCoordinate); e != nil {
			e.Field = fmt.Sprintf("clusters[%d].advance", i)
			return e
		}
		glyphs += k.Count
		c.text += len(k.Text)
	}
	if glyphs != len(g.Glyphs) {
		return bad("clusters", "they have %d glyphs of %d", glyphs, len(g.Glyphs))
	}
	if c.text > MaxText {
		return bad("clusters", "the list says more than %d bytes", MaxText)
	}
	return nil
}

// push checks a group, whose operations are the first of rest.
func (c *checker) push(g *PushGroup, rest []Op) *Error {
	if g == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(
		checkRoundRect("clip", &g.Clip), checkMask(g.Mask),
		within("blur", g.Blur, 0, MaxSigma), checkTurn("turn", g.Turn)); e != nil {
		return e
	}
	if g.Blend > Luminosity {
		return bad("blend", "%d is unknown", g.Blend)
	}
	if len(c.layers) == MaxNesting {
		return bad("group", "groups nest deeper than %d", MaxNesting)
	}
	shown := g.Bounds().Intersect(c.view())
	pixels, work, view := area(shown), float64(groupWork), c.view()
	if g.Blend != Normal {
		work += blendWork
	}
	if g.Tint != nil {
		work += tintWork
	}
	if g.Blur > 0 {
		layer := g.Layer(view, rest)
		pixels, work, view = area(layer), work+blurWork, view.Union(layer)
	}
	if c.layerPixels += int(pixels); c.layerPixels > MaxLayerPixels {
		return bad("clip", "nested groups need more than %d pixels of layers", MaxLayerPixels)
	}
	if e := c.mask(g, shown); e != nil {
		return e
	}
	c.layers = append(c.layers, groupLayer{pixels: int(pixels), view: view})
	return c.spend(pixels, work)
}

func (c *checker) pop() *Error {
	last := len(c.layers) - 1
	if last < 0 {
		return bad("group", "no group is open")
	}
	c.layerPixels -= c.layers[last].pixels
	c.layers = c.layers[:last]
	return nil
}
