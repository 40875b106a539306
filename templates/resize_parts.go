package templates

import (
	"cmp"
	"math"
	"slices"
)

const (
	// worthwhile is by how much larger things have to become for columns to be put below each other, or what is
	// below beside it.
	worthwhile = 1.25
	// leastPart is the least share of a side that a column or a row has.
	leastPart = 0.25
	// faint is the opacity below which something is a pattern behind the rest.
	faint = 0.3
)

// region is a plane with some of the items.
type region struct {
	plane   *plane
	members []*item
}

// parts are what is placed each for itself: all of a plane, or two halves that stand below or beside each other
// where they did not before, if that makes better use of it. Who has given rules wants it otherwise.
func (c *plane) parts(items []item, members []*item) []region {
	shown := func(it *item) bool { return !it.layer.Common().Hidden }
	hidden := region{c, slices.DeleteFunc(slices.Clone(members), shown)}
	members = slices.DeleteFunc(slices.Clone(members), func(it *item) bool { return !shown(it) })
	ruled := slices.ContainsFunc(items, func(it item) bool { return it.layer.Common().Adapt != Adapt{} })
	if !c.whole || ruled || len(members) == 0 {
		return []region{{c, members}, hidden}
	}
	axis := 0
	if c.ratio(0) > c.ratio(1) {
		axis = 1
	}
	if halves := c.halves(members, axis); halves != nil {
		return append(halves, hidden)
	}
	c.factor = c.tempered(members, axis)
	return []region{{c, members}, hidden}
}

// halves cuts a plane at the room between its columns, for axis 0, or its rows, and puts the second half below or
// beside the first. It is nil if there is no such room, or nothing won.
func (c *plane) halves(members []*item, axis int) []region {
	behind, content := c.split(members)
	if slices.ContainsFunc(behind, func(it *item) bool { _, photo := it.layer.(*Image); return photo }) {
		return nil // words over a picture stand where it leaves room for them
	}
	best, factor := []region(nil), worthwhile*c.factor
	for _, at := range c.gaps(content, axis) {
		if halves, k := c.halvesAt(content, axis, at); k > factor {
			best, factor = halves, k
		}
	}
	if best == nil {
		return nil
	}
	c.factor = factor
	for i := range best {
		best[i].plane.factor = factor
	}
	return append([]region{{c, behind}}, best...)
}

// isBehind says whether an item is behind the rest of a plane: a background or a frame, a scrim, decoration over the
// edge, or what is faint or blurred.
func (c *plane) isBehind(it *item) bool {
	base := it.layer.Common()
	if c.wide(it, 0) && c.wide(it, 1) || base.Blur > 0 || base.Opacity < faint {
		return true
	}
	switch l := it.layer.(type) {
	case *Ellipse, *Path, *Polygon, *Star:
	case *Rect:
		return isScrim(l.Fill)
	default:
		return false
	}
	for axis := range 2 {
		if it.was[axis].start < c.was[axis].start || it.was[axis].end > c.was[axis].end {
			return true
		}
	}
	return false
}

// isScrim says whether a paint fades into what is below.
func isScrim(paint Paint) bool {
	var stops []Stop
	switch g := paint.(type) {
	case *LinearGradient:
		stops = g.Stops
	case *RadialGradient:
		stops = g.Stops
	}
	return slices.ContainsFunc(stops, func(s Stop) bool { return s.Color.A == 0 })
}

// gaps are the places along a side where nothing lies: the middle of the room, or where something begins that
// reaches to the end.
func (c *plane) gaps(content []*item, axis int) []float64 {
	sorted := slices.Clone(content)
	slices.SortStableFunc(sorted, func(a, b *item) int { return cmp.Compare(a.was[axis].start, b.was[axis].start) })
	var out []float64
	reach := c.was[axis].start
	for _, it := range sorted {
		start := it.was[axis].start
		room := start - reach
		switch {
		case room < 0 || reach <= c.was[axis].start:
		case c.covers(it, 1-axis):
			out = append(out, start)
		case room > coverSlack*c.was[axis].length(): // what touches belongs together
			out = append(out, (reach+start)/2)
		}
		reach = max(reach, it.was[axis].end)
	}
	return out
}

// halvesAt cuts at a place, and says by which factor the halves fit the plane as it is.
func (c *plane) halvesAt(content []*item, axis int, at float64) ([]region, float64) {
	was := c.was[axis]
	if min(at-was.start, was.end-at) < leastPart*was.length() {
		return nil, 0
	}
	cross := 1 - axis
	halves := []region{{plane: &plane{}}, {plane: &plane{}}}
	for _, it := range content {
		half := &halves[0]
		if it.was[axis].start >= at {
			half = &halves[1]
		}
		half.members = append(half.members, it)
	}
	room := c.margin(content, axis)
	margin := min(room.start, room.end)
	factor, need := math.Inf(1), 0.0
	for i := range halves {
		half := &halves[i]
		half.plane.was[axis] = c.half(half.members, axis, at, margin)
		half.plane.was[cross] = c.needed(half.members, cross, margin)
		factor = min(factor, c.is[axis].length()/half.plane.was[axis].length())
		need += half.plane.was[cross].length()
	}
	factor = min(factor, c.is[cross].length()/need)
	from := c.is[cross].start
	for i := range halves {
		p := halves[i].plane
		to := from + c.is[cross].length()*p.was[cross].length()/need
		p.is[axis], p.is[cross] = c.is[axis], extent{from, to}
		from = to
	}
	return halves, factor
}

// half is what the items on one side of a cut take of the side that is cut: with a margin, but for a panel that begins
// or ends at the cut.
func (c *plane) half(members []*item, axis int, at, margin float64) extent {
	was, all := c.was[axis], c.needed(members, axis, margin)
	panel := slices.ContainsFunc(members, func(it *item) bool { return c.covers(it, 1-axis) })
	switch {
	case all.start < at && all.end > at && panel && members[0].was[axis].start >= at:
		all.start = at
	case panel && members[0].was[axis].start < at:
		all.end = min(all.end, at)
	}
	if members[0].was[axis].start >= at {
		return extent{all.start, was.end}
	}
	return extent{was.start, all.end}
}

// needed is what items take of a side with a margin around them; all of it if one covers it.
func (c *plane) needed(members []*item, axis int, margin float64) extent {
	was := c.was[axis]
	if slices.ContainsFunc(members, func(it *item) bool { return c.covers(it, axis) }) {
		return was
	}
	all := reach(members, axis)
	return extent{max(was.start, all.start-margin), min(was.end, all.end+margin)}
}

// tempered is a factor between the one by which the plane has shrunk along a side and the one by which what is on
// it still fits, once the room between has become small.
func (c *plane) tempered(members []*item, axis int) float64 {
	_, content := c.split(members)
	if len(content) == 0 || slices.ContainsFunc(content, func(it *item) bool { return c.spans(it, axis) || c.covers(it, axis) }) {
		return c.factor
	}
	gap := c.gap()
	sorted := slices.Clone(content)
	slices.SortStableFunc(sorted, func(a, b *item) int { return cmp.Compare(a.was[axis].start, b.was[axis].start) })
	margin := c.margin(content, axis)
	needed, at := margin.start+margin.end, sorted[0].was[axis].start
	for _, it := range sorted {
		room := it.was[axis].start - at
		needed += min(max(room, 0), gap) + max(0, it.was[axis].end-max(at, it.was[axis].start))
		at = max(at, it.was[axis].end)
	}
	fits := c.is[axis].length() / needed
	return max(c.factor, min(math.Sqrt(c.factor*fits), c.ratio(1-axis)))
}
