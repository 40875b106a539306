package pdf

import (
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"placard/render/display"
	"placard/render/internal/golden"
	"placard/render/internal/judge"
	"placard/render/raster"
)

// viewers draw the first page of a file at 96 dpi, a pixel for each px, on white.
var viewers = map[string]func(t *testing.T, file string) *image.RGBA{
	"poppler": func(t *testing.T, file string) *image.RGBA {
		out := filepath.Join(t.TempDir(), "a")
		run(t, judge.Require(t, "pdftoppm", "poppler-utils"), "-r", "96", "-png", "-singlefile", file, out)
		return golden.ReadPicture(t, out+".png")
	},
	"mupdf": func(t *testing.T, file string) *image.RGBA {
		out := filepath.Join(t.TempDir(), "a.png")
		run(t, judge.Require(t, "mutool", "mupdf-tools"), "draw", "-q", "-r", "96", "-o", out, file, "1")
		return golden.ReadPicture(t, out)
	},
}

func run(t *testing.T, name string, args ...string) {
	t.Helper()
	if out, err := exec.Command(name, args...).CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, out)
	}
}

// onWhite draws a list as pictures have it, on white paper.
func onWhite(t *testing.T, list *display.List) *image.RGBA {
	t.Helper()
	d, err := raster.New(raster.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	img := image.NewRGBA(list.Canvas())
	if err := d.Draw(t.Context(), list, img); err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(img.Rect)
	draw.Draw(out, out.Rect, image.White, image.Point{}, draw.Src)
	draw.Draw(out, out.Rect, img, image.Point{}, draw.Over)
	return out
}

// difference is how far apart two pictures are, in steps of 255.
type difference struct {
	mean  float64 // over all channels of all pixels
	worst int     // of a pixel whose neighbours are alike: edges have their own anti-aliasing in each viewer
	at    image.Point
}

func (d difference) String() string {
	return fmt.Sprintf("mean %.2f, worst %d at %v", d.mean, d.worst, d.at)
}

// flat is how far neighbours may differ for a pixel to count as inside of an area.
const flat = 12

func compare(t *testing.T, got, want *image.RGBA) difference {
	t.Helper()
	if got.Rect != want.Rect {
		t.Fatalf("%v is not %v", got.Rect, want.Rect)
	}
	var d difference
	for y := range want.Rect.Dy() {
		for x := range want.Rect.Dx() {
			n := apart(got.RGBAAt(x, y), want.RGBAAt(x, y))
			d.mean += float64(n[0]+n[1]+n[2]) / 3
			if worst := max(n[0], n[1], n[2]); worst > d.worst && even(want, x, y) {
				d.worst, d.at = worst, image.Pt(x, y)
			}
		}
	}
	d.mean /= float64(want.Rect.Dx() * want.Rect.Dy())
	return d
}

// even reports whether a pixel has eight neighbours that are much like it.
func even(img *image.RGBA, x, y int) bool {
	at := img.RGBAAt(x, y)
	for dy := -1; dy <= 1; dy++ {
		for dx := -1; dx <= 1; dx++ {
			if !image.Pt(x+dx, y+dy).In(img.Rect) {
				return false
			}
			if n := apart(at, img.RGBAAt(x+dx, y+dy)); max(n[0], n[1], n[2]) > flat {
				return false
			}
		}
	}
	return true
}

func apart(a, b color.RGBA) [3]int {
	abs := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return [3]int{abs(a.R, b.R), abs(a.G, b.G), abs(a.B, b.B)}
}

// tolerance is what a viewer may differ from the picture.
type tolerance struct {
	mean  float64
	worst int
}

// alike holds what viewers draw of a list, all or those named, to what the rasteriser draws.
func alike(t *testing.T, list *display.List, most tolerance, names ...string) {
	t.Helper()
	file := write(t, onePage(list))
	want := onWhite(t, list)
	for name, view := range viewers {
		if len(names) > 0 && !slices.Contains(names, name) {
			continue
		}
		got := view(t, file)
		d := compare(t, got, want)
		t.Logf("%s: %v", name, d)
		if d.mean > most.mean || d.worst > most.worst {
			t.Errorf("%s: %v, more than %v", name, d, most)
			keep(t, name, got)
			keep(t, "raster", want)
		}
	}
}

// keep leaves the pictures of a failure where a person can look at them, with go test -artifacts.
func keep(t *testing.T, name string, img *image.RGBA) {
	t.Helper()
	f, err := os.Create(filepath.Join(t.ArtifactDir(), name+".png"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if err := png.Encode(f, img); err != nil {
		t.Fatal(err)
	}
}
