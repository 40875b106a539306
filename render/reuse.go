package render

import (
	"context"
	"sync/atomic"

	"placard/render/display"
	"placard/render/internal/cache"
	"placard/render/raster"
)

// reuse draws lists, and of each only what follows after a beginning that it has drawn before. Canvases are kept
// under the hash of the operations that painted them: it knows no templates and no earlier pictures, and there is
// nothing to invalidate. What it draws does not depend on what it keeps. It is safe for concurrent use.
type reuse struct {
	drawer  *raster.Drawer
	largest int // bytes of the largest canvas that is kept
	kept    *cache.Cache[cache.Sum, *keptCanvas]
	seen    *cache.Cache[cache.Sum, mark]

	drawn, begun atomic.Int64 // lists, and those that began with a kept canvas
}

// mark says that a list has had a beginning: the next one that has it leaves the canvas.
type mark struct{}

// Bytes implements cache.Sized.
func (mark) Bytes() int { return markBytes }

const (
	canvasShards = 1  // as canvases are large
	markBytes    = 64 // key and map entry
	seenBytes    = 1 << 20
	seenShards   = 8 // a thousand marks a generation
)

func newReuse(limit int, drawer *raster.Drawer) *reuse {
	return &reuse{
		drawer: drawer, largest: limit / canvasShards / 2,
		kept: cache.New[cache.Sum, *keptCanvas](limit, canvasShards),
		seen: cache.New[cache.Sum, mark](seenBytes, seenShards),
	}
}

// draw draws a list on a canvas that begin makes, of a size and with the pixels of the one that is kept under a sum,
// if not nil. Errors are those of raster.Drawer.Draw.
func (r *reuse) draw(ctx context.Context, list *display.List, begin func(w, h int, sum cache.Sum, kept *keptCanvas) *canvas) (*canvas, error) {
	cuts, err := r.cuts(list)
	if err != nil {
		return nil, err
	}
	r.drawn.Add(1)
	from, kept := r.longest(cuts)
	if kept != nil {
		r.begun.Add(1)
	}
	dst := begin(list.Width, list.Height, from.sum, kept)
	if keep := r.toKeep(list, cuts, from); keep.ops > 0 {
		if err := r.drawer.DrawPart(ctx, list, from.ops, keep.ops, dst.RGBA); err != nil {
			return nil, err
		}
		dst.began, dst.kept, dst.painted = keep.sum, dst.keep(), nil
		r.kept.Put(keep.sum, dst.kept)
		from = keep
	}
	dst.paints(list.Ops[from.ops:])
	return dst, r.drawer.DrawPart(ctx, list, from.ops, len(list.Ops), dst.RGBA)
}

// longest returns the last cut whose canvas is kept.
func (r *reuse) longest(cuts []cut) (cut, *keptCanvas) {
	for i := len(cuts) - 1; i >= 0; i-- {
		if c, ok := r.kept.Get(cuts[i].sum); ok {
			return cuts[i], c
		}
	}
	return cut{}, nil
}

// toKeep returns the last cut that a list had before, if the work from another one to there is worth a canvas, and
// marks those after it; a zero cut: none.
func (r *reuse) toKeep(list *display.List, cuts []cut, from cut) cut {
	for i := len(cuts) - 1; i >= 0 && cuts[i].ops > from.ops; i-- {
		if _, ok := r.seen.Get(cuts[i].sum); !ok {
			r.seen.Put(cuts[i].sum, mark{})
			continue
		}
		if cuts[i].work-from.work < worthKeeping*float64(list.Width*list.Height) {
			return cut{}
		}
		return cuts[i]
	}
	return cut{}
}

// Reuse says how often pictures began as earlier ones, since the start.
type Reuse struct {
	Drawn int64 // pictures that were drawn
	Begun int64 // those of them that began with a canvas that was kept
}

// Reuse is that of all pictures so far.
func (r *Renderer) Reuse() Reuse {
	return Reuse{Drawn: r.reuse.drawn.Load(), Begun: r.reuse.begun.Load()}
}

// worthKeeping is the work for each pixel of a canvas from which on it is kept. A plain ground is: where the canvas of
// an earlier picture is at hand, little of it is copied, and it takes little room.
const worthKeeping = 0.5
