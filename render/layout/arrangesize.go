package layout

import (
	"errors"
	"math"

	"placard/templates"
)

// pair is a length along x and one along y, px.
type pair [2]float64

// auto is a side that follows from what is within.
const auto = -1

// wanted is a layer with what is known of its size, px.
type wanted struct {
	layer       templates.Layer
	side        pair // auto: to be found
	least, most pair // that a side which is found may be
}

// clamp keeps a side in its bounds, of which the lower one is the stronger, as in CSS.
func (w *wanted) clamp(axis int, side float64) float64 {
	return max(w.least[axis], min(w.most[axis], side))
}

// within is what is wanted of the box within a padding.
func (w wanted) within(p templates.Padding) wanted {
	for axis, room := range paddingOf(p) {
		if w.side[axis] != auto {
			w.side[axis] = max(0, w.side[axis]-room)
		}
		w.least[axis], w.most[axis] = max(0, w.least[axis]-room), max(0, w.most[axis]-room)
	}
	return w
}

// paddingOf is how much of each side a padding takes.
func paddingOf(p templates.Padding) pair { return pair{p[1] + p[3], p[0] + p[2]} }

// sidesOf is a layer's width and height as they are said.
func sidesOf(base *templates.Base) [2]templates.Length {
	return [2]templates.Length{base.Width, base.Height}
}

// want is what a layer says of its size in a box with these sides, and which of its sides fill it. A part of a side
// that is yet to be found is auto, as in CSS.
func (a *arranger) want(l templates.Layer, in pair) (wanted, [2]bool) {
	base := l.Common()
	want := wanted{layer: l, least: pair{base.MinWidth, base.MinHeight}, most: pair{base.MaxWidth, base.MaxHeight}}
	var fills [2]bool
	for axis, length := range sidesOf(base) {
		if want.most[axis] == 0 {
			want.most[axis] = math.Inf(1)
		}
		want.side[axis] = auto
		switch {
		case length.Unit == templates.Fill:
			fills[axis] = true
		case length.Unit == templates.Hug, length.Unit == templates.Percent && in[axis] == auto, length.IsZero() && hugs(l):
		default:
			want.side[axis] = want.clamp(axis, math.Abs(length.Of(in[axis])))
		}
	}
	if g, ok := l.(*templates.Group); ok && stackOf(g) != nil { // its padding is always there
		for axis, room := range paddingOf(g.Padding) {
			want.least[axis] = max(want.least[axis], room)
			if want.side[axis] != auto {
				want.side[axis] = max(want.side[axis], room)
			}
		}
	}
	return want, fills
}

// hugs says whether a layer is as large as what is in it where it says no size.
func hugs(l templates.Layer) bool {
	switch l := l.(type) {
	case *templates.Text:
		return true
	case *templates.Group:
		return stackOf(l) != nil
	}
	return false
}

// measure finds the sides that are auto.
func (a *arranger) measure(want wanted) (pair, error) {
	if want.side[0] != auto && want.side[1] != auto {
		return want.side, nil
	}
	if size, ok := a.sizes[want]; ok {
		return size, nil
	}
	var size pair
	var err error
	if g, ok := want.layer.(*templates.Group); ok {
		size, err = a.groupSize(g, want)
	} else {
		size, err = a.natural(want)
	}
	a.sizes[want] = size
	return size, wrapOnce(want.layer, err)
}

// wrapOnce says which layer an error is of, unless it says so already.
func wrapOnce(l templates.Layer, err error) error {
	if said := (*Error)(nil); errors.As(err, &said) {
		return err
	}
	return wrapError(l.Common().ID, err)
}

// noWidth, px, stands for a width of 0, which asks for a size that nothing bounds.
const noWidth = 1e-9

// natural finds the sides of a layer that is no group.
func (a *arranger) natural(want wanted) (pair, error) {
	size := want.side
	w, h, ok, err := a.b.intrinsic(want.layer, 0)
	if err != nil {
		return size, err
	}
	if !ok {
		return a.hollow(want)
	}
	keeps := proportional(want.layer) && w > 0 && h > 0
	if size[0] == auto {
		size[0] = w
		if keeps && size[1] != auto {
			size[0] = size[1] * w / h
		}
		size[0] = want.clamp(0, size[0])
	}
	if size[1] != auto {
		return size, nil
	}
	if size[0] != w {
		if _, h, _, err = a.b.intrinsic(want.layer, max(size[0], noWidth)); err != nil {
			return size, err
		}
	}
	size[1] = want.clamp(1, h)
	if keeps && size[1] != h && want.side[0] == auto {
		size[0] = want.clamp(0, size[1]*size[0]/h)
	}
	return size, nil
}

// groupSize finds the sides of a group from its layers.
func (a *arranger) groupSize(g *templates.Group, want wanted) (pair, error) {
	inner := want.within(g.Padding)
	var size pair
	if stack := stackOf(g); stack != nil {
		f, err := a.flow(g, stack, inner)
		if err != nil {
			return pair{}, err
		}
		size = f.size
	} else {
		reach, err := a.reach(g, inner)
		if err != nil {
			return pair{}, err
		}
		size = reach
	}
	for axis, room := range paddingOf(g.Padding) {
		size[axis] = want.clamp(axis, size[axis]+room)
		if want.side[axis] != auto {
			size[axis] = want.side[axis]
		}
	}
	return size, nil
}
