package templates

import (
	"reflect"
	"strconv"
	"strings"
)

// Length is a position or a size along one side: px, a part of the parent's side, or a size that follows from
// what is within or around. In JSON it is 120, "50%", "hug" or "fill".
type Length struct {
	Value float64 // px, or per cent
	Unit  Unit
}

// Unit says what the value of a Length counts.
type Unit string

// The units.
const (
	Px      Unit = ""     // design px
	Percent Unit = "%"    // of the width or height of the group around it, or of the canvas
	Hug     Unit = "hug"  // as large as what is in it; Value is 0
	Fill    Unit = "fill" // all that is left of the group around it, or of the canvas; Value is 0
)

// IsZero says whether it is 0 px, which as a size is none.
func (l Length) IsZero() bool { return l == Length{} }

// Of is the length in px where its parent's side is, px; that of a Hug or a Fill is 0.
func (l Length) Of(parent float64) float64 {
	if l.Unit == Percent {
		return l.Value / 100 * parent
	}
	return l.Value
}

// lengthShape reads px in the field's range, or a word for them.
func (b *binder) length(n *node, v reflect.Value, f *field) {
	if n.kind == numberKind {
		if number, ok := b.number(n, f.bounds); ok {
			v.Set(reflect.ValueOf(Length{Value: number}))
		}
		return
	}
	if n.kind != stringKind {
		b.wrong(n, f.lengthWords())
		return
	}
	word := Unit(n.text)
	digits, percent := strings.CutSuffix(n.text, "%")
	number, err := strconv.ParseFloat(digits, 64)
	switch {
	case f.sizes && (word == Hug || word == Fill):
		v.Set(reflect.ValueOf(Length{Unit: word}))
	case !percent || err != nil || len(digits) > maxQuoted:
		b.fail(n, "%s is not a length; write %s", quote(n.text), f.lengthWords())
	case !(span{-MaxPercent, MaxPercent}).has(number) || f.bounds.min >= 0 && number < 0:
		b.fail(n, "%s is not in %s %%", quote(n.text), span{max(-MaxPercent, f.bounds.min), MaxPercent})
	default:
		v.Set(reflect.ValueOf(Length{Value: number + 0, Unit: Percent}))
	}
}

// lengthWords says what such a field takes.
func (f *field) lengthWords() string {
	if f.sizes {
		return `10, "50%", "hug" or "fill"`
	}
	return `10 or "50%"`
}

// Padding is room in px at the top, right, bottom and left. In JSON it is one number for all, two for top and
// bottom and for the sides, or four.
type Padding [4]float64

// bind reads one, two or four numbers.
func (p *Padding) bind(b *binder, n *node) {
	bounds := span{0, MaxOffset}
	switch {
	case n.kind == numberKind:
		all, _ := b.number(n, bounds)
		*p = Padding{all, all, all, all}
	case n.kind == arrayKind && len(n.items) == 2:
		var two [2]float64
		b.numbers(n, two[:], bounds)
		*p = Padding{two[0], two[1], two[0], two[1]}
	case n.kind == arrayKind:
		b.numbers(n, p[:], bounds)
	default:
		b.wrong(n, "a number, two or four")
	}
}
