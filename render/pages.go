package render

import (
	"math"

	"placard/render/layout"
	"placard/render/pdf"
	"placard/templates"
)

// maxPages bounds a PDF: at 10 ms a page it takes as long as a second.
const maxPages = 100

// page is what one page of a job shows.
type page struct {
	doc           *templates.Document // the title card where that stands in
	cast          *cast
	sheet         pdf.Sheet // of a PDF
	width, height int       // px, of a PDF those of the cut page
	cost          int64     // px that are in work at once
}

// choose finds the pages that are asked for.
func (o Options) choose(docs []*templates.Document) ([]*templates.Document, error) {
	var pages []*templates.Document
	for _, doc := range docs {
		pages = append(pages, doc.Pages()...)
	}
	switch {
	case len(pages) == 0:
		return nil, invalid("pages: there are none")
	case o.Page > len(pages):
		return nil, invalid("page: %d is not in 1..%d", o.Page, len(pages))
	case o.Page > 0:
		return pages[o.Page-1 : o.Page], nil
	case o.Format == PDF && len(pages) > maxPages:
		return nil, tooLarge("pages: %d are more than %d; ask for several PDFs", len(pages), maxPages)
	case o.Format == PDF:
		return pages, nil
	case len(docs) > 1:
		return nil, invalid("format: several documents make a PDF, or one picture each; ask for pdf")
	}
	return pages[:1], nil
}

// measure finds how large a page is, and what it costs.
func (r *Renderer) measure(doc *templates.Document, opt Options) (*page, error) {
	if err := opt.fits(doc, r.cfg.MaxPixels); err != nil {
		return nil, err
	}
	p := &page{doc: doc, width: layout.Pixels(doc.Width, opt.Scale), height: layout.Pixels(doc.Height, opt.Scale)}
	p.cost = int64(p.width) * int64(p.height) * opt.Format.weight()
	if opt.Format != PDF {
		err := r.admission.check(p.cost, "scale: %d×%d px of this format are", p.width, p.height)
		if opt.Report { // which draws on another canvas
			p.cost = min(p.cost+int64(p.width)*int64(p.height), r.admission.budget)
		}
		return p, err
	}
	var err error
	if p.sheet, err = opt.PDF.place(p.width, p.height); err != nil {
		return nil, err
	}
	const ptPx = 72.0 / 96
	paper := p.sheet.TrimBox
	p.width, p.height = int(math.Round((paper.X1-paper.X0)/ptPx)), int(math.Round((paper.Y1-paper.Y0)/ptPx))
	dots := p.sheet.Width * p.sheet.Height * math.Pow(float64(opt.PDF.DPI)/72, 2)
	p.cost = max(p.cost, int64(min(dots, float64(r.cfg.MaxPixels)))) // what is blurred may be all of the page
	return p, r.admission.check(p.cost, "dpi: pages of %d×%d px at %d dpi are", p.width, p.height, opt.PDF.DPI)
}

// degraded says whether something stands in for a picture.
func (p *page) degraded() bool { return len(p.cast.problems) > 0 }

// standIn has the title card stand in for a page whose pictures cannot be had, if the document says so.
func (p *page) standIn() error {
	if p.cast.failed == nil {
		return nil
	}
	if p.doc.OnPictureError != templates.OnPictureErrorTitleCard {
		return p.cast.failed
	}
	p.doc, p.cast = p.doc.TitleCard(), &cast{problems: p.cast.problems}
	return nil
}
