package layout

import (
	"placard/fonts"
	"placard/render/display"
	"placard/templates"
)

// textPiece is a part of a line in one style, in its place.
type textPiece struct {
	op       *display.Glyphs
	style    *textStyle
	line     int
	from, to float64 // along x, design px of the canvas
	baseline float64 // y, likewise
}

// typesetter puts the lines of a text into their places.
type typesetter struct {
	b      *builder
	s      *shaped
	lines  []textLine
	box    box // without its padding
	top    float64
	size   float64 // px
	height float64 // of a line, px
	paint  display.Paint

	pieces  []textPiece
	letters map[letter]display.Path // outlines to stroke, em
}

// lineTop is where the box of line i begins.
func (t *typesetter) lineTop(i int) float64 { return t.top + float64(i)*t.height }

// baseline is where CSS puts that of line i: the line box's spare height is halved above and below ascent plus
// descent (CSS 2.2, section 10.8.1).
func (t *typesetter) baseline(i int) float64 {
	m := t.s.face.Metrics()
	return t.lineTop(i) + t.height/2 + (m.Ascent-m.Descent)/2*t.size
}

// place puts every line in its place.
func (t *typesetter) place() {
	t.pieces = make([]textPiece, 0, len(t.lines)+1)
	for i := range t.lines {
		t.placeLine(i)
	}
}

func (t *typesetter) placeLine(i int) {
	line := t.lines[i]
	p := pen{
		x:        t.box.x + horizontalOffset(t.s.layer.Align, line, t.box.w, t.size),
		baseline: t.baseline(i), size: t.size, spacing: t.s.spacing, line: i,
	}
	if t.s.layer.Align == templates.AlignJustify {
		t.justify(i, &p)
	}
	p.start = p.x
	if line.tail != nil && line.text.RTL {
		t.glyphs(&p, line.tail, 0, len(line.tail.Clusters), line.lastStyle())
		p.gap(line.text, line.end-1)
	}
	t.glyphs(&p, line.text, line.from, line.end, line.styles...)
	if line.tail != nil && !line.text.RTL {
		p.gap(line.text, line.end-1)
		t.glyphs(&p, line.tail, 0, len(line.tail.Clusters), line.lastStyle())
	}
	t.lineEnd(i, &p)
}

// lastStyle is that of the last letter of a line.
func (l *textLine) lastStyle() textStyle {
	if l.end == l.from || len(l.styles) == 1 {
		return l.styles[0]
	}
	return l.styles[l.text.Runs[l.text.Clusters[l.end-1].Run].Span]
}

// horizontalOffset is where a line starts in a box of width w. A line that is too wide sticks out at
// its end, not at its start.
func horizontalOffset(align templates.Align, line textLine, w, size float64) float64 {
	spare := w - line.width*size
	rtl := line.text.RTL
	switch {
	case align == templates.AlignJustify && rtl, align == templates.AlignStart && rtl, align == templates.AlignEnd && !rtl:
		align = templates.AlignRight
	}
	switch {
	case spare < 0 && rtl:
		return spare
	case spare < 0:
		return 0
	case align == templates.AlignCenter:
		return spare / 2
	case align == templates.AlignRight:
		return spare
	}
	return 0
}

// pen walks along a baseline, in design px.
type pen struct {
	x, baseline   float64
	start         float64 // where x began
	size, spacing float64
	line          int
	stretch       float64                     // px more after each cluster that stretches
	stretches     func(*fonts.Text, int) bool // nil: none does
}

// gap moves over the room after a cluster.
func (p *pen) gap(t *fonts.Text, cluster int) {
	if cluster < 0 || cluster >= len(t.Clusters) {
		return
	}
	p.x += spacingAfter(t, cluster, p.spacing) * p.size
	if p.stretches != nil && p.stretches(t, cluster) {
		p.x += p.stretch
	}
}

// glyphs places clusters from..to of a text in visual order. Styles are by its spans; where there is but one it is
// that of all.
func (t *typesetter) glyphs(p *pen, text *fonts.Text, from, to int, styles ...textStyle) {
	b := t.b
	previous := -1
	for _, piece := range text.Visual(from, to) {
		style := &styles[min(piece.Span, len(styles)-1)]
		op := &display.Glyphs{
			Face: piece.Face, Size: p.size * b.scale, Paint: t.paintOf(style),
			Glyphs: make([]display.Glyph, 0, len(piece.Glyphs)), Text: piece.Text,
		}
		start := p.x
		for i, g := range piece.Glyphs {
			if previous >= 0 && g.Cluster != previous {
				p.gap(text, min(previous, g.Cluster))
				if i == 0 {
					start = p.x
				}
			}
			previous = g.Cluster
			op.Glyphs = append(op.Glyphs, display.Glyph{
				ID: g.ID,
				X:  (p.x + float64(g.DX)*p.size) * b.scale,
				Y:  (p.baseline + float64(g.DY)*p.size) * b.scale,
			})
			p.x += float64(g.Advance) * p.size
		}
		if b.clustered {
			op.Clusters, op.RTL = clusters(text, piece, p.size*b.scale), piece.RTL
		}
		t.pieces = append(t.pieces, textPiece{op, style, p.line, start, p.x, p.baseline})
	}
}

// paintOf is the paint of a style.
func (t *typesetter) paintOf(style *textStyle) display.Paint {
	if style.paint == nil {
		return t.paint
	}
	return t.b.paint(style.paint, t.box)
}
