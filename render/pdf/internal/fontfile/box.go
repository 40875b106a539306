package fontfile

// box bounds points, in font units with y up. The zero box is empty.
type box struct {
	x0, y0, x1, y1 int
	filled         bool
}

func (b *box) add(x, y int) {
	if !b.filled {
		*b = box{x, y, x, y, true}
		return
	}
	b.x0, b.x1 = min(b.x0, x), max(b.x1, x)
	b.y0, b.y1 = min(b.y0, y), max(b.y1, y)
}

func (b *box) union(other box) {
	if other.filled {
		b.add(other.x0, other.y0)
		b.add(other.x1, other.y1)
	}
}
