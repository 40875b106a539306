package layout

import "placard/templates"

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

// leastShares is less than any shares that are not none.
const leastShares = 1e-9

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
