// Package golden compares what a test made with a file that a person has looked at.
//
// With -update the file is written anew and the test fails all the same, so that a run which makes
// goldens is never green; nothing makes one silently.
package golden

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"placard/render/diff"
)

var update = flag.Bool("update", false, "write the goldens anew, then fail")

// tolerance is how far a channel may be off: sums of floating-point products are fused on some CPUs,
// which may turn a coverage that lies between two steps to the other one.
const tolerance = 1

// Text compares text with the file at path.
func Text(t *testing.T, path, got string) {
	t.Helper()
	if *update {
		write(t, path, []byte(got))
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; make it with -update and read it", err)
	}
	if got != string(want) {
		t.Errorf("%s differs, first in %s", path, firstDifference(string(want), got))
	}
}

func firstDifference(want, got string) string {
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for i := range min(len(w), len(g)) {
		if w[i] != g[i] {
			return fmt.Sprintf("line %d\nwant %s\ngot  %s", i+1, w[i], g[i])
		}
	}
	return fmt.Sprintf("the number of lines: want %d, got %d", len(w), len(g))
}

// Picture compares pixels with the PNG file at path. On a difference it writes expected, difference and
// actual side by side next to it.
func Picture(t *testing.T, path string, got *image.RGBA) {
	t.Helper()
	if *update {
		write(t, path, encode(t, got))
		return
	}
	want := ReadPicture(t, path)
	if want.Rect != got.Rect {
		t.Fatalf("%s is %v, drawn %v", path, want.Rect, got.Rect)
	}
	d := diff.Of(want, got, tolerance)
	if d.Pixels == 0 {
		return
	}
	shown := strings.TrimSuffix(path, ".png") + ".failed.png"
	if err := os.WriteFile(shown, encode(t, d.SideBySide()), 0o644); err != nil {
		t.Error(err)
	}
	t.Errorf("%s: %d pixels differ, the worst by %d; see %s", path, d.Pixels, d.Worst, shown)
}

// ReadPicture reads a PNG file as premultiplied pixels.
func ReadPicture(t *testing.T, path string) *image.RGBA {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatalf("%v; make it with -update and look at it", err)
	}
	decoded, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(decoded.Bounds())
	draw.Draw(out, out.Rect, decoded, image.Point{}, draw.Src)
	return out
}

func encode(t *testing.T, img image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func write(t *testing.T, path string, data []byte) {
	t.Helper()
	err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, data, 0o644))
	if err != nil {
		t.Fatal(err)
	}
	t.Errorf("%s is written: look at it, then run without -update", path)
}
