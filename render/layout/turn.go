package layout

import (
	"placard/render/display"
	"placard/templates"
)

// turned is the turn of a layer in a box within the turn that is at work: about the centre of the box. What is
// drawn goes on as if nothing were turned; add and enclose lay it where it belongs.
func (b *builder) turned(l templates.Layer, bx box) display.Turn {
	degrees := l.Common().Rotation
	if degrees == 0 {
		return b.turn
	}
	pivot := b.pivot(l, bx)
	return display.About(degrees, b.point(pivot.x, pivot.y)).Then(b.turn)
}

// pivot is the point about which a layer turns. One that has no size turns about the middle of what it draws.
func (b *builder) pivot(l templates.Layer, bx box) origin {
	if bx.w == 0 || bx.h == 0 {
		switch l := l.(type) {
		case *templates.Path:
			_, bx = b.outlinePath(l.D.Segments(), fitView(l.ViewBox, bx))
		case *templates.Polygon:
			_, bx = b.outlinePath(closed(l.Points), fitView(l.ViewBox, bx))
		case *templates.Group:
			bx = b.covered(l, bx)
		}
	}
	return origin{bx.x + bx.w/2, bx.y + bx.h/2}
}

// covered is the box around the boxes of a group's layers; that of the group itself if nothing is in it.
func (b *builder) covered(g *templates.Group, bx box) box {
	var all extent
	inner := bx.inside(g.Padding)
	for _, l := range g.Layers {
		if !IsShown(l) {
			continue
		}
		in := normal(b.boxOf(l, inner))
		if sub, ok := l.(*templates.Group); ok && (in.w == 0 || in.h == 0) {
			in = b.covered(sub, in)
		}
		all.include([2]float64{in.x, in.y})
		all.include([2]float64{in.x + in.w, in.y + in.h})
	}
	if !all.any {
		return bx
	}
	return all.box()
}
