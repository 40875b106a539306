package raster

import (
	"bytes"
	"context"
	"flag"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"testing"

	"placard/render/display"
)

var update = flag.Bool("update", false, "write the golden pictures; the run fails, as it compared nothing")

// tolerance is how far a channel may be off: sums of floating-point products are fused on some CPUs, which
// may turn a coverage that lies between two steps to the other one.
const tolerance = 1

// TestGoldens draws each picture twice, the second time from warm caches.
func TestGoldens(t *testing.T) {
	for name, build := range goldens {
		t.Run(name, func(t *testing.T) {
			list := build(t)
			d := newDrawer(t)
			cold, warm := drawn(t, d, list), drawn(t, d, list)
			if !bytes.Equal(cold.Pix, warm.Pix) {
				t.Error("the second picture, from warm caches, is not the same as the first")
			}
			compareGolden(t, filepath.Join("testdata", name+".png"), cold)
		})
	}
}

func newDrawer(t testing.TB) *Drawer {
	t.Helper()
	d, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func drawn(t testing.TB, d *Drawer, list *display.List) *image.RGBA {
	t.Helper()
	dst := image.NewRGBA(list.Canvas())
	if err := d.Draw(context.Background(), list, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}

// compareGolden compares pixels, not files. On a difference it writes expected, difference and actual
// side by side next to the golden.
func compareGolden(t *testing.T, path string, got *image.RGBA) {
	t.Helper()
	if *update {
		writePNG(t, path, got)
		t.Errorf("%s is written: look at it, then run without -update", path)
		return
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatalf("%v; make it with -update", err)
	}
	defer file.Close()
	decoded, err := png.Decode(file)
	if err != nil {
		t.Fatal(err)
	}
	want := image.NewRGBA(decoded.Bounds())
	draw.Draw(want, want.Rect, decoded, image.Point{}, draw.Src)
	if want.Rect != got.Rect {
		t.Fatalf("%s is %v, drawn %v", path, want.Rect, got.Rect)
	}
	diff, worst, count := difference(want, got)
	if count > 0 {
		shown := path[:len(path)-len(".png")] + ".failed.png"
		writePNG(t, shown, sideBySide(want, diff, got))
		t.Errorf("%s: %d pixels differ, the worst by %d; see %s", path, count, worst, shown)
	}
}

// difference shows where two pictures differ by more than the tolerance.
func difference(want, got *image.RGBA) (diff *image.RGBA, worst, count int) {
	diff = image.NewRGBA(want.Rect)
	for i := 0; i < len(want.Pix); i += 4 {
		most := 0
		for k := range 4 {
			most = max(most, abs(int(want.Pix[i+k])-int(got.Pix[i+k])))
		}
		diff.Pix[i+3] = 255
		if most > tolerance {
			diff.Pix[i] = uint8(min(55+most*8, 255))
			count++
		}
		worst = max(worst, most)
	}
	return diff, worst, count
}

func sideBySide(pictures ...*image.RGBA) *image.RGBA {
	w, h := pictures[0].Rect.Dx(), pictures[0].Rect.Dy()
	out := image.NewRGBA(image.Rect(0, 0, w*len(pictures), h))
	for i, p := range pictures {
		draw.Draw(out, p.Rect.Add(image.Pt(i*w, 0)), p, image.Point{}, draw.Src)
	}
	return out
}

func writePNG(t *testing.T, path string, img image.Image) {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, b.Bytes(), 0o644); err != nil {
		t.Fatal(err)
	}
}
