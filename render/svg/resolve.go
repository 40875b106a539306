package svg

import (
	"placard/render/display"
)

// resolver turns the tree into shapes: styles, units, references and repetitions are gone after it.
type resolver struct {
	doc      *document
	drawing  *Drawing
	elements int
	segments int
	dashes   float64
	steps    int     // see MaxSteps
	open     []*node // the targets of `use`, gradients and clips that are being followed
}

// place is where an element is.
type place struct {
	style *style // around it
	m     matrix // to the drawing's plane
	view  viewport
	depth int
}

func (d *document) resolve() (*Drawing, error) {
	out := &Drawing{root: &group{alpha: 1}}
	if err := out.frame(d.root); err != nil {
		return nil, err
	}
	r := resolver{doc: d, drawing: out}
	around := place{style: &initial, m: identity, view: viewport{out.view.X1 - out.view.X0, out.view.Y1 - out.view.Y0}}
	if err := r.element(d.root, around, out.root); err != nil {
		return nil, err
	}
	if out.root.layers() > MaxLayers {
		return nil, d.root.fail("groups with opacity, clips or blends nest deeper than %d; flatten them", MaxLayers)
	}
	return out, nil
}

// count spends of what a drawing may cost.
func (r *resolver) count(n *node, in place) error {
	if r.elements++; r.elements > MaxElements {
		return n.fail("with what `use` repeats there are more than %d elements; repeat less", MaxElements)
	}
	if in.depth > MaxDepth {
		return n.fail("with what `use` repeats, elements nest deeper than %d; repeat less", MaxDepth)
	}
	return nil
}

// countPath spends the segments of a path.
func (r *resolver) countPath(n *node, path display.Path) error {
	if r.segments += len(path); r.segments > MaxSegments {
		return n.fail("all paths together have more than %d segments; simplify them", MaxSegments)
	}
	return nil
}

// spend takes steps, and reports whether there are enough left.
func (r *resolver) spend(steps int) bool {
	r.steps += steps
	return r.steps <= MaxSteps
}

// element appends what an element draws to out.
func (r *resolver) element(n *node, in place, out *group) error {
	if !paints[n.name] {
		return nil
	}
	if err := r.count(n, in); err != nil {
		return err
	}
	s := n.styleIn(in.style)
	if s.gone {
		return nil
	}
	m, err := n.matrix(s, in.view)
	if err != nil {
		return err
	}
	in.style, in.m, in.depth = s, in.m.times(m), in.depth+1
	if in.m.flat() {
		return nil
	}
	r.drawing.blends = r.drawing.blends || s.blend != display.Normal
	if s.opacity == 1 && s.blend == display.Normal && !s.isolated && s.clip == "" && s.mask == "" {
		return r.content(n, in, out)
	}
	g := &group{alpha: s.opacity, blend: s.blend, isolated: s.isolated}
	if err := r.content(n, in, g); err != nil {
		return err
	}
	if s.clip != "" {
		if g.clips, err = r.clips(n, s.clip, in, g); err != nil {
			return err
		}
	}
	if s.mask != "" {
		more, err := r.masks(n, s.mask, in, g)
		if err != nil {
			return err
		}
		g.clips = append(g.clips, more...)
	}
	if len(g.items) > 0 && g.alpha > 0 {
		out.items = append(out.items, g)
	}
	return nil
}

// paints are the elements that draw where they stand.
var paints = map[string]bool{
	"svg": true, "g": true, "a": true, "use": true,
	"path": true, "rect": true, "circle": true, "ellipse": true, "line": true, "polyline": true, "polygon": true,
}

// content appends what is in an element.
func (r *resolver) content(n *node, in place, out *group) error {
	switch n.name {
	case "g", "a":
		return r.children(n, in, out)
	case "svg":
		if n == r.doc.root {
			return r.children(n, in, out)
		}
		return r.nested(n, n, in, out)
	case "use":
		return r.use(n, in, out)
	default:
		return r.shape(n, in, out)
	}
}

func (r *resolver) children(n *node, in place, out *group) error {
	for _, child := range n.children {
		if err := r.element(child, in, out); err != nil {
			return err
		}
	}
	return nil
}

// matrix is an element's transform.
func (n *node) matrix(s *style, view viewport) (matrix, error) {
	if s.transform == nil || len(s.transform.functions) == 0 {
		return identity, nil
	}
	if s.fillBox {
		return identity, n.fail("transform-box: fill-box is not drawn here; say transform-origin from the corner of the viewBox")
	}
	x, y := s.origin[0].of(view.width), s.origin[1].of(view.height)
	return translate(x, y).times(s.transform.matrix(view)).times(translate(-x, -y)), nil
}

// shape appends a path with its paints.
func (r *resolver) shape(n *node, in place, out *group) error {
	o, err := n.shape(in.view)
	if err != nil || len(o.path) == 0 {
		return err
	}
	if err := r.countPath(n, o.path); err != nil {
		return err
	}
	s := in.style
	if s.hidden {
		return nil
	}
	sh := &shape{path: o.path, m: in.m, rule: s.fillRule, strokeFirst: s.strokeFirst}
	if o.area {
		if sh.fill, err = r.paint(n, s.fill, s.fillOpacity, in, o); err != nil {
			return err
		}
	}
	if sh.pen, err = r.pen(n, in, o); err != nil {
		return err
	}
	if sh.pen.width > 0 {
		sh.line = sh.pen.withDots(o.path)
		if sh.stroke, err = r.paint(n, s.stroke, s.strokeOpacity, in, o); err != nil {
			return err
		}
	}
	if sh.fill != nil || sh.stroke != nil {
		out.items = append(out.items, sh)
	}
	return nil
}
