package raster

import "image"

// mask is coverage, a byte for each pixel of a rectangle. It is not changed once it is shared.
type mask struct {
	rect  image.Rectangle
	pix   []uint8
	spans *spans // of a letter; nil: none
}

func newMask(r image.Rectangle) *mask {
	return &mask{rect: r, pix: make([]uint8, r.Dx()*r.Dy())}
}

// run returns the pixels x0..x1 of a row.
func (m *mask) run(y, x0, x1 int) []uint8 {
	i := (y-m.rect.Min.Y)*m.rect.Dx() - m.rect.Min.X
	return m.pix[i+x0 : i+x1]
}

// maskOverhead is about what a mask takes beside its pixels: itself and its place in a cache.
const maskOverhead = 160

func (m *mask) Bytes() int { return len(m.pix) + m.spans.bytes() + maskOverhead }

// store is a sink that keeps what a sweep sends.
func (m *mask) store(y, x0, x1 int, solid uint8, cover []uint8) {
	dst := m.run(y, x0, x1)
	if cover != nil {
		copy(dst, cover)
		return
	}
	for i := range dst {
		dst[i] = solid
	}
}

// rasterize sweeps the outline in c into a mask of the pixels of r.
func (c *coverage) rasterize(r image.Rectangle) *mask {
	m := newMask(r)
	c.sweep(r, rectOf(r), m.store)
	return m
}
