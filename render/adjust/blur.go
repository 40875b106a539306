package adjust

import (
	"image"
	"math"

	"placard/render/display"
)

// blur is a Gaussian over a part of a source. What is soft needs few pixels: they are asked for at a lower
// resolution, blurred there, and brought back by interpolation.
type blur struct {
	part   display.Rect
	size   [2]int     // px of the result
	each   [2]float64 // px of the source in one of the lower resolution
	fewer  [2]float64 // px of the result in one of the lower resolution
	sigma  [2]float64 // px of the lower resolution
	margin [2]float64 // px of the source around part that shine in
}

// coarse is the sigma, px of the result, from which on pixels are left out: at a sigma of 1.5 of the pixels that are
// left, the result is off by less than a step of 255.
const coarse = 3

// newBlur returns nil where nothing is blurred.
func newBlur(sigma [2]float64, part display.Rect, width, height int) *blur {
	if sigma == ([2]float64{}) {
		return nil
	}
	b := &blur{part: part, size: [2]int{width, height}}
	for axis, length := range [2]float64{part.X1 - part.X0, part.Y1 - part.Y0} {
		out := length / float64(b.size[axis])
		fewer := max(1, math.Floor(sigma[axis]/out/(coarse/2)))
		b.each[axis], b.fewer[axis] = out*fewer, fewer
		b.margin[axis] = display.ShadowReach * sigma[axis]
		s := sigma[axis] / b.each[axis]
		if fewer > 1 {
			s = math.Sqrt(max(0, s*s-1.0/6)) // interpolation is a blur of its own: a triangle of variance 1/6
		}
		b.sigma[axis] = s
	}
	return b
}

// around is the part of a source of w×h px that shines into the result, and how many pixels it has at the lower
// resolution.
func (b *blur) around(w, h int) (from display.Rect, cols, rows int) {
	x0, x1, cols := b.span(0, b.part.X0, b.part.X1, float64(w))
	y0, y1, rows := b.span(1, b.part.Y0, b.part.Y1, float64(h))
	return display.Rect{X0: x0, Y0: y0, X1: x1, Y1: y1}, cols, rows
}

// span is around along one axis. It has whole pixels, counted from the part where all are asked for, else from the
// source's edge: a part is then sampled where the whole is.
func (b *blur) span(axis int, from, to, size float64) (start, end float64, n int) {
	each, origin := b.each[axis], 0.0
	if b.fewer[axis] == 1 {
		origin = from
	}
	first := math.Ceil(-origin / each)
	last := math.Floor((size-origin)/each + 1e-9)
	first = max(first, math.Floor((from-b.margin[axis]-origin)/each))
	last = max(first+1, min(last, math.Ceil((to+b.margin[axis]-origin)/each)))
	return max(0, origin+first*each), min(size, origin+last*each), int(last - first)
}

// apply blurs what around asked for, and gives the part that is wanted.
func (b *blur) apply(small *image.RGBA, from display.Rect) *image.RGBA {
	w, h := small.Rect.Dx(), small.Rect.Dy()
	planes := make([]float32, 4*w*h)
	for i, v := range small.Pix {
		planes[i] = float32(v)
	}
	planes = convolve(planes, w, h, kernel(b.sigma[0]))
	planes = convolve(planes, h, w, kernel(b.sigma[1]))
	out := image.NewRGBA(image.Rect(0, 0, b.size[0], b.size[1]))
	xs := samples(b.size[0], b.part.X0, b.part.X1, from.X0, from.X1, w)
	for y, sy := range samples(b.size[1], b.part.Y0, b.part.Y1, from.Y0, from.Y1, h) {
		top, bottom := planes[4*w*sy.first:][:4*w], planes[4*w*sy.second:][:4*w]
		row := out.Pix[y*out.Stride:]
		for x, sx := range xs {
			for k := range 4 {
				a := top[4*sx.first+k]*(1-sx.part) + top[4*sx.second+k]*sx.part
				c := bottom[4*sx.first+k]*(1-sx.part) + bottom[4*sx.second+k]*sx.part
				row[4*x+k] = uint8(a*(1-sy.part) + c*sy.part + 0.5)
			}
		}
	}
	return out
}

// sample is between two pixels of the lower resolution.
type sample struct {
	first, second int
	part          float32
}

// samples are where the middles of n pixels over a..b lie among m pixels over from..to.
func samples(n int, a, b, from, to float64, m int) []sample {
	out := make([]sample, n)
	for i := range out {
		at := (a+(float64(i)+0.5)*(b-a)/float64(n)-from)/(to-from)*float64(m) - 0.5
		first := math.Floor(at)
		out[i] = sample{clamp(int(first), m), clamp(int(first)+1, m), float32(at - first)}
	}
	return out
}

func clamp(i, n int) int { return min(max(i, 0), n-1) }

// kernel is half of a Gaussian, from its middle on; its whole sums up to 1.
func kernel(sigma float64) []float32 {
	if sigma < 0.05 {
		return []float32{1}
	}
	half := make([]float64, int(math.Ceil(display.ShadowReach*sigma))+1)
	sum := 0.0
	for i := range half {
		half[i] = math.Exp(-float64(i*i) / (2 * sigma * sigma))
		sum += half[i]
		if i > 0 {
			sum += half[i]
		}
	}
	out := make([]float32, len(half))
	for i := range half {
		out[i] = float32(half[i] / sum)
	}
	return out
}

// convolve filters rows of w pixels, and gives them as columns: twice is both ways. Beyond the ends the last pixel
// goes on.
func convolve(src []float32, w, h int, half []float32) []float32 {
	out := make([]float32, len(src))
	reach := len(half) - 1
	padded := make([]float32, 4*(w+2*reach))
	for y := range h {
		row := src[4*w*y:][:4*w]
		for i := range reach {
			copy(padded[4*i:], row[:4])
			copy(padded[4*(reach+w+i):], row[4*(w-1):])
		}
		copy(padded[4*reach:], row)
		for x := range w {
			at := 4 * (x + reach)
			p := padded[at : at+4]
			r, g, b, a := p[0]*half[0], p[1]*half[0], p[2]*half[0], p[3]*half[0]
			for i := 1; i <= reach; i++ {
				k, l, m := half[i], padded[at-4*i:at-4*i+4], padded[at+4*i:at+4*i+4]
				r, g, b, a = r+k*(l[0]+m[0]), g+k*(l[1]+m[1]), b+k*(l[2]+m[2]), a+k*(l[3]+m[3])
			}
			q := out[4*(x*h+y):][:4]
			q[0], q[1], q[2], q[3] = r, g, b, a
		}
	}
	return out
}
