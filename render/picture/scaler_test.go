package picture

import (
	"bytes"
	"fmt"
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"
	"pgregory.net/rapid"
)

// picOf makes a picture of pixels, as Decode would.
func picOf(m *image.RGBA) *Picture {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	return &Picture{width: w, height: h, content: fromRGBA(m.Pix, m.Stride, m.Rect)}
}

// greyOf makes a picture of one channel.
func greyOf(w, h int, at func(x, y int) byte) *Picture {
	m := image.NewGray(image.Rect(0, 0, w, h))
	for i := range m.Pix {
		m.Pix[i] = at(i%w, i/w)
	}
	return &Picture{width: w, height: h, content: fromGray(m)}
}

func scaleAll(t testing.TB, p *Picture, w, h int) *image.RGBA {
	t.Helper()
	m, err := p.Scaled(0, 0, float64(p.width), float64(p.height), w, h)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// photo draws something like a photo: smooth areas, texture and sharp edges, all opaque.
func photo(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			fx, fy := float64(x), float64(y)
			v := 128 + 60*math.Sin(fx/17)*math.Cos(fy/23) + 25*math.Sin(fx*fy/900) + rng.NormFloat64()*4
			if math.Hypot(fx-float64(w)/2, fy-float64(h)/2) < float64(h)/4 {
				v = 255 - v
			}
			c := func(v float64) byte { return byte(min(max(v, 0), 255)) }
			m.SetRGBA(x, y, color.RGBA{c(v), c(v*0.8 + fx/8), c(255 - v - fy/8), 255})
		}
	}
	return m
}

// badge draws a disc with a soft edge on transparency; what is transparent has another colour if straight.
func badge(side int) *image.NRGBA {
	m := image.NewNRGBA(image.Rect(0, 0, side, side))
	r := float64(side) / 2
	for y := range side {
		for x := range side {
			d := r*0.9 - math.Hypot(float64(x)+0.5-r, float64(y)+0.5-r)
			a := min(max(d+0.5, 0), 1)
			c := color.NRGBA{255, 200, 0, byte(a * 255)}
			if a == 0 {
				c = color.NRGBA{0, 0, 255, 0}
			}
			m.SetNRGBA(x, y, c)
		}
	}
	return m
}

// psnr is the peak signal-to-noise ratio over all four channels, in dB.
func psnr(t testing.TB, a, b *image.RGBA) float64 {
	t.Helper()
	difference(t, a, b)
	sum := 0.0
	for i, v := range a.Pix {
		d := float64(v) - float64(b.Pix[i])
		sum += d * d
	}
	if sum == 0 {
		return math.Inf(1)
	}
	return 10 * math.Log10(255*255*float64(len(a.Pix))/sum)
}

// TestQuality compares with the two resamplers that the field trusts. Against x/image's, which with the same kernel
// is the same in floating point and without blocks, what is lost is the rounding of weights to 7
// bits and of samples to 8 (55 dB) and the blocks of large reductions (46 dB at the least). Lanczos is
// another kernel: how near x/image's comes to it is the yardstick.
func TestQuality(t *testing.T) {
	pictures := map[string]*image.RGBA{"photo": photo(240, 160), "badge": image.NewRGBA(image.Rect(0, 0, 256, 256))}
	draw.Draw(pictures["badge"], pictures["badge"].Rect, badge(256), image.Point{}, draw.Src)
	for name, m := range pictures {
		for _, to := range []float64{1.5, 0.75, 0.31, 0.094} {
			w, h := int(float64(m.Rect.Dx())*to), int(float64(m.Rect.Dy())*to)
			t.Run(fmt.Sprintf("%s×%g", name, to), func(t *testing.T) {
				got := scaleAll(t, picOf(m), w, h)
				exact := image.NewRGBA(got.Rect)
				byKernel := draw.Kernel{Support: kernelRadius, At: kernelFor(1 / to).at}
				byKernel.Scale(exact, exact.Rect, m, m.Rect, draw.Src, nil)
				lanczos := image.NewRGBA(got.Rect)
				draw.Draw(lanczos, lanczos.Rect, imaging.Resize(m, w, h, imaging.Lanczos), image.Point{}, draw.Src)
				same, other, theirs := psnr(t, got, exact), psnr(t, got, lanczos), psnr(t, exact, lanczos)
				t.Logf("%d×%d: %.1f dB to the same kernel, %.1f to Lanczos (x/image: %.1f)", w, h, same, other, theirs)
				if want := map[bool]float64{true: 55, false: 46}[to > 0.25]; same < want {
					t.Errorf("%.1f dB to the same kernel, want %.0f", same, want)
				}
				if other < theirs-3 {
					t.Errorf("%.1f dB to Lanczos, want within 3 of x/image's %.1f", other, theirs)
				}
			})
		}
	}
}

// TestUnscaled: at its own size every pixel is copied, in crops too.
func TestUnscaled(t *testing.T) {
	m := photo(61, 37)
	if got := scaleAll(t, picOf(m), 61, 37); !bytes.Equal(got.Pix, m.Pix) {
		t.Error("pixels changed though nothing was scaled")
	}
	got, err := picOf(m).Scaled(7, 5, 60, 36, 53, 31)
	if err != nil {
		t.Fatal(err)
	}
	for y := range 31 {
		if !bytes.Equal(got.Pix[y*got.Stride:][:4*53], m.Pix[m.PixOffset(7, 5+y):][:4*53]) {
			t.Fatalf("row %d of the crop changed", y)
		}
	}
}

// TestFlat: a colour stays what it is at every size.
func TestFlat(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		v := rapid.Byte().Draw(rt, "value")
		w, h := rapid.IntRange(1, 70).Draw(rt, "w"), rapid.IntRange(1, 70).Draw(rt, "h")
		tw, th := rapid.IntRange(1, 90).Draw(rt, "to w"), rapid.IntRange(1, 90).Draw(rt, "to h")
		m := scaleAll(t, greyOf(w, h, func(int, int) byte { return v }), tw, th)
		for i, got := range m.Pix {
			if want := v; got != want && i%4 != 3 {
				rt.Fatalf("%d×%d to %d×%d: %d became %d", w, h, tw, th, v, got)
			}
		}
	})
}

// TestRamp: a ramp keeps its place. Half a pixel of shift would be 1.5 on this one; rounding of samples and
// weights is the rest.
func TestRamp(t *testing.T) {
	const side, slope = 80, 3
	for _, size := range []int{240, 120, 80, 61, 40, 33, 20, 13, 8} {
		across := scaleAll(t, greyOf(side, side, func(x, _ int) byte { return byte(x * slope) }), size, size)
		down := scaleAll(t, greyOf(side, side, func(_, y int) byte { return byte(y * slope) }), size, size)
		ratio := float64(side) / float64(size)
		for i := range size {
			at := (float64(i)+0.5)*ratio - 0.5
			if edge := 2 * max(ratio, 1); at < edge || at > side-1-edge {
				continue // there the ramp does not go on
			}
			want := at * slope
			for name, got := range map[string]byte{"across": across.Pix[across.PixOffset(i, size/2)], "down": down.Pix[down.PixOffset(size/2, i)]} {
				if math.Abs(float64(got)-want) > 1.25 {
					t.Errorf("%s to %d: sample %d is %d, want %.2f", name, size, i, got, want)
				}
			}
		}
	}
}

// TestSymmetric: a symmetric picture stays so, but for half weights, which are rounded one way.
func TestSymmetric(t *testing.T) {
	for _, side := range []int{64, 63, 100} {
		for _, size := range []int{side * 2, side * 3 / 2, side, side * 3 / 4, side / 2, side / 3, side / 9} {
			mirror := func(v int) int { return min(v, side-1-v) }
			p := greyOf(side, side, func(x, y int) byte { return byte(mirror(x)*41 ^ mirror(y)*57) })
			m := scaleAll(t, p, size, size)
			for y := range size {
				for x := range size {
					a, b, c := m.RGBAAt(x, y).R, m.RGBAAt(size-1-x, y).R, m.RGBAAt(x, size-1-y).R
					if d := max(a, b, c) - min(a, b, c); d > 4 {
						t.Fatalf("%d to %d: %d,%d is %d, its mirror pictures %d and %d", side, size, x, y, a, b, c)
					}
				}
			}
		}
	}
}

// TestNoFringe: what is transparent lends its colour to nothing: enlarged and reduced, the badge holds no
// blue, and no colour is above its alpha.
func TestNoFringe(t *testing.T) {
	p := &Picture{width: 128, height: 128, content: fromNRGBA(badge(128))}
	for _, size := range []int{12, 48, 100, 192} {
		m := scaleAll(t, p, size, size)
		for i := 0; i < len(m.Pix); i += 4 {
			r, g, b, a := m.Pix[i], m.Pix[i+1], m.Pix[i+2], m.Pix[i+3]
			if b != 0 || r > a || g > a {
				t.Fatalf("size %d: pixel %d,%d is %v", size, i/4%size, i/4/size, m.Pix[i:i+4])
			}
			// Red is full and green 200 of 255 wherever the badge is.
			if d := int(a) - int(r); d > 3 {
				t.Fatalf("size %d: red %d below alpha %d", size, r, a)
			}
		}
	}
}

// TestAgainstExact compares with the same filters in floating point on random pictures, parts and sizes.
func TestAgainstExact(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		w, h := rapid.IntRange(1, 40).Draw(rt, "w"), rapid.IntRange(1, 40).Draw(rt, "h")
		x0 := rapid.Float64Range(0, float64(w)-0.5).Draw(rt, "x0")
		y0 := rapid.Float64Range(0, float64(h)-0.5).Draw(rt, "y0")
		x1 := rapid.Float64Range(x0+0.25, float64(w)).Draw(rt, "x1")
		y1 := rapid.Float64Range(y0+0.25, float64(h)).Draw(rt, "y1")
		// Less than a factor of four: there no blocks are averaged.
		tw := rapid.IntRange(int((x1-x0)/4)+1, 50).Draw(rt, "to w")
		th := rapid.IntRange(int((y1-y0)/4)+1, 50).Draw(rt, "to h")
		seed := rapid.Uint64().Draw(rt, "seed")
		rng := rand.New(rand.NewPCG(seed, 0))
		p := greyOf(w, h, func(int, int) byte { return byte(rng.UintN(256)) })
		got, err := p.Scaled(x0, y0, x1, y1, tw, th)
		if err != nil {
			rt.Fatal(err)
		}
		want := exactScale(p.content.(*pixels).channels[0].plane, cropRect{x0, y0, x1, y1}, tw, th)
		for i, v := range want {
			// Noise is the worst case: rounded weights are off by up to half a 128th at each step of 255.
			if d := math.Abs(float64(got.Pix[4*i]) - min(max(v, 0), 255)); d > 12 {
				rt.Fatalf("sample %d,%d is %d, want %.2f", i%tw, i/tw, got.Pix[4*i], v)
			}
		}
	})
}

// exactScale filters down, clamps, then across, in floating point.
func exactScale(src plane, c cropRect, w, h int) []float64 {
	tall := make([]float64, src.w*h)
	for y := range h {
		weights := exactWeights(src.h, c.y0, c.y1, h, y)
		for x := range src.w {
			v := 0.0
			for j, wt := range weights {
				v += wt * float64(src.row(j)[x])
			}
			tall[y*src.w+x] = min(max(v, 0), 255)
		}
	}
	out := make([]float64, w*h)
	for x := range w {
		weights := exactWeights(src.w, c.x0, c.x1, w, x)
		for y := range h {
			for j, wt := range weights {
				out[y*w+x] += wt * tall[y*src.w+j]
			}
		}
	}
	return out
}

// exactWeights returns the weight of each of n samples for output i.
func exactWeights(n int, from, to float64, size, i int) []float64 {
	ratio := (to - from) / float64(size)
	widen := max(ratio, 1)
	center := from + (float64(i)+0.5)*ratio - 0.5
	weights, total := make([]float64, n), 0.0
	for j := int(center - 3*widen - 1); j <= int(center+3*widen+1); j++ {
		v := kernelFor(ratio).at((float64(j) - center) / widen)
		weights[min(max(j, 0), n-1)] += v
		total += v
	}
	for j := range weights {
		weights[j] /= total
	}
	return weights
}

// TestThin: pictures and results of a pixel's width, which are less than a word.
func TestThin(t *testing.T) {
	for _, size := range [][2]int{{1, 1}, {1, 2}, {2, 1}, {1, 300}, {300, 1}, {3, 7}, {7, 3}, {9, 1}} {
		for _, to := range [][2]int{{1, 1}, {1, 40}, {40, 1}, {5, 5}, {64, 64}} {
			m := image.NewRGBA(image.Rect(0, 0, size[0], size[1]))
			draw.Draw(m, m.Rect, image.NewUniform(color.RGBA{10, 20, 30, 255}), image.Point{}, draw.Src)
			got := scaleAll(t, picOf(m), to[0], to[1])
			for i := 0; i < len(got.Pix); i += 4 {
				if !bytes.Equal(got.Pix[i:i+4], []byte{10, 20, 30, 255}) {
					t.Fatalf("%v to %v: pixel %d is %v", size, to, i/4, got.Pix[i:i+4])
				}
			}
		}
	}
}

// TestScaledRefuses what lies outside or costs too much, whatever the numbers.
func TestScaledRefuses(t *testing.T) {
	p := greyOf(10, 10, func(int, int) byte { return 0 })
	nan, inf := math.NaN(), math.Inf(1)
	for _, c := range []struct {
		crop cropRect
		w, h int
	}{
		{cropRect{nan, 0, 10, 10}, 5, 5}, {cropRect{0, 0, nan, 10}, 5, 5}, {cropRect{0, -inf, 10, 10}, 5, 5},
		{cropRect{0, 0, inf, 10}, 5, 5}, {cropRect{5, 0, 5, 10}, 5, 5}, {cropRect{0, 0, 10.01, 10}, 5, 5},
		{cropRect{-1, 0, 10, 10}, 5, 5}, {cropRect{0, 0, 10, 10}, 0, 5}, {cropRect{0, 0, 10, 10}, 5, -1},
		{cropRect{0, 0, 10, 10}, 20_000, 1}, {cropRect{0, 0, 10, 10}, 16_000, 16_000},
		{cropRect{0, 0, 10, 10}, math.MaxInt, math.MaxInt},
	} {
		if m, err := p.Scaled(c.crop.x0, c.crop.y0, c.crop.x1, c.crop.y1, c.w, c.h); err == nil {
			t.Errorf("%+v gave %v", c, m.Rect)
		}
	}
}

// TestLongReduction: 1×16,000 to a pixel takes blocks of blocks.
func TestLongReduction(t *testing.T) {
	m := scaleAll(t, greyOf(1, 16_000, func(_, y int) byte { return byte(y % 2 * 255) }), 1, 1)
	if v := m.Pix[0]; v < 126 || v > 129 {
		t.Errorf("the mean of black and white rows is %d", v)
	}
}
