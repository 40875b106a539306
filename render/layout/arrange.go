package layout

import (
	"placard/templates"
)

// settle finds all boxes, and the sizes of texts that share one, which those boxes may follow from in turn.
func (b *builder) settle(layers []templates.Layer, around box) error {
	if err := b.arrange(layers, around); err != nil {
		return err
	}
	if !hasFitGroup(layers) {
		return nil
	}
	if err := b.fitGroups(layers, around); err != nil || b.boxes == nil {
		return err
	}
	return b.arrange(layers, around)
}

// arrange gives each layer its box before anything is drawn. Most documents say all boxes in px, or in parts of
// what is around: they need none of this.
func (b *builder) arrange(layers []templates.Layer, around box) error {
	if !needArranging(layers) {
		return nil
	}
	a := &arranger{
		b: b, byLayer: map[templates.Layer]*place{}, byID: map[string]*place{},
		sizes: map[wanted]pair{}, flows: map[wanted]*flow{},
	}
	canvas := &place{box: around, inner: around, sides: pair{around.w, around.h}, state: placed}
	a.index(layers, canvas, false)
	if b.boxes == nil {
		b.boxes = make(map[templates.Layer]box, len(a.byLayer))
	}
	return a.all(layers)
}

// needArranging says whether the box of one of the layers follows from others, or from what is in it.
func needArranging(layers []templates.Layer) bool {
	for _, l := range layers {
		base := l.Common()
		if base.Hidden {
			continue
		}
		bounded := base.MinWidth != 0 || base.MaxWidth != 0 || base.MinHeight != 0 || base.MaxHeight != 0
		if bounded || base.Anchor != nil || follows(base.Width) || follows(base.Height) {
			return true
		}
		switch l := l.(type) {
		case *templates.Text:
			if base.Width.IsZero() || base.Height.IsZero() && base.Rotation != 0 {
				return true
			}
		case *templates.Group:
			if stackOf(l) != nil || needArranging(l.Layers) {
				return true
			}
		}
	}
	return false
}

// follows says whether a size follows from what is around or within.
func follows(l templates.Length) bool { return l.Unit == templates.Hug || l.Unit == templates.Fill }

// boxOf is the box of a layer in the group around it, or in the canvas.
func (b *builder) boxOf(l templates.Layer, around box) box {
	if b.boxes != nil {
		if bx, ok := b.boxes[l]; ok {
			return bx
		}
	}
	return around.within(l.Common())
}

// arranger finds the boxes of a page's layers, each when it is first asked for.
type arranger struct {
	b       *builder
	byLayer map[templates.Layer]*place
	byID    map[string]*place
	sizes   map[wanted]pair
	flows   map[wanted]*flow
	path    []*place // those being placed, each waiting for the next
}

// place is a layer with its box, once that is known.
type place struct {
	layer  templates.Layer // nil: the canvas
	around *place          // the group it is in, or the canvas
	gone   bool            // hidden, or within what is: it takes no room
	state  state
	box    box    // in design px of the canvas, as if nothing were turned
	inner  box    // of a group: box without its padding, in which its layers are
	sides  pair   // of inner; auto: it follows from the layers, which thus cannot be parts of it
	want   wanted // what its size came from
}

type state uint8

const (
	unknown state = iota
	waiting
	placed
)

// index enters layers and those in them.
func (a *arranger) index(layers []templates.Layer, around *place, gone bool) {
	for _, l := range layers {
		p := &place{layer: l, around: around, gone: gone || l.Common().Hidden}
		a.byLayer[l], a.byID[l.Common().ID] = p, p
		if g, ok := l.(*templates.Group); ok {
			a.index(g.Layers, p, p.gone)
		}
	}
}

// all places layers and those in them, but for hidden ones.
func (a *arranger) all(layers []templates.Layer) error {
	for _, l := range layers {
		p := a.byLayer[l]
		if p.gone {
			continue
		}
		if err := a.place(p); err != nil {
			return err
		}
		a.b.boxes[l] = p.box
		if g, ok := l.(*templates.Group); ok {
			if err := a.all(g.Layers); err != nil {
				return err
			}
		}
	}
	return nil
}

// place finds the box of a layer, after those that it follows from.
func (a *arranger) place(p *place) error {
	switch p.state {
	case placed:
		return nil
	case waiting:
		return a.cycle(p)
	}
	p.state = waiting
	a.path = append(a.path, p)
	err := a.place(p.around)
	if err == nil {
		err = a.settle(p)
	}
	a.path = a.path[:len(a.path)-1]
	p.state = placed
	return err
}

// settle finds the box of a layer in a group that has its own.
func (a *arranger) settle(p *place) error {
	base := p.layer.Common()
	group, _ := p.around.layer.(*templates.Group)
	switch {
	case base.Anchor != nil:
		return a.pin(p)
	case group != nil && stackOf(group) != nil && !p.gone:
		return a.fillStack(p.around, group)
	default:
		inner := p.around.inner
		x, y := base.X.Of(inner.w), base.Y.Of(inner.h)
		back := backwards(p.layer)
		return a.put(p, pair{inner.w - x, inner.h - y}, func(size pair) origin {
			return origin{inner.x + x - back[0]*size[0], inner.y + y - back[1]*size[1]}
		})
	}
}

// put sizes a layer that stands by itself, with room for a side that fills, and puts it where at says for its size.
func (a *arranger) put(p *place, room pair, at func(size pair) origin) error {
	want, fills := a.want(p.layer, p.around.sides)
	for axis, side := range want.side {
		switch {
		case fills[axis]:
			want.side[axis] = want.clamp(axis, max(0, room[axis]))
		case p.gone && side == auto:
			want.side[axis] = 0 // what it would be is not worth knowing
		}
	}
	size, err := a.measure(want)
	if err != nil {
		return err
	}
	from := at(size)
	want.side[0] = size[0] // that its layers may be parts of
	p.set(want, box{from.x, from.y, size[0], size[1]})
	return nil
}

// set gives a layer its box.
func (p *place) set(want wanted, bx box) {
	p.want, p.state = want, placed
	p.box, p.inner, p.sides = bx, bx, want.side
	if g, ok := p.layer.(*templates.Group); ok {
		p.inner, p.sides = bx.inside(g.Padding), want.within(g.Padding).side
	}
	back := backwards(p.layer) // a line keeps its direction
	p.box.x, p.box.w = bx.x+back[0]*bx.w, bx.w*(1-2*back[0])
	p.box.y, p.box.h = bx.y+back[1]*bx.h, bx.h*(1-2*back[1])
}

// backwards has a 1 for each side that runs to the left or up, as those of a line may, else 0.
func backwards(l templates.Layer) pair {
	var back pair
	for axis, side := range sidesOf(l.Common()) {
		if side.Value < 0 {
			back[axis] = 1
		}
	}
	return back
}
