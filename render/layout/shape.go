package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

func (b *builder) rect(r *templates.Rect, bx box) {
	b.shadow(r.Shadow, bx, r.Radius)
	if r.Fill != nil {
		b.fill(bx, r.Radius, r.Fill)
	}
	b.outline(r.Stroke, bx, r.Radius)
}

// ellipse is a rectangle whose corners meet.
func (b *builder) ellipse(e *templates.Ellipse, bx box) {
	shape := b.ellipseShape(bx)
	if s := e.Shadow; s != nil {
		b.castShadow(s, b.ellipseShape(grow(bx, s.Spread)), shape)
	}
	if e.Fill != nil {
		b.add(&display.Fill{Shape: shape, Paint: b.paint(e.Fill, bx)})
	}
	if s := e.Stroke; s != nil {
		at := grow(bx, strokeOffset(s))
		b.stroke(s, rectPath(b.ellipseShape(at)), bx)
	}
}

func (b *builder) line(l *templates.Line, bx box) {
	s := &l.Stroke
	if shape, ok := bar(s, bx); ok {
		b.fill(shape.box, shape.radii, s.Paint)
		return
	}
	path := display.Path{
		{Verb: display.Move, P: [3]display.Point{b.point(bx.x, bx.y)}},
		{Verb: display.Line, P: [3]display.Point{b.point(bx.x+bx.w, bx.y+bx.h)}},
	}
	b.stroke(s, path, normal(bx))
}

type barShape struct {
	box   box
	radii templates.Radii
}

// bar is a solid horizontal or vertical line as the rectangle that it is: cheaper than a stroke, and
// exact.
func bar(s *templates.Stroke, bx box) (barShape, bool) {
	if len(s.Dash) > 0 || (bx.w != 0 && bx.h != 0) {
		return barShape{}, false
	}
	half, r := s.Width/2, 0.0
	out := normal(bx)
	ext := 0.0
	switch s.Cap {
	case "round":
		ext, r = half, half
	case "square":
		ext = half
	}
	if bx.h == 0 {
		out = box{out.x - ext, out.y - half, out.w + 2*ext, s.Width}
	} else {
		out = box{out.x - half, out.y - ext, s.Width, out.h + 2*ext}
	}
	return barShape{out, templates.Radii{r, r, r, r}}, true
}

// normal is the box with sides that are not negative.
func normal(bx box) box {
	if bx.w < 0 {
		bx.x, bx.w = bx.x+bx.w, -bx.w
	}
	if bx.h < 0 {
		bx.y, bx.h = bx.y+bx.h, -bx.h
	}
	return bx
}

func (b *builder) fill(bx box, radii templates.Radii, p templates.Paint) {
	b.add(&display.Fill{Shape: b.roundRect(bx, radii), Paint: b.paint(p, bx)})
}

// shadow casts a box's shadow. A spread changes the radii with the box; a sharp corner stays sharp
// (CSS Backgrounds 3, section 7.1.1).
func (b *builder) shadow(s *templates.Shadow, bx box, radii templates.Radii) {
	if s == nil {
		return
	}
	b.castShadow(s, b.roundRect(grow(bx, s.Spread), growRadii(radii, s.Spread)), b.roundRect(bx, radii))
}

func (b *builder) castShadow(s *templates.Shadow, shape, hole display.RoundRect) {
	dx, dy := s.X*b.scale, s.Y*b.scale
	shape.X0, shape.X1, shape.Y0, shape.Y1 = shape.X0+dx, shape.X1+dx, shape.Y0+dy, shape.Y1+dy
	b.add(&display.Shadow{Shape: shape, Sigma: s.Blur / 2 * b.scale, Hole: hole, Color: display.Color(s.Color)})
}

// outline strokes a box.
func (b *builder) outline(s *templates.Stroke, bx box, radii templates.Radii) {
	if s == nil {
		return
	}
	by := strokeOffset(s)
	b.stroke(s, rectPath(b.roundRect(grow(bx, by), growRadii(radii, by))), bx)
}

// strokeOffset is how far outside of the box the middle of its stroke runs.
func strokeOffset(s *templates.Stroke) float64 {
	switch s.Align {
	case "inside":
		return -s.Width / 2
	case "outside":
		return s.Width / 2
	}
	return 0
}

// stroke adds a stroke along a path in device px, whose paint spreads over the box and its stroke.
func (b *builder) stroke(s *templates.Stroke, path display.Path, bx box) {
	if s.Width == 0 {
		return
	}
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * b.scale
	}
	b.add(&display.Stroke{
		Path: path, Width: s.Width * b.scale, Dash: dash,
		Cap: caps[s.Cap], Join: joins[s.Join],
		Paint: b.paint(s.Paint, grow(bx, strokeOffset(s)+s.Width/2)),
	})
}

var (
	caps  = map[templates.Cap]display.Cap{"butt": display.Butt, "round": display.RoundCap, "square": display.SquareCap}
	joins = map[templates.Join]display.Join{"miter": display.Miter, "round": display.RoundJoin, "bevel": display.Bevel}
)

// grow moves every side out by d, at most to nothing.
func grow(bx box, d float64) box {
	dx, dy := max(d, -bx.w/2), max(d, -bx.h/2)
	return box{bx.x - dx, bx.y - dy, bx.w + 2*dx, bx.h + 2*dy}
}

func growRadii(radii templates.Radii, d float64) templates.Radii {
	for i, r := range radii {
		if r > 0 {
			radii[i] = max(0, r+d)
		}
	}
	return radii
}

func (b *builder) point(x, y float64) display.Point {
	return display.Point{X: x * b.scale, Y: y * b.scale}
}

// roundRect is a box in device px, its radii scaled down together where neighbours would overlap (CSS
// Backgrounds 3, section 5.5).
func (b *builder) roundRect(bx box, radii templates.Radii) display.RoundRect {
	f := 1.0
	for _, side := range [4][3]float64{
		{bx.w, radii[0], radii[1]}, {bx.h, radii[1], radii[2]}, {bx.w, radii[2], radii[3]}, {bx.h, radii[3], radii[0]},
	} {
		if sum := side[1] + side[2]; sum > side[0] {
			f = math.Min(f, side[0]/sum)
		}
	}
	out := display.RoundRect{Rect: b.deviceRect(bx)}
	for i, r := range radii {
		out.Corners[i] = display.Corner{RX: r * f * b.scale, RY: r * f * b.scale}
	}
	return out
}

func (b *builder) ellipseShape(bx box) display.RoundRect {
	out := display.RoundRect{Rect: b.deviceRect(bx)}
	for i := range out.Corners {
		out.Corners[i] = display.Corner{RX: bx.w / 2 * b.scale, RY: bx.h / 2 * b.scale}
	}
	return out
}

func (b *builder) deviceRect(bx box) display.Rect {
	s := b.scale
	return display.Rect{X0: bx.x * s, Y0: bx.y * s, X1: (bx.x + bx.w) * s, Y1: (bx.y + bx.h) * s}
}
