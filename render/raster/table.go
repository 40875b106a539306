package raster

import (
	"math"

	"placard/render/display"
)

// table holds a gradient's colours at equal steps, premultiplied and packed for storing.
//
// A gradient that takes many pixels from one 8-bit value to the next shows bands. Such a gradient is
// dithered: there is a table for each of the 16 thresholds of a 4×4 ordered pattern, and a pixel takes
// the one of its place. Colours are computed with 8 more bits, to which the threshold is added
// before they are cut; a colour that needs no more bits stays as it is.
type table struct {
	colors [][]uint32 // by threshold: one, or ditherSize×ditherSize
	size   int
	opaque bool
}

// plain reports whether the table is not dithered.
func (t *table) plain() bool { return len(t.colors) == 1 }

const ditherSize = 4

// bayer is the ordered dither pattern (Bayer 1973) in steps of 1/16.
var bayer = [ditherSize * ditherSize]uint64{
	0, 8, 2, 10,
	12, 4, 14, 6,
	3, 11, 1, 9,
	15, 7, 13, 5,
}

// Tables have two entries a pixel, so that a step lies within a quarter of a pixel of where it belongs,
// within these limits.
const (
	minTable = 64
	maxTable = 1 << 13
)

// widestPlain is how many pixels one 8-bit step may take before it is dithered.
const widestPlain = 4

// newTable makes the table of a gradient that is length px long.
func newTable(stops []display.Stop, length float64) *table {
	t := &table{size: int(math.Max(minTable, math.Min(2*length, maxTable))), opaque: true}
	for _, s := range stops {
		t.opaque = t.opaque && s.Color.A == 255
	}
	wide := colors16(stops, t.size)
	if widestStep(stops, length) <= widestPlain {
		t.colors = [][]uint32{cut(wide, 128)}
		return t
	}
	for _, b := range bayer {
		t.colors = append(t.colors, cut(wide, b*16+8))
	}
	return t
}

// colors16 interpolates the stops in premultiplied sRGB at equal steps, in lanes of 1/256.
func colors16(stops []display.Stop, size int) []uint64 {
	out := make([]uint64, size)
	k := 0 // the stop at or before the entry
	for i := range out {
		at := float64(i) / float64(size-1)
		for k < len(stops)-2 && stops[k+1].At <= at {
			k++
		}
		a, b := &stops[k], &stops[k+1]
		f := 1.0
		if b.At > a.At {
			f = math.Max(0, math.Min((at-a.At)/(b.At-a.At), 1))
		}
		from, to := channels(a.Color), channels(b.Color)
		for c := range from {
			v := from[c] + (to[c]-from[c])*f
			out[i] |= uint64(v*256+0.5) << (16 * c)
		}
	}
	return out
}

// channels returns a colour premultiplied, each channel in 0..255.
func channels(c display.Color) [4]float64 {
	a := float64(c.A) / 255
	return [4]float64{float64(c.R) * a, float64(c.G) * a, float64(c.B) * a, float64(c.A)}
}

// cut adds a threshold of 0..255 to every lane and drops what is below 1.
func cut(wide []uint64, threshold uint64) []uint32 {
	out := make([]uint32, len(wide))
	for i, v := range wide {
		out[i] = pixel((v + threshold*0x0001000100010001) >> 8 & lanes).pack()
	}
	return out
}

// widestStep is how many pixels the quickest channel takes for one step, at the place of the gradient
// where that is longest.
func widestStep(stops []display.Stop, length float64) float64 {
	widest := 0.0
	for i := 1; i < len(stops); i++ {
		from, to := channels(stops[i-1].Color), channels(stops[i].Color)
		most := 0.0
		for c := range from {
			most = math.Max(most, math.Abs(to[c]-from[c]))
		}
		if most >= 1 {
			widest = math.Max(widest, (stops[i].At-stops[i-1].At)*length/most)
		}
	}
	return widest
}
