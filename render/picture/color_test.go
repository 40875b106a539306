package picture

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/webp"

	"placard/render/internal/judge"
)

// TestFullRange compares with the standard library's conversion, which rounds a little differently.
func TestFullRange(t *testing.T) {
	var y, cb, cr [256]byte
	row := make([]byte, 4*256)
	for b := 0; b < 256; b += 5 {
		for r := 0; r < 256; r += 5 {
			for i := range y {
				y[i], cb[i], cr[i] = byte(i), byte(b), byte(r)
			}
			fullRange.row(row, [][]byte{y[:], cb[:], cr[:]})
			for i := range y {
				wr, wg, wb := color.YCbCrToRGB(y[i], cb[i], cr[i])
				for c, want := range []uint8{wr, wg, wb} {
					if d := int(row[4*i+c]) - int(want); d < -1 || d > 1 {
						t.Fatalf("Y %d Cb %d Cr %d: channel %d is %d, want %d", i, b, r, c, row[4*i+c], want)
					}
				}
			}
		}
	}
}

// TestLimitedRange: golang.org/x/image/webp makes white 235 and black 16 (golang/go issue 40173).
func TestLimitedRange(t *testing.T) {
	for _, c := range []struct {
		y, cb, cr byte
		want      [4]byte
	}{
		{16, 128, 128, [4]byte{0, 0, 0, 255}},
		{235, 128, 128, [4]byte{255, 255, 255, 255}},
		{0, 128, 128, [4]byte{0, 0, 0, 255}},
		{255, 128, 128, [4]byte{255, 255, 255, 255}},
		{126, 128, 128, [4]byte{128, 128, 128, 255}},
		{81, 90, 240, [4]byte{254, 0, 0, 255}},
		{145, 54, 34, [4]byte{0, 255, 1, 255}},
		{41, 240, 110, [4]byte{0, 0, 255, 255}},
	} {
		var got [4]byte
		limitedRange.row(got[:], [][]byte{{c.y}, {c.cb}, {c.cr}})
		if got != c.want {
			t.Errorf("Y %d Cb %d Cr %d: %v, want %v", c.y, c.cb, c.cr, got, c.want)
		}
	}
}

// TestWhiteWebP tells the story on a file: the drawing's corners are white and black.
func TestWhiteWebP(t *testing.T) {
	data := readFile(t, "lossy.webp")
	theirs, err := webp.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	if r, _, _, _ := theirs.At(2, 2).RGBA(); r>>8 > 240 {
		t.Errorf("x/image/webp makes white %d: its bug is gone, and so should limitedRange be", r>>8)
	}
	m := pixelsOf(t, data)
	if c := m.RGBAAt(2, 2); min(c.R, c.G, c.B) < 252 {
		t.Errorf("white became %v", c)
	}
	if c := m.RGBAAt(30, 14); max(c.R, c.G, c.B) > 4 {
		t.Errorf("black became %v", c)
	}
}

// readNetpbm reads the PPM and PAM files that dwebp and djpeg write; PAM is straight RGBA.
func readNetpbm(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	fields := strings.Fields(string(data[:min(len(data), 128)]))
	var w, h, channels int
	number := func(s string) int {
		n := 0
		for _, c := range s {
			n = n*10 + int(c-'0')
		}
		return n
	}
	if fields[0] == "P6" {
		w, h, channels = number(fields[1]), number(fields[2]), 3
	} else {
		w, h, channels = number(fields[2]), number(fields[4]), 4
	}
	pix := data[len(data)-w*h*channels:]
	m := image.NewNRGBA(image.Rect(0, 0, w, h))
	for i := range w * h {
		copy(m.Pix[4*i:], pix[i*channels:][:channels])
		if channels == 3 {
			m.Pix[4*i+3] = 255
		}
	}
	out := image.NewRGBA(m.Rect)
	draw.Draw(out, m.Rect, m, image.Point{}, draw.Src)
	return out
}

// TestAgainstReference compares with libwebp and libjpeg. They interpolate chroma with a triangle where
// Placard uses Catmull-Rom, which shows at the drawing's hard edges only; without subsampling
// what is left is rounding.
func TestAgainstReference(t *testing.T) {
	for _, c := range []struct {
		tool, debian, file string
		mean               float64
	}{
		{"dwebp", "webp", "lossy.webp", 1.3},
		{"dwebp", "webp", "alpha.webp", 1},
		{"dwebp", "webp", "alpha-raw.webp", 1},
		{"dwebp", "webp", "lossless.webp", 0},
		{"dwebp", "webp", "lossless-alpha.webp", 0.5},
		{"dwebp", "webp", "lossless-grey.webp", 0},
		{"djpeg", "libjpeg-turbo-progs", "444.jpg", 0.3},
		{"djpeg", "libjpeg-turbo-progs", "420.jpg", 1.5},
		{"djpeg", "libjpeg-turbo-progs", "422.jpg", 1.5},
		{"djpeg", "libjpeg-turbo-progs", "rgb.jpg", 0.3},
	} {
		t.Run(c.file, func(t *testing.T) {
			tool := judge.Require(t, c.tool, c.debian)
			args := []string{filepath.Join("testdata", c.file)}
			if c.tool == "dwebp" {
				args = append(args, "-pam", "-o", "-")
			}
			out, err := exec.Command(tool, args...).Output()
			if err != nil {
				t.Fatal(err)
			}
			got := pixelsOf(t, readFile(t, c.file))
			mean, largest := difference(t, got, readNetpbm(t, out))
			t.Logf("mean difference %.2f, largest %d", mean, largest)
			if mean > c.mean {
				t.Errorf("mean difference to %s %.2f, want at most %.1f", c.tool, mean, c.mean)
			}
		})
	}
}
