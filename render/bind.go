package render

import (
	"context"
	"errors"

	"placard/render/layout"
	"placard/render/pdf"
)

// bind lays out all pages and writes them as a PDF, with fewer pixels until it is within MaxBytes.
func (j *Job) bind(ctx context.Context, pictures *loader) (*Output, error) {
	doc, report, err := j.compose(ctx, pictures)
	if err != nil {
		return nil, err
	}
	ladder := j.opt.PDF.ladder()
	data, at, err := j.opt.highest(len(ladder), func(i int) ([]byte, error) {
		doc.DPI, doc.Quality = float64(ladder[i].dpi), ladder[i].quality
		return j.write(ctx, doc)
	})
	var over *overError
	if errors.As(err, &over) {
		return nil, tooLarge("max_bytes: the PDF has %d bytes with its pictures at %d dpi, and %d are too few to show it; allow more, or take fewer pictures",
			over.bytes, ladder[at].dpi, j.opt.MaxBytes)
	}
	if err != nil {
		return nil, err
	}
	out := &Output{
		Bytes: data, Width: j.Width(), Height: j.Height(), Pages: len(j.pages), Scale: j.opt.Scale,
		Steps: ladder[at].steps(j.opt.PDF), Alt: j.Alt(), Report: report,
	}
	if j.opt.Blurhash {
		out.Blurhash, err = j.blurhash(ctx, pictures)
	}
	return out, err
}

// compose lays out every page on its sheet.
func (j *Job) compose(ctx context.Context, pictures *loader) (*pdf.Document, *layout.Report, error) {
	doc := j.about()
	var (
		report *layout.Report
		total  extent
	)
	for i, p := range j.pages {
		list, said, err := j.layout(ctx, pictures, p, layout.Options{
			Scale: j.opt.Scale, Report: j.opt.Report, Tags: true, Clusters: true, Bleed: float64(p.sheet.Bleed) / j.opt.Scale,
		})
		if err == nil {
			err = total.add(list)
		}
		if err != nil {
			return nil, nil, j.onPage(i, err)
		}
		doc.Pages = append(doc.Pages, pdf.Page{List: list, Name: p.doc.Name, Sheet: p.sheet})
		report = j.join(report, said, i)
	}
	return doc, report, nil
}

// about is what the PDF says of itself: of each thing, what the first page says that says it. Readers show the
// name of the file where there is no title, so there is always one.
func (j *Job) about() *pdf.Document {
	doc := &pdf.Document{Subject: j.Alt(), Archive: j.opt.PDF.Archive}
	for _, p := range j.pages {
		for _, field := range []struct {
			to   *string
			from string
		}{{&doc.Title, p.doc.Title}, {&doc.Author, p.doc.Author}, {&doc.Lang, p.doc.Lang}} {
			if *field.to == "" {
				*field.to = field.from
			}
		}
		if doc.Date.IsZero() {
			doc.Date = p.doc.Date.Time()
		}
	}
	if doc.Title == "" {
		doc.Title = j.pages[0].doc.Heading()
	}
	return doc
}

// write writes the file.
func (j *Job) write(ctx context.Context, doc *pdf.Document) ([]byte, error) {
	ctx, end := j.renderer.watch(ctx, StageEncode)
	defer end()
	data, err := j.renderer.pdf.Write(ctx, doc)
	var where *pdf.PageError
	if errors.As(err, &where) {
		return nil, j.onPage(where.Page, where.Err)
	}
	return data, err
}

// join appends the report of a page, from 0. Where there are several, its layers say which is theirs.
func (j *Job) join(all, page *layout.Report, i int) *layout.Report {
	if page == nil || len(j.pages) == 1 {
		return page
	}
	for l := range page.Layers {
		page.Layers[l].Page = i + 1
	}
	if all == nil {
		return page
	}
	all.Layers = append(all.Layers, page.Layers...)
	return all
}

// blurhash is that of the first page as a picture.
func (j *Job) blurhash(ctx context.Context, pictures *loader) (string, error) {
	list, _, err := j.layout(ctx, pictures, j.pages[0], layout.Options{Scale: j.opt.Scale})
	if err != nil {
		return "", err
	}
	canvas, err := j.draw(ctx, list)
	if err != nil {
		return "", err
	}
	defer j.renderer.canvases.put(canvas)
	return blurhashOf(canvas.RGBA)
}
