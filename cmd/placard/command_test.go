package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/image/webp"
)

// result is what a command line printed and returned.
type result struct {
	out, err string
	status   int
}

// placard runs a command line with a data folder of its own.
func placard(t *testing.T, data string, args ...string) result {
	t.Helper()
	var out, errs bytes.Buffer
	status := run(context.Background(), append([]string{"--data", data}, args...), &streams{out: &out, err: &errs})
	return result{out.String(), errs.String(), status}
}

func TestRenderFormats(t *testing.T) {
	dir := t.TempDir()
	for _, test := range []struct {
		file   string
		args   []string
		decode func(io.Reader) (image.Image, error)
		w, h   int
	}{
		{"card.png", nil, png.Decode, 1200, 630},
		{"card.jpg", []string{"--quality", "60"}, jpeg.Decode, 1200, 630},
		{"card.jpeg", []string{"--scale", "0.5"}, jpeg.Decode, 600, 315},
		{"card.webp", []string{"--scale", "0.1"}, webp.Decode, 120, 63},
		{"card.bin", []string{"--format", "png", "--scale", "0.1"}, png.Decode, 120, 63},
		{"square.png", []string{"--size", "600x600", "--scale", "0.5"}, png.Decode, 300, 300},
	} {
		name := filepath.Join(dir, test.file)
		r := placard(t, dir, append([]string{"render", "article-card", "--set", "title=Hello", "-o", name}, test.args...)...)
		if r.status != 0 {
			t.Errorf("%s: %s", test.file, r.err)
			continue
		}
		f, err := os.Open(name)
		if err != nil {
			t.Fatal(err)
		}
		img, err := test.decode(f)
		f.Close()
		if err != nil {
			t.Errorf("%s: %v", test.file, err)
		} else if img.Bounds().Dx() != test.w || img.Bounds().Dy() != test.h {
			t.Errorf("%s is %v, want %d×%d", test.file, img.Bounds(), test.w, test.h)
		}
	}
}

func TestRenderToStandardOutput(t *testing.T) {
	r := placard(t, t.TempDir(), "render", "article-card", "-o", "-", "--format", "png", "--scale", "0.1", "--report")
	if _, err := png.Decode(strings.NewReader(r.out)); r.status != 0 || err != nil {
		t.Fatalf("status %d, %v, %s", r.status, err, r.err)
	}
	var report struct{ Layers []struct{ ID string } }
	if err := json.Unmarshal([]byte(r.err), &report); err != nil || len(report.Layers) == 0 {
		t.Errorf("the report does not stand on standard error: %v\n%s", err, r.err)
	}
}

// TestRenderFile draws a template from a path, with an asset beside it and changes from a file.
func TestRenderFile(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "mine.json"), `{"id": "mine", "width": 40, "height": 20, "layers": [
		{"id": "photo", "type": "image", "x": 0, "y": 0, "width": 40, "height": 20, "src": "asset:red.png"},
		{"id": "half", "type": "rect", "x": 20, "y": 0, "width": 20, "height": 20, "fill": "#000"}]}`)
	write(t, filepath.Join(dir, "changes.json"), `[{"id": "half", "fill": "#00f"}]`)
	var red bytes.Buffer
	if err := png.Encode(&red, pixel(255, 0, 0)); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "assets", "red.png"), red.String())
	r := placard(t, filepath.Join(dir, "data"), "render", filepath.Join(dir, "mine.json"), "--changes", filepath.Join(dir, "changes.json"), "-o", "-", "--format", "png")
	if r.status != 0 {
		t.Fatal(r.err)
	}
	img, err := png.Decode(strings.NewReader(r.out))
	if err != nil {
		t.Fatal(err)
	}
	for x, want := range map[int][3]uint32{5: {0xffff, 0, 0}, 30: {0, 0, 0xffff}} {
		if cr, cg, cb, _ := img.At(x, 10).RGBA(); [3]uint32{cr, cg, cb} != want {
			t.Errorf("at x = %d: %v, want %v", x, [3]uint32{cr, cg, cb}, want)
		}
	}
}

// TestMistakes checks that what goes wrong is told in one line that names the place and the remedy, and
// by the exit status.
func TestMistakes(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "bad.json"), `{"id": "bad", "width": 40, "height": 20, "layers": [{"id": "a", "type": "text", "x": 0, "y": 0, "width": 9, "font_sice": 3}]}`)
	for _, test := range []struct {
		args   []string
		status int
		want   string
	}{
		{[]string{"render", "article-kard"}, 1, `did you mean "article-card"`},
		{[]string{"render", "nothing-like-it"}, 1, "placard templates list"},
		{[]string{"render", "article-card", "-o", "card.gif"}, 1, "gif"},
		{[]string{"render", "article-card", "-o", "card"}, 1, "--format"},
		{[]string{"render", "article-card", "-o", "-"}, 1, "--format"},
		{[]string{"render", "article-card", "--set", "titel=Hello"}, 1, `did you mean "title"`},
		{[]string{"render", "article-card", "--set", "title.font_size=0"}, 1, "font_size"},
		{[]string{"render", "article-card", "--set", "title"}, 1, "title"},
		{[]string{"render", "article-card", "--scale", "9", "-o", "x.png"}, 1, "scale: 9 is not in"},
		{[]string{"render", "article-card", "--size", "square", "-o", "x.png"}, 1, `--size: "square" is not a width and a height, such as 1080x1350`},
		{[]string{"render", "article-card", "--size", "9000x9", "-o", "x.png"}, 1, "--size: 9000×9 has a side that is not in 1..4096 px"},
		{[]string{"render", "article-card", "--quality", "80", "-o", "x.png"}, 1, "lossless"},
		{[]string{"render", "article-card", "--changes", filepath.Join(dir, "gone.json")}, 1, "gone.json"},
		{[]string{"render", filepath.Join(dir, "bad.json")}, 1, `layers[0].font_sice: unknown field; did you mean "font_size"`},
		{[]string{"render", "article-card", "quote"}, 1, "add -o"},
		{[]string{"render", "article-card", "quote", "-o", "x.png"}, 1, "format: several documents make a PDF"},
		{[]string{"render", "article-card", "-o", "x.pdf", "--paper-size", "A44"}, 1, "did you mean A4?"},
		{[]string{"render", "article-card", "-o", "x.pdf", "--margin", "3em"}, 1, "--margin: \"3em\" is not a length"},
		{[]string{"render", "article-card", "-o", "x.pdf", "--bleed", "3in"}, 1, "bleed: must be 0 to 96 px"},
		{[]string{"render", "article-card", "-o", "x.pdf", "--pdfa", "1b"}, 1, "--pdfa"},
		{[]string{"render", "article-card", "-o", "x.pdf", "--page", "2"}, 1, "page: 2 is not in 1..1"},
		{[]string{"render", "article-card", "-o", "x.png", "--crop-marks"}, 1, "crop_marks: only a PDF"},
		{[]string{"sign", "article-card"}, 1, "run placard serve or placard keys create once"},
		{[]string{"serve", "--addr", "nowhere:99999"}, 1, "--addr"},
		{[]string{"serve", "--cache-memory", "99999999999"}, 2, "--cache-memory: 99999999999 is not in 0..1048576"},
		{[]string{"serve", "--queue=-1"}, 2, "--queue: -1 is not in"},
		{[]string{"render", "article-card", "--fonts", dir}, 1, "there are no TTF"},
		{[]string{"rendr"}, 2, `did you mean "render"`},
		{[]string{"render"}, 2, "<template>"},
	} {
		r := placard(t, filepath.Join(dir, "data"), test.args...)
		if r.status != test.status || !strings.Contains(r.err, test.want) {
			t.Errorf("placard %s: status %d, want %d and %q in:\n%s", strings.Join(test.args, " "), r.status, test.status, test.want, r.err)
		}
	}
	if _, err := os.Stat(filepath.Join(dir, "data")); err == nil {
		t.Error("a mistake made a data folder")
	}
}

// TestSignRefuses checks that sign prints no URL that the server would refuse.
// TestSignKeepsToTheKey: what is printed is what the server will take.
func TestSignKeepsToTheKey(t *testing.T) {
	data := t.TempDir()
	made := map[string]string{}
	for name, args := range map[string][]string{
		"old":    {"--scheme", "request"},
		"quotes": {"--template", "quote"},
		"writer": {"--scope", "write"},
	} {
		r := placard(t, data, append([]string{"keys", "create", "--json", "--name", name}, args...)...)
		var key keyJSON
		if err := json.Unmarshal([]byte(r.out), &key); err != nil {
			t.Fatalf("%v: %s", err, r.err)
		}
		made[name] = key.ID
	}
	for _, test := range []struct {
		args   string
		status int
		want   string // in the URL, or in the error
	}{
		{"article-card --key old", 1, "does not accept scheme v2"},
		{"article-card --key old --scheme request", 0, "&s="},
		{"article-card --key quotes", 1, "may not use template article-card"},
		{"quote --key quotes", 0, "signature=v2."},
		{"quote --key writer", 1, "may not render"},
		{"quote", 0, "quotes"},
		{"article-card --scheme request", 0, "article-card.jpg?c="},
		{"article-card", 1, "no key in"},
	} {
		args := strings.Fields(test.args)
		for i, arg := range args {
			if id, ok := made[arg]; ok {
				args[i] = id
			}
		}
		want := test.want
		if id, ok := made[want]; ok {
			want = id
		}
		r := placard(t, data, append([]string{"sign"}, args...)...)
		if r.status != test.status || !strings.Contains(r.out+r.err, want) {
			t.Errorf("sign %s: status %d, %q, %q; want %d and %q", test.args, r.status, r.out, r.err, test.status, want)
		}
	}
}

// TestRenderTells: a picture that stands in for another does so in silence on a server, but not at a desk.
func TestRenderTells(t *testing.T) {
	dir := t.TempDir()
	r := placard(t, dir, "render", "og-card", "--set", "logo=https://example.com/logo.png", "--scale", "0.1", "-o", filepath.Join(dir, "card.png"))
	if r.status != 0 || !strings.Contains(r.err, "remote pictures are off") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
}

func TestSignRefuses(t *testing.T) {
	for _, pair := range fixedKey() {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
	for _, test := range []struct {
		args   string
		status int
		want   string
	}{
		{"--format png --quality 80", 1, "quality: PNG is lossless; leave quality out, or ask for jpg or webp"},
		{"--format webp --quality 80 --lossless", 1, "quality: with lossless every pixel is kept"},
		{"--format webp --quality 80 --effort 4", 0, ""},
		{"--format jpg --effort 4", 1, `effort: "4" is not one of fast, small`},
		{"--format jpg --lossless", 1, "lossless: only webp can have that; leave lossless out, or ask for webp"},
		{"--quality 101", 1, "quality: 101 is not in"},
		{"--width 99999", 1, "--width 99999: scale: 83.3325 is not in"},
		{"--scale 5", 1, "scale: 5 is not in"},
		{"--width 600 --scale 2", 2, "--width and --scale"},
		{"--width 600 --quality 60", 0, ""},
		{"--chroma 444", 0, ""},
		{"--chroma 4:2:2", 1, `chroma: "4:2:2" is not one of`},
		{"--size 600x600 --width 300", 0, ""},
		{"--size 600x600 --width 3000", 1, "--width 3000: scale: 5 is not in"},
		{"--size 600", 1, "--size: \"600\" is not a width and a height"},
		{"--format pdf --quality 60", 1, "quality: a PDF"},
		{"--format pdf --paper-size a4 --margin 1cm --bleed 3mm --crop-marks", 0, ""},
		{"--format png --margin 1cm", 1, "margin: only a PDF"},
		{"--scheme request --quality 60", 0, ""},
		{"--key key_other", 1, "there is no such key"},
	} {
		r := placard(t, t.TempDir(), append([]string{"sign", "article-card"}, strings.Fields(test.args)...)...)
		if r.status != test.status || !strings.Contains(r.err, test.want) || (r.status == 0) != (r.out != "") {
			t.Errorf("sign %s: status %d, %q, %q", test.args, r.status, r.out, r.err)
		}
	}
}

// TestInterrupted checks that a command that was stopped before it was done does not claim success.
func TestInterrupted(t *testing.T) {
	ctx, stop := context.WithCancel(context.Background())
	stop()
	dir := t.TempDir()
	name := filepath.Join(dir, "card.png")
	if status := run(ctx, []string{"--data", dir, "render", "article-card", "-o", name}, &streams{out: io.Discard, err: io.Discard}); status != exitInterrupted {
		t.Errorf("status %d", status)
	}
	if _, err := os.Stat(name); err == nil {
		t.Error("a picture was written")
	}
}

func TestTemplatesList(t *testing.T) {
	data := t.TempDir()
	write(t, filepath.Join(data, "templates", "mine.json"), `{"id": "mine", "name": "My own", "width": 40, "height": 20, "layers": []}`)
	r := placard(t, data, "templates", "list")
	for _, want := range []string{"article-card", "mine 40×20 folder My own"} {
		if !strings.Contains(strings.Join(strings.Fields(r.out), " "), want) {
			t.Errorf("no %q in:\n%s", want, r.out)
		}
	}
	write(t, filepath.Join(data, "templates", "broken.json"), `{`)
	if r := placard(t, data, "templates", "list"); r.status != 1 || !strings.Contains(r.out, "cannot be used") {
		t.Errorf("status %d for a broken template:\n%s", r.status, r.out)
	}
}

func TestHelp(t *testing.T) {
	for _, command := range []string{"", "serve", "render", "sign", "templates"} {
		r := placard(t, t.TempDir(), strings.Fields(command+" --help")...)
		if r.status != 0 || !strings.Contains(r.out, "Usage: placard") {
			t.Errorf("placard %s --help: status %d\n%s%s", command, r.status, r.out, r.err)
		}
	}
	if r := placard(t, t.TempDir(), "version"); r.status != 0 || !strings.HasPrefix(r.out, "placard "+version) {
		t.Errorf("version: %+v", r)
	}
}

// TestVersion holds the version to the newest entry of the changelog.
func TestVersion(t *testing.T) {
	data, err := os.ReadFile("../../CHANGELOG.md")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(data), "\n## [")
	if newest, _, _ := strings.Cut(rest, "]"); newest != version {
		t.Errorf("version is %s, the changelog's newest entry %s", version, newest)
	}
}

func write(t *testing.T, name, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func pixel(r, g, b uint8) image.Image {
	img := image.NewRGBA(image.Rect(0, 0, 1, 1))
	copy(img.Pix, []uint8{r, g, b, 255})
	return img
}
