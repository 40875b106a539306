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

// push starts a group. A group that is opaque and clipped between pixels paints straight on the layer
// below, in a smaller clip: source-over is associative. Any other gets pixels of its own, as many as
// its operations, rest, may touch.
func (c *canvas) push(g *display.PushGroup, rest []display.Op) {
	below := c.top()
	clip := below.clip.Intersect(g.Bounds())
	if _, whole := wholePixels(g.Clip.Rect); whole && g.Clip.Square() && g.Alpha == 255 {
		c.stack = append(c.stack, layer{image: below.image, clip: clip})
		return
	}
	if g.Alpha == 0 {
		clip = image.Rectangle{}
	}
	clip = clip.Intersect(extent(rest))
	c.stack = append(c.stack, layer{image: c.drawer.layer(clip), clip: clip, group: g})
}

// extent is the pixels that the operations up to the end of the group touch. What an inner group's
// operations touch is taken for all of it.
func extent(ops []display.Op) image.Rectangle {
	var all image.Rectangle
	depth := 0
	for _, op := range ops {
		switch op.(type) {
		case *display.PushGroup:
			if depth == 0 {
				all = all.Union(op.Bounds())
			}
			depth++
		case *display.PopGroup:
			if depth == 0 {
				return all
			}
			depth--
		default:
			if depth == 0 {
				all = all.Union(op.Bounds())
			}
		}
	}
	return all
}

// pop paints the group's layer on the one below, through the group's clip.
func (c *canvas) pop() {
	done := *c.top()
	if done.group == nil || done.clip.Empty() {
		c.drop()
		return
	}
	c.stack = c.stack[:len(c.stack)-1]
	b := &imageBrush{c: c, image: done.image, at: done.clip.Min, alpha: done.group.Alpha}
	c.fillShape(&done.group.Clip, rectOf(done.clip), b)
	c.drawer.layers.Put(done.image)
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
