package svg

import (
	"slices"

	"placard/render/display"
)

// use repeats what it refers to.
func (r *resolver) use(n *node, in place, out *group) error {
	target, err := r.follow(n)
	if err != nil || target == nil {
		return err
	}
	defer r.leave()
	x, err1 := n.length("x", across, in.view, 0)
	y, err2 := n.length("y", down, in.view, 0)
	if err := firstOf(err1, err2); err != nil {
		return err
	}
	in.m = in.m.times(translate(x, y))
	switch {
	case target.name == "symbol":
		if err := r.count(target, in); err != nil {
			return err
		}
		s := target.styleIn(in.style)
		if s.gone {
			return nil
		}
		in.style, in.depth = s, in.depth+1
		return r.nested(target, n, in, out)
	case target.name == "svg" && target != r.doc.root:
		if err := r.count(target, in); err != nil {
			return err
		}
		in.style, in.depth = target.styleIn(in.style), in.depth+1
		return r.nested(target, n, in, out)
	case !paints[target.name]:
		return n.fail("href %s is a <%s>, which cannot be repeated; refer to a shape, a group or a symbol", clip("#"+target.id), target.name)
	}
	return r.element(target, in, out)
}

// follow finds what href refers to and opens it, or nil where the element has no href.
func (r *resolver) follow(n *node) (*node, error) {
	href, ok := n.attrs["href"]
	if !ok {
		return nil, nil
	}
	target := r.doc.target(href)
	if target == nil {
		return nil, n.fail("href %s: nothing has that id; add it or remove this", clip(href))
	}
	if err := r.enter(n, target); err != nil {
		return nil, err
	}
	return target, nil
}

// enter opens a target, unless it is being followed already.
func (r *resolver) enter(n, target *node) error {
	if slices.Contains(r.open, target) {
		return n.fail("%s refers to itself through this; break the circle", clip("#"+target.id))
	}
	r.open = append(r.open, target)
	return nil
}

func (r *resolver) leave() { r.open = r.open[:len(r.open)-1] }

// nested appends what is in an svg or symbol element, which has a viewport of its own. Where `use` repeats it, that
// may say another size.
func (r *resolver) nested(n, sized *node, in place, out *group) error {
	var x, y float64
	if n == sized {
		var err1, err2 error
		x, err1 = n.length("x", across, in.view, 0)
		y, err2 = n.length("y", down, in.view, 0)
		if err := firstOf(err1, err2); err != nil {
			return err
		}
	}
	var size [2]float64
	for i, name := range []string{"width", "height"} {
		at := sized
		if at.attrs[name] == "" && n.name == "svg" {
			at = n
		}
		whole := in.view.side(axis(i))
		v, err := at.size(name, axis(i), in.view, whole)
		if err != nil {
			return err
		}
		size[i] = v
	}
	if size[0] == 0 || size[1] == 0 {
		return nil
	}
	box, a, boxed, err := n.viewBox()
	if err != nil {
		return err
	}
	in.m = in.m.times(translate(x, y))
	frame := display.Rect{X1: size[0], Y1: size[1]}
	if in.style.overflow != overflowVisible {
		g := &group{alpha: 1, clips: []clipRegion{{path: in.m.path(rectPath(frame))}}}
		defer func(out *group) {
			if len(g.items) > 0 {
				out.items = append(out.items, g)
			}
		}(out)
		out = g
	}
	in.view = viewport{size[0], size[1]}
	if boxed {
		in.m = in.m.times(a.fit(box, frame))
		in.view = viewport{box.X1 - box.X0, box.Y1 - box.Y0}
	}
	return r.children(n, in, out)
}

// rectPath is a rectangle as a path.
func rectPath(r display.Rect) display.Path {
	return roundRect(r.X0, r.Y0, r.X1-r.X0, r.Y1-r.Y0, 0, 0)
}
