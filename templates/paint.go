package templates

import "reflect"

// Paint is a Color, *LinearGradient, *RadialGradient, *ConicGradient or *ImagePaint.
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
	Angle float64    `json:"angle" range:"-MaxAngle..MaxAngle" default:"180"` // degrees clockwise
	Space ColorSpace `json:"space" default:"srgb"`
	Stops []Stop     `json:"stops" required:"true" items:"2..MaxStops"`
}

// RadialGradient is a circle around Center.
type RadialGradient struct {
	Center Position   `json:"center" default:"center"`                 // fractions of the box
	Radius float64    `json:"radius" range:"0..MaxRadius" default:"1"` // 1 reaches the corner that is farthest from the centre
	Space  ColorSpace `json:"space" default:"srgb"`
	Stops  []Stop     `json:"stops" required:"true" items:"2..MaxStops"`
}

// ConicGradient runs around Center, clockwise.
type ConicGradient struct {
	Center Position   `json:"center" default:"center"`                       // fractions of the box
	Angle  float64    `json:"angle" range:"-MaxAngle..MaxAngle" default:"0"` // where it starts, degrees clockwise from the top
	Space  ColorSpace `json:"space" default:"srgb"`
	Stops  []Stop     `json:"stops" required:"true" items:"2..MaxStops"`
}

// ImagePaint is a picture as a fill: it is fitted into the box as that of an image layer is. What becomes of
// one that cannot be had is up to the template's OnPictureError.
type ImagePaint struct {
	Src      string   `json:"src" required:"true" pattern:"Source"` // as that of an image layer; empty: nothing
	Fit      ImageFit `json:"fit" default:"cover"`
	Position Position `json:"position" default:"center"`
}

// Stop is one colour of a gradient.
type Stop struct {
	Color Color   `json:"color" required:"true"`
	At    float64 `json:"at" required:"true" range:"0..1"` // not less than the stop before
}

// Shadows are those of a layer, the topmost first. In JSON they are one object, or a list.
type Shadows []Shadow

// bind reads a shadow, or a list of them.
func (s *Shadows) bind(b *binder, n *node) {
	*s = nil
	read := func(n *node) {
		fresh := planOf(reflect.TypeFor[Shadow]()).fresh()
		b.object(n, fresh)
		*s = append(*s, fresh.Interface().(Shadow))
	}
	switch {
	case n.kind == nullKind:
	case n.kind != arrayKind:
		read(n)
	case len(n.items) > MaxShadows:
		b.tooLarge(n, "%d shadows; the limit is %d", len(n.items), MaxShadows)
	default:
		for i := range n.items {
			b.pushIndex(i)
			read(n.at(i))
			b.pop(1)
		}
	}
}

// Shadow is a CSS box-shadow.
type Shadow struct {
	X      float64 `json:"x" range:"-MaxOffset..MaxOffset" default:"0" length:"true"`
	Y      float64 `json:"y" range:"-MaxOffset..MaxOffset" default:"0" length:"true"`
	Blur   float64 `json:"blur" range:"0..MaxBlur" default:"0" length:"true"` // px; the Gaussian's sigma is half of it
	Spread float64 `json:"spread" range:"-MaxSide..MaxSide" default:"0" length:"true"`
	Color  Color   `json:"color" default:"#00000040"`
	Inset  bool    `json:"inset" default:"false"` // within the box, as if it lay deeper than what is around
}

// Border runs along the inside of a layer's box, with its radius.
type Border struct {
	Paint Paint       `json:"paint" default:"black"`
	Width float64     `json:"width" range:"0..MaxSide" default:"1" length:"true"`
	Dash  []float64   `json:"dash" items:"0..MaxDashes" range:"0..MaxSide" length:"true"` // px: on, off, on, …; empty: solid
	Cap   Cap         `json:"cap" default:"butt"`
	Align StrokeAlign `json:"align" default:"inside"`
}

// Stroke outlines a shape.
type Stroke struct {
	Paint Paint       `json:"paint" default:"black"` // nil: none
	Width float64     `json:"width" range:"0..MaxSide" default:"1" length:"true"`
	Dash  []float64   `json:"dash" items:"0..MaxDashes" range:"0..MaxSide" length:"true"` // px: on, off, on, …; empty: solid
	Cap   Cap         `json:"cap" default:"butt"`
	Join  Join        `json:"join" default:"miter"`
	Align StrokeAlign `json:"align" default:"center"` // rect and ellipse only; others stay at the center
}

func (Color) isPaint()           {}
func (*LinearGradient) isPaint() {}
func (*RadialGradient) isPaint() {}
func (*ConicGradient) isPaint()  {}
func (*ImagePaint) isPaint()     {}

// paintTypes are the paints that are objects, by their "type".
var paintTypes = map[string]reflect.Type{
	"linear_gradient": reflect.TypeFor[LinearGradient](),
	"radial_gradient": reflect.TypeFor[RadialGradient](),
	"conic_gradient":  reflect.TypeFor[ConicGradient](),
	"image":           reflect.TypeFor[ImagePaint](),
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
		b.unknownType(n, name, keys(paintTypes))
		return nil
	}
	v := planOf(t).fresh()
	b.object(n, v, "type")
	return v.Addr().Interface().(Paint)
}
