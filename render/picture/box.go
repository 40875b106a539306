package picture

import "encoding/binary"

// maxBox is the largest block side: 255·257 still fits a 16-bit lane.
const maxBox = 256

// boxes says which blocks of source pixels become one pixel each.
type boxes struct {
	x, y   int // px of the source where the first block starts
	kx, ky int // block size
	w, h   int // number of blocks
}

// reduce averages blocks. A block that reaches over the right or lower edge is averaged over what it has.
func reduce(src plane, b boxes) plane {
	dst := newPlane(b.w, b.h, src.step)
	left, n := b.x*src.step, min(b.w*b.kx, src.w-b.x)*src.step
	from, whole := wholeWord(left, n, src.w*src.step)
	sums := make([]uint16, whole)
	used := sums[left-from:][:n]
	for y := range b.h {
		top := b.y + y*b.ky
		rows := min(b.ky, src.h-top)
		sumRows(sums, src.pix[top*src.stride+from:], src.stride, rows)
		averageRow(dst.row(y), used, b.kx, rows, src.step)
	}
	return dst
}

// sumRows adds up rows, column by column. There is at least a word of them.
func sumRows(sums []uint16, src []byte, stride, rows int) {
	for x := 0; x < len(sums); x += word {
		x = min(x, len(sums)-word)
		var even, odd uint64
		at := x
		for range rows {
			v := binary.LittleEndian.Uint64(src[at:])
			even += v & low
			odd += v >> 8 & low
			at += stride
		}
		s := sums[x:][:word]
		for i := 0; i < word; i += 2 {
			s[i], s[i+1] = uint16(even), uint16(odd)
			even >>= 16
			odd >>= 16
		}
	}
}

// averageRow adds up kx columns and divides by the number of pixels.
func averageRow(dst []byte, sums []uint16, kx, rows, step int) {
	share := perPixel(kx * rows)
	for x := 0; x < len(dst); x += step {
		block := sums[x*kx:]
		if len(block) < kx*step {
			share = perPixel(len(block) / step * rows)
		} else {
			block = block[:kx*step]
		}
		for c := range step {
			total := uint64(0)
			for i := c; i < len(block); i += step {
				total += uint64(block[i])
			}
			dst[x+c] = byte((total*share + 1<<31) >> 32)
		}
	}
}

// perPixel returns 1/count in 32 bits of fraction: for totals below 2^24 that is exact.
func perPixel(count int) uint64 { return (1<<32 + uint64(count)/2) / uint64(count) }
