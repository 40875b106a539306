package templates

import (
	"math"
	"slices"
)

// Of a side: what covers all of it but this much covers it, what runs along this much of it runs from margin to
// margin, and what is less than this apart, of the shorter side, belongs together.
const (
	coverSlack  = 0.01
	marginShare = 0.6
	groupGap    = 0.08
)

// automatic places items on a plane by what they look like.
func (c *plane) automatic(members []*item) {
	for axis := range 2 {
		var loose []*item
		for _, it := range members {
			if c.covers(it, axis) || c.spans(it, axis) {
				it.is[axis] = c.stretched(it.was[axis], axis)
			} else {
				loose = append(loose, it)
			}
		}
		margin := c.margin(members, axis)
		gap := groupGap * min(c.was[0].length(), c.was[1].length())
		for _, cluster := range c.clusters(loose, axis, gap) {
			c.float(cluster, margin, axis)
		}
	}
}

// covers says whether an item reaches from one end of a side to the other.
func (c *plane) covers(it *item, axis int) bool {
	side := c.was[axis]
	slack := side.length() * coverSlack
	return it.was[axis].start <= side.start+slack && it.was[axis].end >= side.end-slack
}

// spans says whether an item runs from margin to margin and may be made longer. What is a card or a picture grows
// in height only if it is as wide: beside others, it keeps its form.
func (c *plane) spans(it *item, axis int) bool {
	if !c.wide(it, axis) {
		return false
	}
	whole := axis == 0 || c.covers(it, 0) || c.wide(it, 0)
	switch l := it.layer.(type) {
	case *Text, *Line:
		return true
	case *Rect, *Group, *Chart:
		return whole
	case *Image: // covers of books and records, and portraits, keep their form
		return whole && l.Fit == ImageFitCover && math.Abs(it.was[0].length()/it.was[1].length()-1) > coverSlack
	case *Progress:
		return axis == 0 && l.Shape == ProgressionBar
	}
	return false
}

// wide says whether an item takes most of a side.
func (c *plane) wide(it *item, axis int) bool {
	return it.was[axis].length() >= marginShare*c.was[axis].length()
}

// stretched keeps the distances from both ends, times the factor.
func (c *plane) stretched(e extent, axis int) extent {
	return extent{c.is[axis].start + (e.start-c.was[axis].start)*c.factor, c.is[axis].end + (e.end-c.was[axis].end)*c.factor}
}

// margin is the least room that items leave at both ends of a side. What lies over an end is decoration.
func (c *plane) margin(members []*item, axis int) extent {
	side := c.was[axis]
	margin := extent{side.length(), side.length()}
	for _, it := range members {
		if before := it.was[axis].start - side.start; before > coverSlack*side.length() {
			margin.start = min(margin.start, before)
		}
		if after := side.end - it.was[axis].end; after > coverSlack*side.length() {
			margin.end = min(margin.end, after)
		}
	}
	return margin
}

// clusters are items that belong together along a side: next to one another, and close. A row that fills its side
// is none: what is in it keeps to the left, the middle and the right.
func (c *plane) clusters(loose []*item, axis int, gap float64) [][]*item {
	var out [][]*item
	for _, it := range loose {
		joined := []*item{it}
		var apart [][]*item
		for _, cluster := range out {
			if slices.ContainsFunc(cluster, func(other *item) bool { return near(it, other, axis, gap) }) {
				joined = append(joined, cluster...)
			} else {
				apart = append(apart, cluster)
			}
		}
		out = append(apart, joined)
	}
	if axis == 1 || gap < 1 {
		return out
	}
	var split [][]*item
	for _, cluster := range out {
		if all := reach(cluster, axis); len(cluster) > 1 && all.length() >= marginShare*c.was[axis].length() {
			split = append(split, c.clusters(cluster, axis, gap/2)...)
		} else {
			split = append(split, cluster)
		}
	}
	return split
}

// near says whether two items are beside or below each other with less than a gap between them.
func near(a, b *item, axis int, gap float64) bool {
	along, across := apartBy(a.was[axis], b.was[axis]), apartBy(a.was[1-axis], b.was[1-axis])
	return along < gap && across < 0 || along < 0 && across < gap
}

// apartBy is the room between two extents; below 0 they overlap.
func apartBy(a, b extent) float64 { return max(a.start-b.end, b.start-a.end) }

// reach is how far items reach together.
func reach(items []*item, axis int) extent {
	all := items[0].was[axis]
	for _, it := range items {
		all = extent{min(all.start, it.was[axis].start), max(all.end, it.was[axis].end)}
	}
	return all
}

// float puts a cluster where it has as large a part of the free room before it as it had, beyond the margins.
func (c *plane) float(cluster []*item, margin extent, axis int) {
	all := reach(cluster, axis)
	was, is := c.was[axis], c.is[axis]
	before, after := max(all.start-was.start-margin.start, 0), max(was.end-all.end-margin.end, 0)
	slack := 2 * coverSlack * was.length()
	share := before / (before + after)
	switch {
	case math.Abs(before-after) <= slack:
		share = 0.5
	case before <= slack:
		share = 0
	case after <= slack:
		share = 1
	}
	more := share * (is.length() - c.factor*was.length())
	at := func(v float64) float64 { return is.start + (v-was.start)*c.factor + more }
	for _, it := range cluster {
		it.is[axis] = extent{at(it.was[axis].start), at(it.was[axis].end)}
	}
}
