package raster

import (
	"image"

	"placard/render/display"
)

// pattern prepares a picture as a paint for the pixels of a rectangle.
func (c *canvas) pattern(p *display.ImagePaint, r image.Rectangle) (brush, error) {
	r = r.Intersect(c.top().clip)
	if r.Empty() {
		return nil, nil
	}
	img, err := c.apart(p.Picture(), r)
	if err != nil {
		return nil, err
	}
	c.paint = img
	return &imageBrush{c: c, pixels: &placed{image: img, at: r.Min}, alpha: 255}, nil
}

// apart draws a picture on transparent pixels of its own.
func (c *canvas) apart(p *display.Picture, r image.Rectangle) (*image.RGBA, error) {
	img := c.drawer.layer(r)
	c.stack = append(c.stack, layer{image: img, clip: r})
	err := c.picture(p)
	c.stack = c.stack[:len(c.stack)-1]
	if err != nil {
		c.drawer.layers.Put(img)
		return nil, err
	}
	return img, nil
}

// giveBack returns the pixels that the operation painted with.
func (c *canvas) giveBack() {
	if c.paint != nil {
		c.drawer.layers.Put(c.paint)
		c.paint = nil
	}
}
