package templates

import "reflect"

// Paint is a Color, *LinearGradient, *RadialGradient or *ConicGradient.
type Paint interface {
	isPaint()
}

// Color is straight (not premultiplied) 8-bit sRGB. ParseColor reads one.
type Color struct {
	R, G, B, A uint8
}

// LinearGradient runs along a CSS gradient line through the centre of the box: 0° points up, 90°
// right, and the line is as long as |w·sin a| + |h·cos a|.
type LinearGradient struct {
	Angle float64 `json:"angle" range:"-MaxAngle..MaxAngle" default:"180"` // degrees clockwise
	Stops []Stop  `json:"stops" required:"true" items:"2..MaxStops"`
}

// RadialGradient is a circle around Center.
type RadialGradient struct {
	Center Position `json:"center" default:"center"`                 // fractions of the box
	Radius float64  `json:"radius" range:"0..MaxRadius" default:"1"` // 1 reaches the corner that is farthest from the centre
	Stops  []Stop   `json:"stops" required:"true" items:"2..MaxStops"`
}

// ConicGradient runs around Center, clockwise.
type ConicGradient struct {
	Center Position `json:"center" default:"center"`                       // fractions of the box
	Angle  float64  `json:"angle" range:"-MaxAngle..MaxAngle" default:"0"` // where it starts, degrees clockwise from the top
	Stops  []Stop   `json:"stops" required:"true" items:"2..MaxStops"`
}

// Stop is one colour of a gradient.
type Stop struct {
	Color Color   `json:"color" required:"true"`
	At    float64 `json:"at" required:"true" range:"0..1"` // not less than the stop before
}

// Shadow is a CSS box-shadow.
type Shadow struct {
	X      float64 `json:"x" range:"-MaxOffset..MaxOffset" default:"0"`
	Y      float64 `json:"y" range:"-MaxOffset..MaxOffset" default:"0"`
	Blur   float64 `json:"blur" range:"0..MaxBlur" default:"0"` // px; the Gaussian's sigma is half of it
	Spread float64 `json:"spread" range:"-MaxSide..MaxSide" default:"0"`
	Color  Color   `json:"color" default:"#00000040"`
}

// Stroke outlines a shape.
type Stroke struct {
	Paint Paint       `json:"paint" default:"black"` // nil: none
	Width float64     `json:"width" range:"0..MaxSide" default:"1"`
	Dash  []float64   `json:"dash" items:"0..MaxDashes" range:"0..MaxSide"` // px: on, off, on, …; empty: solid
	Cap   Cap         `json:"cap" default:"butt"`
	Join  Join        `json:"join" default:"miter"`
	Align StrokeAlign `json:"align" default:"center"` // rect and ellipse only; others stay at the center
}

func (Color) isPaint()           {}
func (*LinearGradient) isPaint() {}
func (*RadialGradient) isPaint() {}
func (*ConicGradient) isPaint()  {}

// paintTypes are the paints that are objects, by their "type".
var paintTypes = map[string]reflect.Type{
	"linear_gradient": reflect.TypeFor[LinearGradient](),
	"radial_gradient": reflect.TypeFor[RadialGradient](),
	"conic_gradient":  reflect.TypeFor[ConicGradient](),
}

// paint reads a colour, or an object whose type says which gradient it is.
func (b *binder) paint(n *node) Paint {
	if n.kind == stringKind {
		var c Color
		c.bind(b, n)
		return c
	}
	if n.kind != objectKind {
		b.wrong(n, "a colour or a gradient")
		return nil
	}
	name, ok := b.typeOf(n)
	if !ok {
		return nil
	}
	t, ok := paintTypes[name]
	if !ok {
		b.unknownType(n, "paint", name, keys(paintTypes))
		return nil
	}
	v := planOf(t).fresh()
	b.object(n, v, "type")
	return v.Addr().Interface().(Paint)
}
