package display

// Paint is a Color, *LinearGradient, *RadialGradient, *ConicGradient or *ImagePaint.
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
// beyond. As an ellipse it has another radius across, and its first axis may be turned: any affine image of a
// circle is one.
type RadialGradient struct {
	Center Point
	Radius float64
	Stops  []Stop
	Across float64 // the other radius, px; 0: a circle
	Angle  float64 // degrees clockwise from the x axis to that of Radius
	Focus  Point   // where the first colour lies, px of the canvas from Center; within the ellipse
}

// Radii are those of the gradient's ellipse, the first along its first axis.
func (g *RadialGradient) Radii() (first, across float64) {
	if g.Across > 0 {
		return g.Radius, g.Across
	}
	return g.Radius, g.Radius
}

// ConicGradient interpolates premultiplied sRGB around the centre, clockwise from Angle.
type ConicGradient struct {
	Center Point
	Angle  float64 // degrees clockwise from the top
	Stops  []Stop
}

// ImagePaint is a picture as a paint. Beyond Dest there is nothing.
type ImagePaint struct {
	Source Source
	Crop   Rect // the part shown, in px of the source
	Dest   Rect // where it goes
	Turn   Turn
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
func (*ImagePaint) isPaint()     {}
