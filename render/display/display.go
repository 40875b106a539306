// Package display defines the display list: a flat list of absolute, finite drawing operations, with
// Check and a stable text Dump.
//
// Layout writes a list, back ends read it. Every number is in device pixels (origin top left, y down),
// already scaled, resolved and clipped to what Check accepts, so that a back end is a short switch
// that decides nothing. A list is not changed once it is built and may be read concurrently.
package display

import "image"

// List is a picture: operations painted in order, source-over, on a transparent canvas.
type List struct {
	Width, Height int // px
	Ops           []Op
	Tags          []Tag // what the operations are, in reading order; nil: not asked for
}

// Canvas is the rectangle that the list paints on.
func (l *List) Canvas() image.Rectangle { return image.Rect(0, 0, l.Width, l.Height) }

// Op is one of *Fill, *FillPath, *Stroke, *Shadow, *Picture, *Glyphs, *PushGroup and *PopGroup.
type Op interface {
	// Bounds is a pixel rectangle outside of which the operation changes nothing, as small as can be
	// told cheaply. It is not clipped to the canvas.
	Bounds() image.Rectangle
}
