package templates

import "reflect"

// Series is a row of numbers of a chart.
type Series struct {
	Name   string    `json:"name" runes:"0..MaxName"`
	Values []float64 `json:"values" required:"true" items:"0..MaxData" range:"-MaxNumber..MaxNumber"`
}

// Data are the numbers of a chart. In JSON they are [3, 5, 4], or a list of such lists, or of objects with a
// name and values; or "3, 5, 4", as a variable holds them.
type Data []Series

// bind reads numbers in any of the forms.
func (d *Data) bind(b *binder, n *node) {
	*d = nil
	switch {
	case n.kind == stringKind:
		numbers, err := scanNumbers(n.text, MaxData)
		switch {
		case err != nil:
			b.fail(n, "%s", err)
		case len(numbers) > MaxData:
			b.tooLarge(n, "more than %d numbers", MaxData)
		default:
			*d = Data{{Values: numbers}}
		}
	case n.kind != arrayKind:
		b.wrong(n, "a list of numbers")
	case len(n.items) == 0 || n.at(0).kind == numberKind:
		var one Series
		b.series(n, &one)
		*d = Data{one}
	case len(n.items) > MaxSeries:
		b.tooLarge(n, "%d series; the limit is %d", len(n.items), MaxSeries)
	default:
		*d = make(Data, len(n.items))
		for i := range n.items {
			b.pushIndex(i)
			b.series(n.at(i), &(*d)[i])
			b.pop(1)
		}
	}
}

// series reads one row: a list, or an object with a name.
func (b *binder) series(n *node, s *Series) {
	p := planOf(reflect.TypeFor[Series]())
	if n.kind == arrayKind {
		b.list(n, valueOf(s).FieldByName("Values"), p.byName["values"])
		return
	}
	b.object(n, valueOf(s))
}

// Number is a number that may be left out.
type Number struct {
	Value float64
	Set   bool
}

// bind reads a number, or null for none.
func (v *Number) bind(b *binder, n *node) {
	*v = Number{}
	if n.kind == nullKind {
		return
	}
	number, ok := b.number(n, span{-MaxNumber, MaxNumber})
	*v = Number{number, ok}
}
