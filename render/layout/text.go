package layout

import (
	"math"
	"slices"

	"placard/fonts"
	"placard/render/display"
	"placard/templates"
)

// text lays out a text layer: shape, fit, wrap, cut, place, draw. It returns the layer's box, which is as tall as
// its lines if it has no height of its own.
func (b *builder) text(l *templates.Text, bx box) (box, error) {
	s, err := b.shape(l)
	if err != nil {
		return bx, err
	}
	room := roomOf(l, bx)
	set := s.set(room.w, room.h)
	t := &typesetter{b: b, s: s, lines: set.lines, box: room, size: set.size, height: l.LineHeight.Of(set.size, l.FontSize)}
	height := set.height(l)
	t.top = room.y + verticalOffset(l.VerticalAlign, room.h, height)
	if bx.h == 0 {
		bx.h, t.box.h = height+paddingOf(l.Padding)[1], height
	}
	b.ground(&l.Base, l.Background, bx)
	start := b.mark()
	t.paint = b.paint(l.Color, t.box)
	t.place()
	t.draw()
	b.say(set.lines)
	if l.Overflow == templates.OverflowClip && t.sticksOut(height) {
		b.enclose(start, &display.PushGroup{Clip: b.roundRect(t.clip(bx), templates.Radii{}), Alpha: 255})
	}
	b.report.text(s, bx, b.scale, set.size, set.lines, set.overflows)
	return bx, nil
}

// sticksOut says whether lines reach out of the box.
func (t *typesetter) sticksOut(height float64) bool {
	return height > t.box.h || slices.ContainsFunc(t.lines, func(line textLine) bool { return line.wider(t.box.w, t.size) })
}

// clip is the box, and above it the ink of the first line: an accent on a capital is no overflow.
func (t *typesetter) clip(bx box) box {
	if len(t.lines) == 0 {
		return bx
	}
	first := &t.lines[0]
	top, _ := first.text.Extent(first.from, first.end)
	if above := bx.y - (t.baseline(0) + top*t.size); above > 0 && t.lineTop(0) >= bx.y {
		bx.y, bx.h = bx.y-above, bx.h+above
	}
	return bx
}

// wrap breaks all paragraphs at a size in px.
func (s *shaped) wrap(size, width float64) []textLine {
	var lines []textLine
	for i := range s.paragraphs {
		p := &s.paragraphs[i]
		from := len(lines)
		lines = append(lines, s.wrapOne(p.text, width/size)...)
		for j := range lines[from:] {
			lines[from+j].styles = p.styles
		}
	}
	return lines
}

// wrapOne breaks a paragraph into lines of at most width em.
func (s *shaped) wrapOne(p *fonts.Text, width float64) []textLine {
	switch s.layer.Wrap {
	case templates.WrapNone:
		return wrap(p, math.Inf(1), s.spacing, s.hyphen)
	case templates.WrapAnywhere:
		return wrapAnywhere(p, width, s.spacing)
	}
	return wrap(p, width, s.spacing, s.hyphen)
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
