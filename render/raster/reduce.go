package raster

import (
	"encoding/binary"
	"image"
)

// reduced is a layer whose pixels are means over blocks, as packed tones. There is a block more on every
// side, since a blur goes on there.
type reduced struct {
	pix           []uint64
	width, height int         // blocks
	at            image.Point // px of the first block's corner
	shift         int         // a block has 1<<shift px
}

func reduce(img *image.RGBA, shift int) *reduced {
	r, block := img.Rect, 1<<shift
	x0, y0 := r.Min.X>>shift-1, r.Min.Y>>shift-1
	x1, y1 := (r.Max.X+block-1)>>shift+1, (r.Max.Y+block-1)>>shift+1
	out := &reduced{width: x1 - x0, height: y1 - y0, at: image.Pt(x0<<shift, y0<<shift), shift: shift}
	out.pix = make([]uint64, out.width*out.height)
	sums := make([]tone, out.width)
	for row := range out.height {
		clear(sums)
		top := out.at.Y + row<<shift
		for y := max(top, r.Min.Y); y < min(top+block, r.Max.Y); y++ {
			out.gather(sums, run(img, y, r.Min.X, r.Max.X), r.Min.X-out.at.X)
		}
		// Blocks have up to 2^14 px, so a sum with 4 more bits has 26.
		half := uint64(1) << (2*shift - 1)
		half |= half << 32
		for i, s := range sums {
			t := tone{(s.rb<<toneBits + half) >> (2 * shift) & low16, (s.ga<<toneBits + half) >> (2 * shift) & low16}
			out.pix[row*out.width+i] = t.packed()
		}
	}
	return out
}

// gather adds a row of pixels, the first of which lies x px from the first block, to the sums of blocks.
func (r *reduced) gather(sums []tone, row []uint8, x int) {
	for len(row) > 0 {
		s := &sums[x>>r.shift]
		next := (x>>r.shift + 1) << r.shift
		n := min(4*(next-x), len(row))
		for i := 0; i+4 <= n; i += 4 {
			t := toneOf(binary.LittleEndian.Uint32(row[i:]))
			s.rb, s.ga = s.rb+t.rb, s.ga+t.ga
		}
		row, x = row[n:], next
	}
}

// enlarge sets the layer's pixels to what lies on straight lines between the middles of blocks. Such colours
// change slowly, so they are dithered as gradients are.
func (r *reduced) enlarge(img *image.RGBA) {
	line := make([]tone, r.width)
	bits := r.shift + 1 // places between two middles are odd numbers of 1/2^bits
	for y := img.Rect.Min.Y; y < img.Rect.Max.Y; y++ {
		v := 2*(y-r.at.Y) + 1 - 1<<r.shift
		upper := v >> bits * r.width
		w := uint64(v & (1<<bits - 1))
		for i := range line {
			a, b := unpacked(r.pix[upper+i]), unpacked(r.pix[upper+r.width+i])
			u := 1<<bits - w
			line[i] = tone{a.rb*u + b.rb*w, a.ga*u + b.ga*w}
		}
		r.spread(run(img, y, img.Rect.Min.X, img.Rect.Max.X), line, img.Rect.Min.X-r.at.X, threshold(y))
	}
}

// spread sets a row whose first pixel lies x px from the first block.
func (r *reduced) spread(row []uint8, line []tone, x int, threshold uint64) {
	bits := r.shift + 1
	down := toneBits + 2*bits // a lane has 8 + down bits, at most 28
	threshold <<= down - 8
	threshold |= threshold << 32
	for len(row) > 0 {
		v := 2*x + 1 - 1<<r.shift
		a, b := line[v>>bits], line[v>>bits+1]
		w := uint64(v & (1<<bits - 1))
		u := 1<<bits - w
		rb, ga := a.rb*u+b.rb*w+threshold, a.ga*u+b.ga*w+threshold
		stepRB, stepGA := 2*(b.rb-a.rb), 2*(b.ga-a.ga)
		n := min(int(u+1)/2, len(row)/4)
		for i := range n {
			p := rb>>down&low8 | ga>>down&low8<<8
			binary.LittleEndian.PutUint32(row[4*i:4*i+4:4*i+4], uint32(p|p>>16))
			rb, ga = rb+stepRB, ga+stepGA
		}
		row, x = row[4*n:], x+n
	}
}
