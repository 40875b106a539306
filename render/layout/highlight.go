package layout

import (
	"placard/templates"
)

// marker is a highlight behind a part of a line, design px.
type marker struct {
	of   *templates.Highlight
	box  box
	line int
}

// markers draws highlights behind the lines: that of the layer behind all, unless markup says where, and those of
// spans.
func (t *typesetter) markers() {
	whole := t.s.layer.Highlight
	var all []marker
	for i := range t.pieces {
		p := &t.pieces[i]
		h := p.style.highlight
		if h == nil && whole != nil && !t.s.marked() {
			h = whole
		}
		if h == nil || p.to <= p.from {
			continue
		}
		if last := len(all) - 1; last >= 0 && all[last].of == h && all[last].line == p.line {
			all[last].box.w = p.to - all[last].box.x
			continue
		}
		all = append(all, marker{h, box{p.from, 0, p.to - p.from, 0}, p.line})
	}
	m := t.s.face.Metrics()
	for i := range all {
		k := &all[i]
		pad := k.of.Padding
		at := t.baseline(k.line)
		k.box = box{
			k.box.x - pad[3], at - m.Ascent*t.size - pad[0],
			k.box.w + pad[1] + pad[3], (m.Ascent+m.Descent)*t.size + pad[0] + pad[2],
		}
	}
	apart(all)
	for _, k := range all {
		t.b.fill(k.box, k.of.Radius, k.of.Paint, k.box)
	}
}

// marked says whether markup says what is highlighted.
func (s *shaped) marked() bool {
	for _, p := range s.paragraphs {
		for i := range p.styles {
			if p.styles[i].highlight != nil {
				return true
			}
		}
	}
	return false
}

// apart cuts the markers of neighbouring lines where they would overlap, half way: what is translucent would be
// darker there.
func apart(all []marker) {
	for i := range all {
		for j := range all {
			a, b := &all[i], &all[j]
			over := a.box.y + a.box.h - b.box.y
			if b.line == a.line+1 && over > 0 && a.box.x < b.box.x+b.box.w && b.box.x < a.box.x+a.box.w {
				a.box.h -= over / 2
				b.box.y += over / 2
				b.box.h -= over / 2
			}
		}
	}
}
