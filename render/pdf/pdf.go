// Package pdf writes display lists as the pages of a vector PDF document.
//
// Shapes are paths, gradients are shadings with soft masks for their alpha, text is glyphs of embedded
// subsets of its fonts that say which characters they are, and pictures keep the bytes of their JPEG
// files where they can. What PDF has no operator for, a blur, is drawn in pixels by a Rasterizer and
// placed. Nothing is measured here: wrapping, fitting and positions are in the list.
//
// The objects of the file are written by ourselves (internal/object), and not with codeberg.org/go-pdf/fpdf,
// the living continuation of gofpdf: its gradients have two stops and no alpha, it embeds no CFF fonts,
// panics on characters above U+FFFF and knows no tags, so that each page would be written around it.
//
// The same Document gives the same bytes in every process. A Writer is safe for concurrent use.
package pdf

import (
	"context"
	"fmt"
	"image"
	"time"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// Document is what a file holds.
type Document struct {
	Pages   []Page
	Title   string
	Author  string
	Subject string    // what the document shows
	Lang    string    // BCP 47; empty: unknown
	Date    time.Time // of creation; zero: not said
	Archive bool      // PDF/A-2b (ISO 19005-2)
	DPI     float64   // of what is drawn in pixels, per inch of the page; zero: DefaultDPI
	Quality int       // of photos, 1..100, none of which are passed through then that have more pixels than DPI needs; zero: 90
}

// Page is one page.
type Page struct {
	List  *display.List
	Name  string // its bookmark; empty: none
	Sheet Sheet
}

// DefaultDPI is two pixels for each design px of 1/96 inch: what is blurred has no finer detail.
const DefaultDPI = 192

// Rasterizer draws a display list on a canvas of its size. *raster.Drawer is one.
type Rasterizer interface {
	Draw(ctx context.Context, list *display.List, dst *image.RGBA) error
}

// Writer writes documents.
type Writer struct {
	cfg    Config
	raster Rasterizer
	images *cache
}

// New makes a Writer.
func New(cfg Config, raster Rasterizer) (*Writer, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	return &Writer{cfg: cfg, raster: raster, images: newCache(cfg.PictureCacheBytes)}, nil
}

// PageError says on which page, from 0, something could not be written.
type PageError struct {
	Page int
	Err  error
}

func (e *PageError) Error() string { return fmt.Sprintf("pdf: page %d: %v", e.Page, e.Err) }

// Unwrap returns the cause.
func (e *PageError) Unwrap() error { return e.Err }

// ErrTooLarge is of a file that has more than MaxFileBytes.
var ErrTooLarge = fmt.Errorf("the PDF has more than %d MB", MaxFileBytes>>20)

// MaxFileBytes bounds a file, which is in memory twice while it is put together: a hundred photos of 1 MB.
const MaxFileBytes = 100 << 20

// Write returns the file. Errors are ctx's, say what the document has none or too much of, or are a *PageError
// around a *display.Error, ErrTooLarge or what a picture's source says.
func (w *Writer) Write(ctx context.Context, doc *Document) ([]byte, error) {
	if err := doc.check(); err != nil {
		return nil, err
	}
	for i := range doc.Pages {
		if err := display.Check(doc.Pages[i].List); err != nil {
			return nil, &PageError{Page: i, Err: err}
		}
	}
	j := newJob(ctx, w, doc)
	for i := range doc.Pages {
		err := j.page(&doc.Pages[i])
		if err == nil {
			err = j.stopped()
		}
		if err != nil {
			return nil, &PageError{Page: i, Err: err}
		}
	}
	return j.finish()
}

// job is one document that is being written.
type job struct {
	ctx    context.Context
	writer *Writer
	doc    *Document
	file   object.File

	catalog, tree object.Ref // reserved first, as pages point to them
	pages         []object.Ref
	states        map[state]object.Ref
	images        map[imageKey]object.Ref
	shadings      map[shadingOf]section
	ration        float64 // of work for each region that is drawn in pixels
	density       float64 // px of what is drawn in pixels for each px of the list, on the page that is being written
	fonts         fontset
	outline       bookmark
	structure     structure
	tagged        bool
	reading       *reading   // of the page; nil: not tagged
	marks         object.Ref // the colour of crop marks, once there are any
}

func newJob(ctx context.Context, w *Writer, doc *Document) *job {
	j := &job{ctx: ctx, writer: w, doc: doc, tagged: tagged(doc), ration: doc.ration()}
	j.catalog, j.tree = j.file.Reserve(), j.file.Reserve()
	return j
}

// stopped says why to go no further. Everything that takes long asks now and then.
func (j *job) stopped() error {
	if j.file.Size() > MaxFileBytes {
		return ErrTooLarge
	}
	return j.ctx.Err()
}

// finish writes what all pages share.
func (j *job) finish() ([]byte, error) {
	if err := j.fonts.write(&j.file); err != nil {
		return nil, fmt.Errorf("pdf: %w", err)
	}
	kids := make(object.Array, len(j.pages))
	for i, p := range j.pages {
		kids[i] = p
	}
	j.file.Put(j.tree, object.Dict{"Type": object.Name("Pages"), "Kids": kids, "Count": len(kids)})
	j.file.Put(j.catalog, j.root())
	return j.file.Bytes(j.catalog, j.info()), nil
}
