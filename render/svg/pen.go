package svg

import (
	"math"

	"placard/render/display"
)

// pen resolves how a shape's stroke looks; its width is 0 where there is none to see.
func (r *resolver) pen(n *node, in place, o *outline) (pen, error) {
	s, whole := in.style, in.view.diagonal()
	p := pen{miterLimit: s.miterLimit, offset: s.dashOffset.of(whole), cap: s.cap, join: s.join, fixed: s.fixedStroke}
	if s.stroke.kind == noPaint {
		return p, nil
	}
	p.width = s.width.of(whole)
	sum := 0.0
	for _, d := range s.dash {
		p.dash = append(p.dash, d.of(whole))
		sum += p.dash[len(p.dash)-1]
	}
	if !(sum > 0) {
		p.dash = nil
	}
	if len(p.dash) == 0 {
		p.offset = 0
	} else if r.dashes += p.pieces(o.path); r.dashes > MaxDashes {
		return p, n.fail("stroke-dasharray cuts the paths into more than %d pieces; make them longer", MaxDashes)
	}
	p.outlined = p.offset != 0
	if p.join == display.Miter && p.miterLimit != display.MiterLimit {
		p.outlined = p.outlined || !p.settleMiters(o.path)
	}
	return p, nil
}

// pieces is about how many pieces dashes cut a path into.
func (p *pen) pieces(path display.Path) float64 {
	sum := 0.0
	for _, d := range p.dash {
		sum += d
	}
	if sum == 0 {
		return 0
	}
	return controlLength(path) / sum * float64(len(p.dash))
}

// longest is the largest length that the pen has.
func (p *pen) longest() float64 {
	most := p.width
	for _, d := range p.dash {
		most = math.Max(most, d)
	}
	return most
}

// controlLength is an upper bound of a path's length: that of its control polygon.
func controlLength(path display.Path) float64 {
	var start, at point
	sum := 0.0
	for i := range path {
		s := &path[i]
		points := s.Points()
		switch s.Verb {
		case display.Move:
			start, at = s.P[0], s.P[0]
			continue
		case display.Close:
			points = []point{start}
		}
		for _, q := range points {
			sum += math.Hypot(q.X-at.X, q.Y-at.Y)
			at = q
		}
	}
	return sum
}

// settleMiters reports whether display.MiterLimit gives the same corners as the pen's own limit. Where no corner has
// a miter, the join becomes a bevel, so that it does.
func (p *pen) settleMiters(path display.Path) bool {
	same, none := true, true
	for _, line := range flatten(path, p.width/100, p.width/2) {
		for i, c := range line.points {
			if !line.closed && (i == 0 || i == len(line.points)-1) {
				continue
			}
			n := len(line.points)
			half := turned(line.points[(i+n-1)%n], c, line.points[(i+1)%n]) / 2
			ratio := 1 / math.Cos(half) // miter length to stroke width
			if !(ratio <= p.miterLimit) != !(ratio <= display.MiterLimit) {
				same = false
			}
			if ratio <= p.miterLimit && ratio > 1.001 {
				none = false
			}
		}
	}
	if !same && none {
		p.join, same = display.Bevel, true
	}
	return same
}

// withDots is a path whose subpaths of no length are as short as a thousandth of the pen's width instead, so that
// round and square caps make dots of them (SVG 2 §13.5.4).
func (p *pen) withDots(path display.Path) display.Path {
	if p.cap == display.Butt {
		return path
	}
	out := path
	for i, start := 0, 0; i <= len(path); i++ {
		if i < len(path) && path[i].Verb != display.Move {
			continue
		}
		if sub := path[start:i]; len(sub) > 1 && isDot(sub) {
			if &out[0] == &path[0] {
				out = append(display.Path(nil), path...)
			}
			at := sub[0].P[0]
			out[start+1] = display.Segment{Verb: display.Line, P: [3]point{{X: at.X + p.width/1000, Y: at.Y}}}
			for j := start + 2; j < i; j++ {
				out[j] = out[start+1]
			}
		}
		start = i
	}
	return out
}

// isDot reports whether all points of a subpath are one.
func isDot(sub display.Path) bool {
	for i := range sub {
		for _, q := range sub[i].Points() {
			if q != sub[0].P[0] {
				return false
			}
		}
	}
	return true
}
