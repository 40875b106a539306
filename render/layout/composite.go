package layout

import (
	"image"
	"math"
	"slices"

	"placard/render/display"
	"placard/templates"
)

// clipOf is the shape that a layer's operations are cut off at; nil: none. A group that neither clips nor
// changes its children as a whole needs no layer of its own.
func (b *builder) clipOf(l templates.Layer, bx box) *display.RoundRect {
	g, ok := l.(*templates.Group)
	if !ok || !g.Clip || dressed(g) {
		return nil
	}
	return b.clip(g, bx)
}

// dressed says whether a group has more than its layers, which its clip is not to cut off.
func dressed(g *templates.Group) bool {
	return g.Background != nil || g.Border != nil || len(g.Shadow) > 0
}

// group draws what lies below a group's layers, and these.
func (b *builder) group(g *templates.Group, bx box) error {
	b.report.box(&g.Base, bx, b.scale)
	b.ground(&g.Base, g.Background, bx)
	start := b.mark()
	err := b.layers(g.Layers, bx.inside(g.Padding))
	b.layerID = g.ID
	if g.Clip && dressed(g) {
		b.enclose(start, &display.PushGroup{Clip: *b.clip(g, bx), Alpha: 255})
	}
	return err
}

// clip is the shape that a group cuts its layers off at.
func (b *builder) clip(g *templates.Group, bx box) *display.RoundRect {
	clip := b.roundRect(b.bled(bx, g.Radius), g.Radius)
	return &clip
}

// composite applies a layer's opacity, blend mode and blur to the operations since start, and a clip unless it
// is nil. A single fill or picture takes an opacity itself, as that is cheaper and the same; several must be
// composited first, or what overlaps would show through.
func (b *builder) composite(start mark, base *templates.Base, clip *display.RoundRect) {
	push := &display.PushGroup{
		Alpha: fadeAlpha(255, base.Opacity), Blend: blends[base.BlendMode], Blur: base.Blur * b.scale,
	}
	if clip != nil && push.Blur > 0 { // what is cut off is not to shine in
		b.enclose(start, &display.PushGroup{Clip: *clip, Alpha: 255})
		clip = nil
	}
	switch {
	case clip != nil:
		push.Clip = *clip
	case *push == (display.PushGroup{Alpha: 255}), b.fadeOne(start, base.Opacity, push):
		return
	default:
		push.Clip = b.extent(start, reachOf(push.Blur))
		b.insert(start, push)
		return
	}
	b.enclose(start, push)
}

// blends are the blend modes by their names.
var blends = map[templates.BlendMode]display.Blend{
	templates.BlendNormal: display.Normal, templates.BlendMultiply: display.Multiply, templates.BlendScreen: display.Screen,
	templates.BlendOverlay: display.Overlay, templates.BlendDarken: display.Darken, templates.BlendLighten: display.Lighten,
	templates.BlendColorDodge: display.ColorDodge, templates.BlendColorBurn: display.ColorBurn,
	templates.BlendHardLight: display.HardLight, templates.BlendSoftLight: display.SoftLight,
	templates.BlendDifference: display.Difference, templates.BlendExclusion: display.Exclusion, templates.BlendHue: display.Hue,
	templates.BlendSaturation: display.Saturation, templates.BlendColor: display.ColorBlend, templates.BlendLuminosity: display.Luminosity,
}

// reachOf is how far a blur spreads, in whole device px.
func reachOf(sigma float64) int { return int(math.Ceil(display.ShadowReach * sigma)) }

// fadeOne gives the only operation since start an opacity that a group would do nothing else with.
func (b *builder) fadeOne(start mark, opacity float64, push *display.PushGroup) bool {
	if push.Blend != display.Normal || push.Blur > 0 || len(b.list.Ops) != start.op+1 {
		return false
	}
	switch op := b.list.Ops[start.op].(type) {
	case *display.Fill:
		return fadeFill(&op.Paint, opacity)
	case *display.FillPath:
		return fadeFill(&op.Paint, opacity)
	case *display.Picture:
		op.Alpha = fadeAlpha(op.Alpha, opacity)
	default:
		return false
	}
	return true
}

// extent is the visible pixels that the operations since start touch, and reach px around them.
func (b *builder) extent(start mark, reach int) display.RoundRect {
	all := b.touched(start)
	if !all.Empty() {
		all = all.Inset(-reach).Intersect(b.seen())
	}
	return display.RoundRect{Rect: rectOf(all)}
}

// touched is the pixels that the operations since start touch, those of a group within its clip.
func (b *builder) touched(start mark) image.Rectangle { return touchedBy(b.list.Ops[start.op:]) }

// touchedBy is the pixels that operations touch, whose groups are whole.
func touchedBy(ops []display.Op) image.Rectangle {
	var all image.Rectangle
	depth := 0
	for _, op := range ops {
		if _, pop := op.(*display.PopGroup); pop {
			depth--
		}
		if depth == 0 {
			all = all.Union(op.Bounds())
		}
		if _, push := op.(*display.PushGroup); push {
			depth++
		}
	}
	return all
}

func rectOf(r image.Rectangle) display.Rect {
	return display.Rect{X0: float64(r.Min.X), Y0: float64(r.Min.Y), X1: float64(r.Max.X), Y1: float64(r.Max.Y)}
}

// enclose puts the operations since start in a group whose clip and mask are turned as all that is drawn.
func (b *builder) enclose(start mark, push *display.PushGroup) {
	b.insert(start, display.Turned(push, b.turn))
}

// insert puts the operations since start in a group that is where it belongs already.
func (b *builder) insert(start mark, push display.Op) {
	if len(b.list.Ops) == start.op {
		return
	}
	b.list.Ops = slices.Insert(b.list.Ops, start.op, push)
	b.owners = slices.Insert(b.owners, start.op, b.layerID)
	for i := start.tag; i < len(b.list.Tags); i++ {
		b.list.Tags[i].From++
		b.list.Tags[i].To++
	}
	b.list.Ops = append(b.list.Ops, &display.PopGroup{})
	b.owners = append(b.owners, b.layerID)
}
