package svg

import (
	"placard/render/display"
)

// masks resolves a reference to a mask for an element, whose content g holds. Editors write clips as masks of white
// shapes, and holes in them as black ones: these are regions. Others are refused.
func (r *resolver) masks(n *node, id string, in place, g *group) ([]clipRegion, error) {
	target := r.doc.ids[id]
	if target == nil || target.name != "mask" {
		return nil, n.fail("mask: there is no <mask> with the id %s; add it or remove this", clip(id))
	}
	if err := firstOf(r.count(target, in), r.enter(n, target)); err != nil {
		return nil, err
	}
	defer r.leave()
	s := target.styleAround()
	if s.clip != "" || s.mask != "" {
		return nil, target.fail("a mask that is clipped or masked itself is not drawn; merge the two")
	}
	content, frame, ok, err := r.maskUnits(target, in, g)
	if !ok || err != nil {
		return nil, err
	}
	inner := in
	inner.style, inner.m, inner.depth = s, in.m.times(content), in.depth+1
	colors, blends := r.drawing.colors, r.drawing.blends
	held := &group{alpha: 1}
	if err := r.children(target, inner, held); err != nil {
		return nil, err
	}
	r.drawing.colors, r.drawing.blends = colors, blends // a mask is not seen itself
	parts, ok := held.parts(nil, s.alphaMask)
	if !ok {
		return nil, target.fail("only masks of white and black shapes without opacity, strokes and gradients are drawn; use such, or mask the layer")
	}
	region, cuts, err := r.united(target, parts)
	if err != nil {
		return nil, err
	}
	return append([]clipRegion{region, {path: in.m.path(rectPath(frame))}}, cuts...), nil
}

// maskUnits are the way from a mask's content to the plane of the element, and the rectangle in it that the mask is
// limited to. It is false where the element has no box for them.
func (r *resolver) maskUnits(n *node, in place, g *group) (content matrix, frame display.Rect, ok bool, err error) {
	user := map[string]bool{"maskUnits": false, "maskContentUnits": true}
	for name := range user {
		if text, said := n.attrs[name]; said {
			if user[name], err = oneOf(unitsOf)(text); err != nil {
				return content, frame, false, n.fail("%s: %v", name, err)
			}
		}
	}
	view, to, content := in.view, identity, identity
	if !user["maskUnits"] || !user["maskContentUnits"] {
		box, some, err := r.box(n, g, in.m)
		if !some {
			return content, frame, false, err
		}
		if !user["maskContentUnits"] {
			content = boxMatrix(box)
		}
		if !user["maskUnits"] {
			view, to = viewport{1, 1}, boxMatrix(box)
		}
	}
	x, err1 := n.length("x", across, view, -0.1*view.width)
	y, err2 := n.length("y", down, view, -0.1*view.height)
	w, err3 := n.size("width", across, view, 1.2*view.width)
	h, err4 := n.size("height", down, view, 1.2*view.height)
	a, b := to.point(point{X: x, Y: y}), to.point(point{X: x + w, Y: y + h})
	return content, display.Rect{X0: a.X, Y0: a.Y, X1: b.X, Y1: b.Y}, true, firstOf(err1, err2, err3, err4)
}

// parts are the shapes of a mask, cut to what their groups are clipped to. It is false where they are more than
// shapes that show or hide. alpha says that it is opacity that shows, not brightness.
func (g *group) parts(cuts []clipRegion, alpha bool) ([]part, bool) {
	if g.alpha != 1 || g.blend != display.Normal {
		return nil, false
	}
	cuts = append(cuts[:len(cuts):len(cuts)], g.clips...)
	var out []part
	for _, it := range g.items {
		switch it := it.(type) {
		case *group:
			inner, ok := it.parts(cuts, alpha)
			if !ok {
				return nil, false
			}
			out = append(out, inner...)
		case *shape:
			if it.stroke != nil || it.fill == nil || it.fill.texture != nil || it.fill.alpha*it.fill.color.a != 1 {
				return nil, false
			}
			p := part{clipRegion: clipRegion{path: it.m.path(it.path), rule: it.rule}, cuts: cuts}
			switch c := it.fill.color; {
			case alpha || c == rgba{255, 255, 255, 1}:
			case c == black:
				p.hides = true
			default:
				return nil, false
			}
			out = append(out, p)
		}
	}
	return out, true
}
