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
	if !(part.X0 < part.X1 && part.Y0 < part.Y1) { // only the edge that goes on is seen, and any part has one
		part = p.Dest
	}
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
	wx, wy := acrossTaps.at(u), downTaps.at(v)
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

// Weights of the four rows are kept in 1/128, so that a sum of four pixels fits in 16 bits a channel, and those of
// the pixels of a row in 1/512.
const (
	downBits   = 7
	acrossBits = 9
	phaseBits  = 8 // of the places between two pixels
)

// taps are four weights, as two's complement.
type taps [4]uint64

type tapTable [1 << phaseBits]taps

var acrossTaps, downTaps = newTaps(1 << acrossBits), newTaps(1 << downBits)

func (t *tapTable) at(u int64) *taps {
	return &t[u>>(positionBits-phaseBits)&(1<<phaseBits-1)]
}

// newTaps computes the Catmull-Rom spline (Keys 1981, a = −1/2). Rounded weights add up to one: the largest takes
// what is left.
func newTaps(one float64) *tapTable {
	out := new(tapTable)
	for i := range out {
		t := float64(i) / float64(len(out))
		w := [4]float64{((2-t)*t - 1) * t / 2, ((3*t-5)*t*t + 2) / 2, ((4-3*t)*t + 1) * t / 2, (t - 1) * t * t / 2}
		rest := int64(one)
		for k, v := range w {
			rounded := int64(math.Round(v * one))
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

// Sums may be negative by a fifth of white. What is added to each lane keeps it from borrowing of the next one.
const (
	downBias   = 8192 // of 16 bits
	acrossBias = 1 << 30
	fourLanes  = 0x0001000100010001
	twoLanes   = 0x0000000100000001
)

// weighted sums four pixels of four rows: first the rows, the even and the odd bytes of two pixels in a word each,
// and then what came of each pixel.
func weighted(pix []uint8, stride int, wx, wy *taps) uint32 {
	const bias = downBias * fourLanes
	e01, o01, e23, o23 := uint64(bias), uint64(bias), uint64(bias), uint64(bias)
	for _, w := range wy {
		row := pix[:16:16]
		left, right := binary.LittleEndian.Uint64(row), binary.LittleEndian.Uint64(row[8:])
		e01, o01 = e01+left&lanes*w, o01+left>>8&lanes*w
		e23, o23 = e23+right&lanes*w, o23+right>>8&lanes*w
		pix = pix[min(stride, len(pix)):]
	}
	const start = acrossBias + 1<<(acrossBits+downBits-1) - downBias<<acrossBits // and one half
	rb := start*twoLanes + apart32(e01)*wx[0] + apart32(e01>>32)*wx[1] + apart32(e23)*wx[2] + apart32(e23>>32)*wx[3]
	ga := start*twoLanes + apart32(o01)*wx[0] + apart32(o01>>32)*wx[1] + apart32(o23)*wx[2] + apart32(o23>>32)*wx[3]
	a := channel(ga>>32, 255)
	return uint32(channel(rb, a) | channel(ga, a)<<8 | channel(rb>>32, a)<<16 | a<<24)
}

// apart32 moves the two low lanes of 16 bits apart into lanes of 32.
func apart32(v uint64) uint64 {
	v &= 0xffffffff
	return (v | v<<16) & low16
}

// channel is a sum as a byte, no more than most.
func channel(lane uint64, most int64) int64 {
	v := (int64(lane&0xffffffff) - acrossBias) >> (acrossBits + downBits)
	return min(max(v, 0), most)
}
