package vp8l

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"math/rand/v2"
	"testing"

	"golang.org/x/image/vp8l"
)

// decode reads coded pixels with another's decoder.
func decode(t testing.TB, data []byte, w, h int) []uint32 {
	t.Helper()
	m, err := vp8l.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if m.Bounds() != image.Rect(0, 0, w, h) {
		t.Fatalf("size %v, want %d×%d", m.Bounds(), w, h)
	}
	var pix []uint32
	for y := range h {
		for x := range w {
			c := m.At(x, y).(color.NRGBA)
			pix = append(pix, uint32(c.A)<<24|uint32(c.R)<<16|uint32(c.G)<<8|uint32(c.B))
		}
	}
	return pix
}

// header is what an ALPH chunk leaves out of VP8L data.
func header(w, h int) []byte {
	return binary.LittleEndian.AppendUint32([]byte{0x2f}, uint32(w-1)|uint32(h-1)<<14)
}

// same tests that pixels and their greens come back.
func same(t testing.TB, name string, pix []uint32, w, h int) {
	t.Helper()
	data := Encode(append([]uint32{}, pix...), w, h)
	got := decode(t, data, w, h)
	for i, v := range pix {
		if got[i] != v {
			t.Fatalf("%s, %d×%d: pixel %d,%d is %08x, want %08x", name, w, h, i%w, i/w, got[i], v)
		}
	}
	alpha := make([]byte, len(pix))
	for i, v := range pix {
		alpha[i] = byte(v >> 24)
	}
	// Writing a header shifts the stream by whole bytes, and the decoder reads bits in order.
	got = decode(t, append(header(w, h), EncodeAlpha(alpha, w, h)...), w, h)
	for i, v := range alpha {
		if byte(got[i]>>8) != v {
			t.Fatalf("%s, %d×%d: alpha %d,%d is %02x, want %02x", name, w, h, i%w, i/w, byte(got[i]>>8), v)
		}
	}
}

// pictures are what the coder has ways for: few colours, gradients, noise, repetitions, long runs, groups of tiles.
var pictures = map[string]func(rng *rand.Rand, x, y int) uint32{
	"black":   func(*rand.Rand, int, int) uint32 { return 0xff000000 },
	"clear":   func(*rand.Rand, int, int) uint32 { return 0 },
	"noise":   func(rng *rand.Rand, _, _ int) uint32 { return rng.Uint32() },
	"two":     func(rng *rand.Rand, _, _ int) uint32 { return 0xff000000 | 0xff*rng.Uint32N(2) },
	"three":   func(rng *rand.Rand, _, _ int) uint32 { return 0x11223344 * rng.Uint32N(3) },
	"sixteen": func(rng *rand.Rand, _, _ int) uint32 { return 0x01030507 * rng.Uint32N(16) },
	"few":     func(rng *rand.Rand, _, _ int) uint32 { return 0x01030507 * rng.Uint32N(256) },
	"gradient": func(_ *rand.Rand, x, y int) uint32 {
		return 0xff000000 | uint32(x&255)<<16 | uint32(y&255)<<8 | uint32((x+y)/2&255)
	},
	"text": func(_ *rand.Rand, x, y int) uint32 { return 0xff000000 | 0x10101*uint32(x*7919%53*(y*31%17)%256) },
	"parts": func(rng *rand.Rand, x, y int) uint32 {
		if x/50%2 == 0 {
			return 0xff335577 + uint32(y)
		}
		return uint32(x)<<20 ^ rng.Uint32N(1<<uint(y/20%24))
	},
}

func draw(name string, w, h int) []uint32 {
	rng := rand.New(rand.NewPCG(uint64(w), uint64(h)))
	pix := make([]uint32, 0, w*h)
	for i := range w * h {
		pix = append(pix, pictures[name](rng, i%w, i/w))
	}
	return pix
}

// TestEncode: another's decoder gives every pixel back.
func TestEncode(t *testing.T) {
	for name := range pictures {
		for _, s := range [][2]int{{1, 1}, {2, 1}, {1, 2}, {3, 3}, {1, 300}, {300, 1}, {7, 9}, {16, 16}, {17, 15}, {33, 31}, {5, 700}, {401, 211}} {
			t.Run(fmt.Sprintf("%s %d×%d", name, s[0], s[1]), func(t *testing.T) { same(t, name, draw(name, s[0], s[1]), s[0], s[1]) })
		}
	}
}

// FuzzEncode: so does it for any pixels.
func FuzzEncode(f *testing.F) {
	f.Add(uint8(3), bytes.Repeat([]byte{1, 2, 3, 4}, 40))
	f.Add(uint8(1), []byte{0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, width uint8, data []byte) {
		w := max(1, int(width))
		if len(data) < 4*w || len(data) > 1<<16 {
			return
		}
		h := len(data) / 4 / w
		pix := make([]uint32, w*h)
		for i := range pix {
			pix[i] = binary.LittleEndian.Uint32(data[4*i:])
		}
		same(t, "fuzz", pix, w, h)
	})
}
