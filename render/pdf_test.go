package render_test

import (
	"bytes"
	"os"
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

// book has a page of each of two sizes.
const book = `{"id": "book", "title": "A small book", "author": "Ada", "lang": "en", "width": 300, "height": 400, "pages": [
	{"name": "Cover", "alt": "The cover", "layers": [{"id": "title", "type": "text", "x": 20, "y": 20, "width": 260, "text": "Cover"}]},
	{"name": "Back", "width": 200, "height": 100, "layers": [{"id": "back", "type": "text", "x": 20, "y": 20, "width": 160, "text": "Back"}]}]}`

// bind renders documents to a PDF that qpdf finds no fault with, and returns its path too.
func bind(t *testing.T, r *render.Renderer, opt render.Options, docs ...*templates.Document) (*render.Output, string) {
	t.Helper()
	opt.Format = render.PDF
	out, err := r.RenderAll(t.Context(), docs, opt)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), "a.pdf")
	if err := os.WriteFile(path, out.Bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command(judge.Require(t, "qpdf", "qpdf"), "--check", path).CombinedOutput(); err != nil {
		t.Errorf("qpdf --check: %v\n%s", err, said)
	}
	return out, path
}

// pageSizes are those of the pages of a PDF, in pt, as pdfinfo says them.
func pageSizes(t *testing.T, path string) []string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "pdfinfo", "poppler-utils"), "-l", "1000", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	var sizes []string
	for _, found := range regexp.MustCompile(`(?m)^Page.* size: +(\S+) x (\S+) pts`).FindAllStringSubmatch(string(out), -1) {
		sizes = append(sizes, found[1]+"×"+found[2])
	}
	return sizes
}

// pageTexts are those of the pages of a PDF, in one line each.
func pageTexts(t *testing.T, path string) []string {
	t.Helper()
	out, err := exec.Command(judge.Require(t, "pdftotext", "poppler-utils"), path, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	texts := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	for i, text := range texts {
		texts[i] = strings.Join(strings.Fields(text), " ")
	}
	return texts
}

// TestStartersAsPDF writes every starter twice, by renderers that know nothing of one another.
func TestStartersAsPDF(t *testing.T) {
	r := newRenderer(t)
	for _, id := range sweep.Of(starter.IDs()) {
		doc := starterDocument(t, id)
		out, path := bind(t, r, render.Options{}, doc)
		if again, _ := bind(t, newRenderer(t), render.Options{}, doc); !bytes.Equal(out.Bytes, again.Bytes) {
			t.Errorf("%s: another renderer writes other bytes", id)
		}
		if out.Width != doc.Width || out.Height != doc.Height || out.Pages != 1 || len(out.Steps) > 0 || out.Alt != doc.Alt {
			t.Errorf("%s: %d×%d px, %d pages, steps %q, alt %q", id, out.Width, out.Height, out.Pages, out.Steps, out.Alt)
		}
		if sizes := pageSizes(t, path); len(sizes) != 1 {
			t.Errorf("%s: pages of %q", id, sizes)
		}
		t.Logf("%s: %d bytes", id, len(out.Bytes))
	}
}

// TestPages checks which pages of which documents come out, in which order and size.
func TestPages(t *testing.T) {
	r := newRenderer(t)
	two, card := parse(t, book), parse(t, `{"id": "card", "width": 120, "height": 60, "layers": [
		{"id": "title", "type": "text", "x": 5, "y": 5, "width": 110, "text": "Card"}]}`)
	for _, test := range []struct {
		name  string
		docs  []*templates.Document
		opt   render.Options
		texts []string
		sizes []string
	}{
		{"a template of two", []*templates.Document{two}, render.Options{}, []string{"Cover", "Back"}, []string{"225×300", "150×75"}},
		{"its second", []*templates.Document{two}, render.Options{Page: 2}, []string{"Back"}, []string{"150×75"}},
		{"merged", []*templates.Document{card, two, card}, render.Options{}, []string{"Card", "Cover", "Back", "Card"}, []string{"90×45", "225×300", "150×75", "90×45"}},
		{"the third of those", []*templates.Document{card, two}, render.Options{Page: 3}, []string{"Back"}, []string{"150×75"}},
		{"scaled", []*templates.Document{card}, render.Options{Scale: 2}, []string{"Card"}, []string{"180×90"}},
		{"on paper", []*templates.Document{card, two}, render.Options{PDF: render.PDFOptions{Paper: "a4"}},
			[]string{"Card", "Cover", "Back"}, []string{"841.89×595.276", "595.276×841.89", "841.89×595.276"}},
		{"margin", []*templates.Document{card}, render.Options{PDF: render.PDFOptions{Margin: 20}}, []string{"Card"}, []string{"120×75"}},
	} {
		out, path := bind(t, r, test.opt, test.docs...)
		if got := pageTexts(t, path); !slices.Equal(got, test.texts) || out.Pages != len(got) {
			t.Errorf("%s: %d pages of %q, want %q", test.name, out.Pages, got, test.texts)
		}
		if got := pageSizes(t, path); !slices.Equal(got, test.sizes) {
			t.Errorf("%s: %q pt, want %q", test.name, got, test.sizes)
		}
	}
}

// TestPictureOfAPage checks that a picture shows the first page, or the one that is asked for.
func TestPictureOfAPage(t *testing.T) {
	r := newRenderer(t)
	for page, want := range map[int][2]int{0: {300, 400}, 1: {300, 400}, 2: {200, 100}} {
		out, err := r.Render(t.Context(), parse(t, book), render.Options{Format: render.PNG, Page: page})
		if err != nil {
			t.Fatal(err)
		}
		if got := [2]int{out.Width, out.Height}; got != want || out.Pages != 1 {
			t.Errorf("page %d is %v, want %v", page, got, want)
		}
	}
}

// TestReportOfPages checks that a report says on which page a layer is, where there are several.
func TestReportOfPages(t *testing.T) {
	r := newRenderer(t)
	opt := render.Options{Report: true, PDF: render.PDFOptions{Bleed: 12}}
	out, _ := bind(t, r, opt, parse(t, book))
	layers := out.Report.Layers
	if len(layers) != 2 || layers[0].Page != 1 || layers[1].Page != 2 || layers[1].ID != "back" {
		t.Errorf("%+v", layers)
	}
	if at := layers[0].Box; at[0] != 20 || at[1] != 20 {
		t.Errorf("with a bleed the first layer is at %v", at)
	}
	opt.Page = 2
	if out, _ = bind(t, r, opt, parse(t, book)); len(out.Report.Layers) != 1 || out.Report.Layers[0].Page != 0 {
		t.Errorf("%+v", out.Report.Layers)
	}
}

// TestBlurhashOfPDF checks that a PDF's is that of the same design as a picture, whatever its paper.
func TestBlurhashOfPDF(t *testing.T) {
	r := newRenderer(t)
	doc := starterDocument(t, "quote")
	picture, err := r.Render(t.Context(), doc, render.Options{Format: render.PNG, Blurhash: true})
	if err != nil {
		t.Fatal(err)
	}
	out, _ := bind(t, r, render.Options{Blurhash: true, PDF: render.PDFOptions{Paper: "A4", Bleed: 12, Margin: 40}}, doc)
	if out.Blurhash == "" || out.Blurhash != picture.Blurhash {
		t.Errorf("%q, want %q", out.Blurhash, picture.Blurhash)
	}
}

// TestTitleOfPDF checks that readers always have a title to show, and which.
func TestTitleOfPDF(t *testing.T) {
	r := newRenderer(t)
	named, card := parse(t, book), parse(t, `{"id": "card", "width": 120, "height": 60, "layers": [
		{"id": "title", "type": "text", "x": 5, "y": 5, "width": 110, "text": "Two\nlines"}]}`)
	bare := parse(t, `{"id": "bare", "width": 120, "height": 60, "layers": []}`)
	for _, test := range []struct {
		docs []*templates.Document
		want string
	}{
		{[]*templates.Document{card}, "Two lines"},
		{[]*templates.Document{bare}, "bare"},
		{[]*templates.Document{card, named}, "A small book"},
		{[]*templates.Document{card, bare}, "Two lines"},
	} {
		_, path := bind(t, r, render.Options{}, test.docs...)
		out, err := exec.Command(judge.Require(t, "pdfinfo", "poppler-utils"), path).Output()
		if err != nil || !regexp.MustCompile(`(?m)^Title: +`+test.want+`$`).Match(out) {
			t.Errorf("want %q: %v\n%s", test.want, err, out)
		}
	}
}
