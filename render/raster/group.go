package raster

import (
	"image"

	"placard/render/display"
)

// layer is what operations are painted on: the canvas or a group's own pixels, of which clip may be
// painted. Its image has the canvas's coordinates.
type layer struct {
	image *image.RGBA
	clip  image.Rectangle
	group *display.PushGroup // nil: paints straight on the layer below
}

// push starts a group, whose operations are the first of rest.
func (c *canvas) push(g *display.PushGroup, rest []display.Op) {
	below := c.top()
	if seeThrough(g, rest) {
		c.stack = append(c.stack, layer{image: below.image, clip: below.clip.Intersect(g.Bounds())})
		return
	}
	var clip image.Rectangle
	if g.Alpha > 0 {
		clip = g.Layer(below.clip, rest)
	}
	c.stack = append(c.stack, layer{image: c.drawer.layer(clip), clip: clip, group: g})
}

// seeThrough reports whether a group may paint straight on the layer below, in a smaller clip: it is sharp,
// opaque and clipped between pixels, and all in it is painted source-over, which is associative.
func seeThrough(g *display.PushGroup, rest []display.Op) bool {
	if g.Alpha < 255 || g.Blend != display.Normal || g.Blur > 0 || g.Tint != nil || g.Mask != nil || !g.Clip.Square() {
		return false
	}
	clip, upright := g.Turn.Shape(g.Clip)
	if _, whole := wholePixels(clip.Rect); !whole || !upright {
		return false
	}
	depth := 0
	for _, op := range rest {
		switch o := op.(type) {
		case *display.PushGroup:
			if depth == 0 && o.Blend != display.Normal {
				return false
			}
			depth++
		case *display.PopGroup:
			if depth--; depth < 0 {
				return true
			}
		}
	}
	return true
}

// pop paints the group's layer on the one below: tinted, blurred, masked and through the group's clip.
func (c *canvas) pop() error {
	done := *c.top()
	if done.group == nil || done.clip.Empty() {
		c.drop()
		return nil
	}
	c.stack = c.stack[:len(c.stack)-1]
	defer c.drawer.layers.Put(done.image)
	g := done.group
	if g.Tint != nil {
		tint(done.image, colorOf(*g.Tint))
	}
	if g.Blur > 0 {
		soften(done.image, g.Blur)
	}
	shown := done.clip.Intersect(g.Bounds())
	if err := c.mask(g, done.image, shown); err != nil {
		return err
	}
	b := imageBrush{c: c, pixels: &placed{image: done.image, at: done.clip.Min}, alpha: g.Alpha}
	if g.Blend == display.Normal {
		c.fillTurned(&g.Clip, g.Clip.Rect, g.Turn, shown, &b)
	} else {
		c.fillTurned(&g.Clip, g.Clip.Rect, g.Turn, shown, &mixBrush{imageBrush: b, mode: g.Blend})
	}
	return nil
}

// drop removes the top layer and gives its pixels back.
func (c *canvas) drop() {
	last := len(c.stack) - 1
	if l := &c.stack[last]; l.group != nil {
		c.drawer.layers.Put(l.image)
	}
	c.stack = c.stack[:last]
}

// layer returns transparent pixels.
func (d *Drawer) layer(r image.Rectangle) *image.RGBA {
	img, ok := d.layers.Get().(*image.RGBA)
	if !ok {
		img = new(image.RGBA)
	}
	img.Rect, img.Stride = r, 4*r.Dx()
	n := img.Stride * r.Dy()
	if cap(img.Pix) < n {
		img.Pix = make([]uint8, n)
		return img
	}
	img.Pix = img.Pix[:n]
	clear(img.Pix)
	return img
}
