package templates

import (
	"cmp"
	"slices"
)

// Resize returns the document for a canvas of another size, in px, so that one design serves several: a link
// preview, a square and a poster. Each layer goes by its Adapt. Without one, all lengths take one factor, the
// smaller of those of the two sides; what covers the canvas still does, what runs from margin to margin gets
// longer, and the rest stays near the edge or the middle that it is near. Layers on top of a box that holds them
// follow that box, and layers in a group follow the group.
//
// The pages of a document all take the size. An error is of the size, and an ErrInvalid or ErrTooLarge. The
// document given stays as it is.
func (d *Document) Resize(width, height int) (*Document, error) {
	b := &binder{place: place{{name: "size"}}}
	side := span{1, MaxSide}
	switch {
	case !side.has(float64(width)) || !side.has(float64(height)):
		b.fail(nil, "%d×%d has a side that is not in %s px", width, height, side)
	case width*height > MaxPixels:
		b.tooLarge(nil, "%d×%d is %d pixels; the limit is %d", width, height, width*height, MaxPixels)
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	fresh := d.resized(width, height)
	if len(d.pages) > 0 {
		pages := make([]*Document, len(d.pages))
		for i, page := range d.pages {
			pages[i] = page.resized(width, height)
		}
		*fresh = *pages[0]
		fresh.pages = pages
	}
	fresh.seal()
	return fresh, nil
}

// resized is one page of another size, without its digest.
func (d *Document) resized(width, height int) *Document {
	fresh := *d
	fresh.pages, fresh.digest = nil, ""
	if width == d.Width && height == d.Height {
		return &fresh
	}
	c := &plane{
		was: [2]extent{{0, float64(d.Width)}, {0, float64(d.Height)}},
		is:  [2]extent{{0, float64(width)}, {0, float64(height)}},
	}
	c.factor, c.whole = min(c.ratio(0), c.ratio(1)), true // by this factor, nothing grows out of the canvas
	fresh.Width, fresh.Height, fresh.Layers = width, height, c.layers(d.Layers)
	return &fresh
}

// extent is where something lies along one side, from its start to its end, in px.
type extent struct{ start, end float64 }

func (e extent) length() float64 { return e.end - e.start }

// plane is what layers lie on, as it was and as it is: the page, a group, or the box of a layer below them.
// Both sides come in pairs, first that of x.
type plane struct {
	was, is [2]extent
	factor  float64 // of lengths that have no rule
	added   float64 // to the height of was, where titles grow
	whole   bool    // it is the page, on which halves may be put elsewhere
}

// ratio is by how much a side has grown.
func (c *plane) ratio(axis int) float64 {
	if c.was[axis].length() == 0 {
		return c.factor
	}
	return c.is[axis].length() / c.was[axis].length()
}

// item is a layer on a canvas.
type item struct {
	layer   Layer
	origin  [2]float64 // its x and y, which need not be where its box starts
	was, is [2]extent  // its box
	own     [2]float64 // sides of the box as it was at first
	seen    extent     // along x, what is seen of it: of a short text in a wide box, the words
	factor  float64    // of the lengths in it, such as its font size
	grown   float64    // of a title, by how much more its letters grow; 0: not at all
	lines   float64    // of a title that has grown, by how much more lines there are
	inside  int        // index of the item whose box holds it; -1: none
	around  *plane     // that it lies on
}

// layers are copies at their new places.
func (c *plane) layers(old []Layer) []Layer {
	items := c.measure(old)
	c.arrange(items, -1)
	out := slices.Clone(old)
	for i := range items {
		out[i] = items[i].moved()
	}
	return out
}

// arrange places the items that lie on the canvas itself, inside being -1, or in the box of an item; then those
// in their boxes.
func (c *plane) arrange(items []item, inside int) {
	var members []*item
	for i := range items {
		if items[i].inside == inside {
			members = append(members, &items[i])
		}
	}
	for _, part := range c.parts(items, members) {
		part.plane.grow(items, part.members)
		part.plane.automatic(part.members)
	}
	for i := range items {
		it := &items[i]
		if it.inside != inside {
			continue
		}
		it.follow(it.around)
		box := &plane{was: it.was, is: it.is, factor: it.factor, whole: c.whole && c.isBehind(it)}
		box.arrange(items, i)
	}
}

// follow puts an item where its own rules say, and settles its factor: what is pinned on one side keeps its size.
func (it *item) follow(c *plane) {
	adapt := it.layer.Common().Adapt
	rules := [2]AdaptRule{adapt.X, adapt.Y}
	it.factor = c.factor * cmp.Or(it.grown, 1)
	pinned := false
	for _, rule := range rules {
		pinned = pinned || rule != AdaptAuto && rule != AdaptScale
	}
	if pinned {
		it.factor = 1
	}
	for axis, rule := range rules {
		switch {
		case rule != AdaptAuto:
			it.is[axis] = c.ruled(rule, axis, it.was[axis])
		case pinned: // about the middle of where it would be
			middle, half := (it.is[axis].start+it.is[axis].end)/2, it.was[axis].length()*it.factor/2
			it.is[axis] = extent{middle - half, middle + half}
		}
	}
	if adapt == (Adapt{AdaptScale, AdaptScale}) {
		it.factor = min(c.ratio(0), c.ratio(1))
	}
}

// ruled is where something comes to lie along a side by a rule.
func (c *plane) ruled(rule AdaptRule, axis int, e extent) extent {
	was, is := c.was[axis], c.is[axis]
	start := is.start - was.start
	end := is.end - was.end
	switch rule {
	case AdaptStretch:
		return extent{e.start + start, max(e.end+end, e.start+start)}
	case AdaptEnd:
		return extent{e.start + end, e.end + end}
	case AdaptCenter:
		return extent{e.start + (start+end)/2, e.end + (start+end)/2}
	case AdaptScale:
		at := func(v float64) float64 { return is.start + (v-was.start)*c.ratio(axis) }
		return extent{at(e.start), at(e.end)}
	default:
		return extent{e.start + start, e.end + start}
	}
}
