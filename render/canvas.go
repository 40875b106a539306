package render

import (
	"image"
	"sync"
)

// canvasPool reuses canvases: one of 1200×630 is 3 MB, and making it anew costs more than filling it.
type canvasPool struct{ pool sync.Pool }

// get returns a canvas with any content.
func (p *canvasPool) get(w, h int) *image.RGBA {
	if c, _ := p.pool.Get().(*image.RGBA); c != nil && cap(c.Pix) >= 4*w*h {
		return &image.RGBA{Pix: c.Pix[:4*w*h], Stride: 4 * w, Rect: image.Rect(0, 0, w, h)}
	}
	return image.NewRGBA(image.Rect(0, 0, w, h))
}

func (p *canvasPool) put(c *image.RGBA) { p.pool.Put(c) }
