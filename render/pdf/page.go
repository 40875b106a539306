package pdf

import (
	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// page writes one page.
func (j *job) page(p *Page) error {
	s := &p.Sheet
	c := &content{job: j, list: p.List, resources: resources{}}
	c.base = matrix{a: s.Scale, d: -s.Scale, e: s.X, f: s.Height - s.Y}
	c.save()
	c.clipTo(s)
	c.concat(c.base)
	if err := c.draw(0, len(p.List.Ops)); err != nil {
		return err
	}
	c.restore()
	j.pages = append(j.pages, j.file.Add(object.Dict{
		"Type": object.Name("Page"), "Parent": j.tree,
		"MediaBox":  object.Array{0, 0, s.Width, s.Height},
		"CropBox":   object.Array{0, 0, s.Width, s.Height}, // all, so that the crop marks are seen
		"BleedBox":  s.box(s.BleedBox),
		"TrimBox":   s.box(s.TrimBox),
		"Group":     object.Dict{"S": object.Name("Transparency"), "CS": object.Name("DeviceRGB")},
		"Resources": c.resources.dict(),
		"Contents":  j.file.AddStream(object.Dict{}, c.out),
	}))
	return nil
}

// clipTo cuts off what of the list is not to show.
func (c *content) clipTo(s *Sheet) {
	if r := s.Clip; !r.Empty() {
		c.op("re", r.X0, s.Height-r.Y1, r.X1-r.X0, r.Y1-r.Y0)
		c.op("W")
		c.op("n")
	}
}

// box is a box of the sheet as PDF has it, from the bottom left.
func (s *Sheet) box(r display.Rect) object.Array {
	if r.Empty() {
		return object.Array{0, 0, s.Width, s.Height}
	}
	return object.Array{r.X0, s.Height - r.Y1, r.X1, s.Height - r.Y0}
}
