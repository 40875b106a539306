package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

func (b *builder) rect(r *templates.Rect, bx box) {
	out := b.bled(bx, r.Radius)
	shape := b.roundRect(out, r.Radius)
	b.shadows(r.Shadow, shape)
	if r.Fill != nil {
		b.fill(out, r.Radius, r.Fill, bx)
	}
	b.insets(r.Shadow, shape)
	stroke := r.Stroke
	if around := out.w > bx.w+b.bleed && out.h > bx.h+b.bleed; around && stroke != nil && stroke.Align == templates.StrokeAlignInside {
		wider := *stroke // a frame of the whole canvas goes on into the bleed
		wider.Width += b.bleed
		stroke, bx = &wider, out
	}
	b.outline(stroke, b.roundRect(bx, r.Radius), bx)
}

// ellipse is a rectangle whose corners meet.
func (b *builder) ellipse(e *templates.Ellipse, bx box) {
	shape := b.ellipseShape(bx)
	b.shadows(e.Shadow, shape)
	if e.Fill != nil {
		b.add(&display.Fill{Shape: shape, Paint: b.paint(e.Fill, bx)})
	}
	b.insets(e.Shadow, shape)
	b.outline(e.Stroke, shape, bx)
}

func (b *builder) line(l *templates.Line, bx box) {
	s := &l.Stroke
	if shape, ok := bar(s, bx); ok {
		b.fillBled(shape.box, shape.radii, s.Paint)
		return
	}
	path := display.Path{
		{Verb: display.Move, P: [3]display.Point{b.point(bx.x, bx.y)}},
		{Verb: display.Line, P: [3]display.Point{b.point(bx.x+bx.w, bx.y+bx.h)}},
	}
	b.stroke(s, s.Width, path, grow(normal(bx), s.Width/2))
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
	case templates.CapRound:
		ext, r = half, half
	case templates.CapSquare:
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

// fill fills a box with a paint that spreads over another.
func (b *builder) fill(bx box, radii templates.Radii, p templates.Paint, over box) {
	if picture, ok := p.(*templates.ImagePaint); ok && (picture.Fit == templates.ImageFitCover || picture.Fit == templates.ImageFitFill) {
		over = bx // beyond a picture there is nothing, and the bleed is not to be empty
	}
	b.add(&display.Fill{Shape: b.roundRect(bx, radii), Paint: b.paint(p, over)})
}

// fillBled fills a box, and the bleed beside it.
func (b *builder) fillBled(bx box, radii templates.Radii, p templates.Paint) {
	b.fill(b.bled(bx, radii), radii, p, bx)
}

func (b *builder) point(x, y float64) display.Point {
	return display.Point{X: x * b.scale, Y: y * b.scale}
}

// roundRect is a box in device px.
func (b *builder) roundRect(bx box, radii templates.Radii) display.RoundRect {
	out := display.RoundRect{Rect: b.deviceRect(bx)}
	for i, r := range radii {
		out.Corners[i] = display.Corner{RX: r * b.scale, RY: r * b.scale}
	}
	return fitCorners(out)
}

// fitCorners scales all radii down together where neighbours would overlap (CSS Backgrounds 3, section
// 5.5).
func fitCorners(r display.RoundRect) display.RoundRect {
	w, h, k := r.X1-r.X0, r.Y1-r.Y0, &r.Corners
	f := 1.0
	for _, side := range [4][3]float64{
		{w, k[0].RX, k[1].RX}, {h, k[1].RY, k[2].RY}, {w, k[2].RX, k[3].RX}, {h, k[3].RY, k[0].RY},
	} {
		if sum := side[1] + side[2]; sum > side[0] {
			f = math.Min(f, side[0]/sum)
		}
	}
	for i := range k {
		k[i].RX, k[i].RY = k[i].RX*f, k[i].RY*f
	}
	return r
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
