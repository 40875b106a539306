package layout

import (
	"fmt"
	"math"
	"slices"

	"placard/render/display"
	"placard/templates"
)

// ground draws what lies below the content of a layer that has a background: the shadows of its box, the
// background, and the inset shadows on it.
func (b *builder) ground(l *templates.Base, background templates.Paint, bx box) {
	if background == nil {
		return
	}
	shape := b.roundRect(b.bled(bx, l.Radius), l.Radius)
	b.shadows(l.Shadow, shape)
	b.fillBled(bx, l.Radius, background)
	b.insets(l.Shadow, shape)
}

// dress gives a layer that has been drawn since start its border, and the shadows of its form if it does not fill
// its box.
func (b *builder) dress(start mark, l templates.Layer, bx box) error {
	base := l.Common()
	if base.Border != nil && !b.missing(start, l) {
		b.border(base.Border, l, bx)
	}
	if len(base.Shadow) == 0 || templates.FillsBox(l) {
		return nil
	}
	return b.dropShadows(start, base.Shadow)
}

// missing says whether a layer shows nothing since its picture cannot be had: then it has no border either.
func (b *builder) missing(start mark, l templates.Layer) bool {
	switch l.(type) {
	case *templates.Image, *templates.SVG:
		return len(b.list.Ops) == start.op
	}
	return false
}

// border draws along a layer's box, or along an ellipse.
func (b *builder) border(border *templates.Border, l templates.Layer, bx box) {
	if border.Paint == nil || bx.w == 0 || bx.h == 0 {
		return
	}
	shape := b.roundRect(bx, l.Common().Radius)
	if _, round := l.(*templates.Ellipse); round {
		shape = b.ellipseShape(bx)
	}
	b.outline(&templates.Stroke{
		Paint: border.Paint, Width: border.Width, Dash: border.Dash, Cap: border.Cap, Align: border.Align,
	}, shape, bx)
}

// shadowReach is how far off, in device px, what a layer draws may lie and still cast a shadow that shows.
func (b *builder) shadowReach(l templates.Layer) int {
	if templates.FillsBox(l) {
		return 0
	}
	reach := 0
	for _, s := range l.Common().Shadow {
		reach = max(reach, int(math.Ceil(math.Hypot(s.X, s.Y)*b.scale))+reachOf(s.Blur/2*b.scale))
	}
	return reach
}

// dropShadows draws what has been drawn since start once more for each shadow, below it.
func (b *builder) dropShadows(start mark, all templates.Shadows) error {
	form := b.list.Ops[start.op:]
	if more := len(all) * (len(form) + 2); len(b.list.Ops)+more > display.MaxOps {
		return wrapError(b.layerID, fmt.Errorf("shadow: draws all in it once more, %d operations too many; give it to less, or to a layer with a background",
			len(b.list.Ops)+more-display.MaxOps))
	}
	var cast []display.Op
	for i := len(all) - 1; i >= 0; i-- {
		cast = append(cast, b.dropShadow(&all[i], form)...)
	}
	b.list.Ops = slices.Insert(b.list.Ops, start.op, cast...)
	b.owners = slices.Insert(b.owners, start.op, slices.Repeat([]string{b.layerID}, len(cast))...)
	for i := start.tag; i < len(b.list.Tags); i++ {
		b.list.Tags[i].From += len(cast)
		b.list.Tags[i].To += len(cast)
	}
	return nil
}

// dropShadow is a form moved, in one colour, and blurred. Offsets lie in the layer's own plane, as in CSS.
func (b *builder) dropShadow(s *templates.Shadow, form []display.Op) []display.Op {
	by := display.Turn{Angle: b.turn.Angle}.Apply(b.point(s.X, s.Y))
	move, color := display.Moved(by.X, by.Y), display.Color(s.Color)
	hard := s.Blur == 0 && lettersOnly(form)
	cast := make([]display.Op, 0, len(form)+2)
	for _, op := range form {
		if g, ok := op.(*display.Glyphs); ok {
			letters := *g
			letters.Silent = true
			if hard {
				letters.Paint = color
			}
			op = &letters
		}
		cast = append(cast, display.Turned(op, move))
	}
	if hard {
		return cast
	}
	sigma := s.Blur / 2 * b.scale
	shown := touchedBy(cast).Inset(-reachOf(sigma)).Intersect(b.seen())
	if shown.Empty() {
		return nil
	}
	push := &display.PushGroup{Clip: display.RoundRect{Rect: rectOf(shown)}, Tint: &color, Alpha: 255, Blur: sigma}
	return append(slices.Insert(cast, 0, display.Op(push)), &display.PopGroup{})
}

// lettersOnly says whether a form is opaque letters alone, each of one colour: in another colour they are their own
// shadow.
func lettersOnly(form []display.Op) bool {
	for _, op := range form {
		g, ok := op.(*display.Glyphs)
		if !ok {
			return false
		}
		if color, solid := g.Solid(); !solid || color.A < 255 {
			return false
		}
		if slices.ContainsFunc(g.Glyphs, func(k display.Glyph) bool { return len(g.Face.ColorLayers(k.ID)) > 0 }) {
			return false
		}
	}
	return true
}
