package picture

import "sync"

// plane is rows of 8-bit samples: one channel, or premultiplied RGBA interleaved. Arithmetic on it
// takes 8 bytes at a time, whatever they mean.
type plane struct {
	pix    []byte
	stride int // bytes from one row to the next
	w, h   int // px
	step   int // bytes a pixel: 1 or 4
}

// word is how many bytes the inner loops load at once. Every row has at least that many: adopt and
// newPlane see to it.
const word = 8

// adopt makes a plane of a decoder's pixels, without a copy unless a row is shorter than a word.
func adopt(pix []byte, stride, w, h, step int) plane {
	p := plane{pix, stride, w, h, step}
	if w*step >= word {
		return p
	}
	wide := plane{make([]byte, word*h), word, w, h, step}
	for y := range h {
		copy(wide.pix[y*word:][:w*step], pix[y*stride:])
	}
	return wide
}

// row returns row y, w·step bytes.
func (p plane) row(y int) []byte { return p.pix[y*p.stride:][:p.w*p.step] }

// scratch keeps the buffers of intermediate planes between calls.
var scratch = sync.Pool{New: func() any { return new([]byte) }}

// newPlane returns a plane of w×h px from scratch, its pixels undefined. Rows are padded to whole words. Give it back
// with free.
func newPlane(w, h, step int) plane {
	stride := roundUp(w*step, word)
	n := stride * h
	buf := scratch.Get().(*[]byte)
	if cap(*buf) < n {
		*buf = make([]byte, n)
	}
	return plane{(*buf)[:n], stride, w, h, step}
}

// free returns p's buffer to scratch. Only for planes of newPlane; p is not to be used any more.
func (p plane) free() {
	scratch.Put(&p.pix)
}

// roundUp returns the next multiple of m, a power of two.
func roundUp(n, m int) int { return (n + m - 1) &^ (m - 1) }
