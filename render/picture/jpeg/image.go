// Package jpeg decodes JPEG files (ITU-T T.81) in two steps: Decode reads all coefficients, so that whatever is wrong
// with a file is known, and Image.Render makes those samples of them that are wanted, at N/8 of their size by a reduced
// inverse DCT.
//
// It reads what image/jpeg reads: baseline, extended and progressive files with 8 bits a sample, Huffman codes and one,
// three or four components.
package jpeg

import (
	"errors"
	"fmt"
)

// ErrMemory is the error of a file whose coefficients take more than the caller allows.
var ErrMemory = errors.New("the coefficients take too much memory")

// errShort is the error of a file that ends too early.
var errShort = errors.New("the file is cut off")

// broken describes what is wrong with a file.
func broken(format string, args ...any) error { return fmt.Errorf(format, args...) }

// Image is the coefficients of a picture. It is not changed any more and may be used concurrently.
type Image struct {
	width, height        int // px
	mcusAcross, mcusDown int
	mostH, mostV         int // the largest sampling factors
	components           []*component
	progressive          bool
	jfif, adobe          bool
	transform            byte // as Adobe says
	bytes, most          int  // what rows take, and may take
}

// component is one of the channels.
type component struct {
	id, table    byte
	h, v         int // sampling factors
	across, down int // blocks that have samples of the picture
	quantizer    quantizer
	rows         [][]uint16 // of blocks, see row; nil: all is zero

	blocks []block // of a progressive picture, while it is decoded,
	stride int     // and how many are in a row of them
}

// at is a block of a progressive picture.
func (c *component) at(x, y int) *block { return &c.blocks[y*c.stride+x] }

// Size is that of the picture, px.
func (m *Image) Size() (width, height int) { return m.width, m.height }

// Bytes is the memory that the coefficients take.
func (m *Image) Bytes() int { return m.bytes }

// Components is how many there are: one, three or four.
func (m *Image) Components() int { return len(m.components) }

// Subsampling returns how many pixels a sample of a component covers, across and down.
func (m *Image) Subsampling(component int) (fx, fy int) {
	c := m.components[component]
	return m.mostH / c.h, m.mostV / c.v
}

// Model says what components are.
type Model int

// The models. Inks are as Adobe stores them: 255 is none.
const (
	Gray Model = iota
	YCbCr
	RGB
	CMYK
	YCCK // as CMYK, of which the first three are Y'CbCr
)

// Model says what the components are, as libjpeg guesses it.
func (m *Image) Model() Model {
	switch c := m.components; {
	case len(c) == 1:
		return Gray
	case len(c) == 4 && m.transform == 0:
		return CMYK
	case len(c) == 4:
		return YCCK
	case m.jfif:
		return YCbCr
	case m.adobe && m.transform == 0, c[0].id == 'R' && c[1].id == 'G' && c[2].id == 'B':
		return RGB
	}
	return YCbCr
}

// store keeps a row of blocks.
func (m *Image) store(c *component, y int, r *row) error {
	words := r.take()
	if y >= c.down { // it is below the picture
		return nil
	}
	m.bytes += 2 * (cap(words) - cap(c.rows[y]))
	if m.bytes > m.most {
		return ErrMemory
	}
	c.rows[y] = words
	return nil
}

// collect makes rows of the blocks of a progressive picture.
func (m *Image) collect(c *component) error {
	if c.blocks == nil {
		return nil
	}
	c.rows = make([][]uint16, c.down)
	var r row
	for y := range c.down {
		for x := range c.across {
			r.write(c.at(x, y))
		}
		if err := m.store(c, y, &r); err != nil {
			return err
		}
	}
	c.blocks = nil
	return nil
}
