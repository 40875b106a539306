package templates

// Polygon is a closed outline of straight sides: through Points, or of as many Sides of one length.
//
// Points are px from the corner of its box, or of the ViewBox if it has one. With Sides, the corners lie on the
// ellipse that fills the box, the first at the top.
type Polygon struct {
	Base     `optional:"width height"`
	Points   Points   `json:"points"`
	Sides    int      `json:"sides" range:"0..MaxCorners" default:"0"` // 0: as many as Points; else 3 at least
	ViewBox  ViewBox  `json:"view_box"`
	Fill     Paint    `json:"fill"` // nil: none
	FillRule FillRule `json:"fill_rule" default:"nonzero"`
	Stroke   *Stroke  `json:"stroke"`
}

// Star has Points tips on the ellipse that fills its box, the first at the top, and a corner between each two.
type Star struct {
	Base
	Points      int     `json:"points" range:"3..MaxCorners" default:"5"`
	InnerRadius float64 `json:"inner_radius" range:"0..1" default:"0.382"` // of the corners between, 1 being that of the tips
	Fill        Paint   `json:"fill"`                                      // nil: none
	Stroke      *Stroke `json:"stroke"`
}

// Path is an outline of any form, in px from the corner of its box, or of the ViewBox if it has one.
type Path struct {
	Base     `optional:"width height"`
	D        PathData `json:"d" required:"true" main:"true"`
	ViewBox  ViewBox  `json:"view_box"`
	Fill     Paint    `json:"fill"` // nil: none
	FillRule FillRule `json:"fill_rule" default:"nonzero"`
	Stroke   *Stroke  `json:"stroke"`
}

// finish wants points or sides, not both, and a box where one is to be filled.
func (p *Polygon) finish(b *binder, n *node) {
	b.centered(n, p.Stroke, "polygon")
	b.fitted(n, &p.Base, p.ViewBox)
	b.push("sides")
	defer b.pop(1)
	switch {
	case p.Sides == 0 && len(p.Points) == 0:
		b.fail(n, "is required, or points for a polygon of any form")
	case p.Sides > 0 && len(p.Points) > 0:
		b.fail(n.get("sides"), "stands beside points; leave one of them out")
	case p.Sides == 1 || p.Sides == 2:
		b.fail(n.get("sides"), "%d sides enclose nothing; it needs 3 at least", p.Sides)
	case p.Sides > 0 && p.ViewBox != ViewBox{}:
		b.fail(n.get("sides"), "fill the layer's box, so that view_box has no use; leave one of them out")
	case p.Sides > 0 && (p.Width.IsZero() || p.Height.IsZero()):
		b.fail(n.get("sides"), "need a width and a height to fill")
	}
}

// finish keeps the stroke on the outline.
func (s *Star) finish(b *binder, n *node) { b.centered(n, s.Stroke, "star") }

// finish keeps the stroke on the outline, and wants a box where one is to be filled.
func (p *Path) finish(b *binder, n *node) {
	b.centered(n, p.Stroke, "path")
	b.fitted(n, &p.Base, p.ViewBox)
}

// fitted wants a box for a view box to be fitted into.
func (b *binder) fitted(n *node, base *Base, view ViewBox) {
	if view != (ViewBox{}) && (base.Width.IsZero() || base.Height.IsZero()) {
		b.push("view_box")
		b.fail(n.get("view_box"), "needs a width and a height to be fitted into")
		b.pop(1)
	}
}
