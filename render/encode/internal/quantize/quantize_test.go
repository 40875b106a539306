package quantize

import (
	"image"
	"image/color"
	"math"
	"math/rand/v2"
	"testing"
)

// gradient goes from one colour to another, with a little noise.
func gradient(w, h int, alpha bool) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(1, 2))
	for y := range h {
		for x := range w {
			t := float64(x) / float64(w)
			c := color.NRGBA{uint8(40 + 180*t), uint8(200 - 90*t + rng.Float64()*4), uint8(255 * float64(y) / float64(h)), 255}
			if alpha {
				c.A = uint8(255 * t)
			}
			m.Set(x, y, c)
		}
	}
	return m
}

func pixelAt(m *image.RGBA, i int) uint32 {
	p := m.Pix[4*i:]
	return uint32(p[0]) | uint32(p[1])<<8 | uint32(p[2])<<16 | uint32(p[3])<<24
}

// TestDraw: pictures look like the original, the better the more colours; no colour is above its alpha, and every
// index has a colour.
func TestDraw(t *testing.T) {
	for _, alpha := range []bool{false, true} {
		m := gradient(200, 120, alpha)
		before := math.Inf(1)
		for _, colors := range []int{2, 16, 64, 256} {
			p := Draw(m, colors, false, nil)
			if len(p.Palette) > colors || len(p.Indices) != 200*120 {
				t.Fatalf("%d colours, %d pixels", len(p.Palette), len(p.Indices))
			}
			for _, v := range p.Palette {
				if a := v >> 24; v&0xff > a || v>>8&0xff > a || v>>16&0xff > a {
					t.Errorf("%08x is not premultiplied", v)
				}
			}
			e := meanSquare(m, p, 1)
			if e >= before {
				t.Errorf("%d colours differ by %.1f, fewer by %.1f", colors, e, before)
			}
			before = e
		}
		if before > 20 {
			t.Errorf("alpha %v: 256 colours differ by %.1f, squared, in the mean", alpha, before)
		}
	}
}

// TestDither: seen from afar, as means of 8×8 px, a dithered picture is nearer to the original than one
// that is not.
func TestDither(t *testing.T) {
	m := gradient(200, 120, false)
	plain, dithered := Draw(m, 16, false, nil), Draw(m, 16, true, nil)
	if a, b := meanSquare(m, plain, 8), meanSquare(m, dithered, 8); b > a/2 { // what lies outside of all colours cannot be mixed
		t.Errorf("means of 8×8 px differ by %.2f with dither, %.2f without", b, a)
	}
}

// meanSquare is the mean of the squares of what squares of side px differ.
func meanSquare(m *image.RGBA, p Picture, side int) float64 {
	w, h := m.Rect.Dx(), m.Rect.Dy()
	sum, n := 0.0, 0
	for y := 0; y+side <= h; y += side {
		for x := 0; x+side <= w; x += side {
			var d [4]float64
			for k := range side * side {
				i := (y+k/side)*w + x + k%side
				for c := range d {
					d[c] += float64(pixelAt(m, i)>>(8*c)&0xff) - float64(p.Palette[p.Indices[i]]>>(8*c)&0xff)
				}
			}
			for _, v := range d {
				sum += v / float64(side*side) * v / float64(side*side)
				n++
			}
		}
	}
	return sum / float64(n)
}

// TestNearest: the search that stops early finds what a search of all does.
func TestNearest(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	for range 50 {
		points := make([]point, 1+rng.IntN(255))
		for i := range points {
			points[i] = pointOf(rng.Uint32())
		}
		f := finderOf(points)
		for range 200 {
			p := pointOf(rng.Uint32())
			least := int64(math.MaxInt64)
			for _, q := range points {
				least = min(least, distance(p, q))
			}
			if got := distance(points[f.nearest(p)], p); got != least {
				t.Fatalf("found one %d away, there is one %d away", got, least)
			}
		}
	}
}

// TestFewColors: a picture with no more colours than asked for keeps them; one pixel is a picture.
func TestFewColors(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 40, 1))
	for x := range 40 {
		m.SetRGBA(x, 0, color.RGBA{uint8(x % 5 * 50), 9, 200, 255})
	}
	for _, dither := range []bool{false, true} {
		p := Draw(m, 5, dither, nil)
		for i, k := range p.Indices {
			if p.Palette[k] != pixelAt(m, i) {
				t.Errorf("pixel %d is %08x, want %08x", i, p.Palette[k], pixelAt(m, i))
			}
		}
		if one := Draw(m.SubImage(image.Rect(3, 0, 4, 1)).(*image.RGBA), 2, dither, nil); len(one.Palette) != 1 || one.Palette[0] != pixelAt(m, 3) {
			t.Errorf("one pixel is drawn as %08x", one.Palette)
		}
	}
}
