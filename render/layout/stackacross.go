package layout

import (
	"math"
	"slices"

	"placard/templates"
)

// across finds all sizes across the stack, and puts the items.
func (s *stacker) across() error {
	for i := range s.items {
		it := &s.items[i]
		want := s.stretched(it)
		want.side[s.main] = it.size[s.main]
		if want.side[s.cross] == auto && it.hugs[s.main] {
			want.side[s.main] = auto // as it was measured
		}
		size, err := s.a.measure(want)
		if err != nil {
			return err
		}
		it.size[s.cross] = size[s.cross]
		if s.onBaseline(it) {
			want.side[0] = it.size[0]
			if it.above, err = s.a.baseline(want, it.size); err != nil {
				return err
			}
		}
	}
	s.stackLines()
	for i := range s.lines {
		s.lines[i].put(s)
	}
	for i := range s.items {
		s.items[i].settle()
	}
	return nil
}

// onBaseline says whether an item is placed by its baseline.
func (s *stacker) onBaseline(it *item) bool {
	return s.Align == templates.StackAlignBaseline && s.main == 0 && !s.spans(it)
}

// lead is the first item of the first line that is placed by its baseline, or else the first.
func (s *stacker) lead() int {
	return max(0, slices.IndexFunc(s.lines[0].items, func(it item) bool { return s.onBaseline(&it) }))
}

// settle says what the layers of an item may be parts of: of its width, whatever that came from, and of its height
// unless that follows from them (as in CSS 2.2, sections 10.2 and 10.5).
func (it *item) settle() {
	it.want.side[0] = it.size[0]
	if !it.hugs[1] {
		it.want.side[1] = it.size[1]
	}
}

// baseline is how far below its top the first baseline in a layer lies: the bottom where there is none.
func (a *arranger) baseline(want wanted, size pair) (float64, error) {
	switch l := want.layer.(type) {
	case *templates.Text:
		above, err := a.b.textBaseline(l, size)
		return above, wrapOnce(l, err)
	case *templates.Group:
		stack := stackOf(l)
		if stack == nil {
			break
		}
		f, err := a.flow(l, stack, want.within(l.Padding))
		if err != nil || len(f.items) == 0 {
			return size[1], err
		}
		lead := &f.items[f.lead]
		above, err := a.baseline(lead.want, lead.size)
		return l.Padding[0] + lead.at[1] + above, err
	}
	return size[1], nil
}

// stackLines finds where the lines lie across the stack.
func (s *stacker) stackLines() {
	sum := float64(len(s.lines)-1) * s.Gap[1]
	for i := range s.lines {
		s.lines[i].measure(s)
		sum += s.lines[i].size
	}
	if s.inner.side[s.cross] == auto {
		s.inner.side[s.cross] = s.inner.clamp(s.cross, sum)
	}
	if !s.Wrap {
		s.lines[0].size = s.inner.side[s.cross]
		return
	}
	at, spare := 0.0, s.inner.side[s.cross]-sum
	switch s.Align {
	case templates.StackAlignCenter:
		at = spare / 2
	case templates.StackAlignEnd:
		at = spare
	}
	for i := range s.lines {
		line := &s.lines[i]
		line.at = at
		if s.Align == templates.StackAlignStretch {
			line.size += max(0, spare) / float64(len(s.lines))
		}
		at += line.size + s.Gap[1]
	}
}

// measure finds how large a line is across.
func (l *stackLine) measure(s *stacker) {
	l.above = math.Inf(-1) // a baseline may lie above the top or below the bottom, where layers stick out
	below := l.above
	for i := range l.items {
		it := &l.items[i]
		if !s.onBaseline(it) {
			l.size = max(l.size, it.size[s.cross])
			continue
		}
		l.above = max(l.above, it.above)
		below = max(below, it.size[s.cross]-it.above)
	}
	l.size = max(l.size, l.above+below)
}

// put places the items of a line.
func (l *stackLine) put(s *stacker) {
	used := s.gaps(len(l.items))
	for i := range l.items {
		used += l.items[i].size[s.main]
	}
	at, between := justify(s.Justify, s.inner.side[s.main]-used, len(l.items))
	for i := range l.items {
		it := &l.items[i]
		if s.spans(it) {
			it.size[s.cross] = it.want.clamp(s.cross, l.size)
			it.hugs[s.cross] = false
		}
		it.at[s.main] = at
		it.at[s.cross] = l.at + l.align(s, it)
		at += it.size[s.main] + s.Gap[0] + between
	}
}

// align is where an item starts in its line.
func (l *stackLine) align(s *stacker, it *item) float64 {
	spare := l.size - it.size[s.cross]
	if s.spans(it) {
		spare = max(0, spare) // it sticks out at the end
	}
	switch s.Align {
	case templates.StackAlignCenter:
		return spare / 2
	case templates.StackAlignEnd:
		return spare
	}
	if s.onBaseline(it) {
		return l.above - it.above
	}
	return 0
}

// justify is where the first of some items starts, and how much room is between two beside the gap, where some is
// left. Where there is too little, they stick out as in CSS.
func justify(how templates.Justify, left float64, items int) (at, between float64) {
	n := float64(items)
	switch how {
	case templates.JustifyCenter:
		return left / 2, 0
	case templates.JustifyEnd:
		return left, 0
	}
	left = math.Max(0, left)
	switch {
	case how == templates.JustifySpaceBetween && items > 1:
		return 0, left / (n - 1)
	case how == templates.JustifySpaceAround && items > 0:
		return left / n / 2, left / n
	case how == templates.JustifySpaceEvenly:
		return left / (n + 1), left / (n + 1)
	}
	return 0, 0
}
