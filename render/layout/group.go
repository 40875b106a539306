package layout

import (
	"image"
	"math"
	"slices"

	"placard/render/display"
	"placard/templates"
)

// group lays out the children from the group's corner. A group that neither clips nor fades needs no
// layer of its own.
func (b *builder) group(g *templates.Group, bx box) error {
	b.report.box(g.Common(), bx, b.scale)
	start := len(b.list.Ops)
	if err := b.layers(g.Layers, origin{bx.x, bx.y}); err != nil {
		return err
	}
	b.layerID = g.ID
	if !g.Clip {
		return b.faded(start, g.Opacity, nil)
	}
	b.enclose(start, b.roundRect(bx, g.Radius), g.Opacity)
	return nil
}

// faded applies a layer's opacity to the operations since start. A single fill or picture takes it
// itself, as that is cheaper and the same; several must be composited first, or what overlaps would
// show through.
func (b *builder) faded(start int, opacity float64, err error) error {
	if err != nil || opacity >= 1 || len(b.list.Ops) == start {
		return err
	}
	if len(b.list.Ops) == start+1 {
		switch op := b.list.Ops[start].(type) {
		case *display.Fill:
			op.Paint = fadePaint(op.Paint, opacity)
			return nil
		case *display.Picture:
			op.Alpha = fadeAlpha(op.Alpha, opacity)
			return nil
		}
	}
	var all image.Rectangle
	for _, op := range b.list.Ops[start:] {
		all = all.Union(op.Bounds())
	}
	all = all.Intersect(image.Rect(0, 0, b.list.Width, b.list.Height))
	clip := display.Rect{X0: float64(all.Min.X), Y0: float64(all.Min.Y), X1: float64(all.Max.X), Y1: float64(all.Max.Y)}
	b.enclose(start, display.RoundRect{Rect: clip}, opacity)
	return nil
}

// enclose puts the operations since start in a group.
func (b *builder) enclose(start int, clip display.RoundRect, opacity float64) {
	if len(b.list.Ops) == start {
		return
	}
	push := &display.PushGroup{Clip: clip, Alpha: fadeAlpha(255, opacity)}
	b.list.Ops = slices.Insert(b.list.Ops, start, display.Op(push))
	b.owners = slices.Insert(b.owners, start, b.layerID)
	b.add(&display.PopGroup{})
}

func fadeAlpha(alpha uint8, opacity float64) uint8 {
	return uint8(math.Round(float64(alpha) * opacity))
}

func fadeColor(c display.Color, opacity float64) display.Color {
	c.A = fadeAlpha(c.A, opacity)
	return c
}

func fadePaint(p display.Paint, opacity float64) display.Paint {
	fadeStops := func(stops []display.Stop) []display.Stop {
		out := slices.Clone(stops)
		for i := range out {
			out[i].Color = fadeColor(out[i].Color, opacity)
		}
		return out
	}
	switch p := p.(type) {
	case display.Color:
		return fadeColor(p, opacity)
	case *display.LinearGradient:
		return &display.LinearGradient{From: p.From, To: p.To, Stops: fadeStops(p.Stops)}
	case *display.RadialGradient:
		return &display.RadialGradient{Center: p.Center, Radius: p.Radius, Stops: fadeStops(p.Stops)}
	}
	return p
}
