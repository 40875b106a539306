package render

import (
	"placard/render/display"
	"placard/render/internal/cache"
)

// cut is a place between two operations of a list where drawing may stop and go on on another canvas.
type cut struct {
	ops  int       // how many operations come before it
	sum  cache.Sum // of those
	work float64   // that they take, in pixels of a plain fill
}

// cuts returns the places where a list may be cut, in their order: where no group is open and enough has been painted
// since the one before. Where a list is cut is up to what comes before the cut alone, so that lists that
// begin alike are cut alike.
//
// After a shadow there is none: whether the box that casts it hides its edge is up to the next operation.
func (r *reuse) cuts(list *display.List) ([]cut, error) {
	works, err := display.Works(list)
	if err != nil || mostKept(list.Width, list.Height) > r.largest {
		return nil, err
	}
	step := max(float64(list.Width*list.Height)/partsOfCanvas, leastStep)
	sums := display.Prefixes(list)
	var cuts []cut
	depth, next := 0, step
	for i, op := range list.Ops {
		switch op.(type) {
		case *display.PushGroup:
			depth++
		case *display.PopGroup:
			depth--
		}
		_, shadow := op.(*display.Shadow)
		if depth > 0 || shadow || works[i] < next && i < len(works)-1 {
			continue
		}
		cuts = append(cuts, cut{i + 1, sums[i], works[i]})
		next = works[i] + step
	}
	return cuts, nil
}

const (
	// partsOfCanvas and leastStep are how much is painted between two cuts: a sixteenth of the pixels, and 20 µs,
	// of which looking for a canvas takes a hundredth.
	partsOfCanvas = 16
	leastStep     = 20_000
)
