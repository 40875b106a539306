package render

import (
	"context"
	"image"
	"math"
	"slices"

	"placard/render/contrast"
	"placard/render/display"
	"placard/render/internal/cache"
	"placard/render/layout"
	"placard/templates"
)

// Survey says what becomes of each layer of doc, as Output.Report does, without drawing: nothing is said of
// contrasts. Options.Format does not matter. Errors are those of Render.
func (r *Renderer) Survey(ctx context.Context, doc *templates.Document, opt Options) (*layout.Report, error) {
	opt.Format, opt.surveyed = Raw, true
	out, err := r.Render(ctx, doc, opt)
	if err != nil {
		return nil, err
	}
	return out.Report, nil
}

// contrasts fills in those of a report's texts. They are measured in the pixels: canvas has the list drawn, and is
// compared with the list drawn without the texts.
func (j *Job) contrasts(ctx context.Context, list *display.List, canvas *image.RGBA, report *layout.Report) error {
	texts := report.Letters(list)
	if len(texts) == 0 {
		return nil
	}
	bare := &display.List{Width: list.Width, Height: list.Height}
	letters := make([]bool, len(list.Ops))
	for _, t := range texts {
		for _, i := range slices.Concat(t.Glyphs, t.Strokes) {
			letters[i] = true
		}
	}
	for i, op := range list.Ops {
		if !letters[i] {
			bare.Ops = append(bare.Ops, op)
		}
	}
	without := j.renderer.canvases.get(list.Width, list.Height, cache.Sum{}, nil)
	defer j.renderer.canvases.put(without)
	if err := j.renderer.drawer.Draw(ctx, bare, without.RGBA); err != nil {
		return err
	}
	for _, t := range texts {
		letters, err := j.cover(ctx, list, t.Glyphs)
		if err != nil {
			return err
		}
		edges, err := j.cover(ctx, list, t.Strokes)
		if err != nil {
			return err
		}
		uncover(edges, letters)
		// One of them is enough to read by.
		best := max(contrast.Of(canvas, without.RGBA, letters), contrast.Of(canvas, without.RGBA, edges))
		report.Layers[t.Layer].Text.Contrast = math.Round(best*100) / 100
	}
	return nil
}

// uncover takes from a mask what another one touches.
func uncover(mask, other *image.RGBA) {
	both := mask.Rect.Intersect(other.Rect)
	for y := both.Min.Y; y < both.Max.Y; y++ {
		for x := both.Min.X; x < both.Max.X; x++ {
			if other.Pix[other.PixOffset(x, y)+3] > 0 {
				mask.Pix[mask.PixOffset(x, y)+3] = 0
			}
		}
	}
}

// cover draws some operations alone, as far as the groups around them let them be seen.
func (j *Job) cover(ctx context.Context, list *display.List, ops []int) (*image.RGBA, error) {
	var bounds image.Rectangle
	for _, i := range ops {
		bounds = bounds.Union(list.Ops[i].Bounds())
	}
	if bounds = bounds.Intersect(list.Canvas()); bounds.Empty() {
		return &image.RGBA{}, nil
	}
	alone := &display.List{Width: bounds.Dx(), Height: bounds.Dy()}
	to := display.Moved(float64(-bounds.Min.X), float64(-bounds.Min.Y))
	for i, op := range list.Ops {
		switch op := op.(type) {
		case *display.PushGroup:
			alone.Ops = append(alone.Ops, display.Turned(&display.PushGroup{Clip: op.Clip, Mask: op.Mask, Turn: op.Turn, Alpha: 255}, to))
		case *display.PopGroup:
			alone.Ops = append(alone.Ops, op)
		default:
			if len(ops) > 0 && ops[0] == i {
				alone.Ops, ops = append(alone.Ops, display.Turned(opaque(op), to)), ops[1:]
			}
		}
	}
	mask := image.NewRGBA(image.Rectangle{Max: bounds.Size()})
	err := j.renderer.drawer.Draw(ctx, alone, mask)
	mask.Rect = bounds // so that it lies where it belongs
	return mask, err
}

// opaque is the shape of an operation.
func opaque(op display.Op) display.Op {
	black := display.Color{A: 255}
	switch op := op.(type) {
	case *display.Glyphs:
		shape := *op
		shape.Paint = black
		return &shape
	case *display.Stroke:
		shape := *op
		shape.Paint = black
		return &shape
	}
	return op
}
