package display

import (
	"fmt"
	"image"
	"math"
)

// Error says which operation of a list a back end may not be given, and why.
type Error struct {
	Op     int    // index in List.Ops; -1: the list itself
	Kind   string // "fill", "stroke", …; empty for the list itself
	Field  string // as in "shape.x0"
	Reason string // what is wrong with it, and what would be right
}

// Error reads like "display: op 12 (stroke): width: NaN is not in 0..16384".
func (e *Error) Error() string {
	if e.Op < 0 {
		return fmt.Sprintf("display: %s: %s", e.Field, e.Reason)
	}
	return fmt.Sprintf("display: op %d (%s): %s: %s", e.Op, e.Kind, e.Field, e.Reason)
}

// Check returns an *Error for the first operation that is not complete, finite, within the limits of
// this package and in order. Back ends draw only what Check accepts.
func Check(list *List) error {
	_, err := Works(list)
	return err
}

// Work is what it takes to paint a list, in pixels of a plain fill, about 1 ns each. Errors are those of Check.
func Work(list *List) (float64, error) {
	works, err := Works(list)
	if err != nil || len(works) == 0 {
		return 0, err
	}
	return works[len(works)-1], nil
}

// Works is the work of every beginning of a list: the i-th is what the operations up to and including the i-th
// take. Errors are those of Check.
func Works(list *List) ([]float64, error) {
	if e := checkCanvas(list); e != nil {
		return nil, e
	}
	c, works := checker{canvas: list.Canvas()}, make([]float64, len(list.Ops))
	for i, op := range list.Ops {
		if e := c.op(op, list.Ops[i+1:]); e != nil {
			e.Op, e.Kind = i, kind(op)
			return nil, e
		}
		works[i] = c.work
	}
	if len(c.layers) > 0 {
		return nil, &Error{Op: -1, Field: "ops", Reason: fmt.Sprintf("%d groups are pushed and not popped", len(c.layers))}
	}
	if e := checkTags(list); e != nil {
		e.Op = -1
		return nil, e
	}
	return works, nil
}

func checkCanvas(list *List) *Error {
	w, h := list.Width, list.Height
	switch {
	case w < 1 || w > MaxSide:
		return &Error{Op: -1, Field: "width", Reason: fmt.Sprintf("%d is not in 1..%d", w, MaxSide)}
	case h < 1 || h > MaxSide:
		return &Error{Op: -1, Field: "height", Reason: fmt.Sprintf("%d is not in 1..%d", h, MaxSide)}
	case w*h > MaxPixels:
		return &Error{Op: -1, Field: "width, height", Reason: fmt.Sprintf("%d×%d is more than %d pixels", w, h, MaxPixels)}
	case len(list.Ops) > MaxOps:
		return &Error{Op: -1, Field: "ops", Reason: fmt.Sprintf("%d operations are more than %d", len(list.Ops), MaxOps)}
	}
	return nil
}

// checker keeps what is counted over a whole list.
type checker struct {
	canvas      image.Rectangle
	layers      []groupLayer // of the open groups
	layerPixels int          // their sum
	glyphs      int
	text        int // bytes of clusters
	segments    int
	work        float64 // pixels
}

// groupLayer is what an open group costs, and the pixels that may be painted inside of it.
type groupLayer struct {
	pixels int
	view   image.Rectangle
}

// op checks an operation, which those of rest follow.
func (c *checker) op(op Op, rest []Op) *Error {
	switch o := op.(type) {
	case *Fill:
		return c.fill(o)
	case *FillPath:
		return c.fillPath(o)
	case *Stroke:
		return c.stroke(o)
	case *Shadow:
		return c.shadow(o)
	case *Picture:
		return c.picture(o)
	case *Glyphs:
		return c.run(o)
	case *PushGroup:
		return c.push(o, rest)
	case *PopGroup:
		return c.pop()
	default:
		return bad("type", "%T is not an operation", op)
	}
}

// The work of an operation, in pixels of a plain fill, as measured in render/raster.
const (
	fillWork    = 1
	linearWork  = 2  // a gradient with alpha
	radialWork  = 5  // a root for each pixel
	conicWork   = 8  // an angle for each pixel
	entryWork   = 20 // a colour of a gradient's table
	contourWork = 32 // a px of a filled path's edge
	strokeWork  = 4
	edgeWork    = 1024 // a px of a stroke's edge: gg keeps the crossings of a row in a list that it walks
	shadowWork  = 8    // a shadow that no cache has
	pictureWork = 8    // resampling included
	groupWork   = 3    // clear, paint and composite
	blendWork   = 24   // a mix of colours for each pixel, the luminosity of one with the hue of the other
	blurWork    = 24   // the sharpest, which is not made from fewer pixels
	tintWork    = 2
	maskWork    = 2

	insetWork         = 4
	turnedPictureWork = 24   // sixteen pixels of the upright one for each
	turnedShadowWork  = 8    // four of the upright one
	sharpShadowWork   = 40   // one with so little blur that it is made as it lies
	turnedGlyphWork   = 4096 // an outline, which no cache has
)

// spend adds an operation's work to that of the list.
func (c *checker) spend(pixels, factor float64) *Error {
	c.work += pixels * factor
	if c.work > MaxWork {
		return bad("bounds", "the list paints more than %d pixels in all", MaxWork)
	}
	return nil
}

// visible is how many pixels of a rectangle are painted.
func (c *checker) visible(r image.Rectangle) float64 {
	return area(r.Intersect(c.view()))
}

// view is the pixels that may be painted: the canvas, and inside of a blurred group those beyond its edge
// that shine in.
func (c *checker) view() image.Rectangle {
	if last := len(c.layers) - 1; last >= 0 {
		return c.layers[last].view
	}
	return c.canvas
}

func area(r image.Rectangle) float64 { return float64(r.Dx()) * float64(r.Dy()) }

func bad(field, format string, args ...any) *Error {
	return &Error{Field: field, Reason: fmt.Sprintf(format, args...)}
}

// within refuses a number outside of min..max, NaN included.
func within(field string, v, min, max float64) *Error {
	if v >= min && v <= max {
		return nil
	}
	return bad(field, "%v is not in %v..%v", v, min, max)
}

// of says what an error's field is a part of. Names are put together only for errors: a list has hundreds of fields.
func (e *Error) of(field string) *Error {
	if e != nil {
		e.Field = field + e.Field
	}
	return e
}

func checkPoint(field string, p Point) *Error {
	return firstOf(
		within(".x", p.X, -MaxCoordinate, MaxCoordinate),
		within(".y", p.Y, -MaxCoordinate, MaxCoordinate)).of(field)
}

func checkRect(field string, r Rect) *Error {
	if e := firstOf(checkPoint("[0]", Point{r.X0, r.Y0}), checkPoint("[1]", Point{r.X1, r.Y1})); e != nil {
		return e.of(field)
	}
	if r.X1 < r.X0 || r.Y1 < r.Y0 {
		return bad(field, "it ends before it starts")
	}
	return nil
}

// overlap is how far in px the radii of neighbouring corners may exceed their side: rounding while they
// were scaled down.
const overlap = 1e-3

func checkRoundRect(field string, r *RoundRect) *Error {
	if e := checkRect(field, r.Rect); e != nil {
		return e
	}
	for i, corner := range r.Corners {
		if e := firstOf(within(".rx", corner.RX, 0, MaxCoordinate), within(".ry", corner.RY, 0, MaxCoordinate)); e != nil {
			return e.of(fmt.Sprintf("%s.corners[%d]", field, i))
		}
	}
	w, h, k := r.X1-r.X0+overlap, r.Y1-r.Y0+overlap, &r.Corners
	if math.Max(k[0].RX+k[1].RX, k[3].RX+k[2].RX) > w || math.Max(k[0].RY+k[3].RY, k[1].RY+k[2].RY) > h {
		return bad(field+".corners", "neighbouring radii overlap; scale them down together, as CSS does")
	}
	return nil
}

// firstOf returns the first error there is.
func firstOf(errs ...*Error) *Error {
	for _, e := range errs {
		if e != nil {
			return e
		}
	}
	return nil
}
