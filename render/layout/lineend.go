package layout

import (
	"placard/fonts"
	"placard/render/display"
)

// lineEnd puts a space after a line whose words do not go on in the next, for those who read the text of the
// operations: they would read the last word of the one and the first of the other as one. There is nothing to
// see of it. Scripts that break between any two letters have no space there, nor has a hyphen.
func (b *builder) lineEnd(s *shaped, lines []textLine, i int, p *pen, color display.Paint) {
	if s.space == nil || i+1 == len(lines) {
		return
	}
	line := lines[i]
	if apart := line.to > line.end || lines[i+1].from == 0; !apart {
		return
	}
	n := len(s.space.Clusters)
	if line.text.RTL {
		p.x = p.start - measure(s.space, 0, n, 0)*p.size
	}
	b.glyphs(p, s.space, 0, n, color)
}

// shapeSpace shapes a space as a line has it.
func (b *builder) shapeSpace(req fonts.Request) (*fonts.Text, error) {
	if !b.clustered {
		return nil, nil
	}
	req.Text = " "
	return b.fonts.Shape(req)
}
