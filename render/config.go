package render

import (
	"context"
	"errors"
	"fmt"
	"math"
	"runtime"
	"runtime/debug"
)

// Config sizes a Renderer.
type Config struct {
	Workers      int   // renders at once
	Queue        int   // renders that may wait for a worker
	PictureBytes int64 // memory for decoded and scaled pictures, and for those that are encoded for a PDF
	ShownBytes   int64 // memory for the decoded pictures that one render shows; it holds them until it is drawn
	ReuseBytes   int64 // memory for canvases and encoded parts of pictures, so that only what changed is made; 0: none
	MaxPixels    int   // of one output
	PixelBudget  int   // of all outputs that are being drawn at once; 0: as many as the workers draw

	// Remote fetches the pictures that a document names by URL. nil: they are refused.
	Remote Remote
	// Watch is called when a stage of a render starts, with one of the Stage names, and what it returns
	// when the stage ends. The context goes on to the stage. nil: nobody watches. It must be safe for
	// concurrent use.
	Watch func(ctx context.Context, stage string) (context.Context, func())
}

// DefaultConfig suits a machine that runs Placard alone, within GOMEMLIMIT if that is set.
func DefaultConfig() Config {
	cfg := Config{
		Workers:      runtime.GOMAXPROCS(0),
		Queue:        64,        // at 25 ms a card on two cores, the last in the queue waits under a second
		PictureBytes: 256 << 20, // about 40 photos of 1600×1067 with their scaled copies
		ShownBytes:   384 << 20, // an album of twenty JPEGs of 12 megapixels
		ReuseBytes:   128 << 20, // canvases of 16 to 32 cards of 1200×630, and their encoded parts
		MaxPixels:    16 << 20,  // 4096×4096, 64 MB of canvas
	}
	return cfg.Within(debug.SetMemoryLimit(-1))
}

const (
	// bytesPerPixel is what a pixel in work takes: 4 of the canvas, as many of the layers of groups, and
	// up to 4 of scaled pictures, shadows and the encoded file. Go's collector lets garbage grow to
	// as much again before it runs; GOMEMLIMIT makes it run earlier.
	bytesPerPixel = 12
	// baseBytes is the program without pictures: fonts, caches of glyphs and shadows, connections.
	baseBytes = 96 << 20
)

// Within sets what memory allows. limit is that of the Go runtime in bytes, GOMEMLIMIT; math.MaxInt64: none.
func (c Config) Within(limit int64) Config {
	if limit == math.MaxInt64 {
		return c
	}
	c.PictureBytes = max(min(c.PictureBytes, limit/4), leastPictureBytes)
	c.ShownBytes = max(min(c.ShownBytes, limit/4), leastPictureBytes)
	c.ReuseBytes = min(c.ReuseBytes, limit/8)
	room := max(limit-baseBytes-c.PictureBytes-c.ReuseBytes, limit/4)
	c.PixelBudget = int(max(room/bytesPerPixel, 1))
	return c
}

// leastPictureBytes holds one photo of 600×400, scaled once.
const leastPictureBytes = 1 << 20

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
	check("PictureBytes", c.PictureBytes, leastPictureBytes)
	check("ShownBytes", c.ShownBytes, leastPictureBytes)
	check("ReuseBytes", c.ReuseBytes, 0)
	check("MaxPixels", int64(c.MaxPixels), 1)
	check("PixelBudget", int64(c.PixelBudget), 0)
	return errors.Join(errs...)
}

// The stages of a render, in their order. StageFetch comes only with remote pictures, once to find them and
// once more to read those that are not in memory; StageLayout takes in decoding. A PDF is laid out page by
// page and written in StageEncode. Options.MaxBytes repeats the last ones.
const (
	StageFetch  = "fetch"
	StageQueue  = "queue"
	StageLayout = "layout"
	StageDraw   = "draw"
	StageEncode = "encode"
)

// watch starts a stage.
func (r *Renderer) watch(ctx context.Context, stage string) (context.Context, func()) {
	if r.cfg.Watch == nil {
		return ctx, func() {}
	}
	return r.cfg.Watch(ctx, stage)
}
