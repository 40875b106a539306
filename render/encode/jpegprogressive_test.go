package encode

import (
	"bytes"
	"fmt"
	"image"
	"math/rand/v2"
	"os/exec"
	"slices"
	"testing"

	"placard/internal/sweep"
	"placard/render/internal/judge"
)

// waysOf are the ways to code the same levels.
func waysOf(quality int, chroma Chroma) []JPEGOptions {
	return []JPEGOptions{
		{Quality: quality, Chroma: chroma},
		{Quality: quality, Chroma: chroma, Optimize: true},
		{Quality: quality, Chroma: chroma, Progressive: true},
	}
}

// TestJPEGWays: however the levels are coded, the standard library and libjpeg see the same pixels.
func TestJPEGWays(t *testing.T) {
	tool := judge.Require(t, "djpeg", "libjpeg-turbo-progs")
	all := append(slices.Clone(sizes), [2]int{300, 200}, [2]int{65500, 1}, [2]int{1, 65500}) // libjpeg's limit
	for _, s := range sweep.Of(all) {
		pictures := map[string]*image.RGBA{"alpha": noise(s[0], s[1], true), "card": card(s[0], s[1])}
		for name, m := range pictures {
			for _, chroma := range chromas {
				t.Run(fmt.Sprintf("%s %d×%d %d", name, s[0], s[1], chroma), func(t *testing.T) {
					var std, judged []byte
					for _, opt := range waysOf(1+(s[0]*7+s[1])%100, chroma) {
						data, err := plainEncoder.JPEG(m, opt)
						if err != nil {
							t.Fatal(err)
						}
						a, b := decodeJPEG(t, data, m).Pix, djpeg(t, tool, data, m).Pix
						if std != nil && (!bytes.Equal(a, std) || !bytes.Equal(b, judged)) {
							t.Errorf("%+v: other pixels than baseline", opt)
						}
						std, judged = a, b
					}
				})
			}
		}
	}
}

// TestJPEGLongest: what T.81 allows and libjpeg refuses.
func TestJPEGLongest(t *testing.T) {
	for _, m := range sweep.Of([]*image.RGBA{card(65535, 1), card(1, 65535)}) {
		for _, opt := range waysOf(80, Chroma420) {
			data, err := plainEncoder.JPEG(m, opt)
			if err != nil {
				t.Fatal(err)
			}
			decodeJPEG(t, data, m)
		}
	}
}

// TestJPEGLevelsKept: libjpeg codes the levels again as it would itself: from all our files the same, and
// with tables of its own no smaller than ours but for a thousandth.
func TestJPEGLevelsKept(t *testing.T) {
	tool := judge.Require(t, "jpegtran", "libjpeg-turbo-progs")
	m := card(517, 233)
	for _, chroma := range chromas {
		for flag, opt := range map[string]JPEGOptions{
			"-optimize":    {Quality: 80, Chroma: chroma, Optimize: true},
			"-progressive": {Quality: 80, Chroma: chroma, Progressive: true},
		} {
			var first []byte
			for _, way := range waysOf(80, chroma) {
				data, err := plainEncoder.JPEG(m, way)
				if err != nil {
					t.Fatal(err)
				}
				again, err := exec.Command(tool, "-strict", "-copy", "none", flag, "-restart", "0", toFile(t, "a.jpg", data)).Output()
				if err != nil || first != nil && !bytes.Equal(again, first) {
					t.Errorf("%s of %+v: %d bytes, of another way %d (%v)", flag, way, len(again), len(first), err)
				}
				first = again
			}
			own, err := plainEncoder.JPEG(m, opt)
			if err != nil || len(own) > len(first)*1001/1000 {
				t.Errorf("%+v: %d bytes, jpegtran needs %d (%v)", opt, len(own), len(first), err)
			}
		}
	}
}

// TestOptimalSpec: codes are at most 16 bits long however uneven the counts, none is all ones, no two begin
// alike, and what comes more often has no longer code.
func TestOptimalSpec(t *testing.T) {
	rng := rand.New(rand.NewPCG(8, 9))
	for n := range 300 {
		var counts valueCounts
		fibonacci := [2]uint32{1, 1}
		values := 1 + rng.IntN(200)
		for v := range values {
			counts[v] = rng.Uint32N(1 << rng.UintN(24))
			if n%3 == 0 { // Huffman's own codes would have one bit more for each value
				counts[v] = fibonacci[0]
				fibonacci = [2]uint32{fibonacci[1], min(fibonacci[0]+fibonacci[1], 1<<30)}
			}
		}
		checkSpec(t, &counts, optimalSpec(&counts))
	}
}

func checkSpec(t *testing.T, counts *valueCounts, spec huffmanSpec) {
	t.Helper()
	codes := codesOf(spec)
	space := 0 // of codes of 16 bits
	for v, n := range counts {
		c := codes[v]
		if (c != 0) != (n != 0) {
			t.Fatalf("value %d comes %d times and has code %#x", v, n, c)
		}
		if c == 0 {
			continue
		}
		size := uint(c & 0xff)
		if size > maxCodeBits || c>>8 >= 1<<size-1 {
			t.Fatalf("value %d has code %b of %d bits", v, c>>8, size)
		}
		space += 1 << (maxCodeBits - size)
	}
	if space >= 1<<maxCodeBits {
		t.Fatalf("codes take %d of %d", space, 1<<maxCodeBits)
	}
	for v, n := range counts {
		for u, m := range counts[:v] {
			if m > n && n > 0 && codes[u]&0xff > codes[v]&0xff {
				t.Fatalf("value %d comes %d times, has %d bits; %d comes %d times, has %d", u, m, codes[u]&0xff, v, n, codes[v]&0xff)
			}
		}
	}
}
