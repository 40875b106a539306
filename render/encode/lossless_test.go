package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os/exec"
	"strings"
	"testing"

	"placard/render/internal/judge"
)

// TestLossless: premultiplied pixels come back as they were, through another's decoder.
func TestLossless(t *testing.T) {
	for name, m := range lossless() {
		for _, format := range []string{"PNG", "WebP"} {
			t.Run(format+" "+name, func(t *testing.T) {
				data, err := encoders[format].encode(m)
				if err != nil {
					t.Fatal(err)
				}
				got, err := encoders[format].decode(data)
				if err != nil {
					t.Fatal(err)
				}
				sameAgain(t, got, m)
			})
		}
	}
}

// TestPNGColorType: what a file can leave out is left out.
func TestPNGColorType(t *testing.T) {
	almost := colored(200, 100, 200, true, false)
	almost.SetRGBA(199, 99, color.RGBA{9, 9, 8, 255})
	glass := card(200, 100)
	glass.SetRGBA(199, 99, color.RGBA{9, 9, 9, 254})
	for _, c := range []struct {
		name string
		m    *image.RGBA
		want byte
	}{
		{"grey", colored(200, 100, 200, true, false), pngGrey},
		{"one pixel of colour", almost, pngIndexed},
		{"one translucent pixel", glass, pngRGBA},
		{"colour", card(200, 100), pngRGB},
		{"transparent", plain(200, 100, color.RGBA{}), pngIndexed},
	} {
		data, err := plainEncoder.PNG(c.m, PNGOptions{})
		if err != nil {
			t.Fatal(err)
		}
		if got := data[25]; got != c.want {
			t.Errorf("%s: colour type %d, want %d", c.name, got, c.want)
		}
	}
}

// TestPNGSize: one filter and a quick compressor are no excuse for larger files than the standard library's
// best.
func TestPNGSize(t *testing.T) {
	m := card(400, 210)
	data, err := plainEncoder.PNG(m, PNGOptions{})
	if err != nil {
		t.Fatal(err)
	}
	var std bytes.Buffer
	if err := png.Encode(&std, m); err != nil {
		t.Fatal(err)
	}
	t.Logf("%d bytes, the standard library's default %d", len(data), std.Len())
	if float64(len(data)) > 1.1*float64(std.Len()) {
		t.Errorf("%d bytes, want at most a tenth more than %d", len(data), std.Len())
	}
}

// TestPngcheck has the files' structure, checksums and filters checked by a program made for it.
func TestPngcheck(t *testing.T) {
	tool := judge.Require(t, "pngcheck", "pngcheck")
	for name, m := range lossless() {
		data, err := plainEncoder.PNG(m, PNGOptions{})
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-v", toFile(t, "a.png", data)).CombinedOutput()
		if err != nil || strings.Contains(string(out), "warning") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestDwebp has the files read by libwebp, and its pixels compared.
func TestDwebp(t *testing.T) {
	tool := judge.Require(t, "dwebp", "webp")
	for _, name := range []string{"card", "part, alpha", "noise 17×15", "alpha 101×67", "noise 1×300", "transparent", "translucent", "black 1×1", "black 300×1"} {
		m := lossless()[name]
		data, err := plainEncoder.WebP(m, WebPOptions{Lossless: true})
		if err != nil {
			t.Fatal(err)
		}
		out, err := exec.Command(tool, "-quiet", toFile(t, "a.webp", data), "-o", "-").Output()
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		got, err := png.Decode(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		sameAgain(t, got, m)
	}
}
