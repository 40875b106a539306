// Package render turns a document into the bytes of a picture.
//
// Renderer.Render is the whole of it: load the pictures, lay out, draw, encode. Everything that costs
// runs on a bounded number of workers with a bounded queue before them. The package reaches no
// network and no database: what it needs comes in through Assets.
package render

import (
	"context"
	"errors"
	"fmt"
	"image"
	"runtime"

	"placard/fonts"
	"placard/render/display"
	"placard/render/layout"
	"placard/render/picture"
	"placard/render/raster"
	"placard/templates"
)

// Version is part of every cache key. It changes with any change that can alter a pixel or a byte of
// what is rendered.
const Version = "1"

// Renderer renders documents. It is safe for concurrent use.
type Renderer struct {
	cfg      Config
	fonts    *fonts.Registry
	assets   Assets
	pictures *picture.Cache
	drawer   *raster.Drawer
	queue    *queue
	canvases canvasPool
}

// Config sizes a Renderer.
type Config struct {
	Workers      int   // renders at once
	Queue        int   // renders that may wait for a worker
	PictureBytes int64 // memory for decoded and scaled pictures
	MaxPixels    int   // of one output
}

// DefaultConfig suits a machine that runs Placard alone.
func DefaultConfig() Config {
	return Config{
		Workers:      runtime.GOMAXPROCS(0),
		Queue:        64,        // at 25 ms a card on two cores, the last in the queue waits under a second
		PictureBytes: 256 << 20, // about 40 photos of 1600×1067 with their scaled copies
		MaxPixels:    16 << 20,  // 4096×4096, 64 MB of canvas
	}
}

// Validate reports every setting that is out of range.
func (c Config) Validate() error {
	var errs []error
	check := func(name string, value, least int64) {
		if value < least {
			errs = append(errs, fmt.Errorf("render: %s is %d, want at least %d", name, value, least))
		}
	}
	check("Workers", int64(c.Workers), 1)
	check("Queue", int64(c.Queue), 0)
	check("PictureBytes", c.PictureBytes, 1<<20)
	check("MaxPixels", int64(c.MaxPixels), 1)
	return errors.Join(errs...)
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
	return &Renderer{
		cfg: cfg, fonts: registry, assets: assets,
		pictures: picture.NewCache(cfg.PictureBytes),
		drawer:   drawer,
		queue:    newQueue(cfg.Workers, cfg.Queue),
	}, nil
}

// Output is a finished picture.
type Output struct {
	Bytes  []byte
	Width  int            // px
	Height int            // px
	Report *layout.Report // nil unless Options.Report
}

// Render draws doc. It waits for a worker, or fails at once with Busy when too many wait already.
// Errors are *Error.
func (r *Renderer) Render(ctx context.Context, doc *templates.Document, opt Options) (*Output, error) {
	opt, err := opt.resolve(doc, r.cfg.MaxPixels)
	if err != nil {
		return nil, err
	}
	leave, err := r.queue.enter(ctx)
	if err != nil {
		return nil, err
	}
	defer leave()

	list, report, err := r.layout(ctx, doc, opt)
	if err != nil {
		return nil, err
	}
	canvas := r.canvases.get(list.Width, list.Height)
	defer r.canvases.put(canvas)
	if err := r.drawer.Draw(ctx, list, canvas); err != nil {
		return nil, translate(err)
	}
	data, err := opt.encode(canvas)
	if err != nil {
		return nil, translate(err)
	}
	return &Output{Bytes: data, Width: list.Width, Height: list.Height, Report: report}, nil
}

// layout yields a checked display list.
func (r *Renderer) layout(ctx context.Context, doc *templates.Document, opt Options) (*display.List, *layout.Report, error) {
	list, report, err := layout.Build(doc, r.fonts, loader{ctx, r}, layout.Options{Scale: opt.Scale, Report: opt.Report})
	if err != nil {
		return nil, nil, translate(err)
	}
	if err := ctx.Err(); err != nil {
		return nil, nil, translate(err)
	}
	return list, report, nil
}

// rgba is what Raw writes: premultiplied pixels, row by row.
func rgba(img *image.RGBA) []byte {
	return append([]byte(nil), img.Pix...)
}
