package raster

import (
	"encoding/binary"
	"image"
	"math"

	"placard/render/display"
)

// slanted is an image laid askew: each pixel of the canvas is taken from the sixteen around its place in the
// image (Catmull-Rom). The image is about as large as it shows, so that it holds no detail finer than the canvas
// has pixels for.
type slanted struct {
	c     *canvas
	image *image.RGBA
	steps steps
}

// mostUpright bounds the pixels of the upright image that an oblique one is made from. One that fills the largest
// canvas would need twice as many; its pixels are larger.
const mostUpright = display.MaxLayerPixels

// oblique prepares the part of a turned picture that is seen, given in its own plane, and a margin of what the
// filter takes from around it.
func (c *canvas) oblique(p *display.Picture, seen display.Rect) (*slanted, error) {
	const margin = 2
	part := display.Rect{X0: seen.X0 - margin, Y0: seen.Y0 - margin, X1: seen.X1 + margin, Y1: seen.Y1 + margin}.Intersect(p.Dest)
	w, h := part.X1-part.X0, part.Y1-part.Y0
	coarser := math.Min(1, math.Sqrt(mostUpright/(w*h)))
	width, height := int(math.Ceil(w*coarser)), int(math.Ceil(h*coarser))
	img, err := scaled(p.Source, cropFor(p, part), width, height)
	if err != nil {
		return nil, err
	}
	return &slanted{c: c, image: img, steps: stepsOver(p.Turn, part, float64(width)/w, float64(height)/h)}, nil
}

func (s *slanted) run(x, y, n int) []uint8 {
	s.c.row = grow(s.c.row, 4*n)
	u, v, du, dv := s.steps.from(x, y)
	for i := 0; i < 4*n; i += 4 {
		binary.LittleEndian.PutUint32(s.c.row[i:i+4:i+4], s.at(u, v))
		u, v = u+du, v+dv
	}
	return s.c.row
}

// at is the colour at a place of the image. Beyond its edge the image goes on as it is there.
func (s *slanted) at(u, v int64) uint32 {
	x, y := int(u>>positionBits)-1, int(v>>positionBits)-1
	wx, wy := weightsAt(u), weightsAt(v)
	img := s.image
	width, height := img.Rect.Dx(), img.Rect.Dy()
	if x >= 0 && y >= 0 && x+4 <= width && y+4 <= height {
		return weighted(img.Pix[y*img.Stride+4*x:], img.Stride, wx, wy)
	}
	var around [4 * 16]uint8
	for j := range 4 {
		row := img.Pix[min(max(y+j, 0), height-1)*img.Stride:]
		for i := range 4 {
			k := 4 * min(max(x+i, 0), width-1)
			copy(around[16*j+4*i:], row[k:k+4])
		}
	}
	return weighted(around[:], 16, wx, wy)
}

// taps are the weights of four pixels in a row, in 1/weightOne, as two's complement.
type taps [4]uint64

const (
	weightBits = 9
	weightOne  = 1 << weightBits
	phaseBits  = 8
)

// cubicTaps are the taps for places between two pixels, in 1/256.
var cubicTaps = newCubicTaps()

func weightsAt(u int64) *taps {
	return &cubicTaps[u>>(positionBits-phaseBits)&(1<<phaseBits-1)]
}

// newCubicTaps computes the Catmull-Rom spline (Keys 1981, a = −1/2). Rounded weights add up to one: the largest
// takes what is left.
func newCubicTaps() *[1 << phaseBits]taps {
	out := new([1 << phaseBits]taps)
	for i := range out {
		t := float64(i) / float64(len(out))
		w := [4]float64{((2-t)*t - 1) * t / 2, ((3*t-5)*t*t + 2) / 2, ((4-3*t)*t + 1) * t / 2, (t - 1) * t * t / 2}
		rest := int64(weightOne)
		for k, v := range w {
			rounded := int64(math.Round(v * weightOne))
			out[i][k] = uint64(rounded)
			rest -= rounded
		}
		largest := 1
		if t > 0.5 {
			largest = 2
		}
		out[i][largest] += uint64(rest)
	}
	return out
}

// weighted sums four pixels of four rows. Channels lie in two words of 32 bits for each: a sum has 8 bits and
// twice weightBits, up to 1.6 times as much and a sign. A negative one borrows from the lane above, which
// is right again once bias is added.
func weighted(pix []uint8, stride int, wx, wy *taps) uint32 {
	const (
		bias = 1 << 30
		half = 1 << (2*weightBits - 1)
		both = (bias + half) * (1 + 1<<32)
	)
	rb, ga := uint64(both), uint64(both)
	for j, w := range wy {
		row := pix[j*stride : j*stride+16 : j*stride+16]
		p0, p1 := toneOf(binary.LittleEndian.Uint32(row)), toneOf(binary.LittleEndian.Uint32(row[4:]))
		p2, p3 := toneOf(binary.LittleEndian.Uint32(row[8:])), toneOf(binary.LittleEndian.Uint32(row[12:]))
		rb += w * (p0.rb*wx[0] + p1.rb*wx[1] + p2.rb*wx[2] + p3.rb*wx[3])
		ga += w * (p0.ga*wx[0] + p1.ga*wx[1] + p2.ga*wx[2] + p3.ga*wx[3])
	}
	channel := func(lane uint64) int32 { return int32(int64(lane&0xffffffff)-bias) >> (2 * weightBits) }
	a := min(max(channel(ga>>32), 0), 255)
	r, g, b := min(max(channel(rb), 0), a), min(max(channel(ga), 0), a), min(max(channel(rb>>32), 0), a)
	return uint32(r) | uint32(g)<<8 | uint32(b)<<16 | uint32(a)<<24
}
