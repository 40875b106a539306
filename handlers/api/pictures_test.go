package api_test

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"os"
	"testing"
)

// pngOf is a picture of a size in px.
func pngOf(t testing.TB, width, height int) []byte {
	t.Helper()
	img := image.NewRGBA(image.Rect(0, 0, width, height))
	for i := range width * height {
		img.Set(i%width, i/width, color.RGBA{uint8(i), uint8(i >> 8), 200, 255})
	}
	var out bytes.Buffer
	must(t, png.Encode(&out, img))
	return out.Bytes()
}

// fontFile is a font that the program comes with.
func fontFile(t testing.TB) []byte {
	t.Helper()
	return made(os.ReadFile("../../fonts/bundled/noto-sans-thai/NotoSansThai_400Regular.ttf"))(t)
}
