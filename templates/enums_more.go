package templates

// These are enumerations as those of enums.go, of what is not every template's need.

// TextTransform changes the case of letters, by the rules of the text's language.
type TextTransform string

// The values of TextTransform.
const (
	TextTransformNone       TextTransform = "none"
	TextTransformUppercase  TextTransform = "uppercase"
	TextTransformLowercase  TextTransform = "lowercase"
	TextTransformCapitalize TextTransform = "capitalize" // the first letter of each word
)

func (TextTransform) values() []string {
	return list(TextTransformNone, TextTransformUppercase, TextTransformLowercase, TextTransformCapitalize)
}

// TextDecoration is a line along the letters.
type TextDecoration string

// The values of TextDecoration.
const (
	TextDecorationNone        TextDecoration = "none"
	TextDecorationUnderline   TextDecoration = "underline"
	TextDecorationLineThrough TextDecoration = "line_through"
	TextDecorationOverline    TextDecoration = "overline"
)

func (TextDecoration) values() []string {
	return list(TextDecorationNone, TextDecorationUnderline, TextDecorationLineThrough, TextDecorationOverline)
}

// Wrap says where lines end.
type Wrap string

// The values of Wrap.
const (
	WrapWord     Wrap = "word"     // between words
	WrapBalance  Wrap = "balance"  // between words, so that lines are about as long as one another
	WrapAnywhere Wrap = "anywhere" // between any two letters
	WrapNone     Wrap = "none"     // at line breaks only
)

func (Wrap) values() []string {
	return list(WrapWord, WrapBalance, WrapAnywhere, WrapNone)
}

// Focus says what of a picture must stay in view when it is cropped.
type Focus string

// The values of Focus.
const (
	FocusNone Focus = "none" // the Position
	FocusAuto Focus = "auto" // what catches the eye
)

func (Focus) values() []string {
	return list(FocusNone, FocusAuto)
}

// MaskType is the form of a Mask.
type MaskType string

// The values of MaskType.
const (
	MaskTypeEllipse MaskType = "ellipse"
	MaskTypeRounded MaskType = "rounded"
	MaskTypePath    MaskType = "path"
	MaskTypeImage   MaskType = "image"
)

func (MaskType) values() []string {
	return list(MaskTypeEllipse, MaskTypeRounded, MaskTypePath, MaskTypeImage)
}

// MaskBy says what of a picture masks.
type MaskBy string

// The values of MaskBy.
const (
	MaskByAlpha     MaskBy = "alpha"     // how opaque it is
	MaskByLuminance MaskBy = "luminance" // how bright it is
)

func (MaskBy) values() []string {
	return list(MaskByAlpha, MaskByLuminance)
}

// SVGFit places a drawing in its box.
type SVGFit string

// The values of SVGFit.
const (
	SVGFitContain SVGFit = "contain" // all of it, space around it
	SVGFitCover   SVGFit = "cover"   // fill the box, cut the rest off
	SVGFitFill    SVGFit = "fill"    // stretch to the box
)

func (SVGFit) values() []string {
	return list(SVGFitContain, SVGFitCover, SVGFitFill)
}

// ColorSpace is where the colours between two stops come from.
type ColorSpace string

// The values of ColorSpace.
const (
	ColorSpaceSRGB  ColorSpace = "srgb"  // premultiplied sRGB, as in CSS by default
	ColorSpaceOklab ColorSpace = "oklab" // even to the eye, without the grey between blue and yellow
)

func (ColorSpace) values() []string {
	return list(ColorSpaceSRGB, ColorSpaceOklab)
}

// ECC is how much of a QR code may be lost or covered.
type ECC string

// The values of ECC.
const (
	ECCL ECC = "L" // 7 %
	ECCM ECC = "M" // 15 %
	ECCQ ECC = "Q" // 25 %
	ECCH ECC = "H" // 30 %
)

func (ECC) values() []string {
	return list(ECCL, ECCM, ECCQ, ECCH)
}

// Symbology is the kind of a barcode.
type Symbology string

// The values of Symbology.
const (
	SymbologyCode128 Symbology = "code128"
	SymbologyGS1128  Symbology = "gs1_128" // Code 128 of application identifiers: (01)09501101530003(10)AB-123
	SymbologyEAN13   Symbology = "ean13"
	SymbologyEAN8    Symbology = "ean8"
	SymbologyUPCA    Symbology = "upca"
	SymbologyCode39  Symbology = "code39"
	SymbologyCode93  Symbology = "code93"
	SymbologyITF     Symbology = "itf"
	SymbologyCodabar Symbology = "codabar"
)

func (Symbology) values() []string {
	return list(SymbologyCode128, SymbologyGS1128, SymbologyEAN13, SymbologyEAN8, SymbologyUPCA, SymbologyCode39, SymbologyCode93, SymbologyITF, SymbologyCodabar)
}

// Mark is what a rating is counted in.
type Mark string

// The values of Mark.
const (
	MarkStar   Mark = "star"
	MarkHeart  Mark = "heart"
	MarkCircle Mark = "circle"
	MarkSquare Mark = "square"
)

func (Mark) values() []string {
	return list(MarkStar, MarkHeart, MarkCircle, MarkSquare)
}

// Progression is the form of a progress layer.
type Progression string

// The values of Progression.
const (
	ProgressionBar  Progression = "bar"
	ProgressionRing Progression = "ring"
)

func (Progression) values() []string {
	return list(ProgressionBar, ProgressionRing)
}

// ChartKind is the way a chart draws its numbers.
type ChartKind string

// The values of ChartKind.
const (
	ChartKindBar       ChartKind = "bar"
	ChartKindLine      ChartKind = "line"
	ChartKindArea      ChartKind = "area"
	ChartKindPie       ChartKind = "pie"
	ChartKindDonut     ChartKind = "donut"
	ChartKindSparkline ChartKind = "sparkline"
)

func (ChartKind) values() []string {
	return list(ChartKindBar, ChartKindLine, ChartKindArea, ChartKindPie, ChartKindDonut, ChartKindSparkline)
}

// StackMode is the way the children of a group follow one another.
type StackMode string

// The values of StackMode.
const (
	StackModeNone   StackMode = "none"   // they stand where their x and y say
	StackModeRow    StackMode = "row"    // side by side
	StackModeColumn StackMode = "column" // one below the other
)

func (StackMode) values() []string {
	return list(StackModeNone, StackModeRow, StackModeColumn)
}

// StackAlign places the children of a stack across it.
type StackAlign string

// The values of StackAlign.
const (
	StackAlignStart    StackAlign = "start"
	StackAlignCenter   StackAlign = "center"
	StackAlignEnd      StackAlign = "end"
	StackAlignStretch  StackAlign = "stretch"  // those that hug are as large as the stack
	StackAlignBaseline StackAlign = "baseline" // in a row, by the first baselines of their texts
)

func (StackAlign) values() []string {
	return list(StackAlignStart, StackAlignCenter, StackAlignEnd, StackAlignStretch, StackAlignBaseline)
}

// Justify places the children of a stack along it where there is room left.
type Justify string

// The values of Justify.
const (
	JustifyStart        Justify = "start"
	JustifyCenter       Justify = "center"
	JustifyEnd          Justify = "end"
	JustifySpaceBetween Justify = "space_between"
	JustifySpaceAround  Justify = "space_around"
	JustifySpaceEvenly  Justify = "space_evenly"
)

func (Justify) values() []string {
	return list(JustifyStart, JustifyCenter, JustifyEnd, JustifySpaceBetween, JustifySpaceAround, JustifySpaceEvenly)
}

// AnchorPoint is a point of a box.
type AnchorPoint string

// The values of AnchorPoint.
const (
	AnchorPointTopLeft     AnchorPoint = "top-left"
	AnchorPointTop         AnchorPoint = "top"
	AnchorPointTopRight    AnchorPoint = "top-right"
	AnchorPointLeft        AnchorPoint = "left"
	AnchorPointCenter      AnchorPoint = "center"
	AnchorPointRight       AnchorPoint = "right"
	AnchorPointBottomLeft  AnchorPoint = "bottom-left"
	AnchorPointBottom      AnchorPoint = "bottom"
	AnchorPointBottomRight AnchorPoint = "bottom-right"
)

func (AnchorPoint) values() []string {
	return list(AnchorPointTopLeft, AnchorPointTop, AnchorPointTopRight, AnchorPointLeft, AnchorPointCenter, AnchorPointRight, AnchorPointBottomLeft, AnchorPointBottom, AnchorPointBottomRight)
}
