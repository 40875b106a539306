package templates

import "reflect"

// Page is one page of a template that has several. What it leaves out, the template says.
type Page struct {
	Name       string  `json:"name" runes:"0..MaxName" cut:"true" line:"true"` // its bookmark
	Width      int     `json:"width" range:"0..MaxSide"`                       // px; 0: the template's
	Height     int     `json:"height" range:"0..MaxSide"`                      // px; 0: the template's
	Background Paint   `json:"background"`                                     // nil: the template's
	Alt        string  `json:"alt" runes:"0..MaxNote" cut:"true"`              // empty: the template's
	ShowIf     string  `json:"show_if" runes:"0..MaxName"`                     // a condition on variables; once decoded it is kept elsewhere
	Layers     []Layer `json:"layers" required:"true"`                         // as those of a template

	when *condition // of ShowIf; nil: always there
}

// Pages are those of a template, in order.
type Pages []Page

// bind reads the pages, each with its own count of layers.
func (p *Pages) bind(b *binder, n *node) {
	switch {
	case !b.is(n, arrayKind):
		return
	case len(n.items) > MaxPages:
		b.tooLarge(n, "%d pages; the limit is %d", len(n.items), MaxPages)
		return
	}
	*p = make(Pages, 0, len(n.items))
	before := b.layers
	for i := range n.items {
		if b.full() {
			return
		}
		b.pushIndex(i)
		b.layers = 0
		fresh := planOf(reflect.TypeFor[Page]()).fresh()
		b.object(&n.items[i].node, fresh)
		*p = append(*p, fresh.Interface().(Page))
		before += b.layers
		b.pop(1)
	}
	if b.layers = before; before > MaxTemplateLayers {
		b.tooLarge(n, "%d layers on all pages; the limit is %d", before, MaxTemplateLayers)
	}
}

// finish reads the condition, and bounds all texts of the page together.
func (p *Page) finish(b *binder, n *node) {
	b.push("layers")
	b.checkRunes(n.get("layers"), p.Layers)
	b.checkAnchors(n.get("layers"), p.Layers)
	b.pop(1)
	if p.ShowIf == "" {
		return
	}
	when, _, err := parseCondition(p.ShowIf, b.scope)
	if err != nil {
		b.push("show_if")
		b.fail(n.get("show_if"), "%s", err)
		b.pop(1)
	}
	p.when, p.ShowIf = when, ""
}

// shown are the pages whose conditions hold.
func (p Pages) shown(values []node) Pages {
	out := make(Pages, 0, len(p))
	for _, page := range p {
		if page.when == nil || page.when.holds(values) {
			out = append(out, page)
		}
	}
	return out
}

// side is the size of a page's canvas, px: its own where it has one.
func (t *Template) side(p *Page) (width, height int) {
	width, height = t.Width, t.Height
	if p != nil && p.Width > 0 {
		width = p.Width
	}
	if p != nil && p.Height > 0 {
		height = p.Height
	}
	return width, height
}
