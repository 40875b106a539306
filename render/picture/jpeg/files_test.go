package jpeg

import (
	"bytes"
	"fmt"
	"image"
	std "image/jpeg"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"placard/render/internal/judge"
)

// testdata are the small files of the package above, by name.
func testdata(t testing.TB) map[string][]byte {
	t.Helper()
	names, err := filepath.Glob("../testdata/*.jpg")
	if err != nil || len(names) == 0 {
		t.Fatalf("no files: %v", err)
	}
	files := map[string][]byte{}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if base := filepath.Base(name); base != "arithmetic.jpg" {
			files[base] = data
		}
	}
	return files
}

// ppm is a picture of smooth areas, noise and hard edges, w×h px.
func ppm(w, h int) []byte {
	rng := rand.New(rand.NewPCG(3, 4))
	b := fmt.Appendf(nil, "P6\n%d %d\n255\n", w, h)
	for y := range h {
		for x := range w {
			v := 128 + 90*math.Sin(float64(x)/13)*math.Cos(float64(y)/19)
			switch {
			case x > w/2 && y > h/2:
				v += rng.NormFloat64() * 40
			case x/5%2 == 0 && y < h/4:
				v = 255
			case y < h/4:
				v = 0
			}
			c := func(v float64) byte { return byte(min(max(v, 0), 255)) }
			b = append(b, c(v), c(255-v+float64(x)/4), c(v/2+float64(y)/3))
		}
	}
	return b
}

// tool runs one of libjpeg-turbo's programs.
func tool(t *testing.T, name string, in []byte, args ...string) []byte {
	t.Helper()
	cmd := exec.Command(judge.Require(t, name, "libjpeg-turbo-progs"), args...)
	cmd.Stdin = bytes.NewReader(in)
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("%s %v: %v", name, args, err)
	}
	return out
}

// variants are files of one picture as programs write them.
func variants(t *testing.T) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	source := ppm(149, 101)
	for _, quality := range []string{"8", "75", "100"} {
		for _, sample := range []string{"1x1", "2x1", "1x2", "2x2", "4x1", "4x2"} {
			files[quality+" "+sample] = tool(t, "cjpeg", source, "-quality", quality, "-sample", sample)
		}
		files[quality+" grey"] = tool(t, "cjpeg", source, "-quality", quality, "-grayscale")
		files[quality+" progressive"] = tool(t, "cjpeg", source, "-quality", quality, "-progressive")
	}
	return files
}

func decode(t testing.TB, data []byte) *Image {
	t.Helper()
	m, err := Decode(data, 1<<26)
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// samples are all n×n samples of the blocks of a component.
func samples(m *Image, component, n int) (pix []byte, stride int) {
	b := m.Blocks(component)
	stride = b.X1 * n
	pix = make([]byte, stride*b.Y1*n)
	m.Render(component, b, n, pix, stride)
	return pix, stride
}

// planes are those of a picture of the standard library.
func planes(img image.Image) (pix [][]byte, strides []int) {
	switch m := img.(type) {
	case *image.Gray:
		return [][]byte{m.Pix}, []int{m.Stride}
	case *image.YCbCr:
		return [][]byte{m.Y, m.Cb, m.Cr}, []int{m.YStride, m.CStride, m.CStride}
	}
	return nil, nil
}

// TestAgainstStandard: all samples are those of image/jpeg, but for the rounding of transforms.
func TestAgainstStandard(t *testing.T) {
	files := variants(t)
	for name, data := range testdata(t) {
		files[name] = data
	}
	for name, data := range files {
		img, err := std.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		m := decode(t, data)
		want, strides := planes(img)
		for c := range want {
			got, stride := samples(m, c, 8)
			fx, fy := m.Subsampling(c)
			for y := range over(m.height, fy) {
				for x := range over(m.width, fx) {
					if d := int(got[y*stride+x]) - int(want[c][y*strides[c]+x]); d < -1 || d > 1 {
						t.Fatalf("%s: component %d at %d,%d is %d, want %d", name, c, x, y, got[y*stride+x], want[c][y*strides[c]+x])
					}
				}
			}
		}
	}
}

// TestAgainstLibjpeg: light is exactly that of libjpeg-turbo's accurate transform. So is it where 3 or 6 samples are made of 8,
// but for rounding; of 2 and 4 libjpeg-turbo takes other ways, which are near.
func TestAgainstLibjpeg(t *testing.T) {
	for name, data := range variants(t) {
		m := decode(t, data)
		for n, within := range map[int]int{8: 0, 6: 1, 3: 1, 1: 0, 4: 40, 2: 40} {
			out := tool(t, "djpeg", data, "-dct", "int", "-grayscale", "-scale", fmt.Sprintf("%d/8", n))
			w, h := over(m.width*n, 8), over(m.height*n, 8)
			want := out[len(out)-w*h:]
			got, stride := samples(m, 0, n)
			largest, sum := 0, 0
			for y := range h {
				for x := range w {
					d := int(got[y*stride+x]) - int(want[y*w+x])
					largest, sum = max(largest, d, -d), sum+max(d, -d)
				}
			}
			if mean := float64(sum) / float64(w*h); largest > within || mean > 3 {
				t.Errorf("%s at %d/8: samples differ by up to %d, %.2f in the mean; want at most %d", name, n, largest, mean, within)
			}
		}
	}
}

// TestSameCoefficients: however a picture is coded, its coefficients are the same.
func TestSameCoefficients(t *testing.T) {
	for _, sample := range []string{"1x1", "2x2", "4x2"} {
		plain := tool(t, "cjpeg", ppm(149, 101), "-quality", "95", "-sample", sample)
		want := decode(t, plain)
		for _, args := range [][]string{
			{"-optimize"}, {"-progressive"}, {"-restart", "1"}, {"-restart", "3B"}, {"-progressive", "-restart", "2"},
			{"-scans", scans(t, "0;\n1;\n2;\n")}, {"-scans", scans(t, "0;\n1 2;\n"), "-restart", "1"},
		} {
			got := decode(t, tool(t, "jpegtran", plain, args...))
			for c := range want.components {
				a, _ := samples(want, c, 8)
				b, _ := samples(got, c, 8)
				if !bytes.Equal(a, b) {
					t.Errorf("%s %v: component %d differs", sample, args, c)
				}
			}
		}
	}
}

// scans writes a script for jpegtran.
func scans(t *testing.T, script string) string {
	t.Helper()
	name := filepath.Join(t.TempDir(), "scans")
	if err := os.WriteFile(name, []byte(script), 0o600); err != nil {
		t.Fatal(err)
	}
	return name
}
