package layout

import (
	"math"
	"slices"

	"placard/templates"
)

// A group with a layout places its layers as a CSS flex container does (Flexible Box Layout 1, section 9), without
// shrinking: along the stack a side in px, in per cent or that hugs has flex 0 0 auto, one that fills has flex 1 1 0
// and the least size of 0.

// stackOf is the layout of a group whose layers follow one another, or nil.
func stackOf(g *templates.Group) *templates.Stack {
	if g.Layout == nil || g.Layout.Mode == templates.StackModeNone {
		return nil
	}
	return g.Layout
}

// flow is the layers of a stack in their places.
type flow struct {
	items []item
	size  pair // of what they fill, which is all that there is where that is known
	lead  int  // the item whose baseline is that of the stack
}

// item is a layer in a stack.
type item struct {
	layer templates.Layer
	want  wanted
	fills [2]bool
	hugs  [2]bool // auto, and not filling
	size  pair
	at    pair    // from the corner of the stack
	above float64 // from its top to its baseline
}

// stacker places the layers of one stack.
type stacker struct {
	*templates.Stack
	a           *arranger
	inner       wanted
	main, cross int // the axes along and across
	items       []item
	lines       []stackLine
}

// flow places the layers of a group within what is known of the box that they have.
func (a *arranger) flow(g *templates.Group, stack *templates.Stack, inner wanted) (*flow, error) {
	if f := a.flows[inner]; f != nil {
		return f, nil
	}
	s := &stacker{Stack: stack, a: a, inner: inner, cross: 1}
	if stack.Mode == templates.StackModeColumn {
		s.main, s.cross = 1, 0
	}
	f, err := s.flow(g)
	if err == nil {
		a.flows[inner] = f
	}
	return f, err
}

// fillStack gives their boxes to the layers of a group that has its own.
func (a *arranger) fillStack(p *place, g *templates.Group) error {
	f, err := a.flow(g, stackOf(g), p.want.within(g.Padding))
	if err != nil {
		return err
	}
	for i := range f.items {
		it := &f.items[i]
		base := it.layer.Common()
		x, y := p.inner.x+it.at[0]+base.X.Of(p.inner.w), p.inner.y+it.at[1]+base.Y.Of(p.inner.h)
		a.byLayer[it.layer].set(it.want, box{x, y, it.size[0], it.size[1]})
	}
	return nil
}

// flow finds the width first, on which heights depend, then goes along and across.
func (s *stacker) flow(g *templates.Group) (*flow, error) {
	side := s.inner.side
	s.take(g)
	if side[0] == auto && !(s.Wrap && s.main == 1) {
		width, err := s.width()
		if err != nil {
			return nil, err
		}
		s.inner.side[0] = s.inner.clamp(0, width)
		s.take(g) // parts of the width are known now
	}
	for _, step := range []func() error{s.along, s.across} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	return &flow{s.items, s.inner.side, s.lead()}, nil
}

// take begins with the layers that take room.
func (s *stacker) take(g *templates.Group) {
	s.items = s.items[:0]
	for _, l := range g.Layers {
		base := l.Common()
		if base.Hidden || base.Anchor != nil {
			continue
		}
		want, fills := s.a.want(l, s.inner.side)
		it := item{layer: l, want: want, fills: fills}
		for axis := range it.hugs {
			it.hugs[axis] = want.side[axis] == auto && !fills[axis]
		}
		s.items = append(s.items, it)
	}
}

// width is that of a stack which hugs its layers.
func (s *stacker) width() (float64, error) {
	if s.main == 0 {
		return s.extent()
	}
	width := 0.0
	for i := range s.items {
		size, err := s.a.measure(s.items[i].want)
		if err != nil {
			return 0, err
		}
		width = max(width, size[0])
	}
	return width, nil
}

// extent is the length of a stack which hugs its layers. Those that share what is left have it as long as lets each
// hold what is in it (Flexible Box Layout 1, section 9.9.1).
func (s *stacker) extent() (float64, error) {
	sum, share, shares := s.gaps(len(s.items)), 0.0, 0.0
	for i := range s.items {
		it := &s.items[i]
		size, err := s.content(it)
		if err != nil {
			return 0, err
		}
		if grow := it.layer.Common().Grow; it.fills[s.main] && grow > 0 {
			share, shares = max(share, size/grow), shares+grow
		} else {
			sum += size
		}
	}
	return sum + share*shares, nil
}

// gaps is the room between a number of neighbours.
func (s *stacker) gaps(items int) float64 { return float64(max(0, items-1)) * s.Gap[0] }

// content is the length of an item by itself.
func (s *stacker) content(it *item) (float64, error) {
	size, err := s.a.measure(s.stretched(it))
	return size[s.main], err
}

// stretched is an item's size, across as large as the stack where it is to be and that is known.
func (s *stacker) stretched(it *item) wanted {
	want := it.want
	if side := s.inner.side[s.cross]; side != auto && !s.Wrap && s.spans(it) {
		want.side[s.cross] = want.clamp(s.cross, side)
	}
	return want
}

// spans says whether an item is as large as its line. What has proportions of its own keeps them.
func (s *stacker) spans(it *item) bool {
	return it.fills[s.cross] || it.hugs[s.cross] && s.Align == templates.StackAlignStretch && !proportional(it.layer)
}

// along finds the lines, and all lengths along the stack.
func (s *stacker) along() error {
	hugs := s.inner.side[s.main] == auto
	if hugs {
		length, err := s.extent()
		if err != nil {
			return err
		}
		s.inner.side[s.main] = s.inner.clamp(s.main, length)
	}
	for i := range s.items {
		it := &s.items[i]
		if it.fills[s.main] {
			it.size[s.main] = it.want.clamp(s.main, 0)
			continue
		}
		size, err := s.content(it)
		if err != nil {
			return err
		}
		it.size[s.main] = size
	}
	longest := s.split()
	if hugs && len(s.lines) > 1 { // it was bounded, and the bound need not be reached
		s.inner.side[s.main] = s.inner.clamp(s.main, longest)
	}
	for i := range s.lines {
		s.lines[i].share(s, s.inner.side[s.main])
	}
	return nil
}

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

// leastShares is less than any shares that are not none.
const leastShares = 1e-9

// spareSlack, px, forgives rounding where layers fill a line exactly.
const spareSlack = 1e-6

// split breaks the items into lines, and returns the length of the longest.
func (s *stacker) split() (longest float64) {
	s.lines = nil
	from, used := 0, 0.0
	for i := range s.items {
		size := s.items[i].size[s.main]
		if s.Wrap && i > from && used+s.Gap[0]+size > s.inner.side[s.main]+spareSlack {
			s.lines = append(s.lines, stackLine{items: s.items[from:i]})
			from, used = i, 0
		}
		if i > from {
			used += s.Gap[0]
		}
		used += size
		longest = max(longest, used)
	}
	s.lines = append(s.lines, stackLine{items: s.items[from:]})
	return longest
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

// stackLine is one line of a stack.
type stackLine struct {
	items    []item
	at, size float64 // across
	above    float64 // from its start to the baseline of its items
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

// share gives what is left of a length to the items that fill, in equal parts but for what their bounds say
// (Flexible Box Layout 1, section 9.7).
func (l *stackLine) share(s *stacker, length float64) {
	left := length - s.gaps(len(l.items))
	var open []*item
	for i := range l.items {
		it := &l.items[i]
		if it.fills[s.main] {
			open = append(open, it)
		} else {
			left -= it.size[s.main]
		}
	}
	for len(open) > 0 {
		open, left = s.shareOnce(open, max(0, left))
	}
}

// shareOnce shares a length, and returns those that are to share what the others, held by their bounds, leave of it.
func (s *stacker) shareOnce(open []*item, length float64) (rest []*item, left float64) {
	shares, over := 0.0, 0.0
	for _, it := range open {
		shares += it.layer.Common().Grow
	}
	share := func(it *item) float64 {
		return length * it.layer.Common().Grow / max(shares, leastShares) // none where nobody wants any
	}
	for _, it := range open {
		it.size[s.main] = it.want.clamp(s.main, share(it))
		over += it.size[s.main] - share(it)
	}
	left = length
	for _, it := range open {
		switch held := it.size[s.main] - share(it); {
		case held*over > 0: // first those that are held to more where there is too little, else those held to less
			left -= it.size[s.main]
		case over != 0:
			rest = append(rest, it)
		}
	}
	return rest, left
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
