package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"math/rand/v2"
	"sync"
	"testing"

	"placard/internal/sweep"
)

// reusing are the encoders that keep parts of pictures, with options that differ from picture to picture. tight is a
// store that forgets most of them.
var reusing = map[string]struct {
	w, h, pictures, tight int
	encode                func(e *Encoder, m *image.RGBA, n int) ([]byte, error)
}{
	"JPEG": {333, 211, 60, 64 * 400, func(e *Encoder, m *image.RGBA, n int) ([]byte, error) {
		return e.JPEG(m, JPEGOptions{Quality: []int{80, 80, 35}[n%3], Chroma: chromas[n/3%2]})
	}},
	"PNG": {333, 211, 120, 64 * 4000, func(e *Encoder, m *image.RGBA, n int) ([]byte, error) {
		return e.PNG(m, PNGOptions{Small: n%10 == 0})
	}},
	"WebP": {213, 111, 60, 1 << 16, func(e *Encoder, m *image.RGBA, n int) ([]byte, error) {
		return e.WebP(m, WebPOptions{Quality: 30 + n/15*20, Method: n / 12 % 5})
	}},
}

// TestReuse: whatever is kept from the pictures before, the file is the one of an encoder that keeps nothing.
// Changes are small, so that most parts are found; now and then one makes a picture grey, or transparent, or takes that back.
func TestReuse(t *testing.T) {
	for format, r := range reusing {
		for name, limit := range map[string]int{"roomy": 4 << 20, "tight": r.tight, "none": 0} {
			t.Run(format+" "+name, func(t *testing.T) {
				enc, err := New(Config{ReuseBytes: limit})
				if err != nil {
					t.Fatal(err)
				}
				rng := rand.New(rand.NewPCG(1, 2))
				pictures := []*image.RGBA{card(r.w, r.h), plain(r.w, r.h, color.RGBA{40, 40, 40, 255}), noise(61, 95, true)}
				for n := range sweep.Share(r.pictures) {
					m := pictures[n%len(pictures)]
					change(m, rng)
					if n%5 == 0 {
						m.SetRGBA(m.Rect.Dx()/2, m.Rect.Dy()-1, color.RGBA{7, 7, 7, uint8(255 - rng.IntN(2)*9)})
					}
					if n%4 == 0 {
						m = part(m, m.Rect.Inset(rng.IntN(20)))
					}
					sameFile(t, enc, m, n, r.encode)
				}
			})
		}
	}
}

// TestReuseConcurrent: what several goroutines keep meets in one store.
func TestReuseConcurrent(t *testing.T) {
	enc, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	for format, r := range reusing {
		t.Run(format, func(t *testing.T) {
			var wg sync.WaitGroup
			for g := range 4 {
				wg.Go(func() {
					rng := rand.New(rand.NewPCG(uint64(g%2), 7)) // two of them draw the same
					m := card(200, 120)
					for n := range 20 {
						change(m, rng)
						sameFile(t, enc, m, n/7, r.encode)
					}
				})
			}
			wg.Wait()
		})
	}
}

// sameFile holds enc to plainEncoder, when it sees a picture first and when it has seen it.
func sameFile(t *testing.T, enc *Encoder, m *image.RGBA, n int, encode func(*Encoder, *image.RGBA, int) ([]byte, error)) {
	t.Helper()
	want, err := encode(plainEncoder, m, n)
	if err != nil {
		t.Error(err)
	}
	for range 2 {
		if got, err := encode(enc, m, n); err != nil || !bytes.Equal(got, want) {
			t.Errorf("picture %d, %v: %d bytes, %d with nothing kept (%v)", n, m.Rect, len(got), len(want), err)
		}
	}
}

// change changes a box as cards do: it has a colour, now and then a translucent one, or noise, or is moved.
func change(m *image.RGBA, rng *rand.Rand) {
	at := m.Rect.Min.Add(image.Pt(rng.IntN(m.Rect.Dx()), rng.IntN(m.Rect.Dy())))
	box := image.Rectangle{at, at.Add(image.Pt(1+rng.IntN(40), 1+rng.IntN(30)))}.Intersect(m.Rect)
	switch rng.IntN(4) {
	case 0:
		corner := m.SubImage(box.Sub(box.Min).Add(m.Rect.Min))
		draw.Draw(m, box, corner, corner.Bounds().Min, draw.Src)
	case 1:
		draw.Draw(m, box, noise(box.Dx(), box.Dy(), false), image.Point{}, draw.Src)
	default:
		c := color.NRGBA{uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(rng.Uint32()), uint8(255 - 120*(rng.IntN(5)/4))}
		draw.Draw(m, box, image.NewUniform(c), image.Point{}, draw.Src)
	}
}
