package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestWebPReuse: whatever was encoded before, a file is what it would be alone. Pictures change as cards do: a
// box of one colour, of noise, a part that moves, another size or quality.
func TestWebPReuse(t *testing.T) {
	for _, bytesKept := range []int{1 << 16, 4 << 20} { // little, so that some is forgotten, and enough
		with, err := New(Config{ReuseBytes: bytesKept})
		if err != nil {
			t.Fatal(err)
		}
		rng := rand.New(rand.NewPCG(5, uint64(bytesKept)))
		m := card(213, 111)
		for i := range 60 {
			changeBox(m, rng)
			seen := m
			if i%7 == 0 {
				seen = part(m, image.Rect(rng.IntN(50), rng.IntN(50), 80+rng.IntN(133), 60+rng.IntN(51)))
			}
			opt := WebPOptions{Quality: 30 + i/15*20, Method: i / 12 % 5}
			want, err := plainEncoder.WebP(seen, opt)
			if err != nil {
				t.Fatal(err)
			}
			for range 2 {
				got, err := with.WebP(seen, opt)
				if err != nil {
					t.Fatal(err)
				}
				if !bytes.Equal(got, want) {
					t.Fatalf("picture %d with %+v differs", i, opt)
				}
			}
		}
	}
}

// TestWebPReuseTogether: so it is when several encode with what the others keep.
func TestWebPReuseTogether(t *testing.T) {
	with, err := New(Config{ReuseBytes: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	rng := rand.New(rand.NewPCG(6, 7))
	var pictures []*image.RGBA
	var want [][]byte
	m := card(150, 70)
	for range 6 {
		changeBox(m, rng)
		seen := part(m, m.Rect)
		seen.Pix = bytes.Clone(seen.Pix)
		data, err := plainEncoder.WebP(seen, WebPOptions{Quality: 80, Method: 2})
		if err != nil {
			t.Fatal(err)
		}
		pictures, want = append(pictures, seen), append(want, data)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 12 {
				k := (g + i) % len(pictures)
				if got, err := with.WebP(pictures[k], WebPOptions{Quality: 80, Method: 2}); err != nil || !bytes.Equal(got, want[k]) {
					t.Errorf("picture %d came out differently (%v)", k, err)
				}
			}
		})
	}
	wg.Wait()
}

// changeBox changes a box of m.
func changeBox(m *image.RGBA, rng *rand.Rand) {
	x, y := rng.IntN(m.Rect.Dx()), rng.IntN(m.Rect.Dy())
	box := image.Rect(x, y, x+1+rng.IntN(60), y+1+rng.IntN(40)).Intersect(m.Rect)
	kind, c := rng.IntN(3), uint8(rng.IntN(256))
	for y := box.Min.Y; y < box.Max.Y; y++ {
		for x := box.Min.X; x < box.Max.X; x++ {
			switch kind {
			case 0:
				m.SetRGBA(x, y, color.RGBA{c, c / 2, 255 - c, 255})
			case 1:
				m.SetRGBA(x, y, color.RGBA{uint8(rng.IntN(256)), c, c, 255})
			default:
				m.SetRGBA(x, y, m.RGBAAt((x+int(c))%m.Rect.Dx(), y))
			}
		}
	}
}

// BenchmarkWebPReuse encodes cards that differ in a box, as a counter in a title does.
func BenchmarkWebPReuse(b *testing.B) {
	e, err := New(DefaultConfig())
	if err != nil {
		b.Fatal(err)
	}
	m := card(1200, 630)
	n := uint8(0)
	for b.Loop() {
		n++
		draw.Draw(m, image.Rect(300, 300, 480, 360), image.NewUniform(color.RGBA{n, 2 * n, 255 - n, 255}), image.Point{}, draw.Src)
		if _, err := e.WebP(m, WebPOptions{Quality: 80, Method: 2}); err != nil {
			b.Fatal(err)
		}
	}
}
