package layout

import (
	"slices"
	"strings"

	"placard/fonts"
	"placard/render/display"
	"placard/templates"
)

// tag says what the operations since start are: those of a layer in a box. What is neither read, nor led by,
// nor listed gets none.
func (b *builder) tag(start mark, l templates.Layer, bx box) {
	if !b.tagged {
		return
	}
	base := l.Common()
	t := display.Tag{
		From: start.op, To: len(b.list.Ops), Layer: base.ID, Box: b.tagBox(start, l, bx),
		Alt: base.Alt, Link: string(base.Link), Bookmark: base.Bookmark,
	}
	if t.Box.Empty() {
		t.Link = "" // nothing to click on
	}
	t.Role = b.role(start, l)
	if text, ok := l.(*templates.Text); ok {
		t.Text = b.said
		if text.Lang != b.lang {
			t.Lang = text.Lang
		}
	}
	if t.Role == display.Figure {
		b.hush(start)
	}
	if t.Role != display.Decoration || t.Link != "" || t.Bookmark != "" {
		b.list.Tags = slices.Insert(b.list.Tags, start.tag, t)
	}
}

// say remembers what lines show in logical order, for the tag of their layer. Where nothing runs from right to left
// the glyphs say it as well.
func (b *builder) say(lines []textLine) {
	b.said = ""
	if !b.tagged || !slices.ContainsFunc(lines, textLine.turned) {
		return
	}
	var said strings.Builder
	for i, line := range lines {
		if i > 0 && (line.from == 0 || lines[i-1].to > lines[i-1].end) {
			said.WriteByte(' ')
		}
		said.WriteString(line.words())
	}
	if said.Len() <= display.MaxTagText {
		b.said = said.String()
	}
}

// turned reports whether a part of the line runs from right to left.
func (l textLine) turned() bool {
	return slices.ContainsFunc(l.text.Clusters[l.from:l.end], func(k fonts.Cluster) bool { return l.text.Runs[k.Run].Level%2 == 1 })
}

// words is what the line shows, in logical order.
func (l textLine) words() string {
	s := ""
	if l.from < l.end {
		s = string(l.text.Runes[l.text.Clusters[l.from].Start:l.text.Clusters[l.end-1].End])
	}
	if l.tail != nil {
		s += string(l.tail.Runes)
	}
	return s
}

// role is what a layer is to one who cannot see it. Nothing, if it paints nothing.
func (b *builder) role(start mark, l templates.Layer) display.Role {
	_, text := l.(*templates.Text)
	_, group := l.(*templates.Group)
	read := func(t display.Tag) bool { return t.Role != display.Decoration }
	switch {
	case len(b.list.Ops) == start.op:
		return display.Decoration
	case text:
		return display.Paragraph
	case l.Common().Alt != "":
		return display.Figure
	case group && slices.ContainsFunc(b.list.Tags[start.tag:], read):
		return display.Section
	}
	return display.Decoration
}

// hush makes decoration of what a figure holds, whose alternative text stands for all of it; links and
// bookmarks stay.
func (b *builder) hush(start mark) {
	kept := b.list.Tags[:start.tag]
	for _, t := range b.list.Tags[start.tag:] {
		if t.Link == "" && t.Bookmark == "" {
			continue
		}
		t.Role, t.Alt = display.Decoration, ""
		kept = append(kept, t)
	}
	b.list.Tags = kept
}

// tagBox is the part of a layer's box that is on the list, the box around a turned one; of one without a size, what
// it paints.
func (b *builder) tagBox(start mark, l templates.Layer, bx box) display.Rect {
	canvas := rectOf(b.list.Canvas())
	if line, ok := l.(*templates.Line); ok {
		bx = grow(normal(bx), line.Stroke.Width/2)
	}
	if bx.w == 0 || bx.h == 0 {
		return rectOf(b.touched(start)).Intersect(canvas)
	}
	return b.turn.Bounds(b.deviceRect(bx)).Intersect(canvas)
}
