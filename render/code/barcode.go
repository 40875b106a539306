package code

import (
	"errors"
	"fmt"
)

// Symbology is a kind of barcode.
type Symbology string

// The symbologies, each with the standard it follows.
const (
	Code128 Symbology = "code128" // any ASCII (ISO/IEC 15417)
	GS1128  Symbology = "gs1_128" // application identifiers in parentheses, and what they say (GS1 General Specifications, 5.4)
	EAN13   Symbology = "ean13"   // 13 digits (ISO/IEC 15420)
	EAN8    Symbology = "ean8"    // 8 digits
	UPCA    Symbology = "upca"    // 12 digits
	Code39  Symbology = "code39"  // digits, capitals and - . $ / + % space (ISO/IEC 16388)
	Code93  Symbology = "code93"  // the same, in less room (AIM BC5)
	ITF     Symbology = "itf"     // digits, an even number of them (ISO/IEC 16390); 14 are an ITF-14
	Codabar Symbology = "codabar" // digits and - $ : / . + (ANSI/AIM BC3)
)

// Bars is a barcode. Places are in modules from the start of the first bar.
type Bars struct {
	Widths        []int   // bar, space, bar, …, in modules; the last is a bar
	Before, After int     // the quiet zones: how many light modules belong on the left and on the right
	Text          []Label // what is printed below
	Guards        []Span  // whose bars are longer than the others, and reach down between the labels
}

// Guarded tells whether the bar that starts at a place is longer than others.
func (b *Bars) Guarded(place int) bool {
	for _, g := range b.Guards {
		if g.From <= place && place < g.To {
			return true
		}
	}
	return false
}

// Span is from one place up to another.
type Span struct{ From, To int }

// Label is text that stands in the middle below a span, which may lie in a quiet zone.
type Label struct {
	Span
	Text string
}

// Modules is how wide the bars are together, without the quiet zones.
func (b *Bars) Modules() int {
	sum := 0
	for _, w := range b.Widths {
		sum += w
	}
	return sum
}

// maxValue bounds a barcode's value, in bytes: four times what fits in the width of a page for a scanner at
// hand.
const maxValue = 256

// encoders make the bars of each symbology.
var encoders = map[Symbology]func(value string) (*Bars, error){
	Code128: code128, GS1128: gs1128, EAN13: ean13, EAN8: ean8, UPCA: upca,
	Code39: code39, Code93: code93, ITF: itf, Codabar: codabar,
}

// Barcode encodes a value. A check digit that was left out is added.
func Barcode(symbology Symbology, value string) (*Bars, error) {
	encode, ok := encoders[symbology]
	if !ok {
		return nil, fmt.Errorf("there is no symbology %q", string(symbology))
	}
	var err error
	switch {
	case value == "":
		err = errors.New("the value is empty; a code needs at least one character")
	case len(value) > maxValue:
		err = fmt.Errorf("%d bytes are too many; at most %d fit, and a qr layer holds more", len(value), maxValue)
	default:
		var b *Bars
		if b, err = encode(value); err == nil {
			return b, nil
		}
	}
	return nil, fmt.Errorf("%s: %w", symbology, err)
}

// plain puts quiet zones on both sides of bars and the value in the middle below.
func plain(widths []int, text string) *Bars {
	b := &Bars{Widths: widths, Before: quiet, After: quiet}
	b.Text = []Label{{Span{0, b.Modules()}, text}}
	return b
}

// quiet is the quiet zone of the symbologies that have no other, in modules: 10 in all of their standards.
const quiet = 10

// lacks is the error of a character that a symbology has not; holds says what it has.
func lacks(value string, at int, holds, remedy string) error {
	for i, r := range value {
		if i == at {
			return fmt.Errorf("it has no %q, only %s; %s", r, holds, remedy)
		}
	}
	return fmt.Errorf("it holds only %s; %s", holds, remedy)
}

// widths appends elements that are written as their digits.
func widths(to []int, pattern string) []int {
	for i := range len(pattern) {
		to = append(to, int(pattern[i]-'0'))
	}
	return to
}

// wide is how much wider a wide element is than a narrow one, where there are only these two. 3 is the
// ratio that reads from the farthest (ISO/IEC 16388, 4.4).
const wide = 3

// twoWidths appends elements that are written as 1: wide, 0: narrow.
func twoWidths(to []int, pattern string) []int {
	for i := range len(pattern) {
		if pattern[i] == '1' {
			to = append(to, wide)
		} else {
			to = append(to, 1)
		}
	}
	return to
}
