package layout

import "placard/templates"

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
	s.take(g)
	columns := s.Wrap && s.main == 1 // of which the width is that of all together
	if s.inner.side[0] == auto && !columns {
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
		for axis, length := range sidesOf(base) {
			if length.IsZero() && isOutline(l) { // elsewhere it needs no room
				want.side[axis], it.want.side[axis] = auto, auto
			}
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

// stackLine is one line of a stack.
type stackLine struct {
	items    []item
	at, size float64 // across
	above    float64 // from its start to the baseline of its items
}
