// Package raster draws a display list on an *image.RGBA.
//
// Pixels are premultiplied 8-bit sRGB, the origin is top left, y points down, and operations are painted
// source-over in the order of the list. Shapes are anti-aliased by exact area coverage. The package
// measures no text, decodes no pictures and chooses nothing: all that is in the list.
//
// A Drawer keeps glyph masks and blurred shadow corners between lists, within the bytes of its Config;
// it is safe for concurrent use, and what it draws does not depend on what it has kept.
package raster

import (
	"context"
	"fmt"
	"image"
	"sync"

	"placard/render/display"
	"placard/render/internal/cache"
)

// Drawer draws display lists. It is safe for concurrent use.
type Drawer struct {
	glyphs  *cache.Cache[glyphKey, *mask]
	shadows *cache.Cache[shadowKey, *mask]
	layers  sync.Pool // *image.RGBA of groups and strokes
	scratch sync.Pool // *scratch
}

// New returns a Drawer with empty caches.
func New(cfg Config) (*Drawer, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	return &Drawer{
		glyphs:  cache.New[glyphKey, *mask](cfg.GlyphCacheBytes, glyphShards),
		shadows: cache.New[shadowKey, *mask](cfg.ShadowCacheBytes, shadowShards),
	}, nil
}

const (
	glyphShards  = 32 // more than the cores of a machine that draws cards; 256 kB a generation by default
	shadowShards = 4  // few, as values are large: 2 MB a generation by default
)

// OpError says which operation could not be drawn.
type OpError struct {
	Op  int // index in List.Ops
	Err error
}

func (e *OpError) Error() string { return fmt.Sprintf("raster: op %d: %v", e.Op, e.Err) }

// Unwrap returns the cause.
func (e *OpError) Unwrap() error { return e.Err }

// Draw clears dst, which must have the list's size, and draws the list on it. It returns the
// *display.Error of a list that display.Check refuses before it draws anything, ctx's error when ctx
// ends between two operations, and an *OpError when a picture cannot be had; dst then holds a part of
// the picture.
func (d *Drawer) Draw(ctx context.Context, list *display.List, dst *image.RGBA) error {
	if err := display.Check(list); err != nil {
		return err
	}
	return d.DrawPart(ctx, list, 0, len(list.Ops), dst)
}

// DrawPart is Draw for the operations [from, to) of a list that display.Check accepts, which is not asked again.
// dst holds what those before them have painted, and is cleared if there are none. No group may be open where
// a part ends: parts that follow one another then make the picture that Draw makes.
func (d *Drawer) DrawPart(ctx context.Context, list *display.List, from, to int, dst *image.RGBA) error {
	if dst.Rect != list.Canvas() {
		return fmt.Errorf("raster: canvas %v does not have the list's bounds %v", dst.Rect, list.Canvas())
	}
	if from == 0 && !covered(list.Canvas(), list.Ops[:to]) {
		for y := range list.Height {
			clear(run(dst, y, 0, list.Width))
		}
	}
	c := d.canvas(list, dst)
	err := c.drawAll(ctx, from, to)
	c.release() // not deferred: after a panic scratch memory is not clean, and must not be used again
	return err
}

// covered says whether the first operation paints on every pixel of a canvas, whatever there was.
func covered(canvas image.Rectangle, ops []display.Op) bool {
	if len(ops) == 0 {
		return false
	}
	f, ok := ops[0].(*display.Fill)
	if !ok || !f.Shape.Square() || !opaque(f.Paint) {
		return false
	}
	r, whole := wholePixels(f.Shape.Rect)
	return whole && canvas.In(r)
}

func (c *canvas) drawAll(ctx context.Context, from, to int) error {
	for i := from; i < to; i++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if err := c.draw(i, c.list.Ops[i]); err != nil {
			return &OpError{Op: i, Err: err}
		}
	}
	return nil
}

// canvas is what one list is drawn with: the stack of layers, whose last is painted on, and scratch
// space.
type canvas struct {
	*scratch
	drawer *Drawer
	list   *display.List
	stack  []layer
	paint  *image.RGBA // the pixels of a picture that an operation paints with
}

// scratch is memory that every list needs and none keeps.
type scratch struct {
	coverage coverage
	row      []uint8 // pixels of a gradient or a turned picture
	cover    []uint8 // coverage of a shadow or picture
}

func (d *Drawer) canvas(list *display.List, dst *image.RGBA) *canvas {
	s, ok := d.scratch.Get().(*scratch)
	if !ok {
		s = new(scratch)
	}
	return &canvas{scratch: s, drawer: d, list: list, stack: []layer{{image: dst, clip: dst.Rect}}}
}

// release returns what was borrowed, the layers of groups left open by an error included.
func (c *canvas) release() {
	for len(c.stack) > 1 {
		c.drop()
	}
	if cap(c.coverage.edges) <= maxKept {
		c.drawer.scratch.Put(c.scratch)
	}
}

// maxKept is how many edges are kept room for. A letter has 100, and a path of more than this may have so
// many that every worker would hold 64 MB for what is seldom drawn again.
const maxKept = 1 << 16

func (c *canvas) draw(i int, op display.Op) error {
	defer c.giveBack()
	switch o := op.(type) {
	case *display.Fill:
		return c.fill(o)
	case *display.FillPath:
		return c.fillPath(o)
	case *display.Stroke:
		return c.stroke(o)
	case *display.Shadow:
		c.shadow(o, c.after(i))
	case *display.Picture:
		return c.picture(o)
	case *display.Glyphs:
		return c.text(o)
	case *display.PushGroup:
		c.push(o, c.list.Ops[i+1:])
	case *display.PopGroup:
		return c.pop()
	}
	return nil
}

// after is the operation that follows the i-th, or nil.
func (c *canvas) after(i int) display.Op {
	if i+1 < len(c.list.Ops) {
		return c.list.Ops[i+1]
	}
	return nil
}
