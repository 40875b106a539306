package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

// path draws path data, and returns the layer's box.
func (b *builder) path(p *templates.Path, bx box) box {
	return b.freeform(p.D.Segments(), p.ViewBox, bx, p.Fill, fillRules[p.FillRule], p.Stroke)
}

// polygon draws straight sides, and returns the layer's box.
func (b *builder) polygon(p *templates.Polygon, bx box) box {
	points := p.Points
	if p.Sides > 0 {
		points = ring(bx, p.Sides, 1)
	}
	return b.freeform(closed(points), p.ViewBox, bx, p.Fill, fillRules[p.FillRule], p.Stroke)
}

// star is a polygon whose every other corner lies further in.
func (b *builder) star(s *templates.Star, bx box) box {
	return b.freeform(closed(ring(bx, 2*s.Points, s.InnerRadius)), templates.ViewBox{}, bx, s.Fill, display.NonZero, s.Stroke)
}

// ring is count points on the ellipse that fills a box, clockwise from the top, from the box's corner; every
// other one at a part of the way out.
func ring(bx box, count int, inner float64) templates.Points {
	points := make(templates.Points, count)
	for i := range points {
		sin, cos := math.Sincos(2 * math.Pi * float64(i) / float64(count))
		k := 1.0
		if i%2 == 1 {
			k = inner
		}
		points[i] = [2]float64{bx.w / 2 * (1 + k*sin), bx.h / 2 * (1 - k*cos)}
	}
	return points
}

// closed is the outline of a polygon.
func closed(points templates.Points) []templates.PathSegment {
	out := make([]templates.PathSegment, 0, len(points)+1)
	for i, point := range points {
		op := byte('L')
		if i == 0 {
			op = 'M'
		}
		out = append(out, templates.PathSegment{Op: op, Points: [3][2]float64{point}})
	}
	return append(out, templates.PathSegment{Op: 'Z'})
}

var fillRules = map[templates.FillRule]display.FillRule{
	templates.FillRuleNonZero: display.NonZero, templates.FillRuleEvenOdd: display.EvenOdd,
}

// freeform fills and strokes an outline in px from the corner of a box, or in the plane of a view box that is
// fitted into it. The paints spread over the box, and over the outline where the layer has no size.
func (b *builder) freeform(outline []templates.PathSegment, view templates.ViewBox, bx box, fill templates.Paint, rule display.FillRule, stroke *templates.Stroke) box {
	path, around := b.outlinePath(outline, fitView(view, bx))
	if bx.w == 0 || bx.h == 0 {
		bx = around
	}
	if len(path) == 0 {
		return bx
	}
	if fill != nil {
		b.add(&display.FillPath{Path: path, Rule: rule, Paint: b.paint(fill, bx)})
	}
	if stroke != nil {
		b.stroke(stroke, stroke.Width, path, grow(bx, stroke.Width/2))
	}
	return bx
}

// plane takes points of an outline to design px of the list.
type plane struct{ k, dx, dy float64 }

// fitView fits a view box into a box, whole, in proportion and centred (SVG 2, section 8.6: xMidYMid meet).
// Without one the plane starts at the box's corner.
func fitView(view templates.ViewBox, bx box) plane {
	if view == (templates.ViewBox{}) {
		return plane{1, bx.x, bx.y}
	}
	k := min(bx.w/view[2], bx.h/view[3])
	return plane{k, bx.x + (bx.w-view[2]*k)/2 - view[0]*k, bx.y + (bx.h-view[3]*k)/2 - view[1]*k}
}

// outlinePath is an outline as a path in device px, and the box around it in design px.
func (b *builder) outlinePath(outline []templates.PathSegment, to plane) (display.Path, box) {
	var path pathBuilder
	around := extent{least: [2]float64{to.dx, to.dy}, most: [2]float64{to.dx, to.dy}} // of nothing
	var at [2]float64
	for _, s := range outline {
		step := verbs[s.Op]
		points := [4][2]float64{at}
		var device [3]display.Point
		for i := range step.points {
			points[i+1] = [2]float64{s.Points[i][0]*to.k + to.dx, s.Points[i][1]*to.k + to.dy}
			device[i] = b.point(points[i+1][0], points[i+1][1])
		}
		path.add(step.verb, device)
		at = points[step.points]
		if step.points > 1 {
			around.curve(points[:step.points+1]...)
		} else {
			around.include(at)
		}
	}
	return path.path, around.box()
}

// verbs are the display list's words for the steps of an outline, and how many points each has.
var verbs = map[byte]struct {
	verb   display.Verb
	points int
}{'M': {display.Move, 1}, 'L': {display.Line, 1}, 'Q': {display.Quad, 2}, 'C': {display.Cubic, 3}, 'Z': {display.Close, 0}}
