package render

import (
	"bytes"
	"image"
	"slices"
	"sync"

	"placard/render/display"
	"placard/render/internal/cache"
)

// canvas is the pixels of a picture.
type canvas struct {
	*image.RGBA
	began   cache.Sum         // of the kept canvas that it began as; zero: none
	kept    *keptCanvas       // that one, while the canvas is in use; nil: none
	painted []image.Rectangle // where it was painted since
}

// canvasPool reuses canvases: one of 1200×630 is 3 MB, and making it anew costs more than filling it.
type canvasPool struct{ pool sync.Pool }

// get returns a canvas that begins as the one that is kept under a sum; nil: with any content. On one that began so
// before, only what was painted since is copied.
func (p *canvasPool) get(w, h int, sum cache.Sum, kept *keptCanvas) *canvas {
	c, _ := p.pool.Get().(*canvas)
	switch {
	case c == nil || cap(c.Pix) < 4*w*h:
		return newCanvas(w, h, sum, kept)
	case kept != nil && c.began == sum:
		c.kept = kept
		c.restore()
	default:
		c = canvasOf(c.Pix[:4*w*h], w, h, sum, kept)
		kept.copyTo(c.Pix)
	}
	return c
}

// newCanvas is get for one that is not from the pool. With nil it is transparent.
func newCanvas(w, h int, sum cache.Sum, kept *keptCanvas) *canvas {
	if kept == nil {
		return canvasOf(make([]uint8, 4*w*h), w, h, sum, nil)
	}
	return canvasOf(bytes.Join(kept.rows, nil), w, h, sum, kept) // which is not cleared first
}

func canvasOf(pix []uint8, w, h int, sum cache.Sum, kept *keptCanvas) *canvas {
	return &canvas{RGBA: &image.RGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}, began: sum, kept: kept}
}

// put takes a canvas back. Nobody may use it after that.
func (p *canvasPool) put(c *canvas) {
	c.kept = nil // it may be dropped
	p.pool.Put(c)
}

// paints notes what operations are going to change.
func (c *canvas) paints(ops []display.Op) {
	for _, op := range ops {
		if r := op.Bounds().Intersect(c.Rect); !r.Empty() {
			c.painted = append(c.painted, r)
		}
	}
}

// restore makes a canvas the kept one that it began as.
func (c *canvas) restore() {
	for _, r := range c.painted {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			copy(c.Pix[c.PixOffset(r.Min.X, y):], c.kept.rows[y][4*r.Min.X:4*r.Max.X])
		}
	}
	c.painted = c.painted[:0]
}

// sum sums up the pixels of rows top..bottom-1. Where nothing was painted they are those of the kept canvas, whose sums
// are remembered.
func (c *canvas) sum(top, bottom int) cache.Sum {
	pix := c.Pix[top*c.Stride : bottom*c.Stride]
	if c.kept == nil || slices.ContainsFunc(c.painted, image.Rect(0, top, c.Rect.Max.X, bottom).Overlaps) {
		return cache.SumOf(pix)
	}
	rows := [2]int{top, bottom}
	if s, ok := c.kept.sums.Load(rows); ok {
		return s.(cache.Sum)
	}
	s := cache.SumOf(pix)
	c.kept.sums.Store(rows, s)
	return s
}
