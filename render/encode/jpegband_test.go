package encode

import (
	"bytes"
	"image/color"
	"image/jpeg"
	"testing"
)

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
