// Package render turns a document into the bytes of a picture, or documents into those of a PDF.
//
// Renderer.Prepare finds the pictures that a document shows and gives what will be drawn a key; Job.Render
// then fetches, lays out, draws and encodes, or lays out and writes the pages of a PDF. Renderer.Render is
// both, and each has a form for several documents that are bound in one PDF. Everything that costs runs on a
// bounded number of workers with a bounded queue before them; waiting for a remote picture takes none. The
// package reaches no network and no database: what it needs comes in through Assets and Remote.
package render

import (
	"context"
	"errors"

	"placard/fonts"
	"placard/render/adjust"
	"placard/render/encode"
	"placard/render/layout"
	"placard/render/pdf"
	"placard/render/picture"
	"placard/render/raster"
	"placard/templates"
)

// Version is part of every cache key. It changes with any change that can alter a pixel or a byte of
// what is rendered.
const Version = "3"

// Renderer renders documents. It is safe for concurrent use.
type Renderer struct {
	cfg       Config
	fonts     *fonts.Registry
	assets    Assets
	pictures  *picture.Cache
	drawings  *drawings
	adjusted  *adjust.Cache
	broken    *verdicts // of pictures
	hopeless  *verdicts // of jobs, by their keys
	drawer    *raster.Drawer
	reuse     *reuse
	encoder   *encode.Encoder
	pdf       *pdf.Writer
	admission *admission
	canvases  canvasPool
}

// New makes a Renderer that takes text's faces from registry and pictures from assets.
func New(cfg Config, registry *fonts.Registry, assets Assets) (*Renderer, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	drawer, err := raster.New(raster.DefaultConfig())
	if err != nil {
		return nil, err
	}
	parts := cfg.ReuseBytes / partsShare
	encoder, err := encode.New(encode.Config{ReuseBytes: int(parts)})
	if err != nil {
		return nil, err
	}
	encoded := min(cfg.PictureBytes/pdfShare, maxEncodedBytes)
	adjusted := cfg.PictureBytes / adjustedShare
	writer, err := pdf.New(pdf.Config{PictureCacheBytes: int(encoded)}, drawer)
	if err != nil {
		return nil, err
	}
	return &Renderer{
		cfg: cfg, fonts: registry, assets: assets,
		pictures:  picture.NewCache(cfg.PictureBytes - encoded - adjusted),
		drawings:  newDrawings(),
		adjusted:  adjust.NewCache(adjusted),
		broken:    newVerdicts(),
		hopeless:  newVerdicts(),
		drawer:    drawer,
		reuse:     newReuse(int(cfg.ReuseBytes-parts), drawer),
		encoder:   encoder,
		pdf:       writer,
		admission: newAdmission(cfg.Workers, cfg.Queue, cfg.PixelBudget),
	}, nil
}

const (
	// partsShare is which part of the memory for reuse is for encoded parts of pictures, a quarter. A canvas has
	// ten times the bytes of a PNG, but one stands for all pictures of a template.
	partsShare = 4
	// pdfShare is which part of the memory for pictures is for those that are encoded for a PDF, an eighth:
	// 32 MB of 256.
	pdfShare = 8
	// adjustedShare is which part is for pictures whose pixels were changed: a card has one or two of them.
	adjustedShare = 8
	// maxEncodedBytes holds some thousands of them.
	maxEncodedBytes = 1 << 30
)

// Output is a finished picture or PDF.
type Output struct {
	Bytes    []byte
	Width    int            // px, of the picture as it is; of a PDF those of the first page once it is cut, 1/96 inch
	Height   int            // px
	Pages    int            // 1 of a picture
	Quality  int            // 1..100; 0 of what has none
	Chroma   Chroma         // JPEG only
	Scale    float64        // device px per design px
	Steps    []string       // what was given up for Options.MaxBytes, as "quality=65", of a PDF "dpi=144"; nil: nothing
	Alt      string         // alternative text, of the first page
	Blurhash string         // of the first page; empty unless Options.Blurhash
	Report   *layout.Report // nil unless Options.Report

	release func() // nil: there is nothing to give back
}

// Release gives the memory of Raw pixels back, so that a later picture is drawn there; Bytes is nil after that. Without it
// they go to the garbage collector. Files are not affected.
func (o *Output) Release() {
	if o.release != nil {
		o.release()
		o.release, o.Bytes = nil, nil
	}
}

// Render draws doc. It waits for a worker, or fails at once with Busy when too many wait already.
// Errors are *Error.
func (r *Renderer) Render(ctx context.Context, doc *templates.Document, opt Options) (*Output, error) {
	return r.RenderAll(ctx, []*templates.Document{doc}, opt)
}

// RenderAll binds the pages of all documents, in their order, in one PDF. Errors name the page.
func (r *Renderer) RenderAll(ctx context.Context, docs []*templates.Document, opt Options) (*Output, error) {
	var out *Output
	err := r.DoAll(ctx, docs, opt, func(job *Job) (err error) {
		out, err = job.Render(ctx)
		return err
	})
	return out, err
}

// maxAttempts is how often Do prepares a document. Twice is usual when a picture turns out to be broken;
// with a broken fallback and a title card after it, it is three times, and once more for an asset that is
// replaced in that moment.
const maxAttempts = 4

// Do prepares doc and hands the job to use. When use returns Job.Render's error of kind Stale, in whatever
// wrapping, it does so again: what the job had found is no longer so. Errors of Prepare are *Error, those of
// use are returned as they are.
func (r *Renderer) Do(ctx context.Context, doc *templates.Document, opt Options, use func(*Job) error) error {
	return r.DoAll(ctx, []*templates.Document{doc}, opt, use)
}

// DoAll is Do for the pages of several documents.
func (r *Renderer) DoAll(ctx context.Context, docs []*templates.Document, opt Options, use func(*Job) error) error {
	for range maxAttempts {
		job, err := r.PrepareAll(ctx, docs, opt)
		if err != nil {
			return err
		}
		err = use(job)
		if !isStale(err) {
			return err
		}
	}
	return &Error{Kind: Busy, Err: errors.New("the pictures that it shows are being replaced; try again in a moment")}
}
