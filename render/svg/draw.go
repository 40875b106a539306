package svg

import (
	"image"
	"math"

	"placard/internal/css"
	"placard/render/display"
)

// Draw gives the operations that paint the drawing into the rectangle at of a list, in px, fitted as its
// preserveAspectRatio says (xMidYMid meet where it says nothing). What reaches beyond is cut off.
//
// color is what currentColor is, and black where it is nil. With a colour, a drawing of one colour takes it
// everywhere; of several colours or with gradients, it is taken by what says currentColor and by what says
// nothing. Opacities stay.
//
// The operations share paths with nothing and may be kept. Draw fails for a rectangle that is too far off, and for
// gradients that would be.
func (d *Drawing) Draw(at display.Rect, color *display.Color) ([]display.Op, error) {
	const most = display.MaxCoordinate / 4 // leaves room for what is painted around it, and for a turn
	if !(math.Max(math.Max(-at.X0, -at.Y0), math.Max(at.X1, at.Y1)) <= most) {
		return nil, &Error{Reason: "it is to be drawn too far off the canvas"}
	}
	if at.Empty() {
		return nil, nil
	}
	p := &painter{to: d.aspect.fit(d.view, at), at: at, color: color, all: !d.colors.several, blends: d.blends}
	d.root.draw(p, 1)
	if p.segments > display.MaxSegments {
		p.err = &Error{Reason: "at this size its strokes have too many segments; use fewer dashes, or convert them to paths"}
	}
	if p.err != nil {
		return nil, p.err
	}
	p.frame()
	return p.ops, nil
}

// painter collects operations.
type painter struct {
	to     matrix // from the drawing's plane to the canvas
	at     display.Rect
	color  *display.Color
	all    bool // the colour goes everywhere
	blends bool
	ops    []display.Op
	reach  bounds // of what is painted, as tight as can be

	segments int // of all paths
	err      error
}

// shown is how far in px something may reach over an edge before it is cut off there: less cannot be seen.
const shown = 0.05

// frame cuts off what reaches beyond the rectangle, and keeps what blends from mixing with what is below.
func (p *painter) frame() {
	if len(p.ops) == 0 || !p.blends && (!p.reach.ok || inside(p.reach.Rect, p.at)) {
		return
	}
	p.group(0, display.PushGroup{Clip: display.RoundRect{Rect: p.at}, Alpha: 255})
}

func inside(r, s display.Rect) bool {
	return r.X0 >= s.X0-shown && r.Y0 >= s.Y0-shown && r.X1 <= s.X1+shown && r.Y1 <= s.Y1+shown
}

// group puts the operations from start on into a group, clipped to what they touch. One that shows nothing is left
// out with them.
func (p *painter) group(start int, g display.PushGroup) {
	var touched image.Rectangle
	for _, op := range p.ops[start:] {
		touched = touched.Union(op.Bounds())
	}
	pixels := display.Rect{X0: float64(touched.Min.X), Y0: float64(touched.Min.Y), X1: float64(touched.Max.X), Y1: float64(touched.Max.Y)}
	g.Clip.Rect = g.Clip.Intersect(pixels)
	if g.Clip.Empty() || g.Alpha == 0 {
		p.ops = p.ops[:start]
		return
	}
	p.ops = append(p.ops, nil, &display.PopGroup{})
	copy(p.ops[start+1:], p.ops[start:len(p.ops)-2])
	p.ops[start] = &g
}

// window is what a group's layer is clipped to where it has no clip of its own.
func (p *painter) window() display.RoundRect {
	return display.RoundRect{Rect: display.Rect{
		X0: math.Floor(p.at.X0), Y0: math.Floor(p.at.Y0), X1: math.Ceil(p.at.X1), Y1: math.Ceil(p.at.Y1),
	}}
}

// draw paints the items at a share of their opacity. One alone needs no group to be faded.
func (g *group) draw(p *painter, fade float64) {
	alpha := fade * g.alpha
	plain := g.blend == display.Normal && (!g.isolated || !p.blends)
	start, outer := len(p.ops), p.reach
	p.reach = bounds{}
	switch {
	case len(g.items) == 1 && plain && len(g.clips) == 0:
		g.items[0].draw(p, alpha)
		alpha = 1
	default:
		for _, it := range g.items {
			it.draw(p, 1)
		}
	}
	clips := p.cutting(g.clips)
	if len(p.ops) > start && (len(clips) > 0 || !plain || css.Byte(alpha) < 255) {
		if len(clips) == 0 {
			clips = []display.PushGroup{{Clip: p.window()}}
		}
		for i := range clips {
			c := clips[len(clips)-1-i]
			c.Alpha = 255
			if i == len(clips)-1 {
				c.Alpha, c.Blend = css.Byte(alpha), g.blend
			}
			p.group(start, c)
		}
	}
	if len(p.ops) > start && p.reach.ok {
		outer.addRect(p.reach.Rect)
	}
	p.reach = outer
}

// cutting are the groups that clip what has been painted, without those regions that all of it lies in, and shrinks
// what it reaches to them.
func (p *painter) cutting(clips []clipRegion) []display.PushGroup {
	var out []display.PushGroup
	for _, c := range clips {
		path := p.to.path(c.path)
		rect, upright := rectangle(path)
		if upright && p.reach.ok && inside(p.reach.Rect, rect) {
			continue
		}
		g := display.PushGroup{Clip: p.window()}
		box, ok := tight(path)
		switch {
		case !ok:
			g.Clip.Rect = display.Rect{}
		case upright:
			g.Clip.Rect = p.near(rect)
		default:
			g.Mask = &display.PathMask{Path: p.fitted(path), Rule: c.rule}
		}
		if p.reach.ok {
			p.reach.Rect = p.reach.Intersect(box)
			p.reach.ok = !p.reach.Empty()
		}
		out = append(out, g)
	}
	return out
}

// near brings a rectangle's sides that are far off to where they still do not show.
func (p *painter) near(r display.Rect) display.Rect {
	return r.Intersect(p.margin())
}

// rectangle reports whether a path is a rectangle with sides along the axes, and which.
func rectangle(path display.Path) (display.Rect, bool) {
	if len(path) != 5 || path[0].Verb != display.Move || path[4].Verb != display.Close {
		return display.Rect{}, false
	}
	var b bounds
	for i := range 4 {
		if i > 0 && path[i].Verb != display.Line {
			return display.Rect{}, false
		}
		q, next := path[i].P[0], path[(i+1)%4].P[0]
		if q.X != next.X && q.Y != next.Y {
			return display.Rect{}, false
		}
		b.add(q)
	}
	a, c := path[0].P[0], path[2].P[0]
	return b.Rect, a.X != c.X && a.Y != c.Y
}
