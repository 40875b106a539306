package render_test

import (
	"bytes"
	"fmt"
	"maps"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"placard/internal/sweep"
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
	docs := showcase(t)
	maps.DeleteFunc(docs, func(name string, _ *templates.Document) bool {
		return strings.Contains(name, ", ") // a sample has the shapes of its starter
	})
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(docs))) {
		doc := docs[name]
		want := onWhite(t, r, doc)
		_, path := bind(t, r, render.Options{}, doc)
		for _, reader := range readers {
			d := meanDifference(want, see(t, reader.draw(t, path)))
			if d > worst {
				worst, at = d, name+" in "+reader.name
			}
			if d > mostDifference {
				t.Errorf("%s in %s: a mean difference of %.2f", name, reader.name, d)
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

// sight is the pixels of a page as someone sees them, three bytes each.
type sight struct {
	width, height int
	rgb           []byte
}

// onWhite is a document as a picture on white paper.
func onWhite(t *testing.T, r *render.Renderer, doc *templates.Document) sight {
	t.Helper()
	img := drawRaw(t, r, doc)
	s := sight{width: img.Rect.Dx(), height: img.Rect.Dy(), rgb: make([]byte, 0, len(img.Pix)/4*3)}
	for p := img.Pix; len(p) > 0; p = p[4:] { // they are premultiplied
		rest := 255 - p[3]
		s.rgb = append(s.rgb, p[0]+rest, p[1]+rest, p[2]+rest)
	}
	return s
}

// readers draw the first page of a file at 96 px per inch, as a portable pixmap: PNG would take longer than the page.
var readers = []struct {
	name string
	draw func(t *testing.T, path string) *exec.Cmd
}{
	{"poppler", func(t *testing.T, path string) *exec.Cmd {
		return exec.Command(judge.Require(t, "pdftoppm", "poppler-utils"), "-r", "96", "-singlefile", path)
	}},
	{"mupdf", func(t *testing.T, path string) *exec.Cmd {
		return exec.Command(judge.Require(t, "mutool", "mupdf-tools"), "draw", "-q", "-r", "96", "-F", "ppm", "-o", "-", path, "1")
	}},
}

// see reads what a reader draws.
func see(t *testing.T, reader *exec.Cmd) sight {
	t.Helper()
	out, err := reader.Output()
	if err != nil {
		t.Fatalf("%v: %v", reader, err)
	}
	var s sight
	in := bytes.NewReader(out)
	if _, err := fmt.Fscanf(in, "P6\n%d %d\n255\n", &s.width, &s.height); err != nil {
		t.Fatalf("%v: %.20q: %v", reader, out, err)
	}
	s.rgb = out[len(out)-in.Len():]
	return s
}

// meanDifference is of all channels, of 255; 255 where the sizes differ.
func meanDifference(a, b sight) float64 {
	if a.width != b.width || a.height != b.height || len(a.rgb) != len(b.rgb) {
		return 255
	}
	sum := 0
	for i, v := range a.rgb {
		sum += max(int(v)-int(b.rgb[i]), int(b.rgb[i])-int(v))
	}
	return float64(sum) / float64(len(a.rgb))
}

// TestPDFText checks that a reader finds each text of each starter with each sample, and of each golden, in the
// order of the layers. Of lines that run from right to left it guesses the order of layers, numbers and
// punctuation by their place, so there each word is asked for by itself; render/pdf has tests of whole lines.
func TestPDFText(t *testing.T) {
	r := newRenderer(t)
	docs := showcase(t)
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(docs))) {
		_, path := bind(t, r, render.Options{}, docs[name])
		findTexts(t, name, path, docs[name])
	}
}

// findTexts checks that the texts of a document are in a file.
func findTexts(t *testing.T, name, path string, doc *templates.Document) {
	t.Helper()
	rest, whole := pdfText(t, "-raw", path), pdfText(t, "-enc", "UTF-8", path)
	for _, text := range texts(nil, doc.Layers, false) {
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
func texts(all []string, layers []templates.Layer, turned bool) []string {
	for _, l := range layers {
		base := l.Common()
		turned := turned || base.Rotation != 0
		if base.Hidden || base.Opacity == 0 {
			continue
		}
		switch l := l.(type) {
		case *templates.Group:
			all = texts(all, l.Layers, turned)
		case *templates.Text:
			if turned && rightToLeft.MatchString(l.Text) {
				continue // poppler reads the letters of turned lines in the order of their places
			}
			all = append(all, asDrawn(l))
		}
	}
	return all
}

// signs of markup, and words that have a style in braces.
var signs, styled = regexp.MustCompile("\\*\\*|==|~~|[*`]"), regexp.MustCompile(`\[([^\]]*)\]\{[^}]*\}`)

// asDrawn is what a text layer shows of its text.
func asDrawn(l *templates.Text) string {
	text := l.Text
	if l.Markup {
		text = signs.ReplaceAllString(styled.ReplaceAllString(text, "$1"), "")
	}
	if l.TextTransform == templates.TextTransformUppercase {
		text = strings.ToUpper(text)
	}
	return text
}

// plain leaves out what readers may add or drop: spaces at the ends of lines, and marks of direction.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r <= ' ', r == '\u00a0', r == '\u202f', r >= '\u202a' && r <= '\u202e', r >= '\u2066' && r <= '\u2069', r == '\u200e', r == '\u200f', r == '\u00ad', r == '\u200b':
			return -1
		}
		return r
	}, s)
}

// TestPDFIsVector checks that nothing is drawn in pixels but photos and what is blurred of forms other than boxes, that all fonts are embedded subsets with
// their characters, and that files are small.
func TestPDFIsVector(t *testing.T) {
	r := newRenderer(t)
	for _, id := range sweep.Of(starter.IDs()) {
		doc := starterDocument(t, id)
		out, path := bind(t, r, render.Options{}, doc)
		images := lines(t, "pdfimages", "-list", path)
		for _, line := range lines(t, "pdffonts", path) {
			if !regexp.MustCompile(`^[A-Z]{6}\+\S+ .* yes yes yes +\d+ +0$`).MatchString(line) {
				t.Errorf("%s: the font %q", id, line)
			}
		}
		photo := strings.Contains(fmt.Sprint(pictureLayers(doc.Layers)), ".jpg") || hasSoftForm(doc.Layers)
		if !photo && len(images) > 0 {
			t.Errorf("%s: pictures %q", id, images)
		}
		if !photo && len(out.Bytes) > flatBytes {
			t.Errorf("%s: %d bytes", id, len(out.Bytes))
		}
		t.Logf("%-14s %6d bytes, %d pictures", id, len(out.Bytes), len(images))
	}
}

// hasSoftForm says whether a layer is blurred, or casts the shadow of a form that is no box.
func hasSoftForm(layers []templates.Layer) bool {
	for _, l := range layers {
		box := false
		switch l := l.(type) {
		case *templates.Rect, *templates.Ellipse, *templates.Image:
			box = true
		case *templates.Group:
			if hasSoftForm(l.Layers) {
				return true
			}
		}
		if base := l.Common(); base.Blur > 0 || !box && len(base.Shadow) > 0 {
			return true
		}
	}
	return false
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
