package display

import (
	"image"

	"placard/fonts"
)

// Fill paints the inside of a rounded rectangle.
type Fill struct {
	Shape RoundRect
	Paint Paint
}

// FillPath paints the inside of a path. Open subpaths are closed.
type FillPath struct {
	Path  Path
	Rule  FillRule
	Paint Paint
}

// FillRule says what is inside of a path that crosses itself, as in SVG.
type FillRule uint8

// The rules.
const (
	NonZero FillRule = iota
	EvenOdd
)

// Stroke paints along a path.
type Stroke struct {
	Path  Path
	Width float64   // px
	Dash  []float64 // px: on, off, on, …; an odd count is repeated once, as in SVG; empty: solid
	Cap   Cap
	Join  Join
	Paint Paint
}

// Shadow paints a rounded rectangle blurred by a Gaussian, outside of Hole only (CSS draws no shadow
// below its box). Offset and spread are already in Shape.
//
// An Inset one paints what Shape leaves free, blurred as well, inside of Hole only: Shape is the opening
// through which light falls.
type Shadow struct {
	Shape RoundRect
	Sigma float64   // px
	Hole  RoundRect // the box that casts the shadow
	Inset bool
	Color Color
	Turn  Turn
}

// Picture paints a part of a source into Dest, clipped to Clip.
type Picture struct {
	Source Source
	Crop   Rect // the part shown, in px of the source
	Dest   Rect // where it goes
	Clip   RoundRect
	Alpha  uint8 // 255 is opaque
	Turn   Turn
}

// Source is a decoded picture. Back ends ask it for pixels at the size they need.
type Source interface {
	// Key identifies the content.
	Key() string
	// Size is the picture's size in px, upright.
	Size() (width, height int)
	// Scaled returns the part x0..x1, y0..y1 (px of the source, fractions allowed) resampled to
	// width×height, premultiplied. The result is shared and must not be changed.
	Scaled(x0, y0, x1, y1 float64, width, height int) (*image.RGBA, error)
}

// Laborious is a Source whose pixels take more than to be resampled.
type Laborious interface {
	Work() float64 // for each pixel, in pixels of a plain fill
}

// Glyphs paints glyphs of one face.
type Glyphs struct {
	Face   *fonts.Face
	Size   float64 // px per em
	Paint  Paint
	Glyphs []Glyph
	Turn   Turn
	Text   string // what they say, in logical order
	Silent bool   // they say nothing to a reader: the shadow or the outline of others

	// Clusters say what each glyph says, left to right, for back ends that write text. nil: not asked for.
	Clusters []Cluster
	RTL      bool // the text runs right to left
}

// Solid is the paint where it is a colour, and false where it is more than that.
func (g *Glyphs) Solid() (Color, bool) {
	c, ok := g.Paint.(Color)
	return c, ok
}

// Cluster is the smallest piece of text that has glyphs of its own: Count glyphs, which follow those of the
// cluster before it.
type Cluster struct {
	Count   int
	Text    string  // in logical order
	Advance float64 // px, without letter spacing
}

// Glyph is a glyph with its origin on the baseline.
type Glyph struct {
	ID   fonts.GlyphID
	X, Y float64
}

// PushGroup starts a group: everything up to its PopGroup is painted on a transparent layer of its
// own, which is then tinted, blurred, clipped, masked and painted with the group's opacity and blend mode.
// Groups nest.
type PushGroup struct {
	Clip  RoundRect
	Mask  Mask    // what shows of the layer beside Clip; nil: all
	Tint  *Color  // its colours are replaced by this one, its coverage stays: a shadow; nil: they stay
	Alpha uint8   // 255 is opaque
	Blend Blend   // how its colours mix with what is below
	Blur  float64 // standard deviation of a Gaussian, px; 0: none
	Turn  Turn    // of Clip and Mask; what is painted has its own
}

// Mask is a *PathMask or a *PictureMask.
type Mask interface {
	isMask()
}

// PathMask shows what is inside of a path.
type PathMask struct {
	Path Path
	Rule FillRule
}

// PictureMask shows as much as a picture covers, and nothing beyond Dest.
type PictureMask struct {
	Source    Source
	Crop      Rect // the part used, in px of the source
	Dest      Rect // where it goes
	Luminance bool // how bright it is counts (Luminance), not its alpha alone
}

// Luminance is how much a premultiplied pixel of a luminance mask shows: the sum of its sRGB channels as in CSS
// Masking 1 §7.10.1 and feColorMatrix's luminanceToAlpha, without linearising them. Alpha is in it.
func Luminance(r, g, b uint8) uint8 {
	return uint8((13933*uint32(r) + 46871*uint32(g) + 4732*uint32(b) + 1<<15) >> 16)
}

func (*PathMask) isMask()    {}
func (*PictureMask) isMask() {}

// Blend is a blend mode (Compositing and Blending 1, section 10).
type Blend uint8

// The blend modes. Those from Hue on mix whole colours, the others each channel by itself.
const (
	Normal Blend = iota
	Multiply
	Screen
	Overlay
	Darken
	Lighten
	ColorDodge
	ColorBurn
	HardLight
	SoftLight
	Difference
	Exclusion
	Hue
	Saturation
	ColorBlend
	Luminosity
)

// PopGroup ends the innermost group.
type PopGroup struct{}

// Cap is the end of an open stroke, as in SVG.
type Cap uint8

// The caps.
const (
	Butt Cap = iota
	RoundCap
	SquareCap
)

// Join is the corner of a stroke, as in SVG; Miter falls back to Bevel beyond MiterLimit.
type Join uint8

// The joins.
const (
	Miter Join = iota
	RoundJoin
	Bevel
)

// MiterLimit is the longest miter in stroke widths, measured from the inner to the outer corner. It is
// the initial value of SVG's stroke-miterlimit (SVG 2 §13.5.5).
const MiterLimit = 4
