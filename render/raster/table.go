package raster

import (
	"math"

	"placard/render/display"
)

// table holds a gradient's colours at equal steps, premultiplied and packed for storing.
//
// A gradient that takes several pixels from one 8-bit value to the next shows bands. Such a gradient is
// dithered: colours are computed with 8 more bits, to which a threshold is added before they are cut,
// one of three in turn for each row, so that steps are a third as high. A colour that needs no more bits
// stays as it is.
//
// Thresholds change by the row and not within it, as that is what PNG predicts well. A 1200×630 card from
// #4f46e5 over #a21caf to #f97316 takes, in kB of our PNG: undithered 39, two thresholds 71, three
// 107, four 194, the usual 4×4 pattern (Bayer 1973) 251; one from #0f172a to #1e293b: 59, 62, 64, 62,
// 254. Rows 1/255 apart cannot be told from one another, nor can steps of a third of that.
type table struct {
	rows   [ditherRows][]uint32 // by y % ditherRows; one and the same where it is not dithered
	size   int
	opaque bool
}

const ditherRows = 3

// thresholds in 1/256 of a step.
var thresholds = [ditherRows]uint64{43, 128, 213}

func threshold(y int) uint64 { return thresholds[ditherRow(y)] }

// ditherRow is the threshold of a row, which lies above the canvas where a blur lets it shine in.
func ditherRow(y int) int {
	if y %= ditherRows; y < 0 {
		y += ditherRows
	}
	return y
}

// row is the colours for a row of the canvas.
func (t *table) row(y int) []uint32 { return t.rows[ditherRow(y)] }

// Tables have two entries a pixel, so that a step lies within a quarter of a pixel of where it belongs,
// within these limits.
const (
	minTable = 64
	maxTable = 1 << 13
)

// widestPlain is how many pixels one 8-bit step may take before it is dithered: what is narrower than
// the dither itself cannot look better by it.
const widestPlain = 2

// newTable makes the table of a gradient that is length px long.
func newTable(stops []display.Stop, length float64) *table {
	t := &table{size: int(math.Max(minTable, math.Min(2*length, maxTable))), opaque: true}
	for _, s := range stops {
		t.opaque = t.opaque && s.Color.A == 255
	}
	wide := colors16(stops, t.size)
	if widestStep(stops, length) <= widestPlain {
		plain := cut(wide, 128)
		t.rows = [ditherRows][]uint32{plain, plain, plain}
		return t
	}
	for y, threshold := range thresholds {
		t.rows[y] = cut(wide, threshold)
	}
	return t
}

// colors16 interpolates the stops in premultiplied sRGB at equal steps, in lanes of 1/256.
func colors16(stops []display.Stop, size int) []uint64 {
	out := make([]uint64, size)
	i := 0
	for k := 1; k < len(stops); k++ {
		a, b := &stops[k-1], &stops[k]
		from, to := channels(a.Color), channels(b.Color)
		for ; i < size; i++ {
			at := float64(i) / float64(size-1)
			if at >= b.At && k < len(stops)-1 {
				break
			}
			f := 1.0
			if b.At > a.At {
				f = (at - a.At) / (b.At - a.At)
			}
			for c := range from {
				out[i] |= uint64((from[c]+(to[c]-from[c])*f)*256+0.5) << (16 * c)
			}
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
