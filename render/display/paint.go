package display

// Paint is a Color, *LinearGradient, *RadialGradient or *ConicGradient.
type Paint interface {
	isPaint()
}

// Color is straight (not premultiplied) 8-bit sRGB.
type Color struct{ R, G, B, A uint8 }

// LinearGradient interpolates premultiplied sRGB from From to To; the end colours go on beyond.
type LinearGradient struct {
	From, To Point
	Stops    []Stop
}

// RadialGradient interpolates premultiplied sRGB from the centre to Radius; the last colour goes on
// beyond.
type RadialGradient struct {
	Center Point
	Radius float64
	Stops  []Stop
}

// ConicGradient interpolates premultiplied sRGB around the centre, clockwise from Angle.
type ConicGradient struct {
	Center Point
	Angle  float64 // degrees clockwise from the top
	Stops  []Stop
}

// Stop is one colour of a gradient. There are at least two, At rises from 0 to 1.
type Stop struct {
	At    float64
	Color Color
}

func (Color) isPaint()           {}
func (*LinearGradient) isPaint() {}
func (*RadialGradient) isPaint() {}
func (*ConicGradient) isPaint()  {}
