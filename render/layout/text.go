package layout

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"placard/fonts"
	"placard/render/display"
	"placard/templates"
)

// text lays out a text layer: shape, fit, wrap, cut, place. It returns the layer's box, which is as tall as its
// lines if it has no height of its own.
func (b *builder) text(l *templates.Text, bx box) (box, error) {
	s, err := b.shape(l)
	if err != nil {
		return bx, err
	}
	set := s.set(bx.w, bx.h)
	size, lines := set.size, set.lines
	height := float64(len(lines)) * l.LineHeight.Of(size, l.FontSize)
	start := b.mark()
	top := bx.y + verticalOffset(l.VerticalAlign, bx.h, height)
	for i := range lines {
		b.textLine(s, lines, i, size, bx, top+float64(i)*l.LineHeight.Of(size, l.FontSize))
	}
	b.say(lines)
	if bx.h == 0 {
		bx.h = height
	}
	tooWide := func(line textLine) bool { return line.wider(bx.w, size) }
	if l.Overflow == templates.OverflowClip && (height > bx.h || slices.ContainsFunc(lines, tooWide)) {
		b.enclose(start, &display.PushGroup{Clip: b.roundRect(bx, templates.Radii{}), Alpha: 255})
	}
	b.report.text(s, bx, b.scale, size, lines, set.overflows)
	return bx, nil
}

// shaped is a text layer's paragraphs, shaped once for every size.
type shaped struct {
	layer      *templates.Text
	paragraphs []*fonts.Text
	ellipsis   *fonts.Text
	hyphen     *fonts.Text // nil: there are no soft hyphens
	space      *fonts.Text // nil: nobody reads the text of operations
	face       *fonts.Face // whose metrics place the baseline
	spacing    float64     // letter spacing, em
	sets       map[pair]textSet
}

func (b *builder) shapeNew(l *templates.Text) (*shaped, error) {
	req := fonts.Request{
		Families: families(l.FontFamily), Weight: l.FontWeight,
		Lang: cmp.Or(l.Lang, b.lang), Direction: directions[l.Direction],
	}
	if l.FontStyle == templates.FontStyleItalic {
		req.Style = fonts.Italic
	}
	s := &shaped{layer: l, spacing: l.LetterSpacing / l.FontSize}
	req.NoLigatures = s.spacing != 0
	for _, p := range strings.Split(lineBreaks.Replace(l.Text), "\n") {
		req.Text = p
		t, err := b.fonts.Shape(req)
		if err != nil {
			return nil, err
		}
		s.paragraphs = append(s.paragraphs, t)
	}
	var err error
	req.Text = "…"
	if s.ellipsis, err = b.fonts.Shape(req); err != nil {
		return nil, err
	}
	if strings.Contains(l.Text, "\u00ad") {
		req.Text = "-"
		if s.hyphen, err = b.fonts.Shape(req); err != nil {
			return nil, err
		}
	}
	if s.space, err = b.shapeSpace(req); err != nil {
		return nil, err
	}
	s.face = b.fonts.Match(req.Families, req.Weight, req.Style)
	return s, nil
}

// lineBreaks makes every mandatory break of UAX #14 (BK, CR, LF, NL) a "\n".
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

var directions = map[templates.Direction]fonts.Direction{
	templates.DirectionAuto: fonts.Auto, templates.DirectionLTR: fonts.LTR, templates.DirectionRTL: fonts.RTL,
}

// families splits a CSS font-family list.
func families(list string) []string {
	out := strings.Split(list, ",")
	for i, f := range out {
		out[i] = strings.Trim(strings.TrimSpace(f), `"'`)
	}
	return out
}

// wrap breaks all paragraphs at a size in px.
func (s *shaped) wrap(size, width float64) []textLine {
	var lines []textLine
	for _, p := range s.paragraphs {
		lines = append(lines, wrap(p, width/size, s.spacing, s.hyphen)...)
	}
	return lines
}

// verticalOffset is where the first line's top lies in a box. Text taller than its box starts at the
// top, so that its beginning is what can be read.
func verticalOffset(align templates.VerticalAlign, boxHeight, height float64) float64 {
	if boxHeight <= height {
		return 0
	}
	switch align {
	case templates.VerticalAlignMiddle:
		return (boxHeight - height) / 2
	case templates.VerticalAlignBottom:
		return boxHeight - height
	}
	return 0
}

// textLine places line i, whose line box starts at top. The baseline is where CSS puts it: the line
// box's spare height is halved above and below ascent plus descent (CSS 2.2, section 10.8.1).
func (b *builder) textLine(s *shaped, lines []textLine, i int, size float64, bx box, top float64) {
	line := lines[i]
	m := s.face.Metrics()
	lineHeight := s.layer.LineHeight.Of(size, s.layer.FontSize)
	pen := pen{
		x:        bx.x + horizontalOffset(s.layer.Align, line, bx.w, size),
		baseline: top + lineHeight/2 + (m.Ascent-m.Descent)/2*size,
		size:     size, spacing: s.spacing,
	}
	pen.start = pen.x
	color := b.paint(s.layer.Color, bx)
	if line.tail != nil && line.text.RTL {
		b.glyphs(&pen, line.tail, 0, len(line.tail.Clusters), color)
		pen.gap(line.text, line.end-1)
	}
	b.glyphs(&pen, line.text, line.from, line.end, color)
	if line.tail != nil && !line.text.RTL {
		pen.gap(line.text, line.end-1)
		b.glyphs(&pen, line.tail, 0, len(line.tail.Clusters), color)
	}
	b.lineEnd(s, lines, i, &pen, color)
}

// horizontalOffset is where a line starts in a box of width w. A line that is too wide sticks out at
// its end, not at its start.
func horizontalOffset(align templates.Align, line textLine, w, size float64) float64 {
	spare := w - line.width*size
	rtl := line.text.RTL
	if align == templates.AlignStart && rtl || align == templates.AlignEnd && !rtl {
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
}

// gap moves over the letter spacing after a cluster.
func (p *pen) gap(t *fonts.Text, cluster int) {
	if cluster >= 0 && cluster < len(t.Clusters) {
		p.x += spacingAfter(t, cluster, p.spacing) * p.size
	}
}

// glyphs places clusters from..to of a text in visual order.
func (b *builder) glyphs(p *pen, t *fonts.Text, from, to int, color display.Paint) {
	previous := -1
	for _, piece := range t.Visual(from, to) {
		op := &display.Glyphs{
			Face: piece.Face, Size: p.size * b.scale, Paint: color,
			Glyphs: make([]display.Glyph, 0, len(piece.Glyphs)), Text: piece.Text,
		}
		for _, g := range piece.Glyphs {
			if previous >= 0 && g.Cluster != previous {
				p.gap(t, min(previous, g.Cluster))
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
			op.Clusters, op.RTL = clusters(t, piece, p.size*b.scale), piece.RTL
		}
		b.add(op)
	}
}

// cut limits the lines to max_lines and to the box's height, as overflow says, and tells whether any
// were lost.
func (s *shaped) cut(lines []textLine, size float64, bx box) ([]textLine, bool) {
	l := s.layer
	if l.Overflow == templates.OverflowVisible {
		return lines, false
	}
	most := len(lines)
	if l.MaxLines > 0 {
		most = min(most, l.MaxLines)
	}
	if bx.h > 0 {
		room := bx.h / l.LineHeight.Of(size, l.FontSize)
		if l.Overflow == templates.OverflowClip {
			most = min(most, int(math.Ceil(room))) // the last of them is cut through
		} else {
			most = min(most, max(1, int(math.Floor(room+fitSlack))))
		}
	}
	if most == len(lines) {
		return lines, false
	}
	if l.Overflow == templates.OverflowClip {
		return lines[:most], true
	}
	return limitLines(lines, most, bx.w/size, s.spacing, s.ellipsis), true
}
