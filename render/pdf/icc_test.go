package pdf

import (
	"image"
	"os"
	"path/filepath"
	"testing"

	"placard/render/internal/golden"
	"placard/render/pdf/internal/object"
)

// The profile says of colours what sRGB says: a reader that converts from it draws them as they are. The curve
// and the primaries would each show.
func TestProfile(t *testing.T) {
	colors := [][3]int{{0, 0, 0}, {255, 255, 255}, {255, 0, 0}, {0, 255, 0}, {0, 0, 255}, {128, 128, 128}, {10, 10, 10}, {3, 200, 90}, {250, 120, 30}, {60, 20, 180}}
	var f object.File
	root, pages := f.Reserve(), f.Reserve()
	profile := f.AddStream(object.Dict{"N": 3}, srgb())
	c := &content{job: &job{}, resources: resources{}}
	c.op("cs", c.resources.use("ColorSpace", "C", f.Add(object.Array{object.Name("ICCBased"), profile})))
	for i, v := range colors {
		c.op("sc", channel(uint8(v[0])), channel(uint8(v[1])), channel(uint8(v[2])))
		c.op("re", 10*i, 0, 10, 10)
		c.op("f")
	}
	page := f.Add(object.Dict{
		"Type": object.Name("Page"), "Parent": pages, "MediaBox": object.Array{0, 0, 10 * len(colors), 10},
		"Resources": c.resources.dict(), "Contents": f.AddStream(object.Dict{}, c.out),
	})
	f.Put(pages, object.Dict{"Type": object.Name("Pages"), "Kids": object.Array{page}, "Count": 1})
	f.Put(root, object.Dict{"Type": object.Name("Catalog"), "Pages": pages})
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, f.Bytes(root, 0), 0o600); err != nil {
		t.Fatal(err)
	}
	out := filepath.Join(t.TempDir(), "a")
	output(t, "poppler-utils", "pdftoppm", "-r", "72", "-png", "-singlefile", path, out)
	img := golden.ReadPicture(t, out+".png")
	for i, want := range colors {
		got := img.RGBAAt(10*i+5, 5)
		for k, v := range []uint8{got.R, got.G, got.B} {
			if d := int(v) - want[k]; d < -1 || d > 1 { // the primaries have 16 bits, the reader's tables fewer
				t.Errorf("%v is drawn as %v", want, got)
				break
			}
		}
	}
	if img.Rect != image.Rect(0, 0, 10*len(colors), 10) {
		t.Errorf("the page is %v", img.Rect)
	}
}
