package handlers

import (
	"context"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"

	"placard/render"
	"placard/store/files"
	"placard/templates"
)

// A PDF is served as pictures are, but for what keeps viewers from showing it.
func TestPDFIsServed(t *testing.T) {
	r := newRig(t, nil)
	for target, name := range map[string]string{
		sign(t, "card.pdf", hello):                                                "inline; filename=card.pdf",
		signV2(t, "v1/image/card.pdf"):                                            "inline; filename=card.pdf",
		signV2(t, "v1/og", params("format=pdf")...):                               "inline; filename=og-card.pdf",
		signV2(t, "v1/pdf"):                                                       "inline; filename=og-card.pdf",
		signV2(t, "v1/pdf", params("title=Hi", "format=pdf")...):                  "inline; filename=og-card.pdf",
		signV2(t, "v1/pdf", params("template=card", "title=Hi", "download=1")...): "attachment; filename=card.pdf",
	} {
		a := r.get(t, target)
		for header, want := range map[string]string{
			"Content-Type": "application/pdf", "Content-Disposition": name, "Content-Security-Policy": "default-src 'none'",
			"X-Content-Type-Options": "nosniff", "Cache-Control": "public, max-age=86400", "Accept-Ranges": "bytes",
		} {
			if got := a.Header.Get(header); got != want {
				t.Errorf("%s: %s: %q, want %q", target, header, got, want)
			}
		}
		if again := r.get(t, target, "If-None-Match", a.Header.Get("Etag")); again.StatusCode != http.StatusNotModified {
			t.Errorf("%s: %s, want 304", target, again.Status)
		}
	}
	for target, detail := range map[string]string{
		signV2(t, "v1/pdf", params("format=png")...):           "format: png is not the .pdf of the path",
		signV2(t, "v1/pdf", params("platform=x")...):           "platform: x does not show .pdf",
		signV2(t, "v1/pdf", params("margin=thin")...):          `margin: "thin" is not a length`,
		signV2(t, "v1/pdf", params("papersize=A4")...):         `did you mean the option "paper_size"?`,
		signV2(t, "v1/meta", params("format=pdf")...):          "format: pdf is no picture that a page can show",
		sign(t, "card.pdf", hello, params("dpi=9")...):         `dpi: "9" is not in 72..600`,
		sign(t, "card.pdf", hello, params("crop_marks=no")...): "crop_marks: ",
	} {
		wantProblem(t, r.get(t, target), 400, "bad-request", detail)
	}
}

// Options that are younger than templates give way to their variables and layers: URLs that were published go
// on meaning what they did.
func TestPublishedNamesStay(t *testing.T) {
	old := fstest.MapFS{
		"old.json": {Data: []byte(`{"id":"old","width":120,"height":63,"variables":{"page":{"type":"string","default":"1"}},"layers":[
			{"id":"number","type":"text","x":0,"y":0,"width":99,"text":"page {{page}}"},
			{"id":"margin","type":"text","x":0,"y":30,"width":99,"text":"nothing"},
			{"id":"fit","type":"rect","x":0,"y":30,"width":9,"height":9}]}`)},
		"new.json": {Data: []byte(`{"id":"new","width":120,"height":63,"layers":[]}`)},
	}
	r := newRig(t, func(p *parts) { p.made.Templates = shelf{files.NewTemplates("", old)} })
	var asked render.Options
	r.renderer.render = func(_ context.Context, doc *templates.Document, opt render.Options) ([]byte, error) {
		asked = opt
		var words []string
		for _, l := range doc.Layers {
			if text, ok := l.(*templates.Text); ok {
				words = append(words, text.Text)
			}
		}
		return []byte(strings.Join(words, "|")), nil
	}
	a := r.get(t, signV2(t, "v1/image/old.pdf", params("page=3", "margin=Note", "bleed=3mm", "paper_size=A4", "fit=cover")...))
	if string(a.body) != "page 3|Note" || asked.Page != 0 || asked.PDF.Margin != 0 || asked.PDF.Bleed == 0 || asked.PDF.Fit != "cover" {
		t.Errorf("old: %s %s, with %+v", a.Status, a.body, asked)
	}
	a = r.get(t, signV2(t, "v1/image/new.pdf", params("page=1", "margin=1in")...))
	if a.StatusCode != http.StatusOK || asked.Page != 1 || asked.PDF.Margin != 96 {
		t.Errorf("new: %s %s, with %+v", a.Status, a.body, asked)
	}
}

// A signed URL, through every part of the program, is a PDF that other programs read.
func TestRealPDFs(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	for target, want := range map[string]string{
		sign(t, "card.pdf", hello): "900 x 472.5 pts",
		sign(t, "card.pdf", hello, params("paper_size=A4", "orientation=portrait", "margin=10mm", "bleed=3mm", "crop_marks=1", "pdfa=2b")...): "Pages: 1",
		signV2(t, "v1/pdf", params("template=card", "title=Hi", "paper_size=letter")...):                                                      "792 x 612 pts",
		signV2(t, "v1/image/card.pdf", params("title=Hi", "w=600")...):                                                                        "450 x 236.25 pts",
	} {
		a := r.get(t, target)
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s: %s", target, a.Status, a.body)
			continue
		}
		file := filepath.Join(t.TempDir(), "x.pdf")
		if err := os.WriteFile(file, a.body, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, command := range [][]string{{"qpdf", "--check", file}, {"pdftotext", file, "-"}, {"pdfinfo", file}} {
			out, err := exec.Command(command[0], command[1:]...).CombinedOutput()
			said := strings.Join(strings.Fields(string(out)), " ")
			word := map[string]string{"qpdf": "No syntax or stream encoding errors", "pdftotext": "Hi", "pdfinfo": want}[command[0]]
			if err != nil || !strings.Contains(said, word) {
				t.Errorf("%s: %s: %v: no %q in %s", target, command[0], err, word, said)
			}
		}
	}
}

// A PDF is made to fit with fewer pixels, and the answer says so.
func TestRealPDFsFit(t *testing.T) {
	r := withRenderer(t, render.DefaultConfig())
	ask := func(options ...string) answer {
		return r.get(t, signV2(t, "v1/image/soft.pdf", params(options...)...))
	}
	whole := ask()
	least := strconv.Itoa(len(whole.body) / 2)
	small := ask("max_bytes=" + least)
	if steps := small.Header.Get("X-Placard-Steps"); small.StatusCode != http.StatusOK || 2*len(small.body) > len(whole.body) || !strings.HasPrefix(steps, "dpi=") {
		t.Errorf("%s with %d bytes of %d, steps %q", small.Status, len(small.body), len(whole.body), steps)
	}
	wantProblem(t, ask("max_bytes=1024"), 422, "undrawable", "max_bytes: ")
}
