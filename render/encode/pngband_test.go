package encode

import (
	"bytes"
	"hash/adler32"
	"image"
	"image/color"
	"math/rand/v2"
	"sync"
	"testing"
)

// samePNG holds enc to plainEncoder.
func samePNG(t *testing.T, enc *Encoder, m *image.RGBA, opt PNGOptions) {
	t.Helper()
	want, err := plainEncoder.PNG(m, opt)
	if err != nil {
		t.Fatal(err)
	}
	got, err := enc.PNG(m, opt)
	if err != nil || !bytes.Equal(got, want) {
		t.Errorf("%v %+v: %d bytes, %d with nothing kept (%v)", m.Rect, opt, len(got), len(want), err)
	}
}

// TestPNGReuse: whatever is kept from the pictures before, the file is the one of an encoder that keeps
// nothing. Changes are small, so that most bands are found; now and then one makes the picture grey, or
// transparent, or takes that back. The store is sometimes too small.
func TestPNGReuse(t *testing.T) {
	for name, limit := range map[string]int{"roomy": 4 << 20, "tight": 64 * 4000, "none": 0} {
		t.Run(name, func(t *testing.T) {
			enc, err := New(Config{ReuseBytes: limit})
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			pictures := []*image.RGBA{card(333, 211), plain(333, 211, color.RGBA{40, 40, 40, 255}), noise(61, 95, true)}
			for n := range 60 {
				m := pictures[n%len(pictures)]
				change(m, rng)
				if n%5 == 0 {
					m.SetRGBA(m.Rect.Dx()/2, m.Rect.Dy()-1, color.RGBA{7, 7, 7, uint8(255 - rng.IntN(2)*9)})
				}
				if n%3 == 0 {
					m = part(m, m.Rect.Inset(rng.IntN(20)))
				}
				samePNG(t, enc, m, PNGOptions{Small: n%10 == 0})
			}
		})
	}
}

// TestPNGReuseConcurrent: bands of several goroutines meet in one store.
func TestPNGReuseConcurrent(t *testing.T) {
	enc, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			rng := rand.New(rand.NewPCG(uint64(g%2), 7)) // two of them draw the same
			m := card(200, 120)
			for range 20 {
				change(m, rng)
				samePNG(t, enc, m, PNGOptions{})
			}
		})
	}
	wg.Wait()
}

// TestPNGKnownBands: of a picture that differs from one before in a pixel, one band is coded.
func TestPNGKnownBands(t *testing.T) {
	enc, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	m := card(1200, 160)
	e := new(pngEncoder)
	coded := func() int {
		before := e.band.coded
		e.encode(m, PNGOptions{}, enc.segments)
		return e.band.coded - before
	}
	for _, want := range []int{5, 0} {
		if got := coded(); got != want {
			t.Errorf("%d of 5 bands coded, want %d", got, want)
		}
	}
	m.SetRGBA(700, 100, color.RGBA{1, 2, 3, 255})
	if got := coded(); got != 1 {
		t.Errorf("%d bands coded after a change of a pixel, want 1", got)
	}
}

// TestAdlerOfBoth: of every cut of some data, the sums of both pieces give the one of all.
func TestAdlerOfBoth(t *testing.T) {
	data := bytes.Repeat([]byte{255, 254, 0, 7, 255, 255, 255}, 40_000)
	for _, cut := range []int{0, 1, 2, 5551, 5553, 65520, 65521, 65522, 131_042, len(data) - 1, len(data)} {
		if got, want := adlerOfBoth(adler32.Checksum(data[:cut]), adler32.Checksum(data[cut:]), len(data)-cut), adler32.Checksum(data); got != want {
			t.Errorf("cut at %d: %08x, want %08x", cut, got, want)
		}
	}
}
