package pdf

import (
	"math"

	"placard/render/display"
	"placard/render/pdf/internal/object"
)

// radial runs from a point outwards. It is that of a circle around the origin, in a plane which is stretched and
// turned into the ellipse.
type radial struct {
	radius float64
	focus  display.Point
	plane  matrix       // from the circle's to the gradient's
	bounds display.Rect // that must be covered
}

func newRadial(g *display.RadialGradient, bounds display.Rect) *radial {
	m := motion(display.Turn{Angle: g.Angle, X: g.Center.X, Y: g.Center.Y})
	f := display.Turn{Angle: -g.Angle}.Apply(g.Focus)
	first, across := g.Radii()
	k := across / first
	m.c, m.d, f.Y = m.c*k, m.d*k, f.Y/k
	return &radial{radius: first, focus: f, plane: m, bounds: bounds}
}

func (r *radial) shading() (object.Dict, matrix) {
	return object.Dict{
		"ShadingType": 3, "Coords": object.Array{r.focus.X, r.focus.Y, 0, 0, 0, r.radius}, "Extend": object.Array{false, true},
	}, r.plane
}

// beyond is a rectangle around the bounds and the ellipse, less the ellipse.
func (r *radial) beyond(c *content, at float64) {
	radius := at * r.radius
	x, y := r.focus.X*(1-at), r.focus.Y*(1-at)
	k := display.Corner{RX: radius, RY: radius}
	circle := display.RoundRect{Rect: grow(rectangle(x, y, 0, 0), radius), Corners: [4]display.Corner{k, k, k, k}}
	ellipse := r.plane.path(circle.Path())
	around := hullIn(ellipse, display.Turn{})
	c.rect(display.Rect{
		X0: math.Min(around.X0, r.bounds.X0), Y0: math.Min(around.Y0, r.bounds.Y0),
		X1: math.Max(around.X1, r.bounds.X1), Y1: math.Max(around.Y1, r.bounds.Y1),
	})
	c.path(ellipse)
}
