package encode

import (
	"bytes"
	"errors"
	"image"
	"image/color"
	"image/png"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"placard/internal/sweep"
	"placard/render/internal/judge"
)

// colored has exactly n colours, of which the first half is translucent if alpha says so; in spots, so that a
// pixel mostly looks like the one before.
func colored(w, h, n int, grey, alpha bool) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	rng := rand.New(rand.NewPCG(uint64(n), uint64(w)))
	list := make([]color.RGBA, n)
	for i := range list {
		list[i] = color.RGBA{uint8(i), uint8(i / 2), uint8(255 - i), 255}
		if grey {
			list[i] = color.RGBA{uint8(i), uint8(i), uint8(i), 255}
		}
		if alpha && i < (n+1)/2 {
			list[i] = color.RGBA{uint8(i), uint8(i / 2), 1, uint8(i + 100)}
		}
	}
	at := 0
	for i := range w * h {
		if rng.IntN(9) == 0 || i < n {
			at = i % n
		}
		m.SetRGBA(i%w, i/w, list[at])
	}
	return m
}

// TestPNGPalette: a picture of few colours gets a palette of as few bits as they take, comes back as it was, and
// is smaller than without one.
func TestPNGPalette(t *testing.T) {
	tool := judge.Require(t, "pngcheck", "pngcheck")
	for _, c := range []struct {
		n, depth    int
		grey, alpha bool
	}{
		{1, 1, false, false}, {2, 1, false, false}, {3, 2, false, true}, {4, 2, true, false}, {5, 4, false, false}, {16, 4, false, true},
		{2, 1, true, false}, {17, 8, false, false}, {200, 8, false, true}, {256, 8, false, false},
	} {
		for _, size := range [][2]int{{300, 131}, {129, 128}, {257, 70}} {
			m := colored(size[0], size[1], c.n, c.grey, c.alpha)
			data, err := plainEncoder.PNG(m, PNGOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if data[24] != byte(c.depth) || data[25] != pngIndexed {
				t.Errorf("%+v: colour type %d with %d bits", c, data[25], data[24])
			}
			samePicture(t, data, m)
			out, err := exec.Command(tool, "-v", toFile(t, "a.png", data)).CombinedOutput()
			if err != nil || strings.Contains(string(out), "warning") {
				t.Errorf("%+v: %v\n%s", c, err, out)
			}
			plain := new(pngEncoder).file(m, pngKindOf(m), false, nil)
			if len(data) > len(plain) {
				t.Errorf("%+v: %d bytes, %d without a palette", c, len(data), len(plain))
			}
		}
	}
	for name, m := range map[string]*image.RGBA{"257 colours": colored(300, 131, 257, false, true), "5 greys": colored(300, 131, 5, true, false)} {
		data, err := plainEncoder.PNG(m, PNGOptions{})
		if err != nil || data[25] == pngIndexed {
			t.Errorf("%s: colour type %d, %v", name, data[25], err)
		}
	}
}

// TestPNGSmallPictures: of a picture so small that a palette may take more than it saves, the smaller file.
func TestPNGSmallPictures(t *testing.T) {
	for _, n := range []int{1, 2, 30, 90} {
		m := colored(10, 9, n, false, false)
		data, err := plainEncoder.PNG(m, PNGOptions{})
		if err != nil {
			t.Fatal(err)
		}
		samePicture(t, data, m)
		plain := new(pngEncoder).file(m, pngKindOf(m), false, nil)
		if len(data) > len(plain) {
			t.Errorf("%d colours: %d bytes, %d without a palette", n, len(data), len(plain))
		}
	}
}

// TestPNGExtremes: the longest rows and columns, and rows of less than a word, in all ways.
func TestPNGExtremes(t *testing.T) {
	for _, size := range sweep.Of([][2]int{{70_001, 2}, {1, 1}, {1, 65535}, {65535, 1}, {2, 9}, {7, 40}}) {
		for _, alpha := range []bool{false, true} {
			for _, n := range []int{2, 300} {
				m := noise(size[0], size[1], alpha)
				if n == 2 {
					m = colored(size[0], size[1], n, false, alpha)
				}
				for _, opt := range []PNGOptions{{}, {Small: true}} {
					data, err := plainEncoder.PNG(m, opt)
					if err != nil {
						t.Fatal(err)
					}
					samePicture(t, data, m)
				}
			}
		}
	}
}

// TestPNGColors: with fewer colours than a picture has, the file has no more than asked for, the same ones whatever
// is kept, and plain areas are what they were; with enough, nothing changes.
func TestPNGColors(t *testing.T) {
	enc, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	m := card(400, 210)
	for y := 150; y < 210; y++ {
		for x := range 400 {
			m.SetRGBA(x, y, color.RGBA{15, 23, 42, 255})
		}
	}
	for _, colors := range []int{2, 3, 16, 17, 100, 256} {
		for _, dither := range []bool{false, true} {
			opt := PNGOptions{Colors: colors, Dither: dither}
			sameFile(t, enc, m, 0, func(e *Encoder, m *image.RGBA, _ int) ([]byte, error) { return e.PNG(m, opt) })
			data, err := plainEncoder.PNG(m, opt)
			if err != nil {
				t.Fatal(err)
			}
			got, err := png.Decode(bytes.NewReader(data))
			if err != nil {
				t.Fatal(err)
			}
			if n := len(got.(*image.Paletted).Palette); n > colors {
				t.Errorf("%+v: %d colours", opt, n)
			}
			for y := 155; y < 210 && colors >= 16; y++ {
				for x := range 400 {
					if c := got.At(x, y); c != (color.RGBA{15, 23, 42, 255}) {
						t.Fatalf("%+v: the plain area shows %v at %d,%d", opt, c, x, y)
					}
				}
			}
		}
	}
	few := colored(200, 100, 32, false, true)
	data, err := plainEncoder.PNG(few, PNGOptions{Colors: 32, Dither: true})
	if err != nil {
		t.Fatal(err)
	}
	samePicture(t, data, few)
	for _, colors := range []int{-1, 1, 257} {
		if _, err := plainEncoder.PNG(few, PNGOptions{Colors: colors}); !errors.Is(err, ErrColors) {
			t.Errorf("%d colours: %v, want ErrColors", colors, err)
		}
	}
}

// samePicture decodes a PNG and compares.
func samePicture(t *testing.T, data []byte, want *image.RGBA) {
	t.Helper()
	got, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	sameAgain(t, got, want)
}

// TestLibpng has files of all kinds read by libpng, which cwebp does, and its pixels compared.
func TestLibpng(t *testing.T) {
	tool := judge.Require(t, "cwebp", "webp")
	pictures := map[string]*image.RGBA{
		"RGB": card(321, 143), "RGBA": noise(101, 67, true), "grey": colored(300, 70, 200, true, false), "8 bits": colored(300, 70, 200, false, true),
		"4 bits": colored(301, 70, 16, false, false), "2 bits": colored(303, 70, 4, false, true), "1 bit": colored(301, 70, 2, false, false),
	}
	for name, m := range pictures {
		for _, small := range []bool{false, true} {
			data, err := plainEncoder.PNG(m, PNGOptions{Small: small})
			if err != nil {
				t.Fatal(err)
			}
			out, err := exec.Command(tool, "-quiet", "-lossless", "-exact", "-m", "0", toFile(t, "a.png", data), "-o", "-").Output()
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			got, err := webp.Decode(bytes.NewReader(out))
			if err != nil {
				t.Fatal(err)
			}
			sameAgain(t, got, m)
		}
	}
}
