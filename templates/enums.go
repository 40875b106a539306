package templates

// The enumerations below hold the spelling that JSON has; the zero value is never in a Document.

// enum is a string type with a closed list of values.
type enum interface{ values() []string }

// list gives the spelling of each value.
func list[T ~string](values ...T) []string {
	names := make([]string, len(values))
	for i, v := range values {
		names[i] = string(v)
	}
	return names
}

// FontStyle says whether letters are upright or slanted.
type FontStyle string

// The values of FontStyle.
const (
	FontStyleNormal FontStyle = "normal"
	FontStyleItalic FontStyle = "italic"
)

func (FontStyle) values() []string {
	return list(FontStyleNormal, FontStyleItalic)
}

// Align places lines between the sides of the box; start and end follow the paragraph's direction.
type Align string

// The values of Align.
const (
	AlignStart   Align = "start"
	AlignEnd     Align = "end"
	AlignLeft    Align = "left"
	AlignCenter  Align = "center"
	AlignRight   Align = "right"
	AlignJustify Align = "justify" // lines as wide as the box, but the last of a paragraph
)

func (Align) values() []string {
	return list(AlignStart, AlignEnd, AlignLeft, AlignCenter, AlignRight, AlignJustify)
}

// VerticalAlign places all lines together between the top and the bottom of the box.
type VerticalAlign string

// The values of VerticalAlign.
const (
	VerticalAlignTop    VerticalAlign = "top"
	VerticalAlignMiddle VerticalAlign = "middle"
	VerticalAlignBottom VerticalAlign = "bottom"
)

func (VerticalAlign) values() []string {
	return list(VerticalAlignTop, VerticalAlignMiddle, VerticalAlignBottom)
}

// Direction is the base direction of a paragraph (UAX #9).
type Direction string

// The values of Direction.
const (
	DirectionAuto Direction = "auto" // by the first strong letter
	DirectionLTR  Direction = "ltr"
	DirectionRTL  Direction = "rtl"
)

func (Direction) values() []string {
	return list(DirectionAuto, DirectionLTR, DirectionRTL)
}

// Fit says what gives way when text does not fit its box.
type Fit string

// The values of Fit.
const (
	FitNone       Fit = "none"
	FitShrink     Fit = "shrink"      // the font size, down to MinFontSize
	FitGrowShrink Fit = "grow_shrink" // the font size, down to MinFontSize or up to MaxFontSize
)

func (Fit) values() []string {
	return list(FitNone, FitShrink, FitGrowShrink)
}

// Overflow says what becomes of text that MaxLines or Height cannot hold.
type Overflow string

// The values of Overflow.
const (
	OverflowEllipsis Overflow = "ellipsis" // the last line that fits ends in "…"
	OverflowClip     Overflow = "clip"     // cut off at the box
	OverflowVisible  Overflow = "visible"  // drawn past the box
)

func (Overflow) values() []string {
	return list(OverflowEllipsis, OverflowClip, OverflowVisible)
}

// ImageFit places a picture in its box, as CSS object-fit does.
type ImageFit string

// The values of ImageFit.
const (
	ImageFitCover     ImageFit = "cover"      // fill the box, crop the rest
	ImageFitContain   ImageFit = "contain"    // all of the picture, space around it
	ImageFitFill      ImageFit = "fill"       // stretch to the box
	ImageFitNone      ImageFit = "none"       // one pixel of the picture is one px
	ImageFitScaleDown ImageFit = "scale_down" // none or contain, whichever is smaller
)

func (ImageFit) values() []string {
	return list(ImageFitCover, ImageFitContain, ImageFitFill, ImageFitNone, ImageFitScaleDown)
}

// VariableType says what values a Variable may have.
type VariableType string

// The values of VariableType.
const (
	VariableString  VariableType = "string"
	VariableColor   VariableType = "color" // as ParseColor reads it
	VariableNumber  VariableType = "number"
	VariableEnum    VariableType = "enum"  // one of Variable.Values
	VariableImage   VariableType = "image" // as Image.Src
	VariableBoolean VariableType = "boolean"
)

func (VariableType) values() []string {
	return list(VariableString, VariableColor, VariableNumber, VariableEnum, VariableImage, VariableBoolean)
}

// OnError says what becomes of an image layer whose picture cannot be had.
type OnError string

// The values of OnError.
const (
	OnErrorFallback OnError = "fallback" // another picture stands in
	OnErrorHide     OnError = "hide"     // the layer is left out
	OnErrorFail     OnError = "fail"     // the whole fails
)

func (OnError) values() []string { return list(OnErrorFallback, OnErrorHide, OnErrorFail) }

// OnPictureError says what becomes of a card when a picture on it cannot be had and its layer's OnError
// is fail.
type OnPictureError string

// The values of OnPictureError.
const (
	OnPictureErrorFail      OnPictureError = "fail"
	OnPictureErrorTitleCard OnPictureError = "title_card" // Document.TitleCard stands in
)

func (OnPictureError) values() []string { return list(OnPictureErrorFail, OnPictureErrorTitleCard) }

// Cap is the end of an open stroke, and of each dash.
type Cap string

// The values of Cap.
const (
	CapButt   Cap = "butt"
	CapRound  Cap = "round"
	CapSquare Cap = "square"
)

func (Cap) values() []string {
	return list(CapButt, CapRound, CapSquare)
}

// Join is the corner of a stroke.
type Join string

// The values of Join.
const (
	JoinMiter Join = "miter"
	JoinRound Join = "round"
	JoinBevel Join = "bevel"
)

func (Join) values() []string {
	return list(JoinMiter, JoinRound, JoinBevel)
}

// StrokeAlign says where a stroke lies on its outline.
type StrokeAlign string

// The values of StrokeAlign.
const (
	StrokeAlignCenter  StrokeAlign = "center"
	StrokeAlignInside  StrokeAlign = "inside"
	StrokeAlignOutside StrokeAlign = "outside"
)

func (StrokeAlign) values() []string {
	return list(StrokeAlignCenter, StrokeAlignInside, StrokeAlignOutside)
}

// BlendMode says how the colours of a layer mix with what is below it (Compositing and Blending 1, section
// 10).
type BlendMode string

// The values of BlendMode.
const (
	BlendNormal     BlendMode = "normal"
	BlendMultiply   BlendMode = "multiply"
	BlendScreen     BlendMode = "screen"
	BlendOverlay    BlendMode = "overlay"
	BlendDarken     BlendMode = "darken"
	BlendLighten    BlendMode = "lighten"
	BlendColorDodge BlendMode = "color_dodge"
	BlendColorBurn  BlendMode = "color_burn"
	BlendHardLight  BlendMode = "hard_light"
	BlendSoftLight  BlendMode = "soft_light"
	BlendDifference BlendMode = "difference"
	BlendExclusion  BlendMode = "exclusion"
	BlendHue        BlendMode = "hue"
	BlendSaturation BlendMode = "saturation"
	BlendColor      BlendMode = "color"
	BlendLuminosity BlendMode = "luminosity"
)

func (BlendMode) values() []string {
	return list(BlendNormal, BlendMultiply, BlendScreen, BlendOverlay, BlendDarken, BlendLighten, BlendColorDodge, BlendColorBurn,
		BlendHardLight, BlendSoftLight, BlendDifference, BlendExclusion, BlendHue, BlendSaturation, BlendColor, BlendLuminosity)
}

// FillRule says what is inside of an outline that crosses itself, as in SVG.
type FillRule string

// The values of FillRule.
const (
	FillRuleNonZero FillRule = "nonzero"
	FillRuleEvenOdd FillRule = "evenodd"
)

func (FillRule) values() []string { return list(FillRuleNonZero, FillRuleEvenOdd) }
