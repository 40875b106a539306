package render

import (
	"bytes"
	"sync"
)

// keptCanvas is the pixels of a canvas row by row. Rows like the one above them, as those of a plain ground, share
// its memory: to copy them reads what the processor's cache holds.
type keptCanvas struct {
	rows  [][]uint8
	bytes int
	sums  sync.Map // of rows top..bottom-1, [2]int, their cache.Sum: those of the bands of a JPEG, see canvas.sum
}

const (
	canvasOverhead = 256 // what a canvas takes beside its rows: key, map entry
	rowOverhead    = 24  // what a row takes beside its pixels
)

// mostKept is how many bytes a canvas takes whose rows are all unlike.
func mostKept(w, h int) int { return canvasOverhead + h*(rowOverhead+4*w) }

// keep copies a canvas.
func (c *canvas) keep() *keptCanvas {
	k := &keptCanvas{rows: make([][]uint8, c.Rect.Dy())}
	var unlike [][]uint8
	last := make([]int, len(k.rows)) // of those, up to a row
	for y := range k.rows {
		row := c.Pix[y*c.Stride : (y+1)*c.Stride]
		if y == 0 || !bytes.Equal(row, unlike[len(unlike)-1]) {
			unlike = append(unlike, row)
		}
		last[y] = len(unlike) - 1
	}
	pix := bytes.Join(unlike, nil)
	for y, i := range last {
		k.rows[y] = pix[i*c.Stride : (i+1)*c.Stride]
	}
	k.bytes = canvasOverhead + rowOverhead*len(k.rows) + len(pix)
	return k
}

// Bytes implements cache.Sized.
func (k *keptCanvas) Bytes() int { return k.bytes }

// copyTo copies all pixels; nil: none.
func (k *keptCanvas) copyTo(pix []uint8) {
	if k == nil {
		return
	}
	for _, row := range k.rows {
		pix = pix[copy(pix, row):]
	}
}
