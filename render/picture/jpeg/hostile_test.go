package jpeg

import (
	"bytes"
	"errors"
	std "image/jpeg"
	"math/rand/v2"
	"testing"
)

// mutated is a file in which some bytes are others, are missing or were put in.
func mutated(rng *rand.Rand, data []byte) []byte {
	m := bytes.Clone(data)
	for range 1 + rng.IntN(3) {
		at := rng.IntN(len(m))
		switch rng.IntN(4) {
		case 0:
			m[at] ^= 1 << rng.IntN(8)
		case 1:
			m[at] = byte(rng.IntN(256))
		case 2:
			m = append(m[:at], m[min(at+1+rng.IntN(4), len(m)):]...)
		default:
			m = append(m[:at:at], append([]byte{byte(rng.IntN(256))}, m[at:]...)...)
		}
	}
	return m
}

// mostPixels bounds what damaged headers may ask tests for.
const mostPixels = 1_000_000

// sameVerdict checks that a file is taken or refused as image/jpeg does, and that what is taken gives samples.
func sameVerdict(t *testing.T, data []byte) {
	t.Helper()
	if c, err := std.DecodeConfig(bytes.NewReader(data)); err == nil && c.Width*c.Height > mostPixels {
		return
	}
	_, theirs := std.Decode(bytes.NewReader(data))
	m, err := Decode(data, 1<<28)
	if (theirs == nil) != (err == nil) {
		t.Errorf("error %v, of the standard library %v", err, theirs)
	}
	if err != nil {
		return
	}
	for c := range m.Components() {
		for _, n := range sizes {
			samples(m, c, n)
		}
	}
}

// TestDamaged: what becomes of damaged files.
func TestDamaged(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 7))
	for name, data := range testdata(t) {
		t.Run(name, func(t *testing.T) {
			for range 300 {
				sameVerdict(t, mutated(rng, data))
			}
			for n := range data {
				sameVerdict(t, data[:n])
			}
		})
	}
}

// TestMemory: coefficients that take more than they may are refused, in each kind of file.
func TestMemory(t *testing.T) {
	for _, name := range []string{"420.jpg", "progressive.jpg"} {
		data := testdata(t)[name]
		m := decode(t, data)
		if _, err := Decode(data, m.Bytes()); err != nil {
			t.Errorf("%s in %d bytes: %v", name, m.Bytes(), err)
		}
		if _, err := Decode(data, m.Bytes()-1); !errors.Is(err, ErrMemory) {
			t.Errorf("%s in a byte less: %v", name, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	for _, data := range testdata(f) {
		f.Add(data)
	}
	f.Fuzz(sameVerdict)
}
