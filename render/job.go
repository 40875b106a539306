package render

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"

	"placard/templates"
)

// Job is a document, or several to be bound in one PDF, that is ready to be drawn: the pictures that it
// shows are found, and named in its key by their versions. Render draws those versions or fails, so that a
// key never gets another's bytes. A Job does not change and is safe for concurrent use.
type Job struct {
	renderer *Renderer
	pages    []*page // at least one, of a picture just one
	opt      Options // complete
	cost     int64
	key      string
}

// Prepare resolves every picture that doc shows, which for a remote one may mean to fetch it, and checks the
// options. It takes no worker. Errors are *Error; of a picture that cannot be had and has no substitute
// they name the layer.
func (r *Renderer) Prepare(ctx context.Context, doc *templates.Document, opt Options) (*Job, error) {
	return r.PrepareAll(ctx, []*templates.Document{doc}, opt)
}

// PrepareAll is Prepare for the pages of several documents, in their order. What the PDF says of itself is
// what the first of them says that says it.
func (r *Renderer) PrepareAll(ctx context.Context, docs []*templates.Document, opt Options) (*Job, error) {
	j, err := r.size(docs, opt)
	if err != nil {
		return nil, err
	}
	if err := j.assign(ctx); err != nil {
		return nil, err
	}
	for i, p := range j.pages {
		if err := p.standIn(); err != nil {
			return nil, j.onPage(i, err)
		}
	}
	j.key = j.digest()
	return j, nil
}

// Check says whether doc can be drawn with these options by this renderer, without looking for its pictures.
// Errors are *Error.
func (r *Renderer) Check(doc *templates.Document, opt Options) error {
	return r.CheckAll([]*templates.Document{doc}, opt)
}

// CheckAll is Check for the pages of several documents.
func (r *Renderer) CheckAll(docs []*templates.Document, opt Options) error {
	_, err := r.size(docs, opt)
	return err
}

// size starts a job: what it will cost is known, and allowed.
func (r *Renderer) size(docs []*templates.Document, opt Options) (*Job, error) {
	opt, err := opt.resolve()
	if err != nil {
		return nil, err
	}
	chosen, err := opt.choose(docs)
	if err != nil {
		return nil, err
	}
	j := &Job{renderer: r, opt: opt, pages: make([]*page, len(chosen))}
	for i, doc := range chosen {
		j.pages[i], err = r.measure(doc, opt)
		if isOf(err, Invalid) { // of an option, and so of all pages
			return nil, err
		}
		if err != nil {
			return nil, j.onPage(i, err)
		}
		j.cost = max(j.cost, j.pages[i].cost)
	}
	return j, nil
}

// digest hashes all that decides about the bytes: the documents, the options, the fonts, what the image
// layers show, and Version.
func (j *Job) digest() string {
	h := sha256.New()
	o := j.opt
	o.Page, o.Blurhash, o.Report, o.surveyed = 0, false, false, false // say which page, or change no byte
	fmt.Fprintf(h, "placard %s\n%+v\n%s\n", Version, o, j.renderer.fonts.Digest())
	for _, p := range j.pages {
		fmt.Fprintln(h, p.doc.Digest())
		for _, im := range p.cast.order {
			id := ""
			show := p.cast.shows[askedBy(im)]
			if show.source != nil {
				id = show.source.id
			}
			fmt.Fprintf(h, "%q %q\n", show.as, id)
		}
		if p.degraded() {
			fmt.Fprintln(h, "degraded")
		}
	}
	return hex.EncodeToString(h.Sum(nil))
}

// Key identifies the bytes that Render returns: the same key, the same bytes. It is lower-case hex.
func (j *Job) Key() string { return j.key }

// Width is that of the picture as it was asked for, in px; Options.MaxBytes may make it smaller. Of a PDF it
// is that of the first page once it is cut, in px of 1/96 inch.
func (j *Job) Width() int { return j.pages[0].width }

// Height is likewise.
func (j *Job) Height() int { return j.pages[0].height }

// Pages is how many there are: one of a picture.
func (j *Job) Pages() int { return len(j.pages) }

// Alt is the document's alternative text, that of the first.
func (j *Job) Alt() string { return j.pages[0].doc.Alt }

// Degraded says whether a picture could not be had and something else stands in: the layer's fallback,
// nothing, or for the whole the title card. The key is then another too. What is degraded may be whole again
// soon.
func (j *Job) Degraded() bool { return slices.ContainsFunc(j.pages, (*page).degraded) }

// Problems says for each picture that could not be had which layer it is on, and why. The messages are fit
// for clients.
func (j *Job) Problems() []string {
	var all []string
	for i, p := range j.pages {
		for _, problem := range p.cast.problems {
			all = append(all, j.where(i)+problem)
		}
	}
	return all
}

// onPage says on which page an error is, where there are several.
func (j *Job) onPage(i int, err error) error {
	if err == nil || len(j.pages) == 1 {
		return err
	}
	return translate(fmt.Errorf("%s%w", j.where(i), err))
}

// where starts a message about a page, where there are several.
func (j *Job) where(i int) string {
	if len(j.pages) == 1 {
		return ""
	}
	return fmt.Sprintf("page %d: ", i+1)
}
