package display

import (
	"fmt"
	"image"
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

// paint charges a paint for the pixels of a rectangle, at extra work for each, and for the table of colours
// that a gradient needs however small the shape.
func (c *checker) paint(p Paint, r image.Rectangle, extra float64) *Error {
	var each, length float64
	switch p := p.(type) {
	case *LinearGradient:
		each, length = linearWork, math.Hypot(p.To.X-p.From.X, p.To.Y-p.From.Y)
	case *RadialGradient:
		each, length = radialWork, p.Radius
	case *ConicGradient:
		each, length = conicWork, maxTable
	default:
		each = fillWork
	}
	if e := c.spend(math.Min(2*length, maxTable), entryWork); e != nil {
		return e
	}
	return c.spend(c.visible(r), each+extra)
}

// maxTable is how many colours back ends compute of a gradient at most.
const maxTable = 1 << 13

func (c *checker) shadow(s *Shadow) *Error {
	if s == nil {
		return bad("op", "it is nil")
	}
	if e := firstOf(checkRoundRect("shape", &s.Shape), checkRoundRect("hole", &s.Hole), within("sigma", s.Sigma, 0, MaxSigma)); e != nil {
		return e
	}
	bounds := s.Bounds()
	if bounds.Intersect(c.view()).Empty() {
		return nil
	}
	// What must be blurred is the shape with its margin, canvas or not, but no more than its corners
	// and margins need: beyond them a shadow is even.
	reach := 4*math.Ceil(ShadowReach*s.Sigma) + 2
	var rx, ry float64
	for _, k := range s.Shape.Corners {
		rx, ry = math.Max(rx, k.RX), math.Max(ry, k.RY)
	}
	w := math.Min(float64(bounds.Dx()), 2*rx+reach)
	h := math.Min(float64(bounds.Dy()), 2*ry+reach)
	if w*h > MaxShadowPixels {
		return bad("shape, sigma", "%.0f×%.0f px must be blurred, more than %d in all", w, h, MaxShadowPixels)
	}
	if e := c.spend(w*h, shadowWork); e != nil {
		return e
	}
	return c.spend(c.visible(bounds), fillWork)
}

// cropSlack is how far in px a crop may reach over the source: rounding while it was computed. Back ends
// move it back.
const cropSlack = 1e-3

func (c *checker) picture(p *Picture) *Error {
	if p == nil {
		return bad("op", "it is nil")
	}
	if p.Source == nil {
		return bad("source", "it is nil")
	}
	if e := firstOf(checkRect("dest", p.Dest), checkRoundRect("clip", &p.Clip)); e != nil {
		return e
	}
	w, h := p.Source.Size()
	if w < 1 || h < 1 || w > MaxSourceSide || h > MaxSourceSide {
		return bad("source", "%d×%d px is not in 1..%d", w, h, MaxSourceSide)
	}
	right, bottom := float64(w)+cropSlack, float64(h)+cropSlack
	if e := firstOf(
		within("crop.x0", p.Crop.X0, -cropSlack, right), within("crop.x1", p.Crop.X1, -cropSlack, right),
		within("crop.y0", p.Crop.Y0, -cropSlack, bottom), within("crop.y1", p.Crop.Y1, -cropSlack, bottom)); e != nil {
		return e
	}
	if p.Crop.Empty() {
		return bad("crop", "it has no area")
	}
	return c.spend(c.visible(p.Bounds()), pictureWork)
}

func (c *checker) run(g *Glyphs) *Error {
	if g == nil {
		return bad("op", "it is nil")
	}
	if g.Face == nil {
		return bad("face", "it is nil")
	}
	if e := within("size", g.Size, 0, MaxGlyphSize); e != nil {
		return e
	}
	if c.glyphs += len(g.Glyphs); c.glyphs > MaxGlyphs {
		return bad("glyphs", "the list has more than %d", MaxGlyphs)
	}
	for i := range g.Glyphs {
		p := Point{g.Glyphs[i].X, g.Glyphs[i].Y}
		if e := checkPoint("", p); e != nil { // the name is made only when it is needed: texts are long
			e.Field = fmt.Sprintf("glyphs[%d]%s", i, e.Field)
			return e
		}
	}
	if e := c.clusters(g); e != nil {
		return e
	}
	// A glyph takes about its em square. Its outline is not looked at: that would cost a lock for each.
	each := math.Min(g.Size*g.Size, area(c.view()))
	return c.spend(float64(len(g.Glyphs))*each, fillWork)
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
	if e := firstOf(checkRoundRect("clip", &g.Clip), within("blur", g.Blur, 0, MaxSigma)); e != nil {
		return e
	}
	if g.Blend > Luminosity {
		return bad("blend", "%d is unknown", g.Blend)
	}
	if len(c.layers) == MaxNesting {
		return bad("group", "groups nest deeper than %d", MaxNesting)
	}
	pixels, work, view := c.visible(g.Bounds()), float64(groupWork), c.view()
	if g.Blend != Normal {
		work += blendWork
	}
	if g.Blur > 0 {
		layer := g.Layer(view, rest)
		pixels, work, view = area(layer), work+blurWork, view.Union(layer)
	}
	c.layers = append(c.layers, groupLayer{pixels: int(pixels), view: view})
	if c.layerPixels += int(pixels); c.layerPixels > MaxLayerPixels {
		return bad("clip", "nested groups need more than %d pixels of layers", MaxLayerPixels)
	}
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
