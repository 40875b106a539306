package render_test

import (
	"bytes"
	"fmt"
	"image"
	"image/draw"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"placard/render"
	"placard/render/internal/judge"
	"placard/templates"
	"placard/templates/starter"
)

// flatBytes is what a card of texts and shapes may take as a PDF: a fifth of what it takes as a PNG.
const flatBytes = 60_000

// mostDifference is how far a reader's pixels may be from ours on the mean, of 255. What differs are edges: each
// reader has its own way of anti-aliasing, and we put letters on whole pixels.
const mostDifference = 2.5

// TestPDFLooksLikeThePicture shows every starter, and every golden, with two readers at 96 px
// per inch beside our own picture.
func TestPDFLooksLikeThePicture(t *testing.T) {
	r := newRenderer(t)
	worst, at := 0.0, ""
	for name, doc := range showcase(t) {
		if strings.Contains(name, ", ") {
			continue // a sample has the shapes of its starter
		}
		want := onWhite(t, r, doc)
		_, path := bind(t, r, render.Options{}, doc)
		for reader, got := range map[string]*image.RGBA{"poppler": poppler(t, path), "mupdf": mupdf(t, path)} {
			d := meanDifference(want, got)
			if d > worst {
				worst, at = d, name+" in "+reader
			}
			if d > mostDifference {
				t.Errorf("%s in %s: a mean difference of %.2f", name, reader, d)
			}
		}
	}
	t.Logf("the largest mean difference is %.2f of 255, of %s", worst, at)
}

// showcase is every starter with every sample, and every golden.
func showcase(t *testing.T) map[string]*templates.Document {
	t.Helper()
	docs := map[string]*templates.Document{}
	for _, id := range starter.IDs() {
		docs[id] = starterDocument(t, id)
		tmpl, err := starter.Get(id)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range tmpl.Samples {
			if docs[id+", "+s.Name], err = tmpl.Apply(s.Changes); err != nil {
				t.Fatal(err)
			}
		}
	}
	goldens, err := filepath.Glob("testdata/golden/*.json")
	if err != nil || len(goldens) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	for _, path := range goldens {
		docs[filepath.Base(path)] = readDocument(t, path)
	}
	return docs
}

// onWhite is a document as a picture on white paper.
func onWhite(t *testing.T, r *render.Renderer, doc *templates.Document) *image.RGBA {
	t.Helper()
	img := drawRaw(t, r, doc)
	for i := 0; i < len(img.Pix); i += 4 { // the pixels are premultiplied
		rest := 255 - img.Pix[i+3]
		for c := range img.Pix[i : i+3] {
			img.Pix[i+c] += rest
		}
		img.Pix[i+3] = 255
	}
	return img
}

func poppler(t *testing.T, path string) *image.RGBA {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "pdftoppm", "poppler-utils"), "-r", "96", "-png", "-singlefile", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return decodePNG(t, out)
}

func mupdf(t *testing.T, path string) *image.RGBA {
	t.Helper()
	shown := path + ".png"
	if out, err := exec.Command(judge.Require(t, "mutool", "mupdf-tools"), "draw", "-q", "-r", "96", "-o", shown, path, "1").CombinedOutput(); err != nil {
		t.Fatalf("mutool: %v\n%s", err, out)
	}
	data, err := os.ReadFile(shown)
	if err != nil {
		t.Fatal(err)
	}
	return decodePNG(t, data)
}

func decodePNG(t *testing.T, data []byte) *image.RGBA {
	t.Helper()
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	out := image.NewRGBA(img.Bounds())
	draw.Draw(out, out.Rect, img, img.Bounds().Min, draw.Src)
	return out
}

// meanDifference is of all channels, of 255; 255 where the sizes differ.
func meanDifference(a, b *image.RGBA) float64 {
	if a.Rect != b.Rect {
		return 255
	}
	sum, n := 0, 0
	for i := range a.Pix {
		if i%4 != 3 {
			sum += max(int(a.Pix[i])-int(b.Pix[i]), int(b.Pix[i])-int(a.Pix[i]))
			n++
		}
	}
	return float64(sum) / float64(n)
}

// TestPDFText checks that a reader finds each text of each starter with each sample, and of each golden, in the
// order of the layers. Of lines that run from right to left it guesses the order of layers, numbers and
// punctuation by their place, so there each word is asked for by itself; render/pdf has tests of whole lines.
func TestPDFText(t *testing.T) {
	r := newRenderer(t)
	for name, doc := range showcase(t) {
		_, path := bind(t, r, render.Options{}, doc)
		rest, whole := pdfText(t, "-raw", path), pdfText(t, "-enc", "UTF-8", path)
		for _, text := range texts(nil, doc.Layers) {
			if rightToLeft.MatchString(text) {
				for _, word := range words(text) {
					if !strings.Contains(whole, word) {
						t.Errorf("%s: %q is not in %q", name, word, whole)
					}
				}
				continue
			}
			_, after, ok := strings.Cut(rest, plain(text))
			if !ok {
				t.Errorf("%s: %q is not in what is left: %q", name, plain(text), rest)
				break
			}
			rest = after
		}
	}
}

var rightToLeft = regexp.MustCompile(`[\p{Arabic}\p{Hebrew}]`)

// pdfText is what a reader finds, without spaces.
func pdfText(t *testing.T, args ...string) string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "pdftotext", "poppler-utils"), append(args, "-")...).Output()
	if err != nil {
		t.Fatal(err)
	}
	return plain(string(out))
}

// words are the stretches of letters of one script between spaces and signs.
func words(s string) []string {
	return regexp.MustCompile(`[\p{Arabic}\p{M}]+|[\p{Hebrew}\p{M}]+|[\p{Latin}\p{M}]+`).FindAllString(s, -1)
}

// texts appends what the text layers that show say, bottom to top.
func texts(all []string, layers []templates.Layer) []string {
	for _, l := range layers {
		base := l.Common()
		if base.Hidden || base.Opacity == 0 {
			continue
		}
		switch l := l.(type) {
		case *templates.Group:
			all = texts(all, l.Layers)
		case *templates.Text:
			all = append(all, l.Text)
		}
	}
	return all
}

// plain leaves out what readers may add or drop: spaces at the ends of lines, and marks of direction.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= ' ', r == '\u00a0', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u00ad', r == '\u200b':
			return -1
		}
		return r
	}, s)
}

// TestPDFIsVector checks that nothing is drawn in pixels but photos, that all fonts are embedded subsets with
// their characters, and that files are small.
func TestPDFIsVector(t *testing.T) {
	r := newRenderer(t)
	for _, id := range starter.IDs() {
		doc := starterDocument(t, id)
		out, path := bind(t, r, render.Options{}, doc)
		images := lines(t, "pdfimages", "-list", path)
		for _, line := range lines(t, "pdffonts", path) {
			if !regexp.MustCompile(`^[A-Z]{6}\+\S+ .* yes yes yes +\d+ +0$`).MatchString(line) {
				t.Errorf("%s: the font %q", id, line)
			}
		}
		photo := strings.Contains(fmt.Sprint(pictureLayers(doc.Layers)), ".jpg")
		if !photo && len(images) > 0 {
			t.Errorf("%s: pictures %q", id, images)
		}
		if !photo && len(out.Bytes) > flatBytes {
			t.Errorf("%s: %d bytes", id, len(out.Bytes))
		}
		t.Logf("%-14s %6d bytes, %d pictures", id, len(out.Bytes), len(images))
	}
}

// lines are what a program of poppler lists below its head of two lines.
func lines(t *testing.T, name string, args ...string) []string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, name, "poppler-utils"), args...).Output()
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(strings.TrimSpace(string(out)), "\n")
	return all[min(2, len(all)):]
}

// pictureLayers are the sources of the image layers.
func pictureLayers(layers []templates.Layer) (all []string) {
	for _, l := range layers {
		switch l := l.(type) {
		case *templates.Group:
			all = append(all, pictureLayers(l.Layers)...)
		case *templates.Image:
			all = append(all, l.Src)
		}
	}
	return all
}
