package render_test

import (
	"bytes"
	"image"
	"testing"

	"placard/render"
)

// TestEncodingOptions checks that every option of encoding does to a card what it is for.
func TestEncodingOptions(t *testing.T) {
	r := newRenderer(t)
	doc := starterDocument(t, "quote")
	draw := func(o render.Options) []byte {
		t.Helper()
		o.Scale = 0.4
		out, err := r.Render(t.Context(), doc, o)
		if err != nil {
			t.Fatalf("%+v: %v", o, err)
		}
		return out.Bytes
	}
	pixels := func(data []byte) image.Image {
		t.Helper()
		img, _, err := image.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		return img
	}
	const sof2 = "\xff\xc2" // of a progressive frame
	jpeg, png, webp := draw(render.Options{Format: render.JPEG}), draw(render.Options{Format: render.PNG}), draw(render.Options{Format: render.WebP})
	for _, test := range []struct {
		name    string
		opt     render.Options
		against []byte
		holds   func(data, against []byte) bool
	}{
		{"lower quality", render.Options{Format: render.JPEG, Quality: 50}, jpeg, smaller},
		{"lower quality", render.Options{Format: render.WebP, Quality: 50}, webp, smaller},
		{"effort", render.Options{Format: render.JPEG, Effort: render.EffortSmall}, jpeg, smaller},
		{"effort", render.Options{Format: render.PNG, Effort: render.EffortSmall}, png, smaller},
		{"effort", render.Options{Format: render.WebP, Effort: render.EffortSmall}, draw(render.Options{Format: render.WebP, Effort: render.EffortFast}), smaller},
		{"all colours", render.Options{Format: render.JPEG, Chroma: render.Chroma444}, jpeg, func(data, _ []byte) bool {
			return pixels(data).(*image.YCbCr).SubsampleRatio == image.YCbCrSubsampleRatio444
		}},
		{"progressive", render.Options{Format: render.JPEG, Progressive: true}, jpeg, func(data, against []byte) bool {
			return bytes.Contains(data, []byte(sof2)) && !bytes.Contains(against, []byte(sof2)) && equalPixels(pixels(data), pixels(against))
		}},
		{"chroma by the picture", render.Options{Format: render.JPEG, Chroma: render.ChromaAuto}, jpeg, func(data, _ []byte) bool {
			return bytes.Equal(data, draw(render.Options{Format: render.JPEG, Chroma: render.Chroma420})) ||
				bytes.Equal(data, draw(render.Options{Format: render.JPEG, Chroma: render.Chroma444}))
		}},
		{"few colours", render.Options{Format: render.PNG, Colors: 9}, png, func(data, against []byte) bool {
			p, ok := pixels(data).(*image.Paletted)
			return ok && len(p.Palette) <= 9 && smaller(data, against)
		}},
		{"dithering", render.Options{Format: render.PNG, Colors: 9, Dither: true}, draw(render.Options{Format: render.PNG, Colors: 9}), func(data, against []byte) bool {
			return !equalPixels(pixels(data), pixels(against))
		}},
		{"lossless", render.Options{Format: render.WebP, Lossless: true}, png, func(data, against []byte) bool {
			return string(data[12:16]) == "VP8L" && equalPixels(pixels(data), pixels(against))
		}},
		{"effort of PNG", render.Options{Format: render.PNG, Effort: render.EffortSmall}, png, func(data, against []byte) bool {
			return equalPixels(pixels(data), pixels(against))
		}},
	} {
		if data := draw(test.opt); !test.holds(data, test.against) {
			t.Errorf("%s: %+v: %d bytes against %d are not as meant", test.name, test.opt, len(data), len(test.against))
		}
	}
}

func smaller(data, against []byte) bool { return len(data) < len(against) }

func equalPixels(a, b image.Image) bool {
	if a.Bounds() != b.Bounds() {
		return false
	}
	for y := a.Bounds().Min.Y; y < a.Bounds().Max.Y; y++ {
		for x := a.Bounds().Min.X; x < a.Bounds().Max.X; x++ {
			r, g, b1, a1 := a.At(x, y).RGBA()
			r2, g2, b2, a2 := b.At(x, y).RGBA()
			if r != r2 || g != g2 || b1 != b2 || a1 != a2 {
				return false
			}
		}
	}
	return true
}
