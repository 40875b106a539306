package pdf

import (
	"image"
	"math"

	"placard/render/display"
)

// blurred paints the operations [from, to) of a group in pixels, as PDF has no blur.
func (c *content) blurred(g *display.PushGroup, from, to int) error {
	view := c.visible(g.Bounds())
	if view = view.Intersect(g.Layer(view, c.list.Ops[from:])); view.Empty() {
		return nil
	}
	ops := append([]display.Op{&display.PushGroup{Clip: display.RoundRect{Rect: rectOf(view)}, Alpha: 255, Blur: g.Blur, Tint: opaqueTint(g)}}, c.list.Ops[from:to+1]...)
	return c.rasterized(ops, view, c.job.soft(g.Blur))
}

// visible is the part of a rectangle that is on the canvas.
func (c *content) visible(r image.Rectangle) image.Rectangle { return r.Intersect(c.canvas().Pixels()) }

func rectOf(r image.Rectangle) display.Rect {
	return display.Rect{X0: float64(r.Min.X), Y0: float64(r.Min.Y), X1: float64(r.Max.X), Y1: float64(r.Max.Y)}
}

// soft is how many pixels for each of the list what is blurred needs: six for a deviation, but at least one, so that
// its clip is sharp where a viewer does not smooth it, and no more than the document has.
func (j *job) soft(sigma float64) float64 {
	const perSigma = 6
	if j.doc.Archive { // which may not ask viewers to smooth
		return j.density
	}
	return math.Min(j.density, math.Max(1, perSigma/sigma))
}

// say writes the text of the operations [from, to), unseen.
func (c *content) say(from, to int) error {
	for i := from; i < to; i++ {
		switch op := c.list.Ops[i].(type) {
		case *display.Glyphs:
			if says(op) {
				if err := c.invisible(op); err != nil {
					return err
				}
			}
		case *display.PushGroup:
			end := c.closing(i)
			if op.Alpha > 0 {
				if err := c.marked(i+1, end, c.say); err != nil {
					return err
				}
			}
			i = end
		}
	}
	return c.job.stopped()
}

// rasterized draws operations in pixels, so many for each px of the list, and places those of area.
func (c *content) rasterized(ops []display.Op, area image.Rectangle, density float64) error {
	img, density, err := c.job.raster(ops, area, density)
	if err != nil {
		return err
	}
	at := rectOf(area)
	at.X1, at.Y1 = at.X0+float64(img.Rect.Dx())/density, at.Y0+float64(img.Rect.Dy())/density
	ref, err := c.job.pixels(img)
	if err != nil {
		return err
	}
	c.image(ref, at)
	return nil
}

// raster draws operations on a canvas of their own. There are fewer pixels than asked for, and it says how many,
// where so many would break a limit or take more than the region's ration.
func (j *job) raster(ops []display.Op, area image.Rectangle, density float64) (*image.RGBA, float64, error) {
	const least = 1.0 / 64
	for {
		list := enlarged(ops, area, density)
		work, err := display.Work(list) // before there are pixels for it
		work += encodeWork * float64(list.Width) * float64(list.Height)
		switch {
		case density > least && err != nil:
			density /= 2
		case density > least && work > j.ration:
			density *= math.Min(math.Sqrt(j.ration/work), 0.9)
		case err != nil:
			return nil, 0, err
		default:
			img := image.NewRGBA(list.Canvas())
			return img, density, j.writer.raster.Draw(j.ctx, list, img)
		}
	}
}

// enlarged is a list of operations for a canvas of their own.
func enlarged(ops []display.Op, area image.Rectangle, density float64) *display.List {
	enlarge := enlarging{k: density, x: float64(area.Min.X), y: float64(area.Min.Y)}
	list := &display.List{
		Width: int(math.Ceil(float64(area.Dx()) * density)), Height: int(math.Ceil(float64(area.Dy()) * density)),
		Ops: make([]display.Op, len(ops)),
	}
	for i, op := range ops {
		list.Ops[i] = enlarge.op(op)
	}
	return list
}
