package templates

// Points are corners in order. In JSON they are [[0, 0], [10, 5]], or "0,0 10,5" as in SVG.
type Points [][2]float64

// bind reads three corners at least.
func (p *Points) bind(b *binder, n *node) {
	*p = nil
	var out Points
	switch n.kind {
	case stringKind:
		numbers, err := scanNumbers(n.text, 2*MaxCorners)
		if err != nil {
			b.fail(n, "%s", err)
			return
		}
		if len(numbers)%2 != 0 && len(numbers) <= 2*MaxCorners {
			b.fail(n, "%d numbers; points are pairs of x and y", len(numbers))
			return
		}
		out = make(Points, (len(numbers)+1)/2)
		for i, number := range numbers {
			out[i/2][i%2] = number
		}
	case arrayKind:
		before := len(b.errs)
		if out = b.pairs(n); len(b.errs) > before {
			return
		}
	default:
		b.wrong(n, "a list of points")
		return
	}
	switch {
	case len(out) > MaxCorners:
		b.tooLarge(n, "more than %d points", MaxCorners)
	case len(out) == 1 || len(out) == 2:
		b.fail(n, "%d points enclose nothing; it needs 3 at least", len(out))
	default:
		*p = out
	}
}

// pairs reads an array of pairs of numbers, as far as it may go.
func (b *binder) pairs(n *node) Points {
	out := make(Points, min(len(n.items), MaxCorners+1))
	for i := range out {
		if b.full() {
			return nil
		}
		b.pushIndex(i)
		if item := n.at(i); item.kind != arrayKind {
			b.wrong(item, "two numbers, x and y")
		} else {
			b.numbers(item, out[i][:], span{-MaxOffset, MaxOffset})
		}
		b.pop(1)
	}
	return out
}
