package layout

import (
	"math"

	"placard/templates"
)

// textSet is a text set into a box.
type textSet struct {
	size      float64 // px
	lines     []textLine
	overflows bool // not all of it fits
}

// shape shapes a text, once.
func (b *builder) shape(l *templates.Text) (*shaped, error) {
	if s := b.shaped[l]; s != nil {
		return s, nil
	}
	s, err := b.shapeNew(l)
	if err == nil && b.boxes != nil { // it was measured, and will be drawn
		if b.shaped == nil {
			b.shaped = map[*templates.Text]*shaped{}
		}
		b.shaped[l], s.sets = s, map[pair]textSet{}
	}
	return s, err
}

// set sets a text into a box, for a size once. Without a height it is as tall as its lines.
func (s *shaped) set(width, height float64) textSet {
	at := pair{width, height}
	if set, ok := s.sets[at]; ok {
		return set
	}
	bx := box{w: width, h: height}
	size, lines, fits := s.fit(bx)
	lines, cutOff := s.cut(lines, size, bx)
	if s.layer.Wrap == templates.WrapBalance && !cutOff {
		lines = s.balance(lines, bx.w/size)
	}
	set := textSet{size, lines, cutOff || !fits}
	if s.sets == nil {
		return set // asked for once
	}
	s.sets[at] = set
	if height == 0 { // as tall a box as it needs changes nothing
		s.sets[pair{width, set.height(s.layer)}] = set
	}
	return set
}

// height is that of all lines, px.
func (t *textSet) height(l *templates.Text) float64 {
	return float64(len(t.lines)) * l.LineHeight.Of(t.size, l.FontSize)
}

// textSize is how wide a text is in as few lines as it has breaks, and how tall; or how tall at a width.
func (b *builder) textSize(l *templates.Text, width float64) (w, h float64, err error) {
	s, err := b.shape(l)
	if err != nil {
		return 0, 0, err
	}
	room := paddingOf(l.Padding)
	if width == 0 {
		width = math.Inf(1)
	}
	set := s.set(max(0, width-room[0]), 0)
	for _, line := range set.lines {
		w = max(w, line.width*set.size)
	}
	return w + room[0], set.height(l) + room[1], nil
}

// textBaseline is how far below the top of its box the first baseline of a text lies.
func (b *builder) textBaseline(l *templates.Text, size pair) (float64, error) {
	s, err := b.shape(l)
	if err != nil {
		return 0, err
	}
	room := box{w: size[0], h: size[1]}.inside(l.Padding)
	set := s.set(room.w, room.h)
	m := s.face.Metrics()
	lineHeight := l.LineHeight.Of(set.size, l.FontSize)
	top := room.y + verticalOffset(l.VerticalAlign, room.h, set.height(l))
	return top + lineHeight/2 + (m.Ascent-m.Descent)/2*set.size, nil
}
