package raster

// add accumulates a downward line inside of the cells' rows, 0 <= x <= width. sign is its winding.
func (c *coverage) add(x0, y0, x1, y1 float64, sign float32) {
	if !(y1 > y0) {
		return
	}
	slope := (x1 - x0) / (y1 - y0)
	x := x0
	for row := int(y0); y0 < y1; row++ {
		bottom := min(float64(row+1), y1)
		next := x + (bottom-y0)*slope
		if bottom == y1 {
			next = x1 // no rounding beyond the end of the line
		}
		c.addRow(row, x, next, float32(bottom-y0)*sign)
		x, y0 = next, bottom
	}
}

// addRow accumulates a line's part in one row: from x0 to x1 while it falls by h, which carries its
// winding. A pixel that the line crosses is covered to the right of it by a trapezoid; the pixels
// further right by all of h.
func (c *coverage) addRow(row int, x0, x1 float64, h float32) {
	if x0 > x1 {
		x0, x1 = x1, x0
	}
	first, last := int(x0), int(x1)
	c.touch(row, first, last+1)
	cells := c.cells[row*c.stride : (row+1)*c.stride]
	if first == last {
		mid := float32((x0+x1)/2 - float64(first))
		cells[first] += h * (1 - mid)
		cells[first+1] += h * mid
		return
	}
	// Across several pixels: h is spread evenly over x0..x1. done is the area that the line has added to
	// the running sum so far.
	perPixel := float64(h) / (x1 - x0)
	left := float64(first+1) - x0 // length in the first pixel
	done := float32(perPixel * left * left / 2)
	cells[first] += done
	for i := first + 1; i < last; i++ {
		area := float32(perPixel * (left + float64(i-first-1) + 0.5))
		cells[i] += area - done
		done = area
	}
	right := x1 - float64(last) // length in the last pixel
	area := float32(perPixel*right*(x1-x0-right/2)) + h*float32(1-right)
	cells[last] += area - done
	cells[last+1] += h - area
}

// touch marks the blocks that hold cells first..last of a row.
func (c *coverage) touch(row, first, last int) {
	marks := c.touched[row*c.words : (row+1)*c.words]
	for b := first >> blockBits; b <= last>>blockBits; b++ {
		marks[b>>6] |= 1 << (b & 63)
	}
}
