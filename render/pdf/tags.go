package pdf

import (
	"placard/render/display"
)

// reading is what the operations of a page are to a reader.
type reading struct {
	owners []*element // by operation: what it shows; nil: decoration
	until  []int      // by operation: the first after it with another owner
	open   bool       // what is drawn belongs to an owner already
}

// read makes the elements of a page's tags, and its links. Without a structure there are links only.
func (p *sheetJob) read() *reading {
	tags := p.page.List.Tags
	r := &reading{owners: make([]*element, len(p.page.List.Ops))}
	top := &element{kind: "Sect", page: p.ref, title: p.page.Name}
	p.job.structure.pages = append(p.job.structure.pages, top)

	holders := make([]*element, len(tags)) // of what is tagged within a tag
	for i := range tags {
		t := &tags[i]
		holder := top
		if outer := enclosing(tags, i); outer >= 0 {
			holder = holders[outer]
		}
		holders[i] = holder
		outer, inner := p.elements(t)
		if outer != nil {
			holder.kids = append(holder.kids, outer)
		}
		switch t.Role {
		case display.Section:
			holders[i] = inner
		case display.Paragraph, display.Figure:
			holders[i] = inner
			for op := t.From; op < t.To; op++ {
				r.owners[op] = inner
			}
		}
	}
	r.measure()
	return r
}

// measure finds where owners change.
func (r *reading) measure() {
	r.until = make([]int, len(r.owners))
	for i := len(r.owners) - 1; i >= 0; i-- {
		r.until[i] = i + 1
		if i+1 < len(r.owners) && r.owners[i] == r.owners[i+1] {
			r.until[i] = r.until[i+1]
		}
	}
}

// elements makes what a tag is: an element, or one in another where it is a link. Text is a paragraph with a
// link in it, a figure is within its link, and decoration that is a link is just that.
func (p *sheetJob) elements(t *display.Tag) (outer, inner *element) {
	e := &element{tag: t, page: p.ref}
	switch t.Role {
	case display.Paragraph:
		e.kind = "P"
	case display.Figure:
		e.kind, e.box = "Figure", p.box(t.Box)
	case display.Section:
		e.kind = "Sect"
	}
	link := &element{kind: "Link", page: p.ref}
	switch linked := p.link(t, link); {
	case !linked && t.Role == display.Decoration:
		return nil, nil
	case !linked:
		return e, e
	}
	switch t.Role {
	case display.Decoration:
		return link, link
	case display.Figure:
		link.kids = append(link.kids, e)
		return link, e
	case display.Paragraph:
		e.kids = append(e.kids, link)
		return e, link
	default:
		e.kids = append(e.kids, link)
		return e, e
	}
}

// enclosing is the innermost tag around tag i, or -1. The outer ones come before it.
func enclosing(tags []display.Tag, i int) int {
	for j := i - 1; j >= 0; j-- {
		if tags[j].From <= tags[i].From && tags[i].From < tags[j].To && tags[i].To <= tags[j].To {
			return j
		}
	}
	return -1
}
