package encode

import (
	"bytes"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"os/exec"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"placard/render/internal/judge"
)

// readWebP reads a file with another's decoder, to what is straight.
func readWebP(t testing.TB, data []byte) *image.NRGBA {
	t.Helper()
	m, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewNRGBA(m.Bounds())
	draw.Draw(out, out.Rect, m, m.Bounds().Min, draw.Src)
	return out
}

// webpCases are files of all sizes, methods and a choice of qualities, with and without transparency.
func webpCases(t *testing.T) map[string]struct {
	m    *image.RGBA
	data []byte
} {
	t.Helper()
	list := map[string]struct {
		m    *image.RGBA
		data []byte
	}{}
	add := func(name string, m *image.RGBA, opt WebPOptions) {
		data, err := plainEncoder.WebP(m, opt)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		list[name] = struct {
			m    *image.RGBA
			data []byte
		}{m, data}
	}
	for i, s := range sizes {
		for alpha, m := range map[string]*image.RGBA{"": noise(s[0], s[1], false), ", alpha": noise(s[0], s[1], true)} {
			add(fmt.Sprintf("noise %d×%d%s", s[0], s[1], alpha), m, WebPOptions{Quality: 1 + i*31%100, Method: i % 5})
		}
	}
	for method := range 5 {
		for _, quality := range []int{1, 20, 50, 75, 80, 90, 100} {
			name := fmt.Sprintf("method %d, quality %d", method, quality)
			add("card, "+name, card(211, 105), WebPOptions{Quality: quality, Method: method})
			add("badge, "+name, badge(93, 77), WebPOptions{Quality: quality, Method: method})
		}
	}
	add("part", part(card(90, 80), image.Rect(13, 7, 80, 71)), WebPOptions{Quality: 80, Method: 2})
	add("part, alpha", part(badge(90, 80), image.Rect(13, 7, 80, 71)), WebPOptions{Quality: 80, Method: 2})
	add("transparent", plain(40, 30, color.RGBA{}), WebPOptions{Quality: 80})
	return list
}

// badge is a card in a circle with a soft edge, and nothing around it.
func badge(w, h int) *image.RGBA {
	m := card(w, h)
	for y := range h {
		for x := range w {
			dx, dy := 2*x-w, 2*y-h
			a := max(0, min(255, (w*h-dx*dx-dy*dy)/40))
			c := m.RGBAAt(x, y)
			m.SetRGBA(x, y, color.RGBA{uint8(int(c.R) * a / 255), uint8(int(c.G) * a / 255), uint8(int(c.B) * a / 255), uint8(a)})
		}
	}
	return m
}

// TestWebPDecoders: libwebp and x/image/webp read the same samples of every file, and the alpha that was in the picture.
func TestWebPDecoders(t *testing.T) {
	tool := judge.Require(t, "dwebp", "webp")
	for name, c := range webpCases(t) {
		t.Run(name, func(t *testing.T) {
			m, err := webp.Decode(bytes.NewReader(c.data))
			if err != nil {
				t.Fatal(err)
			}
			if got := alphaOf(m); !bytes.Equal(got, alphaOf(c.m)) {
				t.Error("alpha differs")
			}
			// Of planes of samples nothing depends on how a decoder makes colours of them.
			out, err := exec.Command(tool, "-quiet", "-yuv", toFile(t, "a.webp", c.data), "-o", "-").Output()
			if err != nil {
				t.Fatal(err)
			}
			if !bytes.HasPrefix(out, samplesOf(m)) {
				t.Error("libwebp reads other samples")
			}
		})
	}
}

// samplesOf are the planes of a picture, as dwebp -yuv writes them.
func samplesOf(m image.Image) []byte {
	var y *image.YCbCr
	switch m := m.(type) {
	case *image.YCbCr:
		y = m
	case *image.NYCbCrA:
		y = &m.YCbCr
	}
	w, h := y.Rect.Dx(), y.Rect.Dy()
	var out []byte
	for r := range h {
		out = append(out, y.Y[r*y.YStride:][:w]...)
	}
	for _, plane := range [][]byte{y.Cb, y.Cr} {
		for r := range (h + 1) / 2 {
			out = append(out, plane[r*y.CStride:][:(w+1)/2]...)
		}
	}
	return out
}

func alphaOf(m image.Image) (out []byte) {
	for y := m.Bounds().Min.Y; y < m.Bounds().Max.Y; y++ {
		for x := m.Bounds().Min.X; x < m.Bounds().Max.X; x++ {
			_, _, _, a := m.At(x, y).RGBA()
			out = append(out, byte(a>>8))
		}
	}
	return out
}

// TestWebPTools has the files' structure checked by programs made for it.
func TestWebPTools(t *testing.T) {
	info, mux := judge.Require(t, "webpinfo", "webp"), judge.Require(t, "webpmux", "webp")
	cases := webpCases(t)
	for _, name := range []string{"noise 1×1", "noise 1×1, alpha", "noise 101×67", "noise 101×67, alpha", "card, method 4, quality 80", "badge, method 0, quality 100", "part, alpha"} {
		file := toFile(t, "a.webp", cases[name].data)
		if out, err := exec.Command(info, file).CombinedOutput(); err != nil || !strings.Contains(string(out), "No error detected") {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		if out, err := exec.Command(mux, "-info", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

// TestWebPCloseness: a good quality is close to the picture, and one through all qualities comes ever closer.
func TestWebPCloseness(t *testing.T) {
	m := card(160, 96)
	for method := range 5 {
		before := 0.0
		for _, quality := range []int{5, 25, 50, 75, 95} {
			data, err := plainEncoder.WebP(m, WebPOptions{Quality: quality, Method: method})
			if err != nil {
				t.Fatal(err)
			}
			got := image.NewRGBA(m.Rect)
			draw.Draw(got, got.Rect, readWebP(t, data), image.Point{}, draw.Src)
			db := psnr(got, m)
			if db < before {
				t.Errorf("method %d, quality %d: %.2f dB, less than with a lower quality (%.2f)", method, quality, db, before)
			}
			before = db
		}
		if before < 27 { // a colour for 2×2 px keeps it from more
			t.Errorf("method %d, quality 95: %.2f dB", method, before)
		}
	}
}

// TestWebPHidden: what is wholly transparent costs next to nothing, whatever colours are beside it.
func TestWebPHidden(t *testing.T) {
	m := image.NewRGBA(image.Rect(0, 0, 640, 640))
	draw.Draw(m, image.Rect(300, 300, 364, 364), card(64, 64), image.Point{}, draw.Src)
	with, err := plainEncoder.WebP(m, WebPOptions{Quality: 80})
	if err != nil {
		t.Fatal(err)
	}
	alone, err := plainEncoder.WebP(card(64, 64), WebPOptions{Quality: 80})
	if err != nil {
		t.Fatal(err)
	}
	if len(with) > len(alone)*5/4+1200 {
		t.Errorf("%d bytes with a margin, %d without", len(with), len(alone))
	}
}

// TestWebPRefusals: a quality that means nothing is refused.
func TestWebPRefusals(t *testing.T) {
	for _, quality := range []int{-1, 0, 101} {
		if _, err := plainEncoder.WebP(card(9, 9), WebPOptions{Quality: quality}); !errors.Is(err, ErrQuality) {
			t.Errorf("quality %d: %v, want ErrQuality", quality, err)
		}
	}
}
