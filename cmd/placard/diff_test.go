package main

import (
	"image"
	"image/png"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const (
	plainCard = `{"id":"card","width":40,"height":20,"layers":[
		{"id":"back","type":"rect","width":40,"height":20,"fill":"white"},
		{"id":"mark","type":"image","src":"asset:mark.png","x":2,"y":2,"width":8,"height":8},
		{"id":"title","type":"text","text":"Hi","x":10,"y":2,"width":20}]}`
	otherCard = `{"id":"card","width":40,"height":20,"layers":[
		{"id":"back","type":"rect","width":40,"height":20,"fill":"#fff"},
		{"id":"mark","type":"image","src":"asset:mark.png","x":2,"y":2,"width":8,"height":8},
		{"id":"title","type":"text","text":"Hi","x":14,"y":2,"width":20,"color":"#f00"}]}`
)

func TestDiff(t *testing.T) {
	dir := t.TempDir()
	a, b, shown := filepath.Join(dir, "a", "card.json"), filepath.Join(dir, "b", "card.json"), filepath.Join(dir, "diff.png")
	write(t, a, plainCard)
	write(t, b, otherCard)
	writePicture(t, filepath.Join(dir, "a", "assets", "mark.png"), pixel(255, 0, 0))
	writePicture(t, filepath.Join(dir, "b", "assets", "mark.png"), pixel(0, 0, 255)) // each side has its own

	r := placard(t, dir, "diff", a, b, "-o", shown, "--scale", "2")
	if want := "title: moved 4 px right; color black → #f00\n"; r.status != 1 || r.out != want {
		t.Errorf("%+v, want %s", r, want)
	}
	img := decodePNG(t, shown)
	if size := img.Bounds().Size(); size.X != 3*80+2*8 || size.Y != 40 {
		t.Errorf("the picture has %v", size)
	}
	for x, want := range map[int][3]uint32{12: {255, 0, 0}, 2*88 + 12: {0, 0, 255}, 88 + 12: {255, 0, 0}} {
		r, g, b, _ := img.At(x, 12).RGBA()
		if got := [3]uint32{r >> 8, g >> 8, b >> 8}; got != want {
			t.Errorf("at %d: %v, want %v", x, got, want)
		}
	}
	if r := placard(t, dir, "diff", a, a); r.status != 0 || r.out != "" || r.err != "" {
		t.Errorf("with itself: %+v", r)
	}
	if r := placard(t, dir, "diff", "article-card", "og-card"); r.status != 1 || !strings.Contains(r.out, "badge: moved from the canvas to light") {
		t.Errorf("by ids: %+v", r)
	}
}

func TestDiffRefuses(t *testing.T) {
	dir := t.TempDir()
	bad := filepath.Join(dir, "bad.json")
	write(t, bad, `{"id":"bad"}`)
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"article-card"}, 2, `expected "<after>"`},
		{[]string{"-", "-"}, 2, "standard input can be only one of the files"},
		{[]string{"quote", "event", "-o", "diff.jpg"}, 2, "--output: diff.jpg is no PNG file"},
		{[]string{"quote", "evnt"}, 1, `no template "evnt"; did you mean "event"?`},
		{[]string{"quote@2", "event"}, 1, `no template "quote@2"`},
		{[]string{bad, "event"}, 1, bad + ": width: is required"},
		{[]string{"quote", filepath.Join(dir, "none.json")}, 1, "none.json: no such file"},
		{[]string{"quote", "event", "-o", filepath.Join(dir, "x.png"), "--set", "date=1"}, 1, `quote: --set: date: `},
	} {
		r := placard(t, dir, append([]string{"diff"}, test.args...)...)
		if r.status != test.status || !strings.Contains(r.err, test.want) {
			t.Errorf("%v: %d, %s; want %d, %s", test.args, r.status, r.err, test.status, test.want)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "x.png")); err == nil {
		t.Error("a picture of what failed")
	}
}

func writePicture(t *testing.T, name string, img image.Image) {
	t.Helper()
	var b strings.Builder
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	write(t, name, b.String())
}

func decodePNG(t *testing.T, name string) image.Image {
	t.Helper()
	img, err := png.Decode(strings.NewReader(read(t, name)))
	if err != nil {
		t.Fatal(err)
	}
	return img
}
