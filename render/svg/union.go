package svg

import (
	"cmp"
	"math"
	"slices"

	"placard/render/display"
)

// united is the region that several parts make together, each over those before it: what it covers shows, or of a
// black part of a mask does not. Parts that lie apart keep their curves; others are cut into trapezoids.
func (r *resolver) united(n *node, parts []part) (clipRegion, []clipRegion, error) {
	if len(parts) > 0 && parts[0].hides {
		return r.united(n, parts[1:]) // it hides nothing
	}
	switch {
	case len(parts) == 0:
		return clipRegion{}, nil, nil
	case len(parts) == 1:
		return parts[0].clipRegion, parts[0].cuts, nil
	case apart(parts):
		out := clipRegion{rule: parts[0].rule}
		for _, p := range parts {
			out.path = append(out.path, p.path...)
		}
		return out, nil, nil
	}
	s := sweep{parts: parts, spend: r.spend}
	path, ok := s.run()
	if !ok {
		return clipRegion{}, nil, n.fail("its shapes overlap in too many places; unite them to one path")
	}
	return clipRegion{path: path}, nil, nil
}

// apart reports whether parts can be one path: they are filled alike, nothing cuts them and none reaches another.
func apart(parts []part) bool {
	const few = 64 // each is compared with each
	if len(parts) > few {
		return false
	}
	boxes := make([]display.Rect, len(parts))
	for i, p := range parts {
		if p.hides || len(p.cuts) > 0 || p.rule != parts[0].rule {
			return false
		}
		boxes[i], _ = tight(p.path)
		for _, b := range boxes[:i] {
			if !b.Intersect(boxes[i]).Empty() {
				return false
			}
		}
	}
	return true
}

// sweep cuts the plane into bands in which no two edges cross, and puts together what shows in each.
type sweep struct {
	parts  []part
	spend  func(steps int) bool
	edges  []edge             // from the top down
	active []int              // those in the present band
	next   int                // the first below it
	rules  []display.FillRule // of the regions
	owners []int              // the part that each region belongs to
}

// edge is a side of a region that goes down from a to b, or went up before it was turned.
type edge struct {
	a, b   point
	way    int // +1 down, -1 up
	region int
}

func (e *edge) x(y float64) float64 { return e.a.X + (e.b.X-e.a.X)*(y-e.a.Y)/(e.b.Y-e.a.Y) }

func (s *sweep) run() (display.Path, bool) {
	var all bounds
	for _, p := range s.parts {
		if box, ok := tight(p.path); ok {
			all.addRect(box)
		}
	}
	stray := math.Hypot(all.X1-all.X0, all.Y1-all.Y0) / 10000
	if !all.ok || stray == 0 {
		return nil, true
	}
	for i, p := range s.parts {
		s.region(i, p.clipRegion, stray)
		for _, c := range p.cuts {
			s.region(i, c, stray)
		}
	}
	slices.SortFunc(s.edges, func(e, f edge) int { return cmp.Compare(e.a.Y, f.a.Y) })
	levels, ok := s.levels()
	if !ok {
		return nil, false
	}
	return s.bands(levels)
}

// region takes up the edges of a region of a part.
func (s *sweep) region(part int, r clipRegion, stray float64) {
	for _, line := range flatten(r.path, stray, 0) {
		for i, b := range line.points {
			a := line.points[(i+len(line.points)-1)%len(line.points)]
			e := edge{a, b, 1, len(s.rules)}
			if b.Y < a.Y {
				e = edge{b, a, -1, len(s.rules)}
			}
			if a.Y != b.Y {
				s.edges = append(s.edges, e)
			}
		}
	}
	s.rules, s.owners = append(s.rules, r.rule), append(s.owners, part)
}

// levels are the heights at which edges begin, end or cross.
func (s *sweep) levels() ([]float64, bool) {
	var ys []float64
	for i := range s.edges {
		e := &s.edges[i]
		ys = append(ys, e.a.Y, e.b.Y)
		j := i + 1
		for ; j < len(s.edges) && s.edges[j].a.Y < e.b.Y; j++ {
			if y, ok := crossing(e, &s.edges[j]); ok {
				ys = append(ys, y)
			}
		}
		if !s.spend(2 * (j - i)) {
			return nil, false
		}
	}
	slices.Sort(ys)
	return slices.Compact(ys), true
}

// crossing is the height at which two edges cross between their ends.
func crossing(e, f *edge) (float64, bool) {
	top, bottom := math.Max(e.a.Y, f.a.Y), math.Min(e.b.Y, f.b.Y)
	if !(top < bottom) {
		return 0, false
	}
	above, below := e.x(top)-f.x(top), e.x(bottom)-f.x(bottom)
	if above*below >= 0 {
		return 0, false
	}
	y := top + (bottom-top)*above/(above-below)
	return y, y > top && y < bottom
}

// span is what shows between two edges, from a height on.
type span struct {
	left, right int // edges
	top         float64
}

// bands walks down. Spans between the same two edges grow on.
func (s *sweep) bands(ys []float64) (display.Path, bool) {
	var out display.Path
	var open []span
	end := func(sp span, y float64) {
		l, r := &s.edges[sp.left], &s.edges[sp.right]
		for i, q := range []point{{X: l.x(sp.top), Y: sp.top}, {X: r.x(sp.top), Y: sp.top}, {X: r.x(y), Y: y}, {X: l.x(y), Y: y}} {
			verb := display.Line
			if i == 0 {
				verb = display.Move
			}
			out = append(out, display.Segment{Verb: verb, P: [3]point{q}})
		}
		out = append(out, display.Segment{Verb: display.Close})
	}
	for i := 1; i < len(ys); i++ {
		spans := s.shown(ys[i-1], ys[i])
		for _, sp := range open {
			at := slices.IndexFunc(spans, func(n span) bool { return n.left == sp.left && n.right == sp.right })
			if at >= 0 {
				spans[at].top = sp.top
			} else {
				end(sp, ys[i-1])
			}
		}
		if !s.spend(len(open)*len(spans) + 4*len(s.active)) {
			return nil, false
		}
		open = spans
	}
	for _, sp := range open {
		end(sp, ys[len(ys)-1])
	}
	return out, true
}

// shown are the spans of a band, from left to right.
func (s *sweep) shown(top, bottom float64) []span {
	type crossed struct {
		edge int
		x    float64
	}
	y := (top + bottom) / 2
	s.active = slices.DeleteFunc(s.active, func(i int) bool { return s.edges[i].b.Y <= top })
	for ; s.next < len(s.edges) && s.edges[s.next].a.Y <= top; s.next++ {
		s.active = append(s.active, s.next)
	}
	row := make([]crossed, len(s.active))
	for i, e := range s.active {
		row[i] = crossed{e, s.edges[e].x(y)}
	}
	slices.SortFunc(row, func(a, b crossed) int { return cmp.Compare(a.x, b.x) })
	winding := make([]int, len(s.rules))
	var out []span
	on := false
	for _, c := range row {
		e := &s.edges[c.edge]
		winding[e.region] += e.way
		switch now := s.on(winding); {
		case now && !on:
			out = append(out, span{left: c.edge, top: top})
			on = true
		case !now && on:
			out[len(out)-1].right = c.edge
			on = false
		}
	}
	if on {
		out = out[:len(out)-1] // a side is missing: rounding
	}
	return out
}

// on reports whether what lies within regions so often shows: the last part that covers it decides.
func (s *sweep) on(winding []int) bool {
	on := false
	for i := 0; i < len(winding); {
		part, covers := s.owners[i], true
		for ; i < len(winding) && s.owners[i] == part; i++ {
			covers = covers && (s.rules[i] == display.NonZero && winding[i] != 0 || winding[i]%2 != 0)
		}
		if covers {
			on = !s.parts[part].hides
		}
	}
	return on
}
