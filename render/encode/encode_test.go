package encode

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"sync"
	"testing"

	"golang.org/x/image/webp"
)

// plainEncoder keeps nothing.
var plainEncoder = new(Encoder)

// encoders are all of them, and who reads what they write.
var encoders = map[string]struct {
	encode func(*image.RGBA) ([]byte, error)
	decode func([]byte) (image.Image, error)
}{
	"JPEG": {
		func(m *image.RGBA) ([]byte, error) {
			return plainEncoder.JPEG(m, JPEGOptions{Quality: 80, Chroma: Chroma420})
		},
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
	},
	"JPEG 4:4:4": {
		func(m *image.RGBA) ([]byte, error) {
			return plainEncoder.JPEG(m, JPEGOptions{Quality: 80, Chroma: Chroma444})
		},
		func(b []byte) (image.Image, error) { return jpeg.Decode(bytes.NewReader(b)) },
	},
	"PNG": {
		func(m *image.RGBA) ([]byte, error) { return plainEncoder.PNG(m, PNGOptions{}) },
		func(b []byte) (image.Image, error) { return png.Decode(bytes.NewReader(b)) },
	},
	"WebP": {
		func(m *image.RGBA) ([]byte, error) { return plainEncoder.WebP(m, WebPOptions{Lossless: true}) },
		func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
	},
	"WebP lossy": {
		func(m *image.RGBA) ([]byte, error) {
			return plainEncoder.WebP(m, WebPOptions{Quality: 80, Method: 2})
		},
		func(b []byte) (image.Image, error) { return webp.Decode(bytes.NewReader(b)) },
	},
}

var chromas = []Chroma{Chroma420, Chroma444}

// TestSizes: a picture without pixels, or with a side too long for the format, is refused before anything
// is done.
func TestSizes(t *testing.T) {
	limits := map[string]int{"JPEG": 65535, "JPEG 4:4:4": 65535, "PNG": 1<<29 - 1, "WebP": 16384, "WebP lossy": 16383}
	for name, e := range encoders {
		for _, r := range []image.Rectangle{
			{}, image.Rect(0, 0, 0, 5), image.Rect(0, 0, 5, 0), image.Rect(0, 0, limits[name]+1, 1), image.Rect(0, 0, 1, limits[name]+1),
		} {
			if _, err := e.encode(&image.RGBA{Rect: r, Stride: 4 * r.Dx()}); !errors.Is(err, ErrSize) {
				t.Errorf("%s of %v: %v, want ErrSize", name, r, err)
			}
		}
	}
	for name, side := range map[string]int{"JPEG": 65535, "JPEG 4:4:4": 65535, "WebP": 16384, "WebP lossy": 16383} {
		for _, r := range []image.Rectangle{image.Rect(0, 0, side, 1), image.Rect(0, 0, 1, side)} {
			data, err := encoders[name].encode(image.NewRGBA(r))
			if err != nil {
				t.Fatalf("%s of %v: %v", name, r, err)
			}
			if m, err := encoders[name].decode(data); err != nil || m.Bounds() != r {
				t.Errorf("%s of %v is read as %v, %v", name, r, m.Bounds(), err)
			}
		}
	}
}

// TestInputUnchanged: encoders only read.
func TestInputUnchanged(t *testing.T) {
	for name, e := range encoders {
		m := noise(37, 21, true)
		before := bytes.Clone(m.Pix)
		if _, err := e.encode(m); err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(m.Pix, before) {
			t.Errorf("%s changed its input", name)
		}
	}
}

// TestConcurrent: scratch is shared by nobody at the same time, and nothing of one picture is left in the next.
func TestConcurrent(t *testing.T) {
	pictures := []*image.RGBA{card(120, 63), noise(33, 90, true), noise(200, 11, false), card(64, 64)}
	for name, e := range encoders {
		var want [][]byte
		for _, m := range pictures {
			data, err := e.encode(m)
			if err != nil {
				t.Fatal(err)
			}
			want = append(want, data)
		}
		var wg sync.WaitGroup
		for g := range 8 {
			wg.Go(func() {
				for i := range 5 {
					k := (g + i) % len(pictures)
					got, err := e.encode(pictures[k])
					if err != nil || !bytes.Equal(got, want[k]) {
						t.Errorf("%s: picture %d came out differently (%v)", name, k, err)
					}
				}
			})
		}
		wg.Wait()
	}
}

// FuzzEncode: any pixels, premultiplied or not, come out as files that decoders read; lossless ones with
// the same pixels.
func FuzzEncode(f *testing.F) {
	f.Add(uint8(3), uint8(80), []byte("\xff\x00\xff\xff\x01\x02\x03\x04"))
	f.Add(uint8(17), uint8(1), bytes.Repeat([]byte{200, 100, 50, 255}, 300))
	f.Add(uint8(1), uint8(100), []byte{0, 0, 0, 0, 255, 255, 255, 0})
	f.Fuzz(func(t *testing.T, width, quality uint8, pix []byte) {
		w := int(width)
		if w == 0 || len(pix) < 4*w || len(pix) > 1<<16 {
			return
		}
		m := &image.RGBA{Pix: pix, Stride: 4 * w, Rect: image.Rect(0, 0, w, len(pix)/(4*w))}
		for name, e := range encoders {
			data, err := e.encode(m)
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			if _, err := e.decode(data); err != nil {
				t.Fatalf("%s: %v", name, err)
			}
		}
		for _, chroma := range chromas {
			data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: 1 + int(quality)%100, Chroma: chroma})
			if err != nil {
				t.Fatal(err)
			}
			if _, err := jpeg.Decode(bytes.NewReader(data)); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func benchmark(b *testing.B, encode func(*image.RGBA) ([]byte, error)) {
	m := card(1200, 630)
	size := 0
	b.ReportAllocs()
	for b.Loop() {
		data, err := encode(m)
		if err != nil {
			b.Fatal(err)
		}
		size = len(data)
	}
	b.ReportMetric(float64(size), "file-bytes")
}

func BenchmarkJPEG(b *testing.B)         { benchmark(b, encoders["JPEG"].encode) }
func BenchmarkJPEG444(b *testing.B)      { benchmark(b, encoders["JPEG 4:4:4"].encode) }
func BenchmarkPNG(b *testing.B)          { benchmark(b, encoders["PNG"].encode) }
func BenchmarkWebPLossless(b *testing.B) { benchmark(b, encoders["WebP"].encode) }
func BenchmarkWebP(b *testing.B)         { benchmark(b, encoders["WebP lossy"].encode) }

// BenchmarkJPEGStandard is the yardstick for BenchmarkJPEG.
func BenchmarkJPEGStandard(b *testing.B) {
	benchmark(b, func(m *image.RGBA) ([]byte, error) {
		var buf bytes.Buffer
		err := jpeg.Encode(&buf, m, &jpeg.Options{Quality: 80})
		return buf.Bytes(), err
	})
}
