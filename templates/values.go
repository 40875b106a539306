package templates

import (
	"strconv"
	"strings"
)

// Position is a point as fractions of a box, 0.5, 0.5 being its centre. Of an image it is the focal
// point: that fraction of the picture comes to lie on that fraction of the box. In JSON it is
// [0.5, 0.3], or CSS keywords such as "center", "top" or "left bottom".
type Position [2]float64

// bind reads keywords, or two fractions.
func (p *Position) bind(b *binder, n *node) {
	switch n.kind {
	case stringKind:
		at, ok := parsePosition(n.text)
		if !ok {
			b.fail(n, `%s is not a position; write [0.5, 0.3], or one or two of left, center, right, top, bottom`, quote(n.text))
		}
		*p = at
	case arrayKind:
		b.numbers(n, p[:], span{0, 1})
	default:
		b.wrong(n, "a position")
	}
}

// parsePosition reads one or two CSS keywords, in either order, not two of one axis.
func parsePosition(s string) (Position, bool) {
	words := strings.Fields(s)
	if len(words) < 1 || len(words) > 2 {
		return Position{}, false
	}
	at := Position{0.5, 0.5}
	var taken [2]bool
	for _, word := range words {
		axis, value := 0, 0.0
		switch word {
		case "center":
			continue
		case "left":
		case "right":
			value = 1
		case "top":
			axis = 1
		case "bottom":
			axis, value = 1, 1
		default:
			return Position{}, false
		}
		if taken[axis] {
			return Position{}, false
		}
		taken[axis], at[axis] = true, value
	}
	return at, true
}

// Radii are corner radii in px: top left, top right, bottom right, bottom left. As in CSS, radii that
// do not fit are scaled down together when drawn. In JSON they are one number, or four.
type Radii [4]float64

// bind reads one radius for all corners, or one for each.
func (r *Radii) bind(b *binder, n *node) {
	switch n.kind {
	case numberKind:
		radius, _ := b.number(n, span{0, MaxOffset})
		*r = Radii{radius, radius, radius, radius}
	case arrayKind:
		b.numbers(n, r[:], span{0, MaxOffset})
	default:
		b.wrong(n, "a number or four")
	}
}

// LineHeight is a multiple of the font size (JSON number) or a length (JSON string, "74px"). A length
// shrinks in proportion when Fit: shrink makes the text smaller.
type LineHeight struct {
	Value float64
	Px    bool
}

// Of returns the distance between baselines in px of text whose size is size and was asked to be
// fontSize, both px.
func (l LineHeight) Of(size, fontSize float64) float64 {
	if l.Px {
		return l.Value * size / fontSize
	}
	return l.Value * size
}

// The ranges of a line height. Zero is left out: lines that take no room would all fit into any box.
var (
	lineHeightMultiple = span{0.1, 10}
	lineHeightLength   = span{1, MaxFontSize * 10}
)

// bind reads a multiple or a length.
func (l *LineHeight) bind(b *binder, n *node) {
	switch n.kind {
	case numberKind:
		l.Value, _ = b.number(n, lineHeightMultiple)
		l.Px = false
	case stringKind:
		digits, ok := strings.CutSuffix(n.text, "px")
		value, err := strconv.ParseFloat(digits, 64)
		if !ok || err != nil {
			b.fail(n, `%s is not a line height; write a multiple (1.2) or a length ("74px")`, quote(n.text))
			return
		}
		if !lineHeightLength.has(value) {
			b.fail(n, "%s is not in %s px", quote(n.text), lineHeightLength)
			return
		}
		*l = LineHeight{Value: value, Px: true}
	default:
		b.wrong(n, `a multiple (1.2) or a length ("74px")`)
	}
}
