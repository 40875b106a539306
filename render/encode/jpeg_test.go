package encode

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"math"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"placard/render/internal/judge"
)

// decodeJPEG reads a file with the standard library, at the bounds of m.
func decodeJPEG(t testing.TB, data []byte, m *image.RGBA) *image.RGBA {
	t.Helper()
	img, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if img.Bounds().Size() != m.Rect.Size() {
		t.Fatalf("size %v, want %v", img.Bounds().Size(), m.Rect.Size())
	}
	out := image.NewRGBA(m.Rect)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Src)
	return out
}

// psnr is the peak signal-to-noise ratio over R, G and B, in dB.
func psnr(a, b *image.RGBA) float64 {
	sum, n := 0.0, 0
	for y := range a.Rect.Dy() {
		ra, rb := rowOf(a, y), rowOf(b, y)
		for i := range ra {
			if i%4 != 3 {
				d := float64(ra[i]) - float64(rb[i])
				sum += d * d
				n++
			}
		}
	}
	return 10 * math.Log10(255*255*float64(n)/max(sum, 1e-9))
}

// TestJPEGAgainstStandard: for the same quality neither the file nor the error is larger than the standard
// library's, within 0.1 dB and, for noise, which no table was made for, 3 %, but for JFIF's marker, which the
// library leaves out, and a segment for each table.
func TestJPEGAgainstStandard(t *testing.T) {
	for name, m := range map[string]*image.RGBA{"card": card(301, 157), "noise": noise(90, 60, false), "part": part(card(300, 200), image.Rect(31, 17, 290, 180))} {
		for _, quality := range []int{1, 10, 49, 50, 80, 95, 100} {
			data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: quality, Chroma: Chroma420})
			if err != nil {
				t.Fatal(err)
			}
			var std bytes.Buffer
			if err := jpeg.Encode(&std, m, &jpeg.Options{Quality: quality}); err != nil {
				t.Fatal(err)
			}
			own, theirs := psnr(decodeJPEG(t, data, m), m), psnr(decodeJPEG(t, std.Bytes(), m), m)
			t.Logf("%s, quality %d: %d bytes, %.2f dB; standard library %d bytes, %.2f dB", name, quality, len(data), own, std.Len(), theirs)
			const markers = 34
			most := float64(std.Len())
			if name == "noise" {
				most *= 1.03
			}
			if float64(len(data)-markers) > most {
				t.Errorf("%s, quality %d: %d bytes, the standard library takes %d", name, quality, len(data), std.Len())
			}
			if own < theirs-0.1 {
				t.Errorf("%s, quality %d: %.2f dB, the standard library has %.2f", name, quality, own, theirs)
			}
		}
	}
}

// TestJPEGColors: a plain colour at the best quality is off by no more than its rounding to Y'CbCr.
func TestJPEGColors(t *testing.T) {
	for r := 0; r < 256; r += 51 {
		for g := 0; g < 256; g += 51 {
			for b := 0; b < 256; b += 51 {
				m := plain(17, 9, color.RGBA{uint8(r), uint8(g), uint8(b), 255})
				for _, chroma := range chromas {
					data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: 100, Chroma: chroma})
					if err != nil {
						t.Fatal(err)
					}
					got := decodeJPEG(t, data, m)
					for i, v := range got.Pix {
						if d := int(v) - int(m.Pix[i]); d < -2 || d > 2 {
							t.Fatalf("%v became %v", m.Pix[:4], got.Pix[i/4*4:][:4])
						}
					}
				}
			}
		}
	}
}

// TestJPEGOnWhite: what is transparent is white, what is half so is mixed with it.
func TestJPEGOnWhite(t *testing.T) {
	for _, c := range []struct{ in, want color.RGBA }{
		{color.RGBA{}, color.RGBA{255, 255, 255, 255}},
		{color.RGBA{0, 0, 0, 128}, color.RGBA{127, 127, 127, 255}},
		{color.RGBA{128, 0, 0, 128}, color.RGBA{255, 127, 127, 255}},
		{color.RGBA{255, 255, 255, 0}, color.RGBA{255, 255, 255, 255}}, // not premultiplied
	} {
		data, err := plainEncoder.JPEG(plain(16, 16, c.in), JPEGOptions{Quality: 100, Chroma: Chroma420})
		if err != nil {
			t.Fatal(err)
		}
		if d := psnr(decodeJPEG(t, data, plain(16, 16, c.want)), plain(16, 16, c.want)); d < 44 {
			t.Errorf("%v: %.1f dB from %v", c.in, d, c.want)
		}
	}
}

// TestJPEGSizes: whatever the size, libjpeg reads the file without a warning, and sees what the standard
// library does. Where colour is halved the two smooth it in different ways, so there the sizes must do.
func TestJPEGSizes(t *testing.T) {
	tool := judge.Require(t, "djpeg", "libjpeg-turbo-progs")
	for _, s := range sizes {
		for name, m := range map[string]*image.RGBA{"noise": noise(s[0], s[1], false), "alpha": noise(s[0], s[1], true), "card": card(s[0], s[1])} {
			for _, chroma := range chromas {
				t.Run(fmt.Sprintf("%s %d×%d %d", name, s[0], s[1], chroma), func(t *testing.T) {
					data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: 85, Chroma: chroma})
					if err != nil {
						t.Fatal(err)
					}
					std, judged := decodeJPEG(t, data, m), djpeg(t, tool, data, m)
					const close = 45 // dB: a level or two in the inverse transform
					if d := psnr(std, judged); chroma == Chroma444 && d < close {
						t.Errorf("djpeg and the standard library are %.1f dB apart, want %d", d, close)
					}
				})
			}
		}
	}
}

// djpeg has libjpeg read a file, at the bounds of m.
func djpeg(t *testing.T, tool string, data []byte, m *image.RGBA) *image.RGBA {
	t.Helper()
	var warnings strings.Builder
	cmd := exec.Command(tool, "-strict", "-pnm", toFile(t, "a.jpg", data))
	cmd.Stderr = &warnings
	out, err := cmd.Output()
	pixels, ok := bytes.CutPrefix(out, fmt.Appendf(nil, "P6\n%d %d\n255\n", m.Rect.Dx(), m.Rect.Dy()))
	if err != nil || warnings.Len() > 0 || !ok || len(pixels) != 3*m.Rect.Dx()*m.Rect.Dy() {
		t.Fatalf("djpeg: %v %s, output starts with %.15q", err, warnings.String(), out)
	}
	img := image.NewRGBA(m.Rect)
	for i := range img.Rect.Dx() * img.Rect.Dy() {
		copy(img.Pix[4*i:], pixels[3*i:][:3])
		img.Pix[4*i+3] = 255
	}
	return img
}

// TestJPEGKeepsColor is what 4:4:4 is for: letters of a colour as bright as their ground are as sharp as
// black ones, which halved colour blurs.
func TestJPEGKeepsColor(t *testing.T) {
	m := plain(64, 48, color.RGBA{40, 90, 160, 255})
	for y := range 48 {
		for x := range 64 {
			if x%5 == 2 && y%9 < 7 { // strokes of a pixel
				m.SetRGBA(x, y, color.RGBA{200, 30, 60, 255})
			}
		}
	}
	near := map[Chroma]float64{}
	for _, chroma := range chromas {
		data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: 92, Chroma: chroma})
		if err != nil {
			t.Fatal(err)
		}
		near[chroma] = psnr(decodeJPEG(t, data, m), m)
	}
	t.Logf("4:4:4 %.1f dB, 4:2:0 %.1f dB", near[Chroma444], near[Chroma420])
	if near[Chroma444] < near[Chroma420]+10 {
		t.Errorf("4:4:4 is %.1f dB near, 4:2:0 %.1f; want 10 more", near[Chroma444], near[Chroma420])
	}
}

// TestJPEGQuality: out of range is refused, and better quality means larger files that are nearer.
func TestJPEGQuality(t *testing.T) {
	m := card(160, 90)
	for _, q := range []int{math.MinInt, -1, 0, 101, math.MaxInt} {
		if _, err := plainEncoder.JPEG(m, JPEGOptions{Quality: q, Chroma: Chroma420}); !errors.Is(err, ErrQuality) {
			t.Errorf("quality %d: %v, want ErrQuality", q, err)
		}
	}
	size, near := 0, 0.0
	for _, q := range []int{5, 25, 50, 75, 90, 100} {
		data, err := plainEncoder.JPEG(m, JPEGOptions{Quality: q, Chroma: Chroma420})
		if err != nil {
			t.Fatal(err)
		}
		d := psnr(decodeJPEG(t, data, m), m)
		if len(data) <= size || d <= near {
			t.Errorf("quality %d: %d bytes and %.1f dB, the quality before had %d and %.1f", q, len(data), d, size, near)
		}
		size, near = len(data), d
	}
}

// TestDCT compares with the definition (T.81, A.3.3), which the integer form misses for noise by a tenth
// of the finest quantiser's step on the mean square. Each of two twins has its own numbers and limits.
func TestDCT(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	const tests = 200
	squares := 0.0
	for n := range tests {
		var samples [2][blockSize]byte
		var b, limits twins
		for i := range b {
			for twin := range samples {
				samples[twin][i] = byte(rng.UintN(256))
				if n%4 == twin {
					samples[twin][i] = byte(255 * rng.UintN(2))
				}
			}
			b[i] = int64(samples[0][i])<<32 + int64(samples[1][i])
			limits[i] = int64(rng.Uint32N(1<<28)) * both
		}
		nonzero := forwardDCT(&b, &limits)
		for k, at := range zigzag {
			u, v := int(at%blockSide), int(at/blockSide)
			for twin, l := range []lane{first, second} {
				got := l.of(b[at])
				exact := exactDCT(&samples[twin], v, u)
				if at == 0 {
					exact += blockSide * 128
				}
				d := float64(got)/dctScale[at] - exact
				squares += d * d
				if math.Abs(d) > 1 {
					t.Fatalf("block %d: coefficient %d is off by %.3f", n, k, d)
				}
				limit := int32(limits[at])
				beyond := got > limit || got < -limit
				marked := nonzero[twin]>>k&1 != 0
				atLimit := got == limit || got == -limit
				if marked != beyond && (!marked || !atLimit) {
					t.Fatalf("block %d: coefficient %d is %d, limit %d, marked %t", n, k, got, limit, marked)
				}
			}
		}
	}
	if d := math.Sqrt(squares / (tests * 2 * blockSize)); d > 0.1 {
		t.Errorf("coefficients are off by %.3f on the mean square", d)
	}
}

func exactDCT(samples *[blockSize]byte, v, u int) float64 {
	sum := 0.0
	for y := range blockSide {
		for x := range blockSide {
			sum += (float64(samples[y*blockSide+x]) - 128) *
				math.Cos(float64((2*x+1)*u)*math.Pi/16) * math.Cos(float64((2*y+1)*v)*math.Pi/16)
		}
	}
	norm := func(k int) float64 {
		if k == 0 {
			return math.Sqrt2 / 2
		}
		return 1
	}
	return sum * norm(u) * norm(v) / 4
}

// TestBitWriter: bits come out in order, and a 0xff is followed by zero.
func TestBitWriter(t *testing.T) {
	var w bitWriter
	for _, v := range []struct {
		bits uint64
		n    uint
	}{{0xff, 8}, {0, 1}, {0x7f, 7}, {0x1ffffffff & 0xffffffff, 32}, {0, 32}, {0x12345678, 32}, {5, 3}} {
		w.put(v.bits, v.n)
	}
	w.padToByte()
	want := []byte{0xff, 0, 0x7f, 0xff, 0, 0xff, 0, 0xff, 0, 0xff, 0, 0, 0, 0, 0, 0x12, 0x34, 0x56, 0x78, 0xbf}
	if !bytes.Equal(w.bytes(), want) {
		t.Errorf("% x, want % x", w.bytes(), want)
	}
}
