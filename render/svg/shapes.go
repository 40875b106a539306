package svg

import (
	"math"

	"placard/render/display"
)

// outline is the path of a shape in its own plane. Shapes that differ by the viewport that percentages are of have
// more than one.
type outline struct {
	view viewport
	path display.Path
	box  display.Rect // of the path, as tight as can be; not of its stroke
	ok   bool         // there is a box
	area bool         // there is something to fill
}

// outlines are how elements become paths.
var outlines = map[string]func(*node, viewport) (display.Path, error){
	"path": (*node).pathOutline, "rect": (*node).rectOutline, "circle": (*node).circleOutline, "ellipse": (*node).ellipseOutline,
	"line": (*node).lineOutline, "polyline": (*node).polyOutline, "polygon": (*node).polyOutline,
}

// shape returns the outline of a shape, read once where it can be: `use` may repeat it often.
func (n *node) shape(view viewport) (*outline, error) {
	if n.outline != nil && n.outline.view == view {
		return n.outline, nil
	}
	path, err := outlines[n.name](n, view)
	if err != nil {
		return nil, err
	}
	n.outline = &outline{view: view, path: path}
	n.outline.box, n.outline.ok = tight(path)
	n.outline.area = hasArea(path)
	return n.outline, nil
}

// hasArea reports whether a path may enclose anything: a curve, or three points that follow.
func hasArea(path display.Path) bool {
	points := 0
	for i := range path {
		switch path[i].Verb {
		case display.Move:
			points = 1
		case display.Line:
			points++
		case display.Quad, display.Cubic:
			return true
		}
		if points > 2 {
			return true
		}
	}
	return false
}

func (n *node) pathOutline(viewport) (display.Path, error) {
	path, err := parsePath(n.attrs["d"])
	if err != nil {
		return nil, n.fail("d: %v", err)
	}
	return path, nil
}

func (n *node) rectOutline(view viewport) (display.Path, error) {
	var v [6]float64
	err := n.read(view, []field{
		{"x", across, false, &v[0]}, {"y", down, false, &v[1]}, {"width", across, true, &v[2]}, {"height", down, true, &v[3]},
	})
	if err != nil {
		return nil, err
	}
	// A radius that is not given is that of the other direction (SVG 2 §10.2).
	unset := math.Inf(-1)
	rx, err1 := n.size("rx", across, view, unset)
	ry, err2 := n.size("ry", down, view, unset)
	if err := firstOf(err1, err2); err != nil {
		return nil, err
	}
	switch {
	case rx < 0 && ry < 0:
		rx, ry = 0, 0
	case rx < 0:
		rx = ry
	case ry < 0:
		ry = rx
	}
	x, y, w, h := v[0], v[1], v[2], v[3]
	if w == 0 || h == 0 {
		return nil, nil
	}
	return roundRect(x, y, w, h, math.Min(rx, w/2), math.Min(ry, h/2)), nil
}

// field is an attribute that is a length.
type field struct {
	name string
	axis axis
	size bool // it is not negative
	to   *float64
}

// read reads lengths whose default is 0.
func (n *node) read(view viewport, fields []field) error {
	for _, f := range fields {
		get := n.length
		if f.size {
			get = n.size
		}
		v, err := get(f.name, f.axis, view, 0)
		if err != nil {
			return err
		}
		*f.to = v
	}
	return nil
}

// roundRect goes clockwise from the left end of the top side, as dashes do (SVG 2 §10.2).
func roundRect(x, y, w, h, rx, ry float64) display.Path {
	p := tracer{}
	round := rx > 0 && ry > 0
	corner := func(x, y float64) {
		if round {
			p.arc(rx, ry, point{X: x, Y: y})
		}
	}
	if !round {
		rx, ry = 0, 0
	}
	p.move(point{X: x + rx, Y: y})
	p.line(point{X: x + w - rx, Y: y})
	corner(x+w, y+ry)
	p.line(point{X: x + w, Y: y + h - ry})
	corner(x+w-rx, y+h)
	p.line(point{X: x + rx, Y: y + h})
	corner(x, y+h-ry)
	if round {
		p.line(point{X: x, Y: y + ry})
		corner(x+rx, y)
	}
	p.close()
	return p.out
}

func (n *node) circleOutline(view viewport) (display.Path, error) {
	var cx, cy, r float64
	err := n.read(view, []field{{"cx", across, false, &cx}, {"cy", down, false, &cy}, {"r", diagonal, true, &r}})
	if err != nil || r == 0 {
		return nil, err
	}
	return ellipse(cx, cy, r, r), nil
}

func (n *node) ellipseOutline(view viewport) (display.Path, error) {
	var cx, cy, rx, ry float64
	err := n.read(view, []field{
		{"cx", across, false, &cx}, {"cy", down, false, &cy}, {"rx", across, true, &rx}, {"ry", down, true, &ry},
	})
	if err != nil || rx == 0 || ry == 0 {
		return nil, err
	}
	return ellipse(cx, cy, rx, ry), nil
}

// ellipse goes clockwise from its rightmost point (SVG 2 §10.3).
func ellipse(cx, cy, rx, ry float64) display.Path {
	p := tracer{}
	right, left := point{X: cx + rx, Y: cy}, point{X: cx - rx, Y: cy}
	p.move(right)
	p.arc(rx, ry, left)
	p.arc(rx, ry, right)
	p.close()
	return p.out
}

func (n *node) lineOutline(view viewport) (display.Path, error) {
	var a, b point
	err := n.read(view, []field{{"x1", across, false, &a.X}, {"y1", down, false, &a.Y}, {"x2", across, false, &b.X}, {"y2", down, false, &b.Y}})
	if err != nil {
		return nil, err
	}
	return display.Path{{Verb: display.Move, P: [3]point{a}}, {Verb: display.Line, P: [3]point{b}}}, nil
}

func (n *node) polyOutline(viewport) (display.Path, error) {
	v, err := numbers(n.attrs["points"], 2*MaxSegments)
	if err != nil {
		return nil, n.fail("points: %v", err)
	}
	if len(v)%2 != 0 {
		return nil, n.fail("points: there is an x without a y at the end; add it")
	}
	var out display.Path
	for i := 0; i < len(v); i += 2 {
		s := display.Segment{Verb: display.Line, P: [3]point{{X: v[i], Y: v[i+1]}}}
		if i == 0 {
			s.Verb = display.Move
		}
		out = append(out, s)
	}
	if n.name == "polygon" && len(out) > 0 {
		out = append(out, display.Segment{Verb: display.Close})
	}
	return out, nil
}
