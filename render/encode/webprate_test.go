package encode_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io/fs"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"placard/fonts/bundled"
	"placard/internal/sweep"
	"placard/render"
	"placard/render/encode"
	"placard/render/internal/judge"
	"placard/store/files"
	"placard/templates/starter"
)

// figures makes the tests that measure measure all.
var figures = flag.Bool("figures", false, "measure the figures in full; takes a minute")

// rated are the pictures over which lossy WebP is compared with cwebp: cards that hold text, photos, gradients,
// tables and drawings, and photos of a landscape, of people, of a thing and of a drawing.
var rated = []string{
	"article-card", "stats", "quote", "sale-banner", "weather",
	"meadow.jpg", "picos.jpg", "ada.jpg", "mug.jpg", "fig.jpg",
}

// ratedPicture draws a template, or reads a photo and leaves what is most 800 px a side of it.
func ratedPicture(t *testing.T, name string) *image.RGBA {
	t.Helper()
	if !strings.HasSuffix(name, ".jpg") {
		r, err := render.New(render.DefaultConfig(), bundled.New(), files.NewAssets(starter.Assets()))
		if err != nil {
			t.Fatal(err)
		}
		template, err := starter.Get(name)
		if err != nil {
			t.Fatal(err)
		}
		doc, err := template.Apply(nil)
		if err != nil {
			t.Fatal(err)
		}
		out, err := r.Render(context.Background(), doc, render.Options{Format: render.PNG})
		if err != nil {
			t.Fatal(err)
		}
		m, err := png.Decode(bytes.NewReader(out.Bytes))
		if err != nil {
			t.Fatal(err)
		}
		return toRGBA(m)
	}
	data, err := fs.ReadFile(starter.Assets(), name)
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return toRGBA(m)
}

func toRGBA(m image.Image) *image.RGBA {
	size := m.Bounds().Size()
	out := image.NewRGBA(image.Rect(0, 0, min(size.X, 800), min(size.Y, 800)))
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

// point is a file's size, and how near it comes to the picture in dB.
type point struct{ bytes, db float64 }

// pointOf measures a file over the samples of Y, U and V, as cwebp's "All" does: what colours a decoder makes of them
// is the same for all.
func pointOf(t *testing.T, data []byte, original *image.RGBA) point {
	t.Helper()
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	got, w, h := m.(*image.YCbCr), original.Rect.Dx(), original.Rect.Dy()
	sum, n := 0.0, 0
	add := func(want float64, v uint8) {
		d := want - float64(v)
		sum += d * d
		n++
	}
	for y := range h {
		for x := range w {
			r, g, b := float64(original.Pix[y*original.Stride+4*x]), float64(original.Pix[y*original.Stride+4*x+1]), float64(original.Pix[y*original.Stride+4*x+2])
			add(16+.257*r+.504*g+.098*b, got.Y[y*got.YStride+x])
		}
	}
	for y := 0; y < h&^1; y += 2 {
		for x := 0; x < w&^1; x += 2 {
			var r, g, b float64
			for _, i := range []int{0, 4, original.Stride, original.Stride + 4} {
				p := original.Pix[y*original.Stride+4*x+i:]
				r, g, b = r+float64(p[0])/4, g+float64(p[1])/4, b+float64(p[2])/4
			}
			at := y/2*got.CStride + x/2
			add(128-.148*r-.291*g+.439*b, got.Cb[at])
			add(128+.439*r-.368*g-.071*b, got.Cr[at])
		}
	}
	return point{float64(len(data)), 10 * math.Log10(255*255*float64(n)/max(sum, 1e-9))}
}

// curveOf has cwebp encode a picture with several qualities.
func curveOf(t *testing.T, tool, file string, m *image.RGBA, method int, qualities []int) (curve []point) {
	t.Helper()
	for _, quality := range qualities {
		data, err := exec.Command(tool, "-quiet", "-q", strconv.Itoa(quality), "-m", strconv.Itoa(method), file, "-o", "-").Output()
		if err != nil {
			t.Fatal(err)
		}
		curve = append(curve, pointOf(t, data, m))
	}
	return curve
}

// bytesAt is the size of a curve's file of such a nearness: the logarithm of the size between two points is straight.
func bytesAt(curve []point, db float64) float64 {
	i := 1
	for i < len(curve)-1 && curve[i].db < db {
		i++
	}
	a, b := curve[i-1], curve[i]
	f := (db - a.db) / (b.db - a.db)
	return math.Exp(math.Log(a.bytes) + f*(math.Log(b.bytes)-math.Log(a.bytes)))
}

// TestWebPRate: at the same PSNR a file is at most 8 % larger than cwebp's of the same method, over all
// pictures. With -figures it is measured in full:
//
//	go test ./render/encode -run WebPRate -figures -v
func TestWebPRate(t *testing.T) {
	const allowed = 1.08
	tool := judge.Require(t, "cwebp", "webp")
	pictures, methods, ours, theirs := []string{"stats", "quote", "ada.jpg", "mug.jpg"}, []int{0, 2, 4}, []int{80}, []int{70, 80, 90}
	if *figures {
		pictures, methods, ours, theirs = rated, []int{0, 1, 2, 3, 4}, []int{50, 80, 90}, []int{30, 45, 60, 75, 85, 93, 97}
	}
	sums := map[int]float64{}
	methods = sweep.Of(methods)
	for _, name := range pictures {
		m := ratedPicture(t, name)
		var b bytes.Buffer
		if err := png.Encode(&b, m); err != nil {
			t.Fatal(err)
		}
		file := filepath.Join(t.TempDir(), "a.png")
		if err := os.WriteFile(file, b.Bytes(), 0o600); err != nil {
			t.Fatal(err)
		}
		for _, method := range methods {
			curve := curveOf(t, tool, file, m, method, theirs)
			line := ""
			for _, quality := range ours {
				data, err := new(encode.Encoder).WebP(m, encode.WebPOptions{Quality: quality, Method: method})
				if err != nil {
					t.Fatal(err)
				}
				p := pointOf(t, data, m)
				ratio := p.bytes / bytesAt(curve, p.db)
				sums[method] += math.Log(ratio) / float64(len(pictures)*len(ours))
				line += fmt.Sprintf("  q %d: %.0f B, %.2f dB, %.3f", quality, p.bytes, p.db, ratio)
			}
			t.Logf("%-13s method %d%s", name, method, line)
		}
	}
	for _, method := range methods {
		ratio := math.Exp(sums[method])
		t.Logf("method %d: %.3f of cwebp's bytes", method, ratio)
		if ratio > allowed {
			t.Errorf("method %d: %.3f of cwebp's bytes at the same PSNR, allowed %v", method, ratio, allowed)
		}
	}
}
