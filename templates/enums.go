package templates

// The enumerations hold the spelling that JSON has; the zero value is never in a Document.
type (
	FontStyle     string // upright or slanted
	Align         string // of lines between the sides of the box; start and end follow the paragraph's direction
	VerticalAlign string // of all lines between the top and the bottom of the box
	Direction     string // base direction of a paragraph
	Fit           string // what gives way when text does not fit its box
	Overflow      string // what becomes of text that MaxLines or Height cannot hold
	ImageFit      string // CSS object-fit
	Cap           string // end of an open stroke, and of each dash
	Join          string // corner of a stroke
	StrokeAlign   string // where a stroke lies on its outline
)

// The values of the enumerations.
const (
	FontStyleNormal FontStyle = "normal"
	FontStyleItalic FontStyle = "italic"

	AlignStart  Align = "start"
	AlignEnd    Align = "end"
	AlignLeft   Align = "left"
	AlignCenter Align = "center"
	AlignRight  Align = "right"

	VerticalAlignTop    VerticalAlign = "top"
	VerticalAlignMiddle VerticalAlign = "middle"
	VerticalAlignBottom VerticalAlign = "bottom"

	DirectionAuto Direction = "auto"
	DirectionLTR  Direction = "ltr"
	DirectionRTL  Direction = "rtl"

	FitNone   Fit = "none"
	FitShrink Fit = "shrink" // the font size, down to MinFontSize

	OverflowEllipsis Overflow = "ellipsis" // the last line that fits ends in "…"
	OverflowClip     Overflow = "clip"     // cut off at the box
	OverflowVisible  Overflow = "visible"  // drawn past the box

	ImageFitCover     ImageFit = "cover"      // fill the box, crop the rest
	ImageFitContain   ImageFit = "contain"    // all of the picture, space around it
	ImageFitFill      ImageFit = "fill"       // stretch to the box
	ImageFitNone      ImageFit = "none"       // a pixel of the picture is a px
	ImageFitScaleDown ImageFit = "scale_down" // none or contain, whichever is smaller

	CapButt   Cap = "butt"
	CapRound  Cap = "round"
	CapSquare Cap = "square"

	JoinMiter Join = "miter"
	JoinRound Join = "round"
	JoinBevel Join = "bevel"

	StrokeAlignCenter  StrokeAlign = "center"
	StrokeAlignInside  StrokeAlign = "inside"
	StrokeAlignOutside StrokeAlign = "outside"
)

// enum is a string type with a closed list of values.
type enum interface{ values() []string }

func (FontStyle) values() []string { return list(FontStyleNormal, FontStyleItalic) }
func (Align) values() []string     { return list(AlignStart, AlignEnd, AlignLeft, AlignCenter, AlignRight) }
func (VerticalAlign) values() []string {
	return list(VerticalAlignTop, VerticalAlignMiddle, VerticalAlignBottom)
}
func (Direction) values() []string { return list(DirectionAuto, DirectionLTR, DirectionRTL) }
func (Fit) values() []string       { return list(FitNone, FitShrink) }
func (Overflow) values() []string  { return list(OverflowEllipsis, OverflowClip, OverflowVisible) }
func (ImageFit) values() []string {
	return list(ImageFitCover, ImageFitContain, ImageFitFill, ImageFitNone, ImageFitScaleDown)
}
func (Cap) values() []string  { return list(CapButt, CapRound, CapSquare) }
func (Join) values() []string { return list(JoinMiter, JoinRound, JoinBevel) }
func (StrokeAlign) values() []string {
	return list(StrokeAlignCenter, StrokeAlignInside, StrokeAlignOutside)
}

// list gives the spelling of each value.
func list[T ~string](values ...T) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	return names
}
