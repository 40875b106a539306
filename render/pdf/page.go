package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// sheetJob is one page that is being written.
type sheetJob struct {
	job   *job
	page  *Page
	sheet *Sheet
	ref   object.Ref
	links object.Array
}

// page writes one page.
func (j *job) page(page *Page) error {
	p := &sheetJob{job: j, page: page, sheet: &page.Sheet, ref: j.file.Reserve()}
	j.pages = append(j.pages, p.ref)
	j.density = j.dpi() * p.sheet.Scale / ptInch
	p.bookmarks()
	reading := p.read()
	if j.tagged {
		j.reading = reading
	}
	c, err := p.content()
	if err != nil {
		return err
	}
	s := p.sheet
	j.file.Put(p.ref, object.Dict{
		"Type": object.Name("Page"), "Parent": j.tree,
		"MediaBox":      s.box(s.all()),
		"CropBox":       s.box(s.all()), // so that the crop marks are seen
		"BleedBox":      s.box(s.BleedBox),
		"TrimBox":       s.box(s.TrimBox),
		"Group":         object.Dict{"S": object.Name("Transparency"), "CS": object.Name("DeviceRGB")},
		"Annots":        p.annotations(),
		"Tabs":          object.Name("S"), // from link to link in reading order
		"StructParents": c.parents(),
		"Resources":     c.resources.dict(),
		"Contents":      j.file.AddStream(object.Dict{}, c.out),
	})
	c.out = nil
	return nil
}

// content writes the list and the crop marks.
func (p *sheetJob) content() (*content, error) {
	s := p.sheet
	c := &content{job: p.job, list: p.page.List, resources: resources{}}
	c.base = matrix{a: s.Scale, d: -s.Scale, e: s.X, f: s.Height - s.Y}
	c.save()
	if !s.Clip.Empty() {
		c.op("re", s.Clip.X0, s.Height-s.Clip.Y1, s.Clip.X1-s.Clip.X0, s.Clip.Y1-s.Clip.Y0)
		c.op("W")
		c.op("n")
	}
	c.concat(c.base)
	if err := c.draw(0, len(c.list.Ops)); err != nil {
		return nil, err
	}
	c.restore()
	if s.CropMarks {
		c.cropMarks(s)
	}
	return c, nil
}

// annotations is nil without links.
func (p *sheetJob) annotations() any {
	if p.links == nil {
		return nil
	}
	return p.links
}

// box is a rectangle of the list as PDF has it.
func (p *sheetJob) box(r display.Rect) object.Array { return p.sheet.box(p.onSheet(r)) }

// visible is the part of a rectangle of the list that shows, on the sheet.
func (p *sheetJob) visible(r display.Rect) display.Rect {
	clip := p.sheet.Clip
	if clip.Empty() {
		clip = p.sheet.all()
	}
	return p.onSheet(r).Intersect(clip)
}

// onSheet is a rectangle of the list in pt from the top left of the sheet.
func (p *sheetJob) onSheet(r display.Rect) display.Rect {
	s := p.sheet
	return display.Rect{X0: s.X + r.X0*s.Scale, Y0: s.Y + r.Y0*s.Scale, X1: s.X + r.X1*s.Scale, Y1: s.Y + r.Y1*s.Scale}
}

// all is the whole sheet.
func (s *Sheet) all() display.Rect { return rectangle(0, 0, s.Width, s.Height) }

// box is a box of the sheet as PDF has it, from the bottom left. An empty one is the whole sheet.
func (s *Sheet) box(r display.Rect) object.Array {
	if r.Empty() {
		r = s.all()
	}
	return object.Array{r.X0, s.Height - r.Y1, r.X1, s.Height - r.Y0}
}
