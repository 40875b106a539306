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
			it.around = c
			if c.covers(it, axis) || c.spans(it, axis) {
				it.is[axis] = c.stretched(it.was[axis], axis)
			} else {
				loose = append(loose, it)
			}
		}
		var behind []*item
		behind, loose = c.split(loose)
		margin := c.margin(members, axis)
		for _, it := range behind {
			c.float([]*item{it}, margin, axis)
		}
		for _, cluster := range c.clusters(loose, axis) {
			c.float(cluster, margin, axis)
		}
	}
}

// covers says whether an item reaches from one end of a side to the other. What has to keep its form does so only
// if it covers all.
func (c *plane) covers(it *item, axis int) bool {
	turned := it.layer.Common().Rotation != 0
	switch l := it.layer.(type) {
	case *SVG:
		if l.Fit == SVGFitContain {
			return false
		}
	case *Text, *Line, *Rect, *Group, *Chart, *Image, *Progress:
		if !turned {
			return c.reaches(it, axis)
		}
	}
	return c.reaches(it, 0) && c.reaches(it, 1)
}

func (c *plane) reaches(it *item, axis int) bool {
	side := c.was[axis]
	slack := side.length() * coverSlack
	return it.was[axis].start <= side.start+slack && it.was[axis].end >= side.end-slack
}

// spans says whether an item runs from margin to margin and may be made longer. What is a card or a picture grows
// in height only if it is as wide: beside others, it keeps its form.
func (c *plane) spans(it *item, axis int) bool {
	if !c.wide(it, axis) || it.layer.Common().Rotation != 0 {
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
		if before := it.extent(axis).start - side.start; before > coverSlack*side.length() {
			margin.start = min(margin.start, before)
		}
		if after := side.end - it.extent(axis).end; after > coverSlack*side.length() {
			margin.end = min(margin.end, after)
		}
	}
	return margin
}

// clusters are items that belong together along a side: next to one another, and close.
func (c *plane) clusters(loose []*item, axis int) [][]*item {
	gap := c.gap()
	var out [][]*item
	for _, it := range loose {
		joined := []*item{it}
		apart := [][]*item{}
		for _, cluster := range out {
			if slices.ContainsFunc(cluster, func(other *item) bool { return near(it, other, axis, gap) }) {
				joined = append(joined, cluster...)
			} else {
				apart = append(apart, cluster)
			}
		}
		apart = append(apart, joined)
		out = apart
	}
	return out
}

// gap is what is less apart belongs together.
func (c *plane) gap() float64 { return groupGap * min(c.was[0].length(), c.was[1].length()-c.added) }

// near says whether two items are beside or below each other with less than a gap between them.
func near(a, b *item, axis int, gap float64) bool {
	along, across := apartBy(a.seen, b.seen), apartBy(a.was[1], b.was[1])
	if axis == 1 {
		along, across = across, along
	}
	if axis == 0 && (a.own[0] == 0 || b.own[0] == 0) {
		return false // a line between columns
	}
	return along < gap && across < 0 || along < 0 && across < gap
}

// apartBy is the room between two extents; below 0 they overlap.
func apartBy(a, b extent) float64 { return max(a.start-b.end, b.start-a.end) }

// reach is how far items reach together.
func reach(items []*item, axis int) extent {
	all := items[0].extent(axis)
	for _, it := range items {
		e := it.extent(axis)
		all = extent{min(all.start, e.start), max(all.end, e.end)}
	}
	return all
}

// box is how far items reach together with all of their boxes, so that those with one left side move alike, and
// whether all are words in the middle of theirs.
func box(cluster []*item, axis int) (all extent, centered bool) {
	all, centered = cluster[0].was[axis], axis == 0
	for _, it := range cluster {
		e := it.was[axis]
		all = extent{min(all.start, e.start), max(all.end, e.end)}
		text, ok := it.layer.(*Text)
		centered = centered && ok && text.Align == AlignCenter
	}
	return all, centered
}

// split tells what is behind from the rest.
func (c *plane) split(members []*item) (behind, content []*item) {
	for _, it := range members {
		if c.isBehind(it) {
			behind = append(behind, it)
		} else {
			content = append(content, it)
		}
	}
	return behind, content
}

// extent is how far an item reaches for the eye.
func (it *item) extent(axis int) extent {
	if axis == 0 {
		return it.seen
	}
	return it.was[1]
}

// float puts a cluster where it has as large a part of the free room before it as it had, beyond the margins.
func (c *plane) float(cluster []*item, margin extent, axis int) {
	all, centered := box(cluster, axis)
	was, is := c.was[axis], c.is[axis]
	before, after := max(all.start-was.start-margin.start, 0), max(was.end-all.end-margin.end, 0)
	if centered { // the middle counts, as of the words in a table
		middle := all.length() / 2
		before, after = before+middle, after+middle
	}
	slack := 5 * coverSlack * was.length()
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
	for _, it := range cluster {
		start := is.start + (it.was[axis].start-was.start)*c.factor + more
		it.is[axis] = extent{start, start + it.was[axis].length()*c.factor}
	}
}
