package encode

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"testing"
)

// card draws what a card is made of: a gradient, a photo-like half and hard-edged strokes.
func card(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(3, 4))
	for y := range h {
		for x := range w {
			t := float64(x+y) / float64(w+h)
			c := color.RGBA{uint8(79 + 170*t), uint8(70 + 45*t), uint8(229 - 200*t), 255}
			if x > w/2 {
				fx, fy := float64(x), float64(y)
				v := 128 + 70*math.Sin(fx/31)*math.Cos(fy/47) + 20*math.Sin(fx*fy/4000) + rng.NormFloat64()*3
				c = color.RGBA{uint8(v), uint8(min(v*0.9+20, 255)), uint8(255 - v), 255}
			}
			if x > w/16 && x < w/2 && (y/24)%3 == 0 && (x*7+y*3)%23 < 9 {
				c = color.RGBA{250, 250, 250, 255}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

// noise is the worst case for every encoder; alpha makes it premultiplied.
func noise(w, h int, alpha bool) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	for i := 0; i < len(m.Pix); i += 4 {
		a := uint32(255)
		if alpha {
			a = rng.Uint32N(256)
		}
		for c := range 3 {
			m.Pix[i+c] = uint8(rng.Uint32N(a + 1))
		}
		m.Pix[i+3] = uint8(a)
	}
	return m
}

// plain is one colour.
func plain(w, h int, c color.RGBA) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	draw.Draw(m, m.Rect, image.NewUniform(c), image.Point{}, draw.Src)
	return m
}

// part is a piece of a larger picture: its bounds do not start at 0 and rows are farther apart.
func part(m *image.RGBA, r image.Rectangle) *image.RGBA {
	return m.SubImage(r).(*image.RGBA)
}

// sizes are less than a block, around one and two blocks, thin, and not a multiple of anything.
var sizes = [][2]int{
	{1, 1}, {1, 2}, {2, 1}, {3, 3}, {1, 300}, {300, 1}, {7, 9}, {8, 8}, {9, 7}, {15, 17}, {16, 16}, {17, 15},
	{31, 33}, {64, 48}, {101, 67},
}

// lossless are pictures that PNG and WebP have to give back.
func lossless() map[string]*image.RGBA {
	list := map[string]*image.RGBA{
		"card":        card(321, 143),
		"part":        part(card(90, 80), image.Rect(13, 7, 80, 71)),
		"part, alpha": part(noise(90, 80, true), image.Rect(13, 7, 80, 71)),
		"transparent": plain(20, 10, color.RGBA{}),
		"grey":        plain(20, 10, color.RGBA{77, 77, 77, 255}),
		"translucent": plain(20, 10, color.RGBA{30, 60, 90, 120}),
	}
	for _, s := range sizes {
		list[fmt.Sprintf("black %d×%d", s[0], s[1])] = plain(s[0], s[1], color.RGBA{0, 0, 0, 255})
		list[fmt.Sprintf("noise %d×%d", s[0], s[1])] = noise(s[0], s[1], false)
		list[fmt.Sprintf("alpha %d×%d", s[0], s[1])] = noise(s[0], s[1], true)
	}
	ramp := image.NewRGBA(image.Rect(0, 0, 256, 256))
	for i := range 1 << 16 { // every alpha with every premultiplied colour
		a := i >> 8
		c := uint8(min(i&255, a))
		ramp.SetRGBA(i&255, a, color.RGBA{c, c, c / 2, uint8(a)})
	}
	list["every alpha"] = ramp
	return list
}

// sameAgain compares what was decoded, straight or not, with the premultiplied original.
func sameAgain(t testing.TB, got image.Image, want *image.RGBA) {
	t.Helper()
	if got.Bounds().Size() != want.Rect.Size() {
		t.Fatalf("size %v, want %v", got.Bounds().Size(), want.Rect.Size())
	}
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			w := want.RGBAAt(want.Rect.Min.X+x, want.Rect.Min.Y+y)
			c := color.NRGBAModel.Convert(got.At(got.Bounds().Min.X+x, got.Bounds().Min.Y+y)).(color.NRGBA)
			back := func(v uint8) uint8 { return uint8((uint32(v)*uint32(c.A) + 127) / 255) }
			if g := (color.RGBA{back(c.R), back(c.G), back(c.B), c.A}); g != w {
				t.Fatalf("pixel %d,%d is %v (straight %v), want %v", x, y, g, c, w)
			}
		}
	}
}

// toFile writes data for a program to read.
func toFile(t *testing.T, name string, data []byte) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
