// Package layout resolves a document into a display list: boxes, wrapping, fitting and picture
// placement.
//
// It is the only place that measures text. What leaves it is absolute, in device pixels and complete,
// so that every back end draws the same picture. Build is safe for concurrent use.
package layout

import (
	"errors"
	"fmt"
	"image"

	"placard/fonts"
	"placard/render/adjust"
	"placard/render/display"
	"placard/render/svg"
	"placard/templates"
)

// Fonts shapes text and tells which face sets a line's metrics. *fonts.Registry is one.
type Fonts interface {
	Shape(fonts.Request) (*fonts.Text, error)
	Match(families []string, weight int, style fonts.Style) *fonts.Face
}

// Pictures gives the decoded picture that an image layer shows, and says what it is: for those that Pictured and
// PicturedBelow give of what IsShown does not leave out.
type Pictures interface {
	Picture(layer *templates.Image) (display.Source, Shown, error)
	// Drawing does so for those that IsDrawing says of.
	Drawing(layer *templates.Image) (*svg.Drawing, Shown, error)
}

// Shown says which picture a layer shows.
type Shown string

// What a layer may show.
const (
	ShownOwn      Shown = ""         // that of its src
	ShownFallback Shown = "fallback" // that of its fallback, as its own cannot be had
	ShownNone     Shown = "none"     // neither can be had: the layer is left out, its shadow with it
)

// IsShown says whether a layer paints anything at all.
func IsShown(l templates.Layer) bool {
	base := l.Common()
	return !base.Hidden && base.Opacity != 0
}

// HasPicture says whether an image layer that is shown asks for its picture.
func HasPicture(l *templates.Image) bool {
	return l.Src != "" && !l.Width.IsZero() && !l.Height.IsZero()
}

// Options change how a document is laid out.
type Options struct {
	Scale    float64 // device px per design px
	Report   bool    // also describe what was done
	Tags     bool    // fill List.Tags
	Clusters bool    // fill Glyphs.Clusters and Glyphs.RTL
	Bleed    float64 // design px by which the list is larger than the document on each side

	Adjust *adjust.Cache // of pictures with other pixels; nil: they are made anew each time
}

// Error is an input that cannot be laid out. Layer is the id of the layer at fault; empty: the page's background.
type Error struct {
	Layer string
	Err   error
}

func (e *Error) Error() string {
	if e.Layer == "" {
		return e.Err.Error()
	}
	return fmt.Sprintf("layer %q: %v", e.Layer, e.Err)
}
func (e *Error) Unwrap() error { return e.Err }

// limitError is an operation that display.Check refuses, in the words of one who knows layers and not
// operations.
type limitError struct {
	Scale float64
	Err   *display.Error
}

func (e *limitError) Error() string {
	return fmt.Sprintf("its %s at scale %v: %s: %s", e.Err.Kind, e.Scale, e.Err.Field, e.Err.Reason)
}
func (e *limitError) Unwrap() error { return e.Err }

// Build resolves doc into a list that has passed display.Check. Of a document of several pages it is the first.
// The report is nil unless it was asked for; its boxes count from the corner of the document, whatever the bleed.
// Errors are *Error and wrap what fonts, pictures or the check said; one that concerns no layer is a
// *display.Error.
func Build(doc *templates.Document, f Fonts, p Pictures, opt Options) (*display.List, *Report, error) {
	b := &builder{
		fonts: f, pictures: p, scale: opt.Scale, lang: doc.Lang, adjust: opt.Adjust,
		tagged: opt.Tags, clustered: opt.Clusters, bleed: opt.Bleed,
		canvas: box{opt.Bleed, opt.Bleed, float64(doc.Width), float64(doc.Height)},
	}
	b.list = &display.List{Width: b.pixels(doc.Width), Height: b.pixels(doc.Height)}
	if opt.Report {
		b.report = newReport(b, doc)
	}
	b.readAhead(doc.Layers)
	if doc.Background != nil {
		b.fillBled(b.canvas, templates.Radii{}, doc.Background)
	}
	if b.failed != nil {
		return nil, nil, b.failed
	}
	if err := b.settle(doc.Layers, b.canvas); err != nil {
		return nil, nil, err
	}
	if err := b.layers(doc.Layers, b.canvas); err != nil {
		return nil, nil, err
	}
	if err := display.Check(b.list); err != nil {
		return nil, nil, b.blame(err)
	}
	b.report.finish()
	return b.list, b.report, nil
}

// blame names the layer whose operation the check refused.
func (b *builder) blame(err error) error {
	var refused *display.Error
	if !errors.As(err, &refused) || refused.Op < 0 || b.owners[refused.Op] == "" {
		return err
	}
	return &Error{Layer: b.owners[refused.Op], Err: &limitError{Scale: b.scale, Err: refused}}
}

// Pixels is a design length in whole device pixels at a scale, at least one.
func Pixels(length int, scale float64) int {
	return max(1, int(float64(length)*scale+0.5))
}

// builder collects operations.
type builder struct {
	fonts     Fonts
	pictures  Pictures
	scale     float64
	lang      string // of texts that have none
	tagged    bool
	said      string // by the text layer at work, for its tag; empty: what its glyphs say
	clustered bool
	bleed     float64 // design px
	canvas    box     // of the document; what lies beyond is bleed
	list      *display.List
	owners    []string // for each operation of list, the id of its layer; "": the background's
	segments  int      // of all paths of list
	layerID   string   // the layer at work
	reach     int      // device px beyond the canvas from which a blur at work brings something in
	report    *Report  // nil: not asked for
	adjust    *adjust.Cache
	failed    error // of a paint, or as there is too much in list; nil: none

	turn   display.Turn                // of what is drawn, by the layers at work
	boxes  map[templates.Layer]box     // nil: all say theirs in px or per cent
	shaped map[*templates.Text]*shaped // those measured so far
}

// mark is a place in a list, before what comes next.
type mark struct{ op, tag int }

func (b *builder) mark() mark { return mark{len(b.list.Ops), len(b.list.Tags)} }

// seen is the pixels on which something may still show.
func (b *builder) seen() image.Rectangle { return b.list.Canvas().Inset(-b.reach) }

// origin is a point in design px of the canvas.
type origin struct{ x, y float64 }

// box is a layer's box in design px of the canvas.
type box struct{ x, y, w, h float64 }

// within is the box of a layer in the group around it, or in the canvas.
func (bx box) within(l *templates.Base) box {
	return box{bx.x + l.X.Of(bx.w), bx.y + l.Y.Of(bx.h), l.Width.Of(bx.w), l.Height.Of(bx.h)}
}

// inside is the box within a padding.
func (bx box) inside(p templates.Padding) box {
	return box{bx.x + p[3], bx.y + p[0], max(0, bx.w-p[1]-p[3]), max(0, bx.h-p[0]-p[2])}
}

// add appends an operation, turned as all that is drawn, unless all of it lies where nothing shows. What is far
// off may lie beyond what a display list can hold, and a back end has no use for any of it.
func (b *builder) add(op display.Op) {
	if b.turn != (display.Turn{}) {
		op = display.Turned(op, b.turn)
	}
	if r := op.Bounds(); !r.Empty() && !r.Overlaps(b.seen()) { // what paints nothing may yet be text
		return
	}
	b.push(op)
}

func (b *builder) layers(layers []templates.Layer, around box) error {
	for _, l := range layers {
		if !IsShown(l) {
			continue
		}
		if err := b.layer(l, around); err != nil {
			return err
		}
	}
	return nil
}

// layer draws a layer and composites it as a whole.
func (b *builder) layer(l templates.Layer, around box) error {
	base := l.Common()
	start, reach, turn := b.mark(), b.reach, b.turn
	b.layerID = base.ID
	blurred := reach + reachOf(base.Blur*b.scale)
	b.reach = blurred + b.shadowReach(l)
	bx := b.boxOf(l, around)
	b.turn = b.turned(l, bx)
	bx, err := b.draw(l, bx)
	b.layerID, b.reach = base.ID, blurred
	if err == nil {
		err = b.dress(start, l, bx)
	}
	if err == nil {
		err = b.failed
	}
	if err != nil {
		return err
	}
	b.reach = reach
	b.composite(start, base, b.clipOf(l, bx))
	b.tag(start, l, bx)
	b.turn = turn
	return nil
}

// draw adds what a layer is made of, and returns its box: that which it has, or that which came of it.
func (b *builder) draw(l templates.Layer, bx box) (box, error) {
	base := l.Common()
	switch l := l.(type) {
	case *templates.Image:
		return bx, wrapError(base.ID, b.image(l, bx))
	case *templates.Text:
		bx, err := b.text(l, bx)
		return bx, wrapError(base.ID, err)
	case *templates.Group:
		return bx, b.group(l, bx)
	case *templates.Rect:
		b.rect(l, bx)
	case *templates.Ellipse:
		b.ellipse(l, bx)
	case *templates.Line:
		b.line(l, bx)
	case *templates.Polygon:
		bx = b.polygon(l, bx)
	case *templates.Star:
		bx = b.star(l, bx)
	case *templates.Path:
		bx = b.path(l, bx)
	case *templates.Rating, *templates.Progress, *templates.Chart:
		return bx, b.widget(l, bx)
	case *templates.QR:
		return bx, b.qr(l, bx)
	case *templates.Barcode:
		return bx, b.barcode(l, bx)
	case *templates.SVG:
		return bx, wrapError(base.ID, b.svg(l, bx))
	default:
		return bx, wrapError(base.ID, fmt.Errorf("layers of type %q are not drawn", base.Type))
	}
	b.report.box(base, bx, b.scale)
	return bx, nil
}

// wrapError says which layer an error is of, once.
func wrapError(id string, err error) error {
	if err == nil {
		return nil
	}
	return &Error{Layer: id, Err: err}
}
