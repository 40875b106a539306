package fonts

import (
	"errors"
	"fmt"
	"math"

	"github.com/go-text/typesetting/font"
	"github.com/go-text/typesetting/font/opentype"
)

// Point is a point in em, x right, y down.
type Point struct{ X, Y float32 }

// Verb is what a segment does.
type Verb uint8

// The verbs, with how many of a segment's points each uses; the last one is where the pen then is.
const (
	MoveTo  Verb = iota // 1; closes the contour before, begins one
	LineTo              // 1
	QuadTo              // 2: control, end
	CubicTo             // 3: control, control, end
)

// Segment is a piece of an outline. Points beyond those its verb uses are zero.
type Segment struct {
	Verb   Verb
	Points [3]Point
}

// Outline is a glyph's shape in em, the origin on the baseline at the pen. Every contour begins with
// MoveTo and is closed; it is filled by the non-zero winding rule. It is shared: do not write to it.
type Outline []Segment

// maxCoordinate bounds outlines, advances and offsets, in em. The widest known glyph, U+FDFD, is 12 em in
// generous fonts; anything past this is damage, and would only reach the rasteriser as a huge number.
const maxCoordinate = 64

// convertOutline turns a glyph of the library, in font units with y up, into an Outline.
func convertOutline(segments []font.Segment, unitsPerEm float32) (Outline, error) {
	outline := make(Outline, 0, len(segments))
	for _, segment := range segments {
		converted := Segment{Verb: verbOf(segment.Op)}
		for i, p := range segment.ArgsSlice() {
			point := Point{X: p.X / unitsPerEm, Y: 0 - p.Y/unitsPerEm}
			if !inRange(point.X) || !inRange(point.Y) {
				return nil, fmt.Errorf("outline reaches (%g, %g) em; the limit is %d", point.X, point.Y, maxCoordinate)
			}
			converted.Points[i] = point
		}
		if len(outline) == 0 && converted.Verb != MoveTo {
			return nil, errors.New("outline begins without a starting point")
		}
		outline = append(outline, converted)
	}
	return outline, nil
}

func verbOf(op opentype.SegmentOp) Verb {
	switch op {
	case opentype.SegmentOpMoveTo:
		return MoveTo
	case opentype.SegmentOpLineTo:
		return LineTo
	case opentype.SegmentOpQuadTo:
		return QuadTo
	}
	return CubicTo
}

// inRange says whether an em value is usable: finite and within maxCoordinate.
func inRange(em float32) bool {
	return math.Abs(float64(em)) <= maxCoordinate // false for NaN
}
