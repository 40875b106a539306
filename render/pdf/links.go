package pdf

import (
	"fmt"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// link puts the link of a tag on the page and into its element, if it has one that can be clicked on.
func (p *sheetJob) link(t *display.Tag, e *element) bool {
	area := p.visible(t.Box)
	if t.Link == "" || area.Empty() {
		return false
	}
	d := object.Dict{
		"Type": object.Name("Annot"), "Subtype": object.Name("Link"),
		"Rect":   p.sheet.box(area),
		"Border": object.Array{0, 0, 0},
		"F":      printed,
		"A":      object.Dict{"Type": object.Name("Action"), "S": object.Name("URI"), "URI": object.Bytes(ascii(t.Link))},
	}
	d["Contents"] = words(t.Link)
	if t.Alt != "" {
		d["Contents"] = words(t.Alt)
	}
	if p.job.tagged {
		d["StructParent"] = p.job.structure.parent(e)
	}
	ref := p.job.file.Add(d)
	e.kids = append(e.kids, annotation(ref))
	p.links = append(p.links, ref)
	return true
}

// printed is the flag without which PDF/A wants no annotation (ISO 19005-2, 6.3.2).
const printed = 1 << 2

// ascii writes a link in the characters that links have (RFC 3986, section 2): others are escaped.
func ascii(link string) []byte {
	var out []byte
	for i := range len(link) {
		if c := link[i]; c > ' ' && c < 0x7F {
			out = append(out, c)
		} else {
			out = fmt.Appendf(out, "%%%02X", c)
		}
	}
	return out
}
