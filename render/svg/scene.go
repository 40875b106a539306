package svg

import (
	"placard/render/display"
)

// item is a *shape or a *group.
type item interface {
	draw(p *painter, fade float64)
}

// group is items that are painted together. All planes are resolved: shapes know the way to the drawing's plane.
type group struct {
	items    []item
	alpha    float64
	blend    display.Blend
	isolated bool
	clips    []clipRegion // what shows is inside of all of them
}

// layers is how many groups of a list are open at once at most while a group is painted.
func (g *group) layers() int {
	most := 0
	for _, it := range g.items {
		inner := 1 // a shape that fades may take one
		if it, ok := it.(*group); ok {
			inner = it.layers()
		}
		most = max(most, inner)
	}
	return most + max(1, len(g.clips))
}

// clipRegion is a path in the drawing's plane.
type clipRegion struct {
	path display.Path
	rule display.FillRule
}

// shape is a path that is filled, or along which is painted, or both.
type shape struct {
	path        display.Path // in the shape's own plane
	m           matrix       // from there to the drawing's plane
	rule        display.FillRule
	fill        *paint // nil: none
	stroke      *paint
	line        display.Path // the path for the pen, which may make dots where there is nothing to fill
	pen         pen
	strokeFirst bool
}

// pen is how a stroke looks, in the shape's own plane.
type pen struct {
	width      float64
	miterLimit float64
	dash       []float64
	offset     float64 // where in the pattern the path begins
	cap        display.Cap
	join       display.Join
	fixed      bool // its lengths are in px of the picture
	outlined   bool // display.Stroke cannot say it
}

// paint is a colour or a gradient.
type paint struct {
	color   rgba
	given   bool // the colour that the drawing is given takes the place of color
	alpha   float64
	texture *texture // nil: a colour
}

// palette finds out whether all of a drawing has one colour.
type palette struct {
	color   [3]uint8
	any     bool
	several bool
}

func (p *palette) add(c rgba) {
	rgb := [3]uint8{c.r, c.g, c.b}
	p.several = p.several || p.any && rgb != p.color
	p.color, p.any = rgb, true
}
