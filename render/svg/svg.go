// Package svg reads a safe static subset of SVG and turns it into display operations.
//
// A drawing is shapes, groups, gradients and clips, with style sheets of simple selectors. It is data: nothing
// in it is run, fetched or measured, and what would be (scripts, events, pictures, fonts, references to
// elsewhere) is refused with its line and what to do instead, as is what cannot be drawn here (filters,
// patterns, markers, animations, masks of more than white and black shapes). Where SVG draws a path up to a mistake in it, or overlooks a value that it does
// not understand, this refuses: a picture that is right up to somewhere is wrong.
//
// Lengths are px of 1/96 in, with the origin top left and y down. What a drawing may cost is bounded in
// limits.go.
package svg

import (
	"placard/render/display"
)

// Drawing is a drawing that has been read. It is not changed any more and may be drawn concurrently.
type Drawing struct {
	width, height float64
	view          display.Rect // the part of the plane that is fitted into the rectangle drawn on
	aspect        aspect
	root          *group
	colors        palette
	blends        bool // something in it mixes with what is below, which must not be what is below the drawing
}

// Parse reads a drawing. What it refuses is an *Error.
func Parse(data []byte) (*Drawing, error) {
	doc, err := read(data)
	if err != nil {
		return nil, err
	}
	if err := doc.cascade(); err != nil {
		return nil, err
	}
	return doc.resolve()
}

// Size is the drawing's size in px, that of its viewBox where it says no other.
func (d *Drawing) Size() (width, height float64) { return d.width, d.height }

// Stretched is the drawing as if its preserveAspectRatio were none: both sides fill the rectangle drawn on.
func (d *Drawing) Stretched() *Drawing {
	out := *d
	out.aspect = aspect{stretch: true}
	return &out
}

// Bytes is about the memory that the drawing of a file of so many bytes takes: a segment of a path takes 56 where its
// text has four.
func Bytes(file int) int64 { return 16 * int64(file) }
