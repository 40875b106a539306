package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestRenderPDF binds a template of two pages and a starter, and asks another program what came of it.
func TestRenderPDF(t *testing.T) {
	qpdf, pdfinfo := tool(t, "qpdf", "qpdf"), tool(t, "pdfinfo", "poppler-utils")
	dir := t.TempDir()
	write(t, filepath.Join(dir, "book.json"), `{"id": "book", "title": "A small book", "author": "Ada", "width": 300, "height": 400, "pages": [
		{"name": "Cover", "layers": [{"id": "title", "type": "text", "x": 20, "y": 20, "width": 260, "text": "Cover"}]},
		{"name": "Back", "layers": [{"id": "back", "type": "rect", "x": 0, "y": 0, "width": 300, "height": 400, "fill": "#226"}]}]}`)
	book, file := filepath.Join(dir, "book.json"), filepath.Join(dir, "book.pdf")
	for _, test := range []struct {
		args string
		want []string
	}{
		{book, []string{"Title:           A small book", "Author:          Ada", "Pages:           2", "Page size:       225 x 300 pts"}},
		{book + " --page 2", []string{"Pages:           1"}},
		{book + " og-card --paper-size a5", []string{"Pages:           3", "419.528 x 595.276 pts"}},
		{book + " --paper-size Letter --orientation landscape --margin 1cm --bleed 3mm --crop-marks --fit cover --dpi 144 --pdfa 2b", []string{"Pages:           2"}},
	} {
		args := append([]string{"render", "-o", file}, strings.Fields(test.args)...)
		if r := placard(t, filepath.Join(dir, "data"), args...); r.status != 0 {
			t.Errorf("%s: %s", test.args, r.err)
			continue
		}
		if out, err := exec.Command(qpdf, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", test.args, err, out)
		}
		out, err := exec.Command(pdfinfo, file).Output()
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !strings.Contains(string(out), want) {
				t.Errorf("%s: no %q in\n%s", test.args, want, out)
			}
		}
	}
}

// TestAssetsOfTwoFolders tells of two templates that both show asset:logo.png, each with a logo beside it: the
// second page showed the logo of the first.
func TestAssetsOfTwoFolders(t *testing.T) {
	dir := t.TempDir()
	var files []string
	for _, name := range []string{"one", "two"} {
		file := filepath.Join(dir, name, "card.json")
		write(t, file, `{"id": "card", "width": 40, "height": 20, "layers": []}`)
		if err := os.Mkdir(filepath.Join(dir, name, "assets"), 0o700); err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	r := placard(t, filepath.Join(dir, "data"), "render", files[0], files[1], "-o", filepath.Join(dir, "x.pdf"))
	if r.status != 1 || !strings.Contains(r.err, "assets of the same name") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
	r = placard(t, filepath.Join(dir, "data"), "render", files[0], files[0], "-o", filepath.Join(dir, "x.pdf"))
	if r.status != 0 || !strings.Contains(r.err, "2 pages") {
		t.Errorf("status %d: %s", r.status, r.err)
	}
}

// TestSignPDF checks that what is asked for stands in the URL as it was written.
func TestSignPDF(t *testing.T) {
	for _, pair := range fixedKey() {
		name, value, _ := strings.Cut(pair, "=")
		t.Setenv(name, value)
	}
	r := placard(t, t.TempDir(), "sign", "event", "--format", "pdf", "--paper-size", "A4", "--bleed", "3mm", "--crop-marks", "--pdfa", "2b", "--page", "1")
	if r.status != 0 {
		t.Fatal(r.err)
	}
	for _, want := range []string{"event.pdf?", "paper_size=A4", "bleed=3mm", "crop_marks=1", "pdfa=2b", "page=1"} {
		if !strings.Contains(r.out, want) {
			t.Errorf("no %q in %s", want, r.out)
		}
	}
}
