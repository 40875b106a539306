package encode

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"os"
	"path/filepath"
	"testing"

	xdraw "golang.org/x/image/draw"
	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
)

// write draws three lines of text.
func write(t testing.TB, m *image.RGBA, c color.RGBA) {
	t.Helper()
	f, err := opentype.Parse(goregular.TTF)
	if err != nil {
		t.Fatal(err)
	}
	face, err := opentype.NewFace(f, &opentype.FaceOptions{Size: 28, DPI: 72})
	if err != nil {
		t.Fatal(err)
	}
	d := font.Drawer{Dst: m, Src: image.NewUniform(c), Face: face}
	for i, line := range []string{"Letters of one colour", "on a ground of another", "have edges of a pixel"} {
		d.Dot = fixed.P(40, 60+40*i)
		d.DrawString(line)
	}
}

// photo is a photograph of the starter templates, smaller, as cards have them.
func photo(t testing.TB, file string) *image.RGBA {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	src, err := jpeg.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	size := src.Bounds().Size()
	m := image.NewRGBA(image.Rect(0, 0, size.X*3/5, size.Y*3/5))
	xdraw.ApproxBiLinear.Scale(m, m.Rect, src, src.Bounds(), draw.Src, nil)
	return m
}

func TestAutoChroma(t *testing.T) {
	var (
		white = color.RGBA{255, 255, 255, 255}
		black = color.RGBA{20, 20, 20, 255}
		grey  = color.RGBA{120, 124, 130, 255}
		red   = color.RGBA{220, 30, 40, 255}
		blue  = color.RGBA{30, 60, 200, 255}
		clear = color.RGBA{}
	)
	for _, c := range []struct {
		name         string
		ground, text color.RGBA
		want         Chroma
	}{
		{"red on white", white, red, Chroma444},
		{"red on blue", blue, red, Chroma444},
		{"white on blue", blue, white, Chroma444},
		{"red on nothing", clear, red, Chroma444},
		{"black on white", white, black, Chroma420},
		{"grey on white", white, grey, Chroma420},
		{"white on grey", grey, white, Chroma420},
	} {
		m := plain(601, 401, c.ground)
		write(t, m, c.text)
		if got := AutoChroma(m); got != c.want {
			t.Errorf("%s: %v, want %v", c.name, got, c.want)
		}
	}
	lines := plain(600, 400, white)
	for y := 10; y < 400; y += 40 {
		draw.Draw(lines, image.Rect(20, y, 580, y+1), image.NewUniform(red), image.Point{}, draw.Src)
	}
	if AutoChroma(lines) != Chroma444 {
		t.Error("thin red lines: 4:2:0")
	}
	for _, s := range sizes[:4] {
		AutoChroma(noise(s[0], s[1], true)) // too small to have a share; must not fail
	}
}

// TestAutoChromaPhotos: photographs are 4:2:0, unless there is a label with red letters on them.
func TestAutoChromaPhotos(t *testing.T) {
	files, err := filepath.Glob("../../templates/starter/assets/*.jpg")
	if err != nil || len(files) < 5 {
		t.Fatalf("%d photographs (%v)", len(files), err)
	}
	for _, file := range files {
		m := photo(t, file)
		if AutoChroma(m) != Chroma420 {
			t.Errorf("%s: 4:4:4", file)
		}
	}
	m := photo(t, "../../templates/starter/assets/meadow.jpg")
	draw.Draw(m, image.Rect(0, 0, 500, 200), image.NewUniform(color.RGBA{255, 255, 255, 255}), image.Point{}, draw.Src)
	write(t, m, color.RGBA{200, 0, 60, 255})
	if AutoChroma(m) != Chroma444 {
		t.Error("red letters on a photograph: 4:2:0")
	}
}

func BenchmarkAutoChroma(b *testing.B) {
	m := photo(b, "../../templates/starter/assets/meadow.jpg") // 960×540, seen to the end
	for b.Loop() {
		AutoChroma(m)
	}
}
