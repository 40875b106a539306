package encode

import (
	"bytes"
	"hash/adler32"
	"image/color"
	"testing"
)

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
