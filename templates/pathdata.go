package templates

import (
	"errors"

	"placard/internal/pathdata"
)

// PathData is an outline in the language of SVG's d attribute (SVG 2, section 9.3): all commands, arcs too.
// Empty, it is no outline. Where SVG draws up to a mistake, this is refused with its position: a picture that is
// right up to somewhere is wrong.
type PathData string

// PathSegment is one step of an outline in absolute px.
type PathSegment = pathdata.Segment

// Segments are the outline's steps. Each stretch starts with M; arcs have become C. There are none of data that has
// not been decoded and cannot be.
func (d PathData) Segments() []PathSegment {
	segments, _ := pathdata.Parse(scanner(string(d)), MaxPathSegments)
	return segments
}

// bind reads an outline, to see whether it can be read.
func (d *PathData) bind(b *binder, n *node) {
	if !b.is(n, stringKind) {
		return
	}
	_, err := pathdata.Parse(scanner(n.text), MaxPathSegments)
	switch {
	case errors.Is(err, pathdata.ErrSegments):
		b.tooLarge(n, "more than %d segments", MaxPathSegments)
	case err != nil:
		b.fail(n, "%s", err)
	default:
		*d = PathData(n.text)
	}
}

// scanner reads numbers as SVG writes them, in the range of lengths.
func scanner(text string) pathdata.Scanner { return pathdata.Scanner{Text: text, Most: MaxOffset} }

// scanNumbers reads a list of numbers with white space or commas between, up to one more than most.
func scanNumbers(text string, most int) ([]float64, error) { return scanner(text).Numbers(most) }
