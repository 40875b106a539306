package display

import (
	"image"
	"math"
)

// Bounds is the pixels that the shape touches.
func (f *Fill) Bounds() image.Rectangle { return f.Shape.Pixels() }

// Bounds is the pixels that the hull of the path touches, control points included.
func (f *FillPath) Bounds() image.Rectangle {
	hull, ok := f.Path.hull()
	if !ok {
		return image.Rectangle{}
	}
	return hull.Pixels()
}

// Bounds is the pixels that Dest and Clip both touch.
func (p *Picture) Bounds() image.Rectangle { return p.Turn.pixels(p.Dest.Intersect(p.Clip.Rect)) }

// Bounds is the pixels that the clip and the mask both touch. A blur does not reach beyond: they cut it off.
func (g *PushGroup) Bounds() image.Rectangle {
	r := g.Clip.Rect
	switch m := g.Mask.(type) {
	case *PathMask:
		hull, ok := m.Path.hull()
		if !ok {
			return image.Rectangle{}
		}
		r = r.Intersect(hull)
	case *PictureMask:
		r = r.Intersect(m.Dest)
	}
	return g.Turn.pixels(r)
}

// Bounds is empty: what the group shows is counted by its PushGroup.
func (*PopGroup) Bounds() image.Rectangle { return image.Rectangle{} }

// ShadowReach is how many standard deviations a shadow reaches beyond its shape. 99.7 % of a Gaussian
// lie within, and the three box blurs that stand in for it end at 2.82 (see render/raster).
const ShadowReach = 3

// Bounds is the shape and ShadowReach around it, from which it does not leave Hole out; of an inset shadow it is
// the hole.
func (s *Shadow) Bounds() image.Rectangle {
	if s.Inset {
		return s.Turn.pixels(s.Hole.Rect)
	}
	return s.Turn.pixels(s.blurred())
}

// blurred is what the blur makes of the shape, in the shadow's own plane.
func (s *Shadow) blurred() Rect {
	if s.Shape.Empty() {
		return Rect{}
	}
	return s.Shape.inflate(math.Ceil(ShadowReach * s.Sigma))
}

// roundOff is what the tip of a wide miter and a turned corner may be off, in px, and no more than can be seen:
// they must not touch one pixel more.
const roundOff = 1e-6

// Bounds is the hull of the path widened by half the stroke, with the tips of its miters.
func (s *Stroke) Bounds() image.Rectangle {
	hull, ok := s.Path.hull()
	if !ok || !(s.Width > 0) {
		return image.Rectangle{}
	}
	reach := s.Width / 2
	if s.Cap == SquareCap {
		reach *= math.Sqrt2
	}
	r := hull.inflate(reach)
	if s.Join == Miter {
		s.Path.corners(func(pivot, in, out Point) {
			if tip, ok := MiterTip(pivot, in, out, s.Width/2); ok {
				r = r.include(tip)
			}
		})
	}
	return r.inflate(-roundOff).Pixels()
}

// corners calls f for every inner point of the path with the directions in which the path arrives and
// leaves, and for the point where a closed subpath meets itself.
func (p Path) corners(f func(pivot, in, out Point)) {
	var start, at, in, first Point
	drawn := false // a segment of this subpath has been walked
	step := func(points []Point) {
		out, ok := direction(at, points)
		if !ok {
			return // a segment of no length turns nowhere
		}
		if drawn {
			f(at, in, out)
		} else {
			first, drawn = out, true
		}
		in, at = arrival(at, points), points[len(points)-1]
	}
	for i := range p {
		s := &p[i]
		switch s.Verb {
		case Move:
			start, at, drawn = s.P[0], s.P[0], false
		case Close:
			step([]Point{start})
			if drawn {
				f(start, in, first)
			}
			at, drawn = start, false
		default:
			step(s.Points())
		}
	}
}

// direction is where a segment from at through points sets out to: its first point that is elsewhere.
func direction(at Point, points []Point) (Point, bool) {
	for _, q := range points {
		if q != at {
			return Point{q.X - at.X, q.Y - at.Y}, true
		}
	}
	return Point{}, false
}

// arrival is the direction in which a segment reaches its end point.
func arrival(at Point, points []Point) Point {
	end := points[len(points)-1]
	for i := len(points) - 2; i >= 0; i-- {
		if points[i] != end {
			return Point{end.X - points[i].X, end.Y - points[i].Y}
		}
	}
	return Point{end.X - at.X, end.Y - at.Y}
}
