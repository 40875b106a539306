package render

import (
	"bytes"
	"image"
	"sync"
)

// canvasPool reuses canvases: one of 1200×630 is 3 MB, and making it anew costs more than filling it.
type canvasPool struct{ pool sync.Pool }

// get returns a canvas that begins as one that was kept; nil: with any content.
func (p *canvasPool) get(w, h int, kept keptCanvas) *image.RGBA {
	if c, _ := p.pool.Get().(*image.RGBA); c != nil && cap(c.Pix) >= 4*w*h {
		out := canvasOf(c.Pix[:4*w*h], w, h)
		copy(out.Pix, kept)
		return out
	}
	return newCanvas(w, h, kept)
}

// newCanvas is get for a canvas that is not given back.
func newCanvas(w, h int, kept keptCanvas) *image.RGBA {
	if kept == nil {
		return image.NewRGBA(image.Rect(0, 0, w, h))
	}
	return canvasOf(bytes.Clone(kept), w, h) // which is not cleared first
}

func canvasOf(pix []uint8, w, h int) *image.RGBA {
	return &image.RGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
}

func (p *canvasPool) put(c *image.RGBA) { p.pool.Put(c) }
