package layout

import (
	"math"

	"placard/render/display"
	"placard/templates"
)

// shadows casts those of a shape, the last one lowest.
func (b *builder) shadows(all templates.Shadows, shape display.RoundRect) {
	for i := len(all) - 1; i >= 0; i-- {
		if !all[i].Inset {
			b.shadow(&all[i], shape)
		}
	}
}

// shadow casts one of a shape's shadows.
func (b *builder) shadow(s *templates.Shadow, shape display.RoundRect) {
	cast := b.moved(grown(shape, s.Spread*b.scale, spreadRadius), s)
	b.add(&display.Shadow{Shape: cast, Sigma: s.Blur / 2 * b.scale, Hole: shape, Color: display.Color(s.Color)})
}

// insets casts those within a shape, on what fills it. The opening that light falls through is smaller by the
// spread.
func (b *builder) insets(all templates.Shadows, shape display.RoundRect) {
	for i := len(all) - 1; i >= 0; i-- {
		s := &all[i]
		if s.Inset {
			opening := b.moved(grown(shape, -s.Spread*b.scale, offsetRadius), s)
			b.add(&display.Shadow{Shape: opening, Sigma: s.Blur / 2 * b.scale, Hole: shape, Inset: true, Color: display.Color(s.Color)})
		}
	}
}

// moved is a shape by a shadow's offset.
func (b *builder) moved(r display.RoundRect, s *templates.Shadow) display.RoundRect {
	dx, dy := s.X*b.scale, s.Y*b.scale
	r.X0, r.X1, r.Y0, r.Y1 = r.X0+dx, r.X1+dx, r.Y0+dy, r.Y1+dy
	return r
}

// outline strokes a shape that fills bx.
func (b *builder) outline(s *templates.Stroke, shape display.RoundRect, bx box) {
	if s == nil {
		return
	}
	offset := strokeOffset(s)
	paintBox := grow(bx, offset+s.Width/2)
	if s.Align != templates.StrokeAlignInside || canInset(shape, s.Width*b.scale, len(s.Dash) > 0) {
		b.stroke(s, s.Width, rectPath(grown(shape, offset*b.scale, offsetRadius)), paintBox)
		return
	}
	start := b.mark()
	b.stroke(s, 2*min(s.Width, bx.w, bx.h), rectPath(shape), paintBox)
	b.enclose(start, &display.PushGroup{Clip: shape, Alpha: 255}) // cuts the outer half off
}

// canInset tells whether a stroke inside of a shape can run along the shape moved inwards by half of its
// width, px. It cannot where it is wider than the shape, nor, in a solid stroke, where the outer edge would
// not be the shape's own: around a corner that the move makes sharp, or one that is no circle.
func canInset(shape display.RoundRect, width float64, dashed bool) bool {
	if width > min(shape.X1-shape.X0, shape.Y1-shape.Y0) {
		return false
	}
	for _, c := range shape.Corners {
		if round := c.RX > 0; round && !dashed && (c.RX < width/2 || c.RX != c.RY) {
			return false
		}
	}
	return true
}

// strokeOffset is how far outside of the box the middle of its stroke runs.
func strokeOffset(s *templates.Stroke) float64 {
	switch s.Align {
	case templates.StrokeAlignInside:
		return -s.Width / 2
	case templates.StrokeAlignOutside:
		return s.Width / 2
	}
	return 0
}

// stroke adds a stroke of a width in design px along a path in device px, whose paint spreads over
// paintBox.
func (b *builder) stroke(s *templates.Stroke, width float64, path display.Path, paintBox box) {
	if width == 0 {
		return
	}
	dash := make([]float64, len(s.Dash))
	for i, d := range s.Dash {
		dash[i] = d * b.scale
	}
	b.add(&display.Stroke{
		Path: path, Width: width * b.scale, Dash: dash,
		Cap: caps[s.Cap], Join: joins[s.Join],
		Paint: b.paint(s.Paint, paintBox),
	})
}

var (
	caps = map[templates.Cap]display.Cap{
		templates.CapButt: display.Butt, templates.CapRound: display.RoundCap, templates.CapSquare: display.SquareCap,
	}
	joins = map[templates.Join]display.Join{
		templates.JoinMiter: display.Miter, templates.JoinRound: display.RoundJoin, templates.JoinBevel: display.Bevel,
	}
)

// grow moves every side out by d, at most to nothing.
func grow(bx box, d float64) box {
	dx, dy := max(d, -bx.w/2), max(d, -bx.h/2)
	return box{bx.x - dx, bx.y - dy, bx.w + 2*dx, bx.h + 2*dy}
}

// grown moves every side of a shape out by d px, at most to nothing; radius gives the corners' new radii.
func grown(r display.RoundRect, d float64, radius func(r, d float64) float64) display.RoundRect {
	dx, dy := math.Max(d, -(r.X1-r.X0)/2), math.Max(d, -(r.Y1-r.Y0)/2)
	r.X0, r.X1, r.Y0, r.Y1 = r.X0-dx, r.X1+dx, r.Y0-dy, r.Y1+dy
	for i, c := range r.Corners {
		r.Corners[i] = display.Corner{RX: math.Max(0, radius(c.RX, d)), RY: math.Max(0, radius(c.RY, d))}
	}
	return fitCorners(r)
}

// offsetRadius keeps a corner at the same distance all around; a sharp one stays sharp.
func offsetRadius(r, d float64) float64 {
	if r == 0 {
		return 0
	}
	return r + d
}

// spreadRadius is that of a shadow. A radius smaller than the spread grows by less, so that a corner which
// is almost sharp casts one that is (CSS Backgrounds 3, section 7.1.1).
func spreadRadius(r, d float64) float64 {
	if r < d {
		k := 1 - r/d
		d *= 1 - k*k*k
	}
	return r + d
}
