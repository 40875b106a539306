package svg

import (
	"placard/render/display"
)

// style is what the properties of an element are.
type style struct {
	// Those that elements inside of it have too, unless they say otherwise.
	color         colorValue
	fill          paintValue
	stroke        paintValue
	fillOpacity   float64
	strokeOpacity float64
	fillRule      display.FillRule
	clipRule      display.FillRule
	width         length // of the stroke
	miterLimit    float64
	dash          []length
	dashOffset    length
	cap           display.Cap
	join          display.Join
	hidden        bool
	strokeFirst   bool

	own
}

// own are the properties that are each element's own.
type own struct {
	opacity     float64
	gone        bool   // display: none
	clip        string // id of a clipPath
	mask        string // id of a mask
	alphaMask   bool   // mask-type: alpha
	blend       display.Blend
	isolated    bool
	overflow    overflow
	transform   *transforms // in place of the attribute; nil: not said
	origin      [2]length
	fillBox     bool // transform-box: fill-box
	fixedStroke bool // vector-effect: non-scaling-stroke
	stopColor   paintValue
	stopOpacity float64
}

// colorValue is the color property.
type colorValue struct {
	set   bool // else it is the colour that the drawing is given
	color rgba
}

type overflow uint8

const (
	overflowUnset overflow = iota
	overflowVisible
	overflowHidden
)

// initial is the style around the drawing.
var initial = style{
	fill:          paintValue{kind: unset},
	stroke:        paintValue{kind: noPaint},
	fillOpacity:   1,
	strokeOpacity: 1,
	width:         length{value: 1},
	miterLimit:    4,
	own:           own{opacity: 1, stopColor: paintValue{kind: solid, color: black}, stopOpacity: 1},
}

// inherit is the style of an element that says nothing, inside of one with style s.
func (s *style) inherit() style {
	out := *s
	out.own = initial.own
	return out
}

// styleIn is the style of an element inside of one with style s.
func (n *node) styleIn(parent *style) *style {
	out := parent.inherit()
	for _, set := range n.setters {
		set(&out, parent)
	}
	return &out
}
