package fontfile

// box bounds points, with y up.
type box struct {
	x0, y0, x1, y1 int
	filled         bool // else it is empty, and all zero
}

func (b *box) add(x, y int) {
	if !b.filled {
		*b = box{x, y, x, y, true}
		return
	}
	b.x0, b.x1 = min(b.x0, x), max(b.x1, x)
	b.y0, b.y1 = min(b.y0, y), max(b.y1, y)
}

// outward is the box in whole units around one in 1/65536.
func (b box) outward() box {
	const up = int(one) - 1
	return box{b.x0 >> 16, b.y0 >> 16, (b.x1 + up) >> 16, (b.y1 + up) >> 16, b.filled}
}

func (b *box) union(other box) {
	if other.filled {
		b.add(other.x0, other.y0)
		b.add(other.x1, other.y1)
	}
}
