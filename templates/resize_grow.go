package templates

import (
	"math"
	"slices"
	"unicode/utf8"
)

const (
	// titleShare is of the largest letters how large others are that count as titles too.
	titleShare = 0.75
	// mostTitles is how many titles there are at most: more lines of one size are a list.
	mostTitles = 2
	// leastTitle is how many characters a title has; fewer are an ornament, such as a quotation mark.
	leastTitle = 3
	// mostGrown bounds by how much a title grows more than the rest.
	mostGrown = 1.6
	// spareShare is the share of the room to spare that titles may take.
	spareShare = 0.7
)

// grow makes the titles of a plane larger where it has become wider or higher than it was in proportion: they are
// what people read first, and would be lost in the room. It makes room below them, by moving what is there, before
// anything takes its place.
func (c *plane) grow(items []item, members []*item) {
	titles := c.titles(members)
	if len(titles) == 0 {
		return
	}
	spare := c.is[1].length() - c.factor*c.was[1].length()
	high := math.Pow(max(1, c.is[1].length()/(c.factor*c.was[1].length())), 0.4)
	for _, it := range titles {
		wide := max(1, c.stretched(it.was[0], 0).length()/(c.factor*it.was[0].length()))
		grown := min(mostGrown, math.Sqrt(wide)*high)
		taller := max(1, grown*grown/wide)
		if most := 1 + max(0, spare)*spareShare/float64(len(titles))/(c.factor*it.was[1].length()); taller > most {
			taller, grown = most, math.Sqrt(most*wide)
		}
		if grown <= 1 || it.was[1].length() == 0 {
			continue
		}
		it.grown, it.lines = min(mostGrown, grown), max(1, grown/wide)
		c.insert(items, members, it, it.was[1].length()*(taller-1))
	}
}

// titles are the texts from margin to margin with the largest letters.
func (c *plane) titles(members []*item) []*item {
	var out []*item
	largest := 0.0
	for _, it := range members {
		text, ok := it.layer.(*Text)
		if !ok || text.Hidden || utf8.RuneCountInString(text.Text) < leastTitle {
			continue
		}
		largest = max(largest, text.FontSize)
		if c.spans(it, 0) && !c.wide(it, 1) && text.Adapt == (Adapt{}) {
			out = append(out, it)
		}
	}
	out = slices.DeleteFunc(out, func(it *item) bool { return it.layer.(*Text).FontSize < titleShare*largest })
	if len(out) > mostTitles {
		return nil
	}
	return out
}

// insert makes a title higher, and moves what is below it.
func (c *plane) insert(items []item, members []*item, title *item, more float64) {
	end := title.was[1].end
	for _, it := range members {
		switch {
		case it == title:
			it.was[1].end += more
		case it.was[1].start >= end-1:
			it.move(items, more)
		case it.was[1].end >= end && (c.covers(it, 1) || c.spans(it, 1)): // as a frame does
			it.was[1].end += more
		}
	}
	c.was[1].end += more
	c.added += more
}

// move moves an item down, and all that lies in its box.
func (it *item) move(items []item, by float64) {
	it.was[1] = extent{it.was[1].start + by, it.was[1].end + by}
	it.origin[1] += by
	for i := range items {
		if items[i].inside >= 0 && &items[items[i].inside] == it {
			items[i].move(items, by)
		}
	}
}
