package svg

import (
	"math"

	"placard/render/display"
)

// gradient is a gradient element with what it inherits by href.
type gradient struct {
	radial    bool
	user      bool // its lengths are of the user's plane, not of the shape's box
	transform *transforms
	spread    spread
	from, to  [2]length // linear; from is the focal point of a radial one
	center    [2]length
	radius    [2]length // of the focal circle and of the outer one
	stops     []stop
}

// stop is a colour of a gradient.
type stop struct {
	at    float64
	color rgba
	given bool // the drawing's colour takes the place of color
}

type spread uint8

const (
	pad spread = iota
	reflect
	repeat
)

// texture is a gradient with its way to the drawing's plane: linear from 0,0 to 1,0, or radial in the unit circle
// around 0,0.
type texture struct {
	m      matrix
	radial bool
	focus  point   // radial: the middle of the focal circle
	inner  float64 // radial: its radius
	spread spread
	stops  []stop // at least two
}

// texture resolves a reference to a gradient for a shape. Where nothing is to be painted, it returns what stands in.
func (r *resolver) texture(n *node, v paintValue, in place, o *outline) (*texture, *paintValue, error) {
	target := r.doc.ids[v.id]
	switch {
	case target == nil && v.other != nil:
		return nil, v.other, nil
	case target == nil:
		return nil, nil, n.fail("url(%s): nothing has that id; add the gradient or name a colour", clip("#"+v.id))
	case target.name != "linearGradient" && target.name != "radialGradient":
		return nil, nil, n.fail("url(%s) is a <%s>, which paints nothing here; use a colour or a gradient", clip("#"+v.id), target.name)
	}
	g, err := r.gradient(target)
	if err != nil {
		return nil, nil, err
	}
	if !r.spend(8 * len(g.stops)) {
		return nil, nil, n.fail("too many shapes have gradients of many colours; use fewer of either")
	}
	if len(g.stops) == 0 {
		return nil, nil, nil // SVG 2 §14.2.4: as none
	}
	last := g.stops[len(g.stops)-1]
	lone := &paintValue{kind: solid, color: last.color}
	if last.given {
		lone = &paintValue{kind: unset}
	}
	if len(g.stops) == 1 {
		return nil, lone, nil
	}
	m, view := in.m, in.view
	if !g.user {
		if !o.ok || !(o.box.X1 > o.box.X0 && o.box.Y1 > o.box.Y0) {
			return nil, v.other, nil // a box without area has no gradient (SVG 2 §8.11)
		}
		m = m.times(boxMatrix(o.box))
		view = viewport{1, 1}
	}
	if m = m.times(g.transform.matrix(view)); m.flat() {
		return nil, nil, nil
	}
	t := &texture{spread: g.spread, stops: g.stops, radial: g.radial}
	if g.radial {
		t.m, t.focus, t.inner = g.circle(view)
	} else {
		t.m = g.line(view)
	}
	if t.m = m.times(t.m); t.m.flat() {
		return nil, lone, nil
	}
	return t, nil, nil
}

// boxMatrix maps the unit square to a box.
func boxMatrix(b display.Rect) matrix { return matrix{b.X1 - b.X0, 0, 0, b.Y1 - b.Y0, b.X0, b.Y0} }

// line maps 0,0 to the beginning of a linear gradient and 1,0 to its end.
func (g *gradient) line(view viewport) matrix {
	x0, y0 := g.from[0].of(view.width), g.from[1].of(view.height)
	x1, y1 := g.to[0].of(view.width), g.to[1].of(view.height)
	return matrix{x1 - x0, y1 - y0, y0 - y1, x1 - x0, x0, y0}
}

// circle maps the unit circle to that of a radial gradient, and tells the focal circle there. One that reaches out
// of it is moved or shrunk inside (SVG 1.1 §13.2.3; SVG 2 draws a cone there).
func (g *gradient) circle(view viewport) (m matrix, focus point, inner float64) {
	cx, cy := g.center[0].of(view.width), g.center[1].of(view.height)
	r := g.radius[1].of(view.diagonal())
	if !(r > 0) {
		return matrix{}, point{}, 0
	}
	inner = math.Min(g.radius[0].of(view.diagonal())/r, innermost)
	focus = point{X: (g.from[0].of(view.width) - cx) / r, Y: (g.from[1].of(view.height) - cy) / r}
	if d := math.Hypot(focus.X, focus.Y); d+inner > innermost {
		k := (innermost - inner) / d
		focus = point{X: focus.X * k, Y: focus.Y * k}
	}
	return matrix{r, 0, 0, r, cx, cy}, focus, inner
}

// innermost is the share of the radius within which the focal circle stays: at the edge itself, half of the plane
// would have no colour.
const innermost = 0.99

// gradient reads a gradient element, once.
func (r *resolver) gradient(n *node) (*gradient, error) {
	if n.ramp != nil {
		return n.ramp, nil
	}
	defer func(depth int) { r.open = r.open[:depth] }(len(r.open))
	r.open = append(r.open, n)
	chain := []*node{n}
	for at := n; at != nil; {
		base, err := r.follow(at)
		if err != nil {
			return nil, err
		}
		if base != nil {
			if base.name != "linearGradient" && base.name != "radialGradient" {
				return nil, at.fail("href %s is a <%s>; refer to a gradient", clip("#"+base.id), base.name)
			}
			chain = append(chain, base)
		}
		at = base
	}
	g := &gradient{radial: n.name == "radialGradient"}
	if err := g.read(chain); err != nil {
		return nil, err
	}
	for i := 0; i < len(chain) && len(g.stops) == 0; i++ {
		var err error
		if g.stops, err = r.stops(chain[i]); err != nil {
			return nil, err
		}
	}
	n.ramp = g
	return g, nil
}

// read takes each attribute from the first of a chain of elements that has it. Lengths are only taken from elements
// of the same kind, as they mean something else in others.
func (g *gradient) read(chain []*node) error {
	find := func(name string, kind bool) (*node, string) {
		for _, n := range chain {
			if text, ok := n.attrs[name]; ok && (!kind || n.name == chain[0].name) {
				return n, text
			}
		}
		return nil, ""
	}
	if n, text := find("gradientUnits", false); n != nil {
		user, err := oneOf(unitsOf)(text)
		if err != nil {
			return n.fail("gradientUnits: %v", err)
		}
		g.user = user
	}
	if n, text := find("spreadMethod", false); n != nil {
		s, err := oneOf(spreads)(text)
		if err != nil {
			return n.fail("spreadMethod: %v", err)
		}
		g.spread = s
	}
	if n, text := find("gradientTransform", false); n != nil {
		t, err := parseTransforms(text)
		if err != nil {
			return n.fail("gradientTransform: %v", err)
		}
		g.transform = t
	}
	at := func(to *length, name string, unset length) error {
		*to = unset
		n, text := find(name, true)
		if n == nil {
			return nil
		}
		l, err := parseLength(text)
		if err == nil && l.value < 0 && (name == "r" || name == "fr") {
			err = errNegative
		}
		if err != nil {
			return n.fail("%s %s: %v", name, clip(text), err)
		}
		*to = l
		return nil
	}
	zero, half, whole := length{0, true}, length{50, true}, length{100, true}
	if !g.radial {
		return firstOf(at(&g.from[0], "x1", zero), at(&g.from[1], "y1", zero), at(&g.to[0], "x2", whole), at(&g.to[1], "y2", zero))
	}
	err := firstOf(at(&g.center[0], "cx", half), at(&g.center[1], "cy", half), at(&g.radius[1], "r", half), at(&g.radius[0], "fr", zero))
	return firstOf(err, at(&g.from[0], "fx", g.center[0]), at(&g.from[1], "fy", g.center[1]))
}

// unitsOf says whether lengths are of the user's plane.
var unitsOf = map[string]bool{"userspaceonuse": true, "objectboundingbox": false}

var spreads = map[string]spread{"pad": pad, "reflect": reflect, "repeat": repeat}

// stops reads the colours in a gradient element. Each is at least as far on as the one before.
func (r *resolver) stops(n *node) ([]stop, error) {
	around := n.styleAround()
	var out []stop
	for _, c := range n.children {
		if c.name != "stop" {
			continue
		}
		if len(out) == MaxStops {
			return nil, c.fail("the gradient has more than %d colours; leave some out", MaxStops)
		}
		at, err := parseOffset(c.attrs["offset"])
		if err != nil {
			return nil, c.fail("offset %s: %v", clip(c.attrs["offset"]), err)
		}
		if last := len(out) - 1; last >= 0 {
			at = math.Max(at, out[last].at)
		}
		s := c.styleIn(around)
		st := stop{at: at, color: s.stopColor.color}
		if s.stopColor.kind == current {
			st.color, st.given = s.color.color, !s.color.set
			if st.given {
				st.color = black
			}
		}
		st.color.a *= s.stopOpacity
		out = append(out, st)
	}
	return out, nil
}

// styleAround is the style that the children of an element see where it stands.
func (n *node) styleAround() *style {
	if n == nil {
		return &initial
	}
	return n.styleIn(n.parent.styleAround())
}

// parseOffset reads a number or percentage.
func parseOffset(text string) (float64, error) {
	if text == "" {
		return 0, nil
	}
	return parseOpacity(text)
}
