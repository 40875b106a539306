package display

import (
	"fmt"
	"image"
	"math"
)

func checkPaint(p Paint) *Error {
	switch p := p.(type) {
	case Color:
		return nil
	case *LinearGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.from", p.From), checkPoint("paint.to", p.To), checkStops(p.Stops))
	case *RadialGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return checkRadial(p)
	case *ConicGradient:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkPoint("paint.center", p.Center), within("paint.angle", p.Angle, -MaxAngle, MaxAngle), checkStops(p.Stops))
	case *ImagePaint:
		if p == nil {
			return bad("paint", "it is nil")
		}
		return firstOf(checkImage("paint.", p.Source, p.Crop, p.Dest), checkTurn("paint.turn", p.Turn))
	default:
		return bad("paint", "%T is not a paint", p)
	}
}

func checkRadial(g *RadialGradient) *Error {
	if e := firstOf(
		checkPoint("paint.center", g.Center),
		within("paint.radius", g.Radius, 0, 2*MaxCoordinate), within("paint.across", g.Across, 0, 2*MaxCoordinate),
		within("paint.angle", g.Angle, -MaxAngle, MaxAngle),
		checkPoint("paint.focus", g.Focus), checkStops(g.Stops)); e != nil {
		return e
	}
	if g.Focus == (Point{}) {
		return nil
	}
	rx, ry := g.Radii()
	f := Turn{Angle: -g.Angle}.Apply(g.Focus)
	if !(math.Hypot(f.X/rx, f.Y/ry) <= 1+focusSlack) {
		return bad("paint.focus", "%v,%v is outside of the ellipse; bring it to its edge, as SVG does", g.Focus.X, g.Focus.Y)
	}
	return nil
}

// focusSlack is how far a focus may lie outside, in radii: rounding while it was brought to the edge.
const focusSlack = 1e-6

func checkStops(stops []Stop) *Error {
	if len(stops) < 2 || len(stops) > MaxStops {
		return bad("paint.stops", "%d is not in 2..%d", len(stops), MaxStops)
	}
	if first, last := stops[0].At, stops[len(stops)-1].At; first != 0 || last != 1 {
		return bad("paint.stops", "they run from %v to %v, not from 0 to 1", first, last)
	}
	for i := 1; i < len(stops); i++ {
		if at, before := stops[i].At, stops[i-1].At; !(at >= before) {
			return bad(fmt.Sprintf("paint.stops[%d].at", i), "%v is less than %v before it", at, before)
		}
	}
	return nil
}

// paint charges a paint for the pixels of a rectangle, at extra work for each.
func (c *checker) paint(p Paint, r image.Rectangle, extra float64) *Error {
	each, e := c.prepare(p, r)
	if e != nil {
		return e
	}
	return c.spend(c.visible(r), each+extra)
}

// prepare charges what a paint takes before it paints anything in a rectangle: the table of colours that a gradient
// needs however small the shape, or the pixels of a picture. It returns the work of a painted pixel.
func (c *checker) prepare(p Paint, r image.Rectangle) (each float64, err *Error) {
	var length float64
	switch p := p.(type) {
	case *LinearGradient:
		each, length = linearWork, math.Hypot(p.To.X-p.From.X, p.To.Y-p.From.Y)
	case *RadialGradient:
		each, length = radialWork, 2*math.Max(p.Radius, p.Across) // twice as far from a focus at the edge
	case *ConicGradient:
		each, length = conicWork, maxTable
	case *ImagePaint:
		picture := p.Picture()
		box := r.Intersect(c.view())
		return linearWork, firstOf(c.borrow("paint", area(box)), c.spend(area(box), groupWork), c.spendPicture(picture, box))
	default:
		return fillWork, nil
	}
	return each, c.spend(math.Min(2*length, maxTable), entryWork)
}

// maxTable is how many colours back ends compute of a gradient at most.
const maxTable = 1 << 13
