package svg

import (
	"math"

	"placard/internal/css"
	"placard/render/display"
)

// draw fills and strokes the path. A fade of both takes a group, as the stroke covers half of itself in fill.
func (s *shape) draw(p *painter, fade float64) {
	m := p.to.times(s.m)
	if m.flat() {
		return
	}
	start, each := len(p.ops), fade
	both := s.fill != nil && s.stroke != nil && css.Byte(fade) < 255
	if both {
		each = 1
	}
	steps := []func(*painter, matrix, float64){s.drawFill, s.drawStroke}
	if s.strokeFirst {
		steps[0], steps[1] = steps[1], steps[0]
	}
	for _, step := range steps {
		step(p, m, each)
	}
	if both && len(p.ops) > start {
		p.group(start, display.PushGroup{Clip: p.window(), Alpha: css.Byte(fade)})
	}
}

func (s *shape) drawFill(p *painter, m matrix, fade float64) {
	if s.fill == nil {
		return
	}
	path := m.path(s.path)
	box, ok := tight(path)
	if !ok || !(box.X1 > box.X0 && box.Y1 > box.Y0) {
		return
	}
	p.fill(path, box, s.rule, s.fill, fade)
}

// fill appends a filled path, unless none of it shows.
func (p *painter) fill(path display.Path, box display.Rect, rule display.FillRule, with *paint, fade float64) {
	if p.margin().Intersect(box).Empty() {
		return
	}
	paint := p.paint(with, fade, box)
	if paint == nil {
		return
	}
	path = p.fitted(path)
	p.segments += len(path)
	p.ops = append(p.ops, &display.FillPath{Path: path, Rule: rule, Paint: paint})
	p.reach.addRect(box)
}

func (s *shape) drawStroke(p *painter, m matrix, fade float64) {
	if s.stroke == nil {
		return
	}
	path, pen := s.line, s.pen
	if pen.fixed {
		path, m = m.path(path), identity
		if pen.pieces(path) > MaxDashes {
			p.err = &Error{Reason: "at this size stroke-dasharray cuts a path into too many pieces; make them longer, or let them grow"}
			return
		}
	}
	k, even := m.factor()
	if even && !pen.outlined && pen.longest()*k <= display.MaxStrokeWidth {
		line := m.path(path)
		box, _ := tight(line)
		box = inflate(box, pen.width*k/2*pen.farthest())
		if p.margin().Intersect(box).Empty() {
			return
		}
		if p.fits(line) && inside(box, p.margin()) {
			if paint := p.paint(s.stroke, fade, box); paint != nil {
				p.ops = append(p.ops, &display.Stroke{Path: line, Width: pen.width * k, Dash: times(pen.dash, k), Cap: pen.cap, Join: pen.join, Paint: paint})
				p.reach.addRect(s.strokeBox(p, box, line, k))
			}
			return
		}
	}
	outline := m.path(pen.outline(path, flatness/m.most()))
	if box, ok := tight(outline); ok {
		p.fill(outline, box, display.NonZero, s.stroke, fade)
	}
}

// strokeBox is what a stroke reaches. The box around its longest possible miters is taken where it is within the
// frame; the real outline is worth its price only where it decides whether something is cut off.
func (s *shape) strokeBox(p *painter, box display.Rect, line display.Path, k float64) display.Rect {
	if inside(box, p.at) {
		return box
	}
	scaled := s.pen
	scaled.width *= k
	scaled.dash, scaled.offset = times(scaled.dash, k), scaled.offset*k
	if exact, ok := tight(scaled.outline(line, flatness)); ok {
		return exact
	}
	return box
}

// farthest is how far a stroke may reach from its path, in half widths.
func (p *pen) farthest() float64 {
	far := 1.0
	if p.cap == display.SquareCap {
		far = math.Sqrt2
	}
	if p.join == display.Miter {
		far = math.Max(far, p.miterLimit)
	}
	return far
}

// most is by how much a matrix enlarges what it enlarges most: its larger singular value.
func (m matrix) most() float64 {
	sum, diff := math.Hypot(m.a+m.d, m.b-m.c), math.Hypot(m.a-m.d, m.b+m.c)
	return (sum + diff) / 2
}

func times(list []float64, k float64) []float64 {
	if len(list) == 0 {
		return nil
	}
	out := make([]float64, len(list))
	for i, v := range list {
		out[i] = v * k
	}
	return out
}

func inflate(r display.Rect, d float64) display.Rect {
	return display.Rect{X0: r.X0 - d, Y0: r.Y0 - d, X1: r.X1 + d, Y1: r.Y1 + d}
}
