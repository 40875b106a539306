package pdf

import "placard/render/pdf/internal/object"

// bookmark is an entry of the table of contents (ISO 32000-1, 12.3.3).
type bookmark struct {
	title string
	page  object.Ref
	top   float64 // pt from the bottom of the page
	kids  []*bookmark
	ref   object.Ref
}

// bookmarks adds those of a page: its name, and beneath it those of its tags, which nest as these do.
func (p *sheetJob) bookmarks() {
	under := &p.job.outline
	if p.page.Name != "" {
		under = under.add(&bookmark{title: p.page.Name, page: p.ref, top: p.sheet.Height})
	}
	tags := p.page.List.Tags
	holders := make([]*bookmark, len(tags))
	for i := range tags {
		holders[i] = under
		if outer := enclosing(tags, i); outer >= 0 {
			holders[i] = holders[outer]
		}
		if tags[i].Bookmark != "" {
			top := p.sheet.Height - max(p.onSheet(tags[i].Box).Y0, 0)
			holders[i] = holders[i].add(&bookmark{title: tags[i].Bookmark, page: p.ref, top: top})
		}
	}
}

func (b *bookmark) add(kid *bookmark) *bookmark {
	b.kids = append(b.kids, kid)
	return kid
}

// write writes the bookmark and those beneath, and returns how many these are. Links lead both ways, so that
// all are numbered before one is written.
func (b *bookmark) write(f *object.File, d object.Dict) int {
	for _, kid := range b.kids {
		kid.ref = f.Reserve()
	}
	count := len(b.kids)
	for i, kid := range b.kids {
		entry := object.Dict{
			"Title": words(kid.title), "Parent": b.ref,
			"Dest": object.Array{kid.page, object.Name("XYZ"), object.Raw("null"), kid.top, object.Raw("null")},
		}
		if i > 0 {
			entry["Prev"] = b.kids[i-1].ref
		}
		if i+1 < len(b.kids) {
			entry["Next"] = b.kids[i+1].ref
		}
		count += kid.write(f, entry)
	}
	if len(b.kids) > 0 {
		d["First"], d["Last"], d["Count"] = b.kids[0].ref, b.kids[len(b.kids)-1].ref, count
	}
	f.Put(b.ref, d)
	return count
}

// contents writes the table of contents, or returns nil if there is none.
func (j *job) contents() any {
	if len(j.outline.kids) == 0 {
		return nil
	}
	j.outline.ref = j.file.Reserve()
	j.outline.write(&j.file, object.Dict{"Type": object.Name("Outlines")})
	return j.outline.ref
}
