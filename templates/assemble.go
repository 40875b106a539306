package templates

// assemble makes a document of a template to which changes have been applied, by the values that its
// variables have.
func (b *binder) assemble(t *Template, values []node) *Document {
	if len(t.Pages) == 0 {
		return t.page(&Page{Layers: t.Layers})
	}
	shown := t.Pages.shown(values)
	if len(shown) == 0 {
		b.fail(nil, "no page is left, as no show_if of theirs holds; give the variables values by which one does")
		return nil
	}
	pages := make([]*Document, len(shown))
	for i := range shown {
		pages[i] = t.page(&shown[i])
	}
	if len(pages) == 1 {
		return pages[0]
	}
	whole := *pages[0]
	whole.pages = pages
	return &whole
}

// page is the document of one page, which takes from the template what it does not say itself.
func (t *Template) page(p *Page) *Document {
	d := &Document{
		Template: t.ID, Name: p.Name, Background: p.Background, Layers: p.Layers, Alt: p.Alt,
		Title: t.Title, Author: t.Author, Lang: t.Lang, Date: t.Date, OnPictureError: t.OnPictureError,
	}
	d.Width, d.Height = t.side(p)
	if d.Background == nil {
		d.Background = t.Background
	}
	if d.Alt == "" {
		d.Alt = t.Alt
	}
	return d
}

// seal gives the document and each of its pages its digest.
func (d *Document) seal() {
	for _, page := range d.pages {
		page.digest = digest(page)
	}
	d.digest = digest(d)
}
