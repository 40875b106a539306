package raster

import (
	"math"
	"testing"

	"pgregory.net/rapid"
)

// reference is source-over of one premultiplied pixel at a coverage, in real numbers.
func reference(dst, src [4]uint8, m uint8) [4]float64 {
	var out [4]float64
	for i := range out {
		out[i] = (float64(src[i])*float64(m) + float64(dst[i])*(255-float64(src[3])*float64(m)/255)) / 255
	}
	return out
}

// premultiplied draws rows of pixels whose channels do not exceed their alpha.
func premultiplied(n int) *rapid.Generator[[]uint8] {
	return rapid.Custom(func(t *rapid.T) []uint8 {
		out := make([]uint8, 4*n)
		for i := 0; i < len(out); i += 4 {
			a := rapid.OneOf(rapid.SampledFrom([]uint8{0, 255}), rapid.Uint8()).Draw(t, "a")
			out[i+3] = a
			for k := range 3 {
				out[i+k] = rapid.Uint8Range(0, a).Draw(t, "c")
			}
		}
		return out
	})
}

// at is a pixel.
func at(p []uint8, i int) [4]uint8 { return [4]uint8(p[4*i : 4*i+4]) }

// TestBlendReference holds every loop to the real numbers: at most 1 off, for any pixels, coverages and
// lengths, odd ones included.
func TestBlendReference(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 37).Draw(t, "n")
		dst, src := premultiplied(n).Draw(t, "dst"), premultiplied(n).Draw(t, "src")
		cover := rapid.SliceOfN(rapid.OneOf(rapid.SampledFrom([]uint8{0, 255}), rapid.Uint8()), n, n).Draw(t, "cover")
		m := rapid.Uint8().Draw(t, "m")
		one := premultiplied(1).Draw(t, "color")

		loops := map[string]struct {
			paint func(dst []uint8)
			want  func(i int) [4]float64
		}{
			"overColor": {
				func(d []uint8) { overColor(d, get(one)) },
				func(i int) [4]float64 { return reference(at(dst, i), at(one, 0), 255) },
			},
			"overColorMask": {
				func(d []uint8) { overColorMask(d, get(one), cover) },
				func(i int) [4]float64 { return reference(at(dst, i), at(one, 0), cover[i]) },
			},
			"overRow": {
				func(d []uint8) { overRow(d, src) },
				func(i int) [4]float64 { return reference(at(dst, i), at(src, i), 255) },
			},
			"overRowAlpha": {
				func(d []uint8) { overRowAlpha(d, src, m) },
				func(i int) [4]float64 { return reference(at(dst, i), at(src, i), m) },
			},
			"overRowMask": {
				func(d []uint8) { overRowMask(d, src, cover) },
				func(i int) [4]float64 { return reference(at(dst, i), at(src, i), cover[i]) },
			},
		}
		for name, loop := range loops {
			got := append([]uint8(nil), dst...)
			loop.paint(got)
			for i := range n {
				want := loop.want(i)
				for k, v := range want {
					if v := math.Abs(float64(got[4*i+k]) - v); v > 1 {
						t.Fatalf("%s: pixel %d is %v, not %.2f", name, i, at(got, i), want)
					}
				}
				if p := at(got, i); p[0] > p[3] || p[1] > p[3] || p[2] > p[3] {
					t.Fatalf("%s: pixel %d is %v: not premultiplied", name, i, p)
				}
			}
		}
	})
}

// TestDiv255 walks all products of two bytes.
func TestDiv255(t *testing.T) {
	for a := range uint64(256) {
		for b := range uint64(256) {
			want := uint64(math.Round(float64(a*b) / 255))
			if got := scale(a, b); got != want {
				t.Fatalf("scale(%d, %d) is %d, not %d", a, b, got, want)
			}
			lanes := a * b * 0x0001000100010001
			if got := div255(lanes); got != want*0x0001000100010001 {
				t.Fatalf("div255 of %d in each lane is %x, not %d", a*b, got, want)
			}
		}
	}
}
