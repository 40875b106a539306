package picture

import "math"

// kernelRatio is the reduction that is left to the kernel when blocks are averaged first. Measured on a photo
// against the kernel alone: 2 keeps 50–53 dB, 1.5 loses 2 dB, 1 up to 9; the time is about the same.
const kernelRatio = 2

// resample scales the part c of src (in px of src) to w×h. The pixels around c take part as far as the
// kernel reaches; beyond the edge of src its edge goes on. The result is to be freed.
//
// A large reduction first averages whole blocks of pixels. Then columns are filtered, twice, with a
// transposition after each, so that rows go through the same loop, 8 samples at a time.
func resample(src plane, c cropRect, w, h int) plane {
	owned := false
	for {
		b, rest := plan(src, c, w, h)
		if b.kx == 1 && b.ky == 1 {
			break
		}
		small := reduce(src, b)
		if owned {
			src.free()
		}
		src, c, owned = small, rest, true
	}
	high := newFilter(src.h, c.y0, c.y1, h)
	wide := newFilter(src.w, c.x0, c.x1, w)

	lo, hi := wide.span()
	from, n := wholeWord(lo*src.step, (hi-lo)*src.step, src.w*src.step)
	for i := range wide.starts {
		wide.starts[i] -= from / src.step
	}
	tall := newPlane(n/src.step, h, src.step)
	columns(tall, src, &high, from, n)
	if owned {
		src.free()
	}
	turned := newPlane(h, tall.w, src.step)
	transpose(turned, tall)
	tall.free()
	done := newPlane(h, w, src.step)
	columns(done, turned, &wide, 0, done.stride)
	turned.free()
	dst := newPlane(w, h, src.step)
	transpose(dst, done)
	done.free()
	return dst
}

// plan chooses the blocks to average before c of src is filtered to w×h, and says where c is then.
func plan(src plane, c cropRect, w, h int) (boxes, cropRect) {
	x, kx, bw := planAxis(src.w, c.x0, c.x1, w)
	y, ky, bh := planAxis(src.h, c.y0, c.y1, h)
	return boxes{x, y, kx, ky, bw, bh}, cropRect{
		(c.x0 - float64(x)) / float64(kx), (c.y0 - float64(y)) / float64(ky),
		(c.x1 - float64(x)) / float64(kx), (c.y1 - float64(y)) / float64(ky),
	}
}

// planAxis returns where blocks start, their size and number.
func planAxis(n int, from, to float64, size int) (start, k, count int) {
	ratio := (to - from) / float64(size)
	k = min(max(int(ratio/kernelRatio), 1), maxBox)
	margin := k * (kernelRadius*2*kernelRatio + 1) // what is left to the kernel is below 2·kernelRatio
	start = max(int(from)-margin, 0)
	end := min(int(math.Ceil(to))+margin, n)
	return start, k, (end - start + k - 1) / k
}

// wholeWord returns the run from..from+n of a row, grown to at least a word: to the left as far as there
// is something, else into the row's padding.
func wholeWord(from, n, row int) (int, int) {
	if n >= word {
		return from, n
	}
	return max(min(from, row-word), 0), word
}
