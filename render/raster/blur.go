package raster

import "math"

// kernel is the blur along one axis that stands in for a Gaussian.
//
// From a deviation of 2 px on it is three box filters of d = ⌊σ·3√(2π)/4 + ½⌋ pixels, within 3 % of a
// Gaussian (W3C Filter Effects 1, feGaussianBlur): for an odd d three of d around the pixel, for an
// even d one half a pixel to the left, one half a pixel to the right, and one of d+1 around it. Below,
// boxes of so few pixels are too coarse, and the Gaussian's own weights are used.
type kernel struct {
	boxes   [3]box
	weights []uint32 // in 1/65536, from −reach to reach; nil: boxes
	reach   int      // px that a pixel spreads to each side
}

// box averages the pixels from before the centre to after it.
type box struct{ before, after int }

// smallSigma is the deviation in px below which box filters are not used, as the specification says.
const smallSigma = 2.0

func newKernel(sigma float64) kernel {
	if sigma < smallSigma {
		return gaussian(sigma)
	}
	d := int(math.Floor(sigma*3*math.Sqrt(2*math.Pi)/4 + 0.5))
	h := d / 2
	if d%2 == 1 {
		return kernel{boxes: [3]box{{h, h}, {h, h}, {h, h}}, reach: 3 * h}
	}
	return kernel{boxes: [3]box{{h, h - 1}, {h - 1, h}, {h, h}}, reach: 3*h - 1}
}

// gaussian is a kernel of weights out to three deviations, which add up to 1.
func gaussian(sigma float64) kernel {
	reach := int(math.Ceil(3 * sigma))
	if reach == 0 {
		return kernel{weights: []uint32{1 << 16}}
	}
	values, sum := make([]float64, 2*reach+1), 0.0
	for i := range values {
		x := float64(i-reach) / sigma
		values[i] = math.Exp(-x * x / 2)
		sum += values[i]
	}
	k := kernel{reach: reach, weights: make([]uint32, len(values))}
	rest := uint32(1 << 16)
	for i, v := range values {
		k.weights[i] = uint32(v/sum*(1<<16) + 0.5)
		rest -= k.weights[i]
	}
	k.weights[reach] += rest
	return k
}

// blur filters a mask along both axes. What lies outside of it counts as not covered.
func (m *mask) blur(sigma float64) {
	k := newKernel(sigma)
	k.rows(m.pix, m.rect.Dx())
	columns := transpose(m.pix, m.rect.Dx())
	k.rows(columns, m.rect.Dy())
	m.pix = transpose(columns, m.rect.Dy())
}

// rows filters rows of width pixels in place. Between the passes pixels have 8 more bits, so that the
// faint end of a shadow is not rounded away.
func (k *kernel) rows(pix []uint8, width int) {
	// Zeros on both sides stand for what is outside.
	pad := k.reach + 1
	a, b := make([]uint32, width+2*pad), make([]uint32, width+2*pad)
	for ; len(pix) >= width; pix = pix[width:] {
		for i, v := range pix[:width] {
			a[pad+i] = uint32(v) << 8
		}
		if k.weights != nil {
			k.weigh(b, a, pad, width)
			a, b = b, a
		} else {
			for _, x := range k.boxes {
				x.average(b[pad:pad+width], a[pad-x.before:pad+width+x.after+1])
				a, b = b, a
			}
		}
		for i := range pix[:width] {
			pix[i] = uint8((a[pad+i] + 128) >> 8)
		}
	}
}

// average sets out[i] to the mean of in[i : i+before+after+1].
func (x box) average(out, in []uint32) {
	n := x.before + x.after + 1
	inverse := uint64(1<<32) / uint64(n)
	sum := uint32(0) // at most 65280·(MaxSigma·2 + 1): 27 bits
	for _, v := range in[:n] {
		sum += v
	}
	in, ahead := in[:len(out)], in[n:][:len(out)]
	for i := range out {
		out[i] = uint32((uint64(sum)*inverse + 1<<31) >> 32)
		sum += ahead[i] - in[i]
	}
}

// weigh sets out[pad+i] to the weighted mean of the pixels around in[pad+i].
func (k *kernel) weigh(out, in []uint32, pad, width int) {
	for i := range width {
		sum := uint64(1 << 15)
		for j, w := range k.weights {
			sum += uint64(w) * uint64(in[pad+i-k.reach+j])
		}
		out[pad+i] = uint32(sum >> 16)
	}
}

// transpose turns rows of width pixels into columns, in squares that stay in the first-level cache.
func transpose(pix []uint8, width int) []uint8 {
	const square = 32
	height := len(pix) / width
	out := make([]uint8, len(pix))
	for y0 := 0; y0 < height; y0 += square {
		for x0 := 0; x0 < width; x0 += square {
			for y := y0; y < min(y0+square, height); y++ {
				for x := x0; x < min(x0+square, width); x++ {
					out[x*height+y] = pix[y*width+x]
				}
			}
		}
	}
	return out
}
