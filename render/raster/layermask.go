package raster

import (
	"image"

	"placard/render/display"
)

// mask leaves of a group's pixels in a rectangle what its mask shows.
func (c *canvas) mask(g *display.PushGroup, img *image.RGBA, r image.Rectangle) error {
	switch m := g.Mask.(type) {
	case *display.PathMask:
		c.maskPath(m, g.Turn, img, r)
	case *display.PictureMask:
		return c.maskPicture(m, g.Turn, img, r)
	}
	return nil
}

func (c *canvas) maskPath(m *display.PathMask, t display.Turn, img *image.RGBA, r image.Rectangle) {
	turned, _ := display.Turned(&display.FillPath{Path: m.Path}, t).(*display.FillPath)
	c.coverage.reset()
	c.coverage.rule = m.Rule
	c.coverage.path(turned.Path, r)
	c.coverage.sweepAll(r, rectOf(r), func(y, x0, x1 int, solid uint8, cover []uint8) {
		switch pix := run(img, y, x0, x1); {
		case cover != nil:
			fade(pix, cover)
		case solid == 0:
			clear(pix)
		case solid < 255:
			for ; len(pix) > 0; pix = pix[4:] {
				put(pix, get(pix).cover(solid))
			}
		}
	})
}

func (c *canvas) maskPicture(m *display.PictureMask, t display.Turn, img *image.RGBA, r image.Rectangle) error {
	if r.Empty() {
		return nil
	}
	shown, err := c.apart(m.Picture(t), r)
	if err != nil {
		return err
	}
	defer c.drawer.layers.Put(shown)
	c.cover = grow(c.cover, r.Dx())
	for y := r.Min.Y; y < r.Max.Y; y++ {
		pix := run(shown, y, r.Min.X, r.Max.X)
		for i := range c.cover {
			if p := pix[4*i : 4*i+4 : 4*i+4]; m.Luminance {
				c.cover[i] = display.Luminance(p[0], p[1], p[2])
			} else {
				c.cover[i] = p[3]
			}
		}
		fade(run(img, y, r.Min.X, r.Max.X), c.cover)
	}
	return nil
}

// fade multiplies pixels by a coverage for each.
func fade(pix, cover []uint8) {
	for i, m := range cover {
		if m < 255 {
			p := pix[4*i : 4*i+4 : 4*i+4]
			put(p, get(p).cover(m))
		}
	}
}

// tint gives all pixels one colour, each as much of it as it covers.
func tint(img *image.RGBA, color pixel) {
	for i := 0; i < len(img.Pix); i += 4 {
		if p := img.Pix[i : i+4 : i+4]; p[3] > 0 {
			put(p, color.cover(p[3]))
		}
	}
}
