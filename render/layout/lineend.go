package layout

import (
	"placard/fonts"
)

// lineEnd puts a space after a line whose words do not go on in the next, for those who read the text of the
// operations: they would read the last word of the one and the first of the other as one. There is nothing to
// see of it. Scripts that break between any two letters have no space there, nor has a hyphen.
func (t *typesetter) lineEnd(i int, p *pen) {
	space := t.s.space
	if space == nil || i+1 == len(t.lines) {
		return
	}
	line := t.lines[i]
	if apart := line.to > line.end || t.lines[i+1].from == 0; !apart {
		return
	}
	n := len(space.Clusters)
	if line.text.RTL {
		p.x = p.start - measure(space, 0, n, 0)*p.size
	}
	t.glyphs(p, space, 0, n, textStyle{})
}

// shapeSpace shapes a space as a line has it.
func (b *builder) shapeSpace(req fonts.Request) (*fonts.Text, error) {
	if !b.clustered {
		return nil, nil
	}
	req.Text = " "
	return b.fonts.Shape(req)
}
