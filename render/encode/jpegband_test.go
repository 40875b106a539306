package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math/rand/v2"
	"sync"
	"testing"
)

// TestJPEGReuse: whatever is kept from the pictures before, the file is the one of an encoder that keeps
// nothing. Changes are small, so that most bands are found; the store is sometimes too small for them.
func TestJPEGReuse(t *testing.T) {
	for name, limit := range map[string]int{"roomy": 4 << 20, "tight": 64 * 400, "none": 0} {
		t.Run(name, func(t *testing.T) {
			enc, err := New(Config{ReuseBytes: limit})
			if err != nil {
				t.Fatal(err)
			}
			rng := rand.New(rand.NewPCG(1, 2))
			whole := card(333, 211)
			for n := range 60 {
				change(whole, rng)
				m := whole
				if n%3 == 0 {
					m = part(whole, image.Rect(rng.IntN(9), rng.IntN(20), 333-rng.IntN(9), 211-rng.IntN(20)))
				}
				opt := JPEGOptions{Quality: []int{80, 80, 35}[rng.IntN(3)], Chroma: chromas[rng.IntN(2)]}
				sameJPEG(t, enc, m, opt)
			}
		})
	}
}

// change draws a box, now and then a translucent one, or moves a part of the picture.
func change(m *image.RGBA, rng *rand.Rand) {
	at := m.Rect.Min.Add(image.Pt(rng.IntN(m.Rect.Dx()), rng.IntN(m.Rect.Dy())))
	box := image.Rectangle{at, at.Add(image.Pt(1+rng.IntN(40), 1+rng.IntN(30)))}.Intersect(m.Rect)
	if rng.IntN(4) == 0 {
		copied := m
		draw.Draw(m, box, copied, m.Rect.Min, draw.Src)
		return
	}
	c := color.NRGBA{uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(255 - 120*(rng.IntN(5)/4))}
	draw.Draw(m, box, image.NewUniform(c), image.Point{}, draw.Src)
}

// sameJPEG holds enc to plainEncoder.
func sameJPEG(t *testing.T, enc *Encoder, m *image.RGBA, opt JPEGOptions) {
	t.Helper()
	want, err := plainEncoder.JPEG(m, opt)
	if err != nil {
		t.Fatal(err)
	}
	got, err := enc.JPEG(m, opt)
	if err != nil || !bytes.Equal(got, want) {
		t.Fatalf("%v %+v: %d bytes, %d with nothing kept (%v)", m.Rect, opt, len(got), len(want), err)
	}
}

// TestJPEGReuseConcurrent: bands of several goroutines meet in one store.
func TestJPEGReuseConcurrent(t *testing.T) {
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
				opt := JPEGOptions{Quality: 80}
				want, err1 := plainEncoder.JPEG(m, opt)
				got, err2 := enc.JPEG(m, opt)
				if err1 != nil || err2 != nil || !bytes.Equal(got, want) {
					t.Errorf("came out differently (%v, %v)", err1, err2)
				}
			}
		})
	}
	wg.Wait()
}

// TestJPEGKnownBands: a picture that came before is found whole, and one with a change in one band
// misses only that.
func TestJPEGKnownBands(t *testing.T) {
	enc, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	m := card(1200, 160)
	bands, coded := bandsOf(160, 75, 16), 0
	count := func() int {
		coded = 0
		bands.encode(new(bitWriter), m, bandOptions{quality: 80}, enc.segments, func(int, int) { coded++ })
		return coded
	}
	for _, want := range []int{10, 0} {
		if got := count(); got != want {
			t.Errorf("%d of 10 bands coded, want %d", got, want)
		}
	}
	m.SetRGBA(700, 100, color.RGBA{1, 2, 3, 255})
	if got := count(); got != 1 {
		t.Errorf("%d bands coded after a change of a pixel, want 1", got)
	}
}

// TestJPEGBands: pictures of one band have no restarts, others as many bands as their rows ask for, and the
// markers count up to 7 and begin again.
func TestJPEGBands(t *testing.T) {
	for _, c := range []struct{ w, h, restarts int }{
		{1200, 630, 39}, {1200, 16, 0}, {1200, 17, 1}, {600, 315, 9}, {16, 1024, 0}, {16, 1025, 1}, {1, 1, 0}, {3000, 400, 24},
	} {
		data, err := plainEncoder.JPEG(card(c.w, c.h), JPEGOptions{Quality: 80})
		if err != nil {
			t.Fatal(err)
		}
		n := 0
		for i := bytes.Index(data, []byte{0xff, markerSOS}) + 2; i+1 < len(data); i++ {
			if data[i] == 0xff && data[i+1]&^7 == markerRST0 {
				if int(data[i+1]&7) != n&7 {
					t.Fatalf("%d×%d: restart %d is number %d", c.w, c.h, n, data[i+1]&7)
				}
				n++
			}
		}
		if n != c.restarts {
			t.Errorf("%d×%d: %d restarts, want %d", c.w, c.h, n, c.restarts)
		}
		if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
			t.Errorf("%d×%d: %v", c.w, c.h, err)
		}
	}
}
