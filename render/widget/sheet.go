package widget

import (
	"slices"

	"placard/templates"
)

// sheet collects the layers of a widget of w×h px.
type sheet struct {
	id     string
	w, h   float64
	layers []templates.Layer
}

// base is what all layers have, with a box in px.
func (s *sheet) base(kind string, x, y, w, h float64) templates.Base {
	return templates.Base{
		ID: s.id, Type: kind, X: px(x), Y: px(y), Width: px(w), Height: px(h),
		Opacity: 1, BlendMode: templates.BlendNormal,
	}
}

func px(v float64) templates.Length { return templates.Length{Value: v} }

// path is an outline on the whole sheet, over which its paints spread.
func (s *sheet) path(o *outline) *templates.Path {
	return &templates.Path{Base: s.base("path", 0, 0, s.w, s.h), D: o.data(), FillRule: templates.FillRuleNonZero}
}

// fill adds what is inside of an outline, if there is anything and a paint for it.
func (s *sheet) fill(o *outline, paint templates.Paint) {
	if paint == nil || o.empty() {
		return
	}
	p := s.path(o)
	p.Fill = paint
	s.layers = append(s.layers, p)
}

// stroke adds a line along an outline.
func (s *sheet) stroke(o *outline, width float64, lineCap templates.Cap, paint templates.Paint) {
	if paint == nil || o.empty() {
		return
	}
	p := s.path(o)
	p.Stroke = &templates.Stroke{
		Paint: paint, Width: width, Cap: lineCap, Join: templates.JoinRound, Align: templates.StrokeAlignCenter,
	}
	s.layers = append(s.layers, p)
}

// rect adds a filled rectangle.
func (s *sheet) rect(b frame, paint templates.Paint, radius float64) {
	r := &templates.Rect{Base: s.base("rect", b.x0, b.y0, b.w(), b.h()), Fill: paint}
	r.Radius = templates.Radii{radius, radius, radius, radius}
	s.layers = append(s.layers, r)
}

// clipped puts what draw adds in a group that is cut off at a box.
func (s *sheet) clipped(b frame, draw func()) {
	from := len(s.layers)
	draw()
	g := &templates.Group{Base: s.base("group", b.x0, b.y0, b.w(), b.h()), Clip: true, Layers: slices.Clone(s.layers[from:])}
	for _, l := range g.Layers {
		at := l.Common()
		at.X.Value -= b.x0
		at.Y.Value -= b.y0
	}
	s.layers = append(s.layers[:from], g)
}

// frame is a box by its sides, px.
type frame struct{ x0, y0, x1, y1 float64 }

func (f frame) w() float64 { return f.x1 - f.x0 }
func (f frame) h() float64 { return f.y1 - f.y0 }

// overlaps tells whether two boxes have an area in common.
func (f frame) overlaps(g frame) bool {
	return f.x0 < g.x1 && g.x0 < f.x1 && f.y0 < g.y1 && g.y0 < f.y1
}
