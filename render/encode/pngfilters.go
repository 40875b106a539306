package encode

// The other filters of PNG, section 9.2, for files that may take longer.
const (
	pngUp = 2 + iota
	pngAverage
	pngPaeth
	pngFilters // how many there are
)

// filterRows puts rows of unfiltered bytes into dst, all filtered the same way, but the first by Sub where the
// filter looks at the row above: that is another band's.
func filterRows(dst, rows []byte, rowBytes, unit int, filter byte) {
	for at := 0; at < len(rows); at += rowBytes {
		f := filter
		if at == 0 && f > pngSub {
			f = pngSub
		}
		dst[at] = f
		to, row := dst[at+1:at+rowBytes], rows[at+1:at+rowBytes]
		copy(to, row)
		switch f {
		case pngNone:
		case pngSub:
			subRow(to, unit)
		default:
			lessAbove(to, row, rows[at-rowBytes+1:at], unit, f)
		}
	}
}

// lessAbove subtracts from to, which is row, what the filter makes of the pixels to the left and above.
func lessAbove(to, row, above []byte, unit int, filter byte) {
	above, to = above[:len(row)], to[:len(row)]
	for i, up := range above {
		left, corner := 0, 0
		if i >= unit {
			left, corner = int(row[i-unit]), int(above[i-unit])
		}
		switch filter {
		case pngUp:
			to[i] -= up
		case pngAverage:
			to[i] -= byte((left + int(up)) >> 1)
		default:
			to[i] -= paeth(left, int(up), corner)
		}
	}
}

// paeth is the neighbour that is nearest to left + up - corner (section 9.4).
func paeth(left, up, corner int) byte {
	toLeft, toUp, toCorner := up-corner, left-corner, left+up-2*corner
	toLeft, toUp, toCorner = max(toLeft, -toLeft), max(toUp, -toUp), max(toCorner, -toCorner)
	switch {
	case toLeft <= toUp && toLeft <= toCorner:
		return byte(left)
	case toUp <= toCorner:
		return byte(up)
	}
	return byte(corner)
}
