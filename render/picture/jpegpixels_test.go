package picture

import (
	"bytes"
	"image"
	std "image/jpeg"
	"testing"

	"github.com/disintegration/imaging"
	"golang.org/x/image/draw"
	"pgregory.net/rapid"
)

func encodeJPEG(t testing.TB, m image.Image, quality int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := std.Encode(&b, m, &std.Options{Quality: quality}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func codedOf(t testing.TB, data []byte) *coded {
	t.Helper()
	p, err := Decode(data, DefaultLimits())
	if err != nil {
		t.Fatal(err)
	}
	return p.content.(*coded)
}

// allSamples are those of all blocks of a component, n×n of each.
func (m *coded) allSamples(i, n int) channel {
	fx, fy := m.Subsampling(i)
	b := m.Blocks(i)
	return m.samples(i, span{0, b.X1, n, (m.w + fx - 1) / fx}, span{0, b.Y1, n, (m.h + fy - 1) / fy})
}

// TestPart: what is left out of the samples for being far from the part that is shown does not change it.
func TestPart(t *testing.T) {
	m := codedOf(t, encodeJPEG(t, photo(203, 131), 90))
	rapid.Check(t, func(rt *rapid.T) {
		x0, y0 := rapid.Float64Range(0, 190).Draw(rt, "x0"), rapid.Float64Range(0, 120).Draw(rt, "y0")
		c := cropRect{x0, y0, rapid.Float64Range(x0+1, 203).Draw(rt, "x1"), rapid.Float64Range(y0+1, 131).Draw(rt, "y1")}
		w, h := rapid.IntRange(1, 250).Draw(rt, "w"), rapid.IntRange(1, 150).Draw(rt, "h")
		var all []channel
		for i := range m.Components() {
			fx, _ := m.Subsampling(i)
			part := m.channel(i, c, w, h)
			all = append(all, m.allSamples(i, int(block*float64(fx)/part.fx+0.5)))
			part.free()
		}
		if got, want := m.scale(c, w, h), scale(all, m.colors(), c, w, h); !bytes.Equal(got.Pix, want.Pix) {
			rt.Fatalf("%+v at %d×%d differs from the same part of all samples", c, w, h)
		}
		for _, ch := range all {
			ch.free()
		}
	})
}

// TestReduced: making fewer samples of a block is about as near to Lanczos in floating point as scaling all of them.
func TestReduced(t *testing.T) {
	m := codedOf(t, encodeJPEG(t, photo(640, 480), 92))
	whole := cropRect{0, 0, 640, 480}
	channels := []channel{m.allSamples(0, block), m.allSamples(1, block), m.allSamples(2, block)}
	full := scale(channels, m.colors(), whole, 640, 480)
	for _, w := range []int{360, 270, 200, 133, 80, 40} {
		h := w * 3 / 4
		want := image.NewRGBA(image.Rect(0, 0, w, h))
		draw.Draw(want, want.Rect, imaging.Resize(full, w, h, imaging.Lanczos), image.Point{}, draw.Src)
		reduced, all := psnr(t, m.scale(whole, w, h), want), psnr(t, scale(channels, m.colors(), whole, w, h), want)
		t.Logf("%d×%d: %.1f dB to Lanczos, of all samples %.1f", w, h, reduced, all)
		if reduced < all-1 {
			t.Errorf("%d×%d: %.1f dB to Lanczos, of all samples %.1f", w, h, reduced, all)
		}
	}
}
