package raster

import (
	"image"
	"math"
	"math/bits"

	"placard/render/display"
)

// coverage turns an outline into the share of every pixel that it covers, by its fill rule.
//
// Each edge adds to the cells it crosses how much its height there turns the coverage of that pixel, and
// of all pixels to the right of it, up or down; the running sum along a row is then the signed area
// covered (as in font-rs and golang.org/x/image/vector, which this is tested against). Only cells
// that an edge has touched are summed up: between them the coverage stays as it is, and comes out as a
// span of one value. As in those, windings are added before they are cut to 1, or folded by the even-odd
// rule, so opposite contours that overlap by less than a pixel cancel out.
type coverage struct {
	outline
	cells   []float32 // rows of stride cells; all zero between bands
	touched []uint64  // rows of words: a bit for each block of cells
	stride  int
	words   int
	row     []uint8 // coverage of a row, for sink
	queue   queue
}

const (
	blockBits = 4 // cells of a block: 16, one cache line
	block     = 1 << blockBits

	// maxCells bounds the cells held at a time: 1 MB stays in the second-level cache. Taller shapes are
	// drawn in bands.
	maxCells = 1 << 18
)

// sink takes runs of pixels x0..x1 of row y from left to right: those of cover when it is not nil, else
// all of one coverage. What is left out is not covered.
type sink func(y, x0, x1 int, solid uint8, cover []uint8)

// sweep sends the coverage of the outline's part inside of both rectangles to out, row by row. within
// may end anywhere in a pixel; the pixels it cuts are covered in part.
func (c *coverage) sweep(clip image.Rectangle, within display.Rect, out sink) {
	clip = clip.Intersect(within.Pixels())
	if clip.Empty() {
		return
	}
	c.prepare(clip.Dx())
	rows := max(1, maxCells/c.stride)
	sorted := clip.Dy() > rows && len(c.edges) > fewEdges
	if sorted {
		c.queue.fill(c.edges, clip, rows)
	}
	for top := clip.Min.Y; top < clip.Max.Y; top += rows {
		band := image.Rect(clip.Min.X, top, clip.Max.X, min(top+rows, clip.Max.Y))
		f := newFrame(band, within)
		if sorted {
			for _, i := range c.queue.take((top-clip.Min.Y)/rows, c.edges, float64(top)) {
				c.cross(&f, &c.edges[i])
			}
		} else {
			for i := range c.edges {
				c.cross(&f, &c.edges[i])
			}
		}
		for y := band.Min.Y; y < band.Max.Y; y++ {
			c.sum(y-band.Min.Y, y, band, out)
		}
	}
}

// sweepAll sends the coverage of all pixels of a rectangle to out, with those that are not covered.
func (c *coverage) sweepAll(r image.Rectangle, within display.Rect, out sink) {
	at := r.Min // the pixels before it, row by row, are done
	skip := func(y, x int) {
		for ; at.Y < y; at = image.Pt(r.Min.X, at.Y+1) {
			if at.X < r.Max.X {
				out(at.Y, at.X, r.Max.X, 0, nil)
			}
		}
		if at.X < x {
			out(y, at.X, x, 0, nil)
		}
	}
	c.sweep(r, within, func(y, x0, x1 int, solid uint8, cover []uint8) {
		skip(y, x0)
		at.X = x1
		out(y, x0, x1, solid, cover)
	})
	skip(r.Max.Y, r.Min.X)
}

// prepare makes room for rows of a width. One more cell takes what leaves at the right edge.
func (c *coverage) prepare(width int) {
	c.stride = (width + 1 + block) &^ (block - 1)
	c.words = (c.stride>>blockBits + 63) / 64
	rows := max(1, maxCells/c.stride)
	if n := rows * c.stride; len(c.cells) < n {
		c.cells = make([]float32, max(n, maxCells))
	}
	if n := rows * c.words; len(c.touched) < n {
		c.touched = make([]uint64, n)
	}
	if len(c.row) < c.stride {
		c.row = make([]uint8, c.stride)
	}
}

// frame is where a band lies, and what of it is wanted, from its top left.
type frame struct{ ox, oy, left, top, right, bottom float64 }

func newFrame(band image.Rectangle, within display.Rect) frame {
	ox, oy := float64(band.Min.X), float64(band.Min.Y)
	return frame{
		ox: ox, oy: oy,
		left: math.Max(within.X0, ox) - ox, right: math.Min(within.X1, float64(band.Max.X)) - ox,
		top: math.Max(within.Y0, oy) - oy, bottom: math.Min(within.Y1, float64(band.Max.Y)) - oy,
	}
}

// cross adds an edge's part inside of a band and within. What lies left of the band counts as running down
// its left edge, as its winding goes on to the right; what lies right of within as running down that edge,
// where it ends the coverage.
func (c *coverage) cross(f *frame, e *edge) {
	x0, y0, x1, y1, sign := e.x0-f.ox, e.y0-f.oy, e.x1-f.ox, e.y1-f.oy, float32(1)
	if y0 > y1 {
		x0, y0, x1, y1, sign = x1, y1, x0, y0, -1
	}
	if y1 <= f.top || y0 >= f.bottom {
		return
	}
	slope := (x1 - x0) / (y1 - y0)
	if y0 < f.top {
		x0, y0 = x0+(f.top-y0)*slope, f.top
	}
	if y1 > f.bottom {
		x1, y1 = x0+(f.bottom-y0)*slope, f.bottom
	}
	if x0 >= f.left && x1 >= f.left && x0 <= f.right && x1 <= f.right {
		c.add(x0, y0, x1, y1, sign)
	} else {
		c.clamped(x0, y0, x1, y1, f.left, f.right, sign)
	}
}

// clamped adds a downward line, its parts outside of left..right moved to that side.
func (c *coverage) clamped(x0, y0, x1, y1, left, right float64, sign float32) {
	bound := func(x float64) float64 { return math.Max(left, math.Min(x, right)) }
	sides := [2]float64{left, right}
	if x0 > x1 {
		sides = [2]float64{right, left}
	}
	x, y := x0, y0
	for _, side := range sides {
		if (x0 < side) == (x1 < side) {
			continue
		}
		cross := y0 + (side-x0)*(y1-y0)/(x1-x0)
		if cross > y && cross < y1 {
			c.add(bound(x), y, side, cross, sign)
			x, y = side, cross
		}
	}
	c.add(bound(x), y, bound(x1), y1, sign)
}

// sum walks along a row, sends its runs to out and clears it.
func (c *coverage) sum(r, y int, band image.Rectangle, out sink) {
	cells := c.cells[r*c.stride : (r+1)*c.stride]
	marks := c.touched[r*c.words : (r+1)*c.words]
	width := band.Dx()
	acc, x := float32(0), 0 // x: how far the row is done
	for w, word := range marks {
		for word != 0 {
			first := bits.TrailingZeros64(word)
			n := bits.TrailingZeros64(^(word >> first)) // touched blocks in a row
			word &^= (1<<n - 1) << first
			start := (w<<6 + first) << blockBits
			if v := c.level(acc); v > 0 && start > x {
				out(y, band.Min.X+x, band.Min.X+start, v, nil)
			}
			end := min(start+n<<blockBits, c.stride)
			if c.rule == display.EvenOdd {
				acc = fold(c.row[start:end], cells[start:end], acc)
			} else {
				for i, d := range cells[start:end] {
					acc += d
					c.row[start+i] = level(acc)
				}
			}
			clear(cells[start:end])
			if x = min(end, width); x > start {
				out(y, band.Min.X+start, band.Min.X+x, 0, c.row[start:x])
			}
		}
		marks[w] = 0
	}
	if v := c.level(acc); v > 0 && width > x {
		out(y, band.Min.X+x, band.Min.X+width, v, nil)
	}
}

// fold does for the even-odd rule what the loop in sum does.
func fold(row []uint8, cells []float32, acc float32) float32 {
	for i, d := range cells {
		acc += d
		row[i] = folded(acc)
	}
	return acc
}

func (c *coverage) level(area float32) uint8 {
	if c.rule == display.EvenOdd {
		return folded(area)
	}
	return level(area)
}

// level is a signed area as a coverage of 0..255.
func level(area float32) uint8 {
	if area < 0 {
		area = -area
	}
	return uint8(min(area, 1)*255 + 0.5)
}

// folded is a signed area as a coverage by the even-odd rule: it rises to 1, falls to 0 at 2, and so on.
func folded(area float32) uint8 {
	if area < 0 {
		area = -area
	}
	whole := int32(area) // at most a winding for each chord of a path
	part := area - float32(whole)
	if whole&1 == 1 {
		part = 1 - part
	}
	return uint8(part*255 + 0.5)
}
