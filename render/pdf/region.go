package pdf

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"image"
	"math"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// rasterized draws operations in pixels, so many for each px of the list, and places those of area.
//
// Where it can be it ends between two px of the list, since Poppler stretches what ends elsewhere: the area is a
// multiple of grain px, and the density that blurs ask for one of 1/grain.
func (c *content) rasterized(ops []display.Op, area image.Rectangle, density float64) error {
	area.Max = area.Min.Add(image.Pt(grained(area.Dx()), grained(area.Dy())))
	list, density, err := c.job.affordable(ops, area, density)
	if err != nil {
		return err
	}
	ref, err := c.job.region(list)
	if err != nil {
		return err
	}
	at := rectOf(area)
	at.X1, at.Y1 = at.X0+float64(list.Width)/density, at.Y0+float64(list.Height)/density
	c.image(ref, at)
	return nil
}

const grain = 4

func grained(px int) int { return (px + grain - 1) / grain * grain }

// affordable is operations on a canvas of their own. There are fewer pixels than asked for, and it says how many,
// where so many would break a limit or take more than the region's ration.
func (j *job) affordable(ops []display.Op, area image.Rectangle, density float64) (*display.List, float64, error) {
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
		default:
			return list, density, err
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

// region returns an image of a list, made once for a document and kept for others.
func (j *job) region(list *display.List) (object.Ref, error) {
	key := imageKey{content: regionKey(list), quality: j.quality()}
	if ref, ok := j.images[key]; ok {
		return ref, nil
	}
	draw := func() (*encoded, error) {
		img := image.NewRGBA(list.Canvas())
		if err := j.writer.raster.Draw(j.ctx, list, img); err != nil {
			return nil, err
		}
		return encode(img, colorful(img), key.quality)
	}
	e, err := j.writer.images.get(key, draw)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		if err = j.ctx.Err(); err == nil { // it was somebody else who gave up
			e, err = draw()
		}
	}
	if err != nil {
		return 0, err
	}
	return j.once(key, e), nil
}

// regionKey identifies what a list looks like: by all that its operations say, in full.
func regionKey(list *display.List) string {
	h := sha256.New()
	fmt.Fprintln(h, list.Width, list.Height)
	for _, op := range list.Ops {
		fmt.Fprintf(h, "%T ", op)
		hashOp(h, op)
		fmt.Fprintln(h)
	}
	return "region " + string(h.Sum(nil))
}

func hashOp(h hash.Hash, op display.Op) {
	switch o := op.(type) {
	case *display.Fill:
		fmt.Fprint(h, o.Shape)
		hashPaint(h, o.Paint)
	case *display.FillPath:
		fmt.Fprint(h, o.Path, o.Rule)
		hashPaint(h, o.Paint)
	case *display.Stroke:
		fmt.Fprint(h, o.Path, o.Width, o.Dash, o.Cap, o.Join)
		hashPaint(h, o.Paint)
	case *display.Shadow:
		fmt.Fprint(h, *o)
	case *display.Picture:
		fmt.Fprintf(h, "%q %v %v %v %v %v", o.Source.Key(), o.Crop, o.Dest, o.Clip, o.Alpha, o.Turn)
	case *display.Glyphs:
		fmt.Fprint(h, o.Face.ID(), o.Size, o.Glyphs, o.Turn)
		hashPaint(h, o.Paint)
	case *display.PushGroup:
		fmt.Fprint(h, o.Clip, o.Alpha, o.Blend, o.Blur, o.Turn, o.Tint != nil)
		if o.Tint != nil {
			fmt.Fprint(h, *o.Tint)
		}
		switch m := o.Mask.(type) {
		case *display.PathMask:
			fmt.Fprint(h, "path", *m)
		case *display.PictureMask:
			fmt.Fprintf(h, "%q %v %v %v", m.Source.Key(), m.Crop, m.Dest, m.Luminance)
		}
	}
}

func hashPaint(h hash.Hash, p display.Paint) {
	fmt.Fprintf(h, "%T ", p)
	if i, ok := p.(*display.ImagePaint); ok {
		fmt.Fprintf(h, "%q %v %v %v", i.Source.Key(), i.Crop, i.Dest, i.Turn)
		return
	}
	fmt.Fprintf(h, "%v", p) // a gradient is printed as what it points to
}
