// Package templates decodes and validates template JSON, applies changes to it, and yields an
// immutable Document with a digest.
//
// A Template is what an author writes: a canvas and typed layers, bottom to top. Changes are what a
// caller sends: a list of overrides. Apply joins the two into a Document, which is complete (every
// default is filled in) and never changes afterwards. The package measures nothing, draws nothing and
// knows no fonts; all values are safe for concurrent use once returned.
//
// Lengths are design pixels (origin top left, y down), angles degrees clockwise, opacity 0..1, colours
// straight (not premultiplied) sRGB.
//
// The struct types are the one place where the format is said: their tags hold each field's name,
// range, default and length (see field), and decoding, changes, digest and documentation tests all read
// them from there.
package templates

// Template is a decoded, validated template, as Decode returns it. It is immutable.
type Template struct {
	Schema      string `json:"$schema" runes:"0..MaxNote"` // for editors; not read here
	ID          string `json:"id" required:"true" pattern:"TemplateID"`
	Name        string `json:"name" runes:"0..MaxName"`
	Description string `json:"description" runes:"0..MaxNote"`
	Width       int    `json:"width" required:"true" range:"1..MaxSide"`  // px
	Height      int    `json:"height" required:"true" range:"1..MaxSide"` // px
	Background  Paint  `json:"background"`                                // nil: transparent

	OnPictureError OnPictureError `json:"on_picture_error" default:"fail"`

	Variables Variables `json:"variables"`

	Layers []Layer `json:"layers"`                            // bottom to top; at most MaxLayers with those in groups
	Pages  Pages   `json:"pages"`                             // instead of Layers
	Alt    string  `json:"alt" runes:"0..MaxNote" cut:"true"` // alternative text for the picture

	Title  string `json:"title" runes:"0..MaxName" cut:"true" line:"true"`
	Author string `json:"author" runes:"0..MaxName" cut:"true" line:"true"`
	Lang   string `json:"lang" pattern:"Lang"` // also of text layers that have none
	Date   Date   `json:"date"`

	SafeArea Padding `json:"safe_area" default:"0"` // of the canvas's edges, px: lint wants all text within

	Samples []Sample `json:"samples" items:"0..MaxSamples"`

	index        map[string]placed // every layer by its id, also those in groups
	scope        *scope            // the variables with their defaults
	bindings     []binding         // the fields that name variables
	conditionals []conditional     // the layers with a show_if
}

// Sample is a named list of changes that shows a template at work. Decode applies each once, so a
// sample of a decoded template always fits it.
type Sample struct {
	Name    string  `json:"name" required:"true" runes:"1..MaxName"`
	Changes Changes `json:"changes" required:"true"`
}

// Document is a template with its changes applied: all that layout needs, and nothing else. It is
// immutable. Of a template with pages it is the first of them, as well as the whole; see Pages.
type Document struct {
	Template   string // id of the template it came from
	Name       string // of the page; empty: it has none
	Width      int    // px
	Height     int    // px
	Background Paint  // nil: transparent
	Layers     []Layer
	Alt        string

	Title  string // in one line, as are Name and Author; empty: none
	Author string // empty: unknown
	Lang   string // BCP 47, also of text layers that have none of their own; empty: unknown
	Date   Date   // of the document; empty: unknown

	// OnPictureError says what becomes of the whole when a picture fails and its layer has no other way.
	OnPictureError OnPictureError

	pages  []*Document // those of a template with pages that are shown; nil: the document is a page itself
	digest string
}

// Pages are the document's pages in order, at least one, each a document of one page with a digest of its
// own. That of a template without pages is the document itself.
func (d *Document) Pages() []*Document {
	if len(d.pages) == 0 {
		return []*Document{d}
	}
	return d.pages
}

// Layer is one of *Text, *Image, *Rect, *Ellipse, *Line, *Polygon, *Star, *Path, *SVG, *QR, *Barcode, *Rating,
// *Progress, *Chart and *Group.
type Layer interface {
	Common() *Base
}

// Base holds the fields that every layer has. X and Y are the top left corner of the layer's box,
// counted from that of the canvas or the group around it; in a group with a layout, and with an Anchor, they
// move it from where it is put.
//
// A layer type may say of its Base which sizes it can do without (optional) and which may be negative
// (signed).
type Base struct {
	ID     string `json:"id" required:"true" pattern:"LayerID" final:"true"`
	Type   string `json:"type" required:"true" runes:"1..MaxName" final:"true"` // a name in layerTypes
	X      Length `json:"x" range:"-MaxOffset..MaxOffset" default:"0"`
	Y      Length `json:"y" range:"-MaxOffset..MaxOffset" default:"0"`
	Width  Length `json:"width" required:"true" range:"0..MaxOffset" sizes:"true"`
	Height Length `json:"height" required:"true" range:"0..MaxOffset" sizes:"true"` // 0 on a text layer: as tall as its lines

	// Bounds of its sides, px; the least one is the stronger.
	MinWidth  float64 `json:"min_width" range:"0..MaxOffset" default:"0" length:"true"`
	MaxWidth  float64 `json:"max_width" range:"0..MaxOffset" default:"0" length:"true"` // 0: none
	MinHeight float64 `json:"min_height" range:"0..MaxOffset" default:"0" length:"true"`
	MaxHeight float64 `json:"max_height" range:"0..MaxOffset" default:"0" length:"true"` // 0: none
	Grow      float64 `json:"grow" range:"0..100" default:"1"`                           // shares of what is left of a stack that a side which fills takes

	Anchor   *Anchor `json:"anchor"`
	Rotation float64 `json:"rotation" range:"-MaxAngle..MaxAngle" default:"0"` // degrees clockwise, about the centre of its box
	Adapt    Adapt   `json:"adapt"`                                            // to another size of canvas; see Document.Resize
	Opacity  float64 `json:"opacity" range:"0..1" default:"1"`
	Hidden   bool    `json:"hidden" default:"false"`
	ShowIf   string  `json:"show_if" runes:"0..MaxName" default:"" final:"true"` // a condition on variables; once decoded, Hidden holds its answer
	Locked   bool    `json:"locked" default:"false" final:"true"`                // changes may not touch the layer, nor what is in it

	BlendMode BlendMode `json:"blend_mode" default:"normal"`
	Blur      float64   `json:"blur" range:"0..MaxSigma" default:"0" length:"true"` // standard deviation, px
	Shadow    Shadows   `json:"shadow"`                                             // of its box, where it fills that, else of its form; the first is the topmost
	Border    *Border   `json:"border"`                                             // of its box
	Radius    Radii     `json:"radius" default:"0"`                                 // of the corners of its box: of what fills it, its background, its border and its clip

	Link     Link   `json:"link"`                                               // where a click on it leads, in formats that have links
	Bookmark string `json:"bookmark" runes:"0..MaxName" cut:"true" line:"true"` // its name in the table of contents
	Alt      string `json:"alt" runes:"0..MaxNote" cut:"true"`                  // what it shows, for those who do not see it
}

// Common returns the fields that every layer has.
func (b *Base) Common() *Base { return b }

// Image is a picture placed in a box. OnError says what becomes of one that cannot be had; left out, it is
// fallback if there is a Fallback, else fail. Filters, then Duotone and Tint are applied to its pixels in that
// order.
type Image struct {
	Base
	Src        string   `json:"src" required:"true" pattern:"Source" main:"true"` // "asset:name", "data:…" or "https://…"; empty: no picture
	Fit        ImageFit `json:"fit" default:"cover"`
	Position   Position `json:"position" default:"center"` // focal point
	Focus      Focus    `json:"focus" default:"none"`
	Filters    *Filters `json:"filters"`
	Duotone    *Duotone `json:"duotone"`
	Tint       Color    `json:"tint" default:"transparent"` // laid over its pixels; how much by its alpha
	Mask       *Mask    `json:"mask"`
	Background Paint    `json:"background"`                           // of its box, where the picture leaves it free; nil: none
	Fallback   string   `json:"fallback" pattern:"Source" default:""` // as Src; empty: none
	OnError    OnError  `json:"on_error"`
}

// Rect is a rectangle with optional rounded corners.
type Rect struct {
	Base
	Fill   Paint   `json:"fill"` // nil: none
	Stroke *Stroke `json:"stroke"`
}

// Ellipse fills its box.
type Ellipse struct {
	Base
	Fill   Paint   `json:"fill"` // nil: none
	Stroke *Stroke `json:"stroke"`
}

// Line runs from (X, Y) to (X+Width, Y+Height); here both may be negative or zero.
type Line struct {
	Base   `optional:"width height" signed:"width height"`
	Stroke Stroke `json:"stroke" default:"{}"`
}

// Group moves its children to its own origin and composites them as one. Its size matters to Clip, Background,
// Border and Layout. With a Layout it places its children, and is as large as they need where it has no size of
// its own; its Padding stays free around them.
type Group struct {
	Base       `optional:"width height"`
	Clip       bool    `json:"clip" default:"false"` // cut children off at the group's box, which then needs a size
	Background Paint   `json:"background"`           // of its box; nil: none
	Padding    Padding `json:"padding" default:"0"`
	Layout     *Stack  `json:"layout"` // nil: children stand where their x and y say
	Layers     []Layer `json:"layers" required:"true" final:"true"`
}
