package svg

import (
	"placard/render/display"
)

// clips resolves a reference to a clipPath for an element, whose content g holds. What shows is inside of all
// regions that it returns.
func (r *resolver) clips(n *node, id string, in place, g *group) ([]clipRegion, error) {
	target := r.doc.ids[id]
	if target == nil || target.name != "clipPath" {
		return nil, n.fail("clip-path: there is no <clipPath> with the id %s; add it or remove this", clip(id))
	}
	if err := firstOf(r.count(target, in), r.enter(n, target)); err != nil {
		return nil, err
	}
	defer r.leave()
	s := target.styleAround()
	m, err := target.matrix(s, in.view)
	if err != nil {
		return nil, err
	}
	if text, ok := target.attrs["clipPathUnits"]; ok {
		user, err := oneOf(unitsOf)(text)
		if err != nil {
			return nil, target.fail("clipPathUnits: %v", err)
		}
		if !user {
			box, ok, err := r.box(n, g, in.m)
			if !ok {
				return nil, err
			}
			m = boxMatrix(box).times(m)
		}
	}
	inner := in
	inner.style, inner.m, inner.depth = s, in.m.times(m), in.depth+1
	region, more, err := r.region(target, inner)
	if err != nil {
		return nil, err
	}
	out := append([]clipRegion{region}, more...)
	if s.clip != "" { // the clipPath itself is clipped, in the plane of the element
		again, err := r.clips(target, s.clip, in, g)
		if err != nil {
			return nil, err
		}
		out = append(out, again...)
	}
	return out, nil
}

// region is what the shapes in a clipPath cover together, and regions that it is cut to besides.
func (r *resolver) region(target *node, in place) (clipRegion, []clipRegion, error) {
	var parts []part
	for _, c := range target.children {
		p, ok, err := r.part(c, in)
		if err != nil {
			return clipRegion{}, nil, err
		}
		if ok {
			parts = append(parts, p)
		}
	}
	return r.united(target, parts)
}

// part is a shape of a clipPath or mask, and what it is cut to.
type part struct {
	clipRegion
	cuts  []clipRegion
	hides bool // it is a black shape of a mask
}

// part resolves a child of a clipPath: a shape, or a use of one.
func (r *resolver) part(n *node, in place) (part, bool, error) {
	if outlines[n.name] == nil && n.name != "use" {
		if paints[n.name] {
			return part{}, false, n.fail("a clipPath holds shapes only; take them out of this")
		}
		return part{}, false, nil
	}
	if err := r.count(n, in); err != nil {
		return part{}, false, err
	}
	s := n.styleIn(in.style)
	if s.gone || s.hidden {
		return part{}, false, nil
	}
	m, err := n.matrix(s, in.view)
	if err != nil {
		return part{}, false, err
	}
	in.style, in.m, in.depth = s, in.m.times(m), in.depth+1
	var p part
	var own display.Path // in the plane of n, for what cuts it
	if n.name == "use" {
		var ok bool
		if p, ok, err = r.usedPart(n, in); !ok {
			return part{}, false, err
		}
		if !in.m.flat() {
			own = in.m.invert().path(p.path)
		}
	} else {
		o, err := n.shape(in.view)
		if err != nil {
			return part{}, false, err
		}
		if err := r.countPath(n, o.path); err != nil {
			return part{}, false, err
		}
		own = o.path
		p.clipRegion = clipRegion{path: in.m.path(o.path), rule: s.clipRule}
	}
	if s.clip != "" {
		solid := &group{items: []item{&shape{path: own, m: in.m}}}
		cuts, err := r.clips(n, s.clip, in, solid)
		if err != nil {
			return part{}, false, err
		}
		p.cuts = append(p.cuts, cuts...)
	}
	return p, true, nil
}

// usedPart resolves a use in a clipPath, which refers to a shape.
func (r *resolver) usedPart(n *node, in place) (part, bool, error) {
	target, err := r.follow(n)
	if err != nil || target == nil {
		return part{}, false, err
	}
	defer r.leave()
	if outlines[target.name] == nil {
		return part{}, false, n.fail("a use in a clipPath repeats a shape, not a <%s>; refer to the shape itself", target.name)
	}
	x, err1 := n.length("x", across, in.view, 0)
	y, err2 := n.length("y", down, in.view, 0)
	if err := firstOf(err1, err2); err != nil {
		return part{}, false, err
	}
	in.m = in.m.times(translate(x, y))
	return r.part(target, in)
}

// box is the box around what a group fills, in the plane that m maps to the drawing's. Strokes and clips do not
// count.
func (r *resolver) box(n *node, g *group, m matrix) (display.Rect, bool, error) {
	var b bounds
	if !r.addBox(&b, g, m.invert()) {
		return b.Rect, false, n.fail("finding the boxes of groups takes too long; give lengths in userSpaceOnUse")
	}
	return b.Rect, b.ok, nil
}

func (r *resolver) addBox(b *bounds, g *group, back matrix) bool {
	for _, it := range g.items {
		switch it := it.(type) {
		case *group:
			if !r.addBox(b, it, back) {
				return false
			}
		case *shape:
			if !r.spend(64 + 8*len(it.path)) {
				return false
			}
			if box, ok := tight(back.times(it.m).path(it.path)); ok {
				b.addRect(box)
			}
		}
	}
	return true
}
