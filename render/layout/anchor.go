package layout

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"placard/templates"
)

// parentWord is what anchors call the group around a layer, or the canvas.
const parentWord = "parent"

// pointAt is where a point of a box lies, in parts of its sides.
var pointAt = map[templates.AnchorPoint]pair{
	templates.AnchorPointTopLeft: {0, 0}, templates.AnchorPointTop: {0.5, 0}, templates.AnchorPointTopRight: {1, 0},
	templates.AnchorPointLeft: {0, 0.5}, templates.AnchorPointCenter: {0.5, 0.5}, templates.AnchorPointRight: {1, 0.5},
	templates.AnchorPointBottomLeft: {0, 1}, templates.AnchorPointBottom: {0.5, 1}, templates.AnchorPointBottomRight: {1, 1},
}

// facing is the point of a layer that comes to lie on a point of another one beside it.
var facing = map[templates.AnchorPoint]templates.AnchorPoint{
	templates.AnchorPointTopLeft: templates.AnchorPointBottomLeft, templates.AnchorPointBottomLeft: templates.AnchorPointTopLeft,
	templates.AnchorPointTop: templates.AnchorPointBottom, templates.AnchorPointBottom: templates.AnchorPointTop,
	templates.AnchorPointTopRight: templates.AnchorPointBottomRight, templates.AnchorPointBottomRight: templates.AnchorPointTopRight,
	templates.AnchorPointLeft: templates.AnchorPointRight, templates.AnchorPointRight: templates.AnchorPointLeft,
	templates.AnchorPointCenter: templates.AnchorPointCenter,
}

// pinned is an anchor with its points in numbers.
type pinned struct {
	own, point pair
	gap        templates.Offset
}

// pinOf reads an anchor.
func pinOf(anchor *templates.Anchor) pinned {
	own := anchor.Own
	switch {
	case own != "":
	case anchor.To == parentWord:
		own = anchor.Point
	default:
		own = facing[anchor.Point]
	}
	return pinned{pointAt[own], pointAt[anchor.Point], anchor.Gap}
}

// beside says whether the layer is wholly before or behind the other one along an axis.
func (p *pinned) beside(axis int) bool {
	d := p.own[axis] - p.point[axis]
	return d == 1 || d == -1
}

// at is where the layer's own point comes to lie at another one's box. What is gone has no size along the way from
// the one to the other, nor is there a gap to it, so that the layer takes its place.
func (p *pinned) at(to box, gone bool, own pair) origin {
	from, side, gap := pair{to.x, to.y}, pair{to.w, to.h}, p.gap
	for axis := range from {
		if gone && p.beside(axis) {
			from[axis] += own[axis] * side[axis]
			side[axis], gap[axis] = 0, 0
		}
		from[axis] += p.point[axis]*side[axis] + gap[axis]
	}
	return origin{from[0], from[1]}
}

// pin puts an anchored layer. Its x and y move it from there.
func (a *arranger) pin(p *place) error {
	base := p.layer.Common()
	to, gone, own, err := a.target(p)
	if err != nil {
		return err
	}
	pin := pinOf(base.Anchor)
	inner := p.around.inner
	at := pin.at(to, gone, own)
	at.x, at.y = at.x+base.X.Of(inner.w), at.y+base.Y.Of(inner.h)
	room := pair{
		roomAt(at.x, pin.own[0], inner.x, inner.x+inner.w),
		roomAt(at.y, pin.own[1], inner.y, inner.y+inner.h),
	}
	return a.put(p, room, func(size pair) origin {
		return origin{at.x - pin.own[0]*size[0], at.y - pin.own[1]*size[1]}
	})
}

// roomAt is the largest side between two ends of which a part lies before a point.
func roomAt(at, before, start, end float64) float64 {
	switch before {
	case 0:
		return end - at
	case 1:
		return at - start
	}
	return min((at-start)/before, (end-at)/(1-before))
}

// target is the box that a layer is anchored to, whether it shows, and the point of it that stays when it does not.
func (a *arranger) target(p *place) (to box, gone bool, own pair, err error) {
	id := p.layer.Common().Anchor.To
	if id == parentWord {
		return normal(p.around.inner), false, pair{}, nil
	}
	t := a.byID[id]
	if t == nil {
		return box{}, false, pair{}, a.noLayer(p, id)
	}
	if err := a.place(t); err != nil {
		return box{}, false, pair{}, err
	}
	if anchor := t.layer.Common().Anchor; anchor != nil {
		own = pinOf(anchor).own
	}
	return normal(t.box), t.gone, own, nil
}

// noLayer says that an anchor leads nowhere.
func (a *arranger) noLayer(p *place, id string) error {
	err := fmt.Errorf("anchor.to: there is no layer %q on this page", id)
	if best := templates.Nearest(id, append(slices.Collect(maps.Keys(a.byID)), parentWord)); best != "" {
		err = fmt.Errorf("%w; did you mean %q?", err, best)
	}
	return wrapError(p.layer.Common().ID, err)
}

// cycle says which layers wait for one another, in the order in which they do.
func (a *arranger) cycle(p *place) error {
	waiting := a.path[slices.Index(a.path, p):]
	var ids []string
	for _, w := range append(slices.Clone(waiting), p) {
		ids = append(ids, w.layer.Common().ID)
	}
	return wrapError(ids[0], fmt.Errorf("anchor: %s: each needs the place of the next; give one of them x and y instead", strings.Join(ids, " → ")))
}

// reach is how far the layers of a group without a layout go to the right and down, of which it is as large as
// them. What is anchored to the group itself, or to what is not in it, does not count.
func (a *arranger) reach(g *templates.Group, inner wanted) (pair, error) {
	var reach pair
	for _, l := range g.Layers {
		p := a.byLayer[l]
		if p.gone {
			continue
		}
		bx, ok, err := a.local(p, inner.side, len(g.Layers))
		if err != nil {
			return reach, err
		}
		if ok {
			bx = normal(bx)
			reach = pair{max(reach[0], bx.x+bx.w), max(reach[1], bx.y+bx.h)}
		}
	}
	return reach, nil
}

// local is the box of a layer from the corner of a group whose sides may not be known yet. It is not ok where it
// depends on them or on anything else around; steps is how many anchors it may follow.
func (a *arranger) local(p *place, in pair, steps int) (box, bool, error) {
	base := p.layer.Common()
	want, _ := a.want(p.layer, in)
	if p.gone {
		want.side = pair{max(0, want.side[0]), max(0, want.side[1])}
	}
	size, err := a.measure(want)
	if err != nil {
		return box{}, false, err
	}
	x, y := base.X.Of(max(0, in[0])), base.Y.Of(max(0, in[1]))
	if base.Anchor == nil {
		back := backwards(p.layer)
		return box{x - back[0]*size[0], y - back[1]*size[1], size[0], size[1]}, true, nil
	}
	t := a.byID[base.Anchor.To]
	if steps == 0 || t == nil || base.Anchor.To == parentWord || t.around != p.around {
		return box{}, false, nil
	}
	to, ok, err := a.local(t, in, steps-1)
	if err != nil || !ok {
		return box{}, false, err
	}
	var own pair
	if anchor := t.layer.Common().Anchor; anchor != nil {
		own = pinOf(anchor).own
	}
	pin := pinOf(base.Anchor)
	at := pin.at(to, t.gone, own)
	return box{at.x + x - pin.own[0]*size[0], at.y + y - pin.own[1]*size[1], size[0], size[1]}, true, nil
}
