package templates

// ViewBox is the part of an outline's own plane that is fitted into the layer's box, whole, in proportion and
// centred, as SVG does it: left, top, width, height. All zero, there is none, and the plane is that of the box.
// In JSON it is [0, 0, 24, 24], or "0 0 24 24" as in SVG, or null.
type ViewBox [4]float64

// minViewBox is the least side of a view box: what is smaller is stretched beyond what can be drawn exactly.
const minViewBox = 0.001

// bind reads four numbers, the latter two above zero.
func (v *ViewBox) bind(b *binder, n *node) {
	*v = ViewBox{}
	var out ViewBox
	switch n.kind {
	case nullKind:
		return
	case stringKind:
		numbers, err := scanNumbers(n.text, len(out))
		if err != nil || len(numbers) != len(out) {
			b.fail(n, `%s is not a view box; write [0, 0, 24, 24] or "0 0 24 24"`, quote(n.text))
			return
		}
		out = ViewBox(numbers)
	case arrayKind:
		before := len(b.errs)
		if b.numbers(n, out[:], span{-MaxOffset, MaxOffset}); len(b.errs) > before {
			return
		}
	default:
		b.wrong(n, "four numbers")
		return
	}
	if out[2] < minViewBox || out[3] < minViewBox {
		b.fail(n, "its width and height, %v and %v, are not both in %v..%d", out[2], out[3], minViewBox, MaxOffset)
		return
	}
	*v = out
}
