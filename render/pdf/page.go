package pdf

import "placard/render/pdf/internal/object"

// Sheet says how large a page is and where on it its list goes.
type Sheet struct {
	Width, Height float64 // pt, 1/72 inch: the media box
	X, Y          float64 // pt from the top left of the sheet to that of the list
	Scale         float64 // pt per px of the list
}

// page writes one page.
func (j *job) page(p *Page) error {
	s := p.Sheet
	c := &content{job: j, list: p.List, resources: resources{}}
	c.base = matrix{a: s.Scale, d: -s.Scale, e: s.X, f: s.Height - s.Y}
	c.concat(c.base)
	if err := c.draw(0, len(p.List.Ops)); err != nil {
		return err
	}
	j.pages = append(j.pages, j.file.Add(object.Dict{
		"Type": object.Name("Page"), "Parent": j.tree,
		"MediaBox":  object.Array{0, 0, s.Width, s.Height},
		"Resources": c.resources.dict(),
		"Contents":  j.file.AddStream(object.Dict{}, c.out),
	}))
	return nil
}
