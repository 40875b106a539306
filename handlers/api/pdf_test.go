package api_test

import (
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"placard/store"
)

// book has two pages of different sizes, and a variable that has the name of an option.
var book = object{
	"id": "book", "title": "A small book", "width": 300, "height": 400, "variables": object{"page": object{"type": "string", "default": "one"}},
	"pages": []object{
		{"name": "Cover", "layers": []object{{"id": "title", "type": "text", "x": 20, "y": 20, "width": 260, "text": "Cover {{page}}"}}},
		{"name": "Back", "height": 200, "layers": []object{{"id": "back", "type": "text", "x": 20, "y": 20, "width": 260, "text": "Back"}}},
	},
}

// readPDF has other programs check a PDF, and returns what they say of it, and its text.
func readPDF(t testing.TB, data []byte) (info, text string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "x.pdf")
	must(t, os.WriteFile(file, data, 0o600))
	read := func(name string, args ...string) string {
		out, err := exec.Command(name, args...).CombinedOutput()
		if err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
		return string(out)
	}
	read("qpdf", "--check", file)
	return read("pdfinfo", file), strings.Join(strings.Fields(read("pdftotext", file, "-")), " ")
}

// wantPDF fails unless a PDF can be read, and has some words in what pdfinfo says of it, and a text.
func wantPDF(t testing.TB, data []byte, info, text string) {
	t.Helper()
	gotInfo, gotText := readPDF(t, data)
	if gotText != text || !strings.Contains(strings.Join(strings.Fields(gotInfo), " "), info) {
		t.Errorf("text %q, want %q; want %q in\n%s", gotText, text, info, gotInfo)
	}
}

func TestRenderMakesPDFs(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", book).want(t, http.StatusCreated)
	inline := object{"id": "mine", "width": 96, "height": 96, "layers": []object{{"id": "a", "type": "text", "x": 0, "y": 0, "width": 90, "text": "Mine", "font_size": 12}}}
	for _, tt := range []struct {
		order      object
		info, text string
	}{
		{object{"template": "card"}, "Pages: 1 Encrypted: no Page size: 90 x 47.25 pts", "Hello"},
		{object{"template": "card", "scale": 2}, "Page size: 180 x 94.5 pts", "Hello"},
		{object{"template": "card", "width": 60}, "Page size: 45 x 24 pts", "Hello"},
		{object{"template": "card", "paper_size": "A4"}, "Page size: 841.89 x 595.276 pts (A4)", "Hello"},
		{object{"template": "card", "paper_size": "Letter", "orientation": "portrait", "margin": "1cm", "fit": "contain", "dpi": 96}, "Page size: 612 x 792 pts (letter)", "Hello"},
		{object{"template": "card", "bleed": "3mm", "crop_marks": true, "pdfa": "2b"}, "Pages: 1", "Hello"},
		{object{"template": "book"}, "Pages: 2", "Cover one Back"},
		{object{"template": "book", "page": 2}, "Pages: 1 Encrypted: no Page size: 225 x 150 pts", "Back"},
		{object{"template": "book", "page": 2, "width": 150}, "Page size: 112.5 x 75 pts", "Back"},
		{object{"template": inline}, "Page size: 72 x 72 pts", "Mine"},
		{object{"template": "card", "pages": []object{{"changes": object{"title": "Ada"}}, {}, {"template": "book"}, {"template": inline}}}, "Pages: 5", "Ada Hello Cover one Back Mine"},
		{object{"pages": []object{{"template": "card"}}, "changes": object{"title": "All"}}, "Pages: 1", "All"},
		{object{"template": "card", "changes": object{"title": "All"}, "pages": []object{{}, {"changes": object{"title": "Own"}}}}, "Pages: 2", "All Own"},
	} {
		tt.order["format"] = "pdf"
		a := r.do(t, r.render, "POST", "/v1/render", tt.order, "Accept", "application/json;q=0.5, application/pdf").want(t, http.StatusOK)
		if got := a.Header.Get("Content-Type"); got != "application/pdf" {
			t.Errorf("%v: %s", tt.order, got)
		}
		wantPDF(t, a.body, tt.info, tt.text)
	}
	a := r.do(t, r.render, "POST", "/v1/render", object{"template": "book", "page": 2, "format": "png"}).want(t, http.StatusOK)
	wantPicture(t, a.body, "png", 300, 200)
}

// described is what JSON says of a PDF.
type described struct {
	rendered
	Pages  int
	Report struct {
		Layers []struct {
			ID   string
			Page int
		}
	}
}

func TestRenderDescribesPDFs(t *testing.T) {
	r := newRig(t, nil)
	var one, two described
	ask := func(order object, into *described) {
		t.Helper()
		r.do(t, r.render, "POST", "/v1/render", order, "Accept", "application/json").want(t, http.StatusOK, into)
	}
	ask(object{"template": "card", "format": "pdf", "paper_size": "A5", "bleed": "3mm"}, &one)
	if one.Pages != 1 || one.Format != "pdf" || one.ContentType != "application/pdf" || one.Width != 794 || one.Height != 559 || len(one.Report.Layers) != 2 {
		t.Errorf("got %+v", one)
	}
	for _, option := range []string{"paper_size=A5", "bleed=3mm", "/v1/image/card.pdf?"} {
		if !strings.Contains(one.URL, option) {
			t.Errorf("%s lacks %s", one.URL, option)
		}
	}
	fetched := r.fetch(t, one.URL)
	if fetched.Header.Get("Etag") != `"`+one.ID+`"` || fetched.Header.Get("X-Cache") != "hit" || len(fetched.body) != one.Bytes {
		t.Errorf("its URL gives %v with %d bytes, want %q with %d", fetched.Header, len(fetched.body), one.ID, one.Bytes)
	}
	ask(object{"format": "pdf", "pages": []object{{"template": "house"}, {"template": "card"}}}, &two)
	if two.Pages != 2 || two.Template != "house" || two.URL != "" || len(two.Report.Layers) != 3 || two.Report.Layers[0].Page != 1 || two.Report.Layers[2].Page != 2 {
		t.Errorf("got %+v", two)
	}
}

func TestLinksOfPDFs(t *testing.T) {
	r := newRig(t, nil)
	order := object{"format": "pdf", "download": true, "paper_size": "A6", "crop_marks": true, "pages": []object{{"template": "card", "changes": object{"title": "Ada"}}, {"template": "house"}}}
	var l, again linkAnswer
	r.do(t, r.render, "POST", "/v1/links", order).want(t, http.StatusCreated, &l)
	if l.URL != base+"/i/"+l.ID+".pdf" {
		t.Errorf("got %s", l.URL)
	}
	r.do(t, r.render, "GET", "/v1/links/"+l.ID, nil).want(t, http.StatusOK, &l)
	r.do(t, r.render, "POST", "/v1/links", l.Order).want(t, http.StatusOK, &again)
	if again.ID != l.ID {
		t.Error("what a link tells makes another link")
	}
	whole := r.fetch(t, l.URL)
	wantPDF(t, whole.body, "Pages: 2", "Ada")
	if got := whole.Header.Get("Content-Disposition"); got != "attachment; filename=card.pdf" {
		t.Errorf("Content-Disposition: %s", got)
	}
	for _, tt := range []struct {
		method, header, value string
		status, length        int
	}{
		{"HEAD", "X-None", "", 200, len(whole.body)},
		{"GET", "If-None-Match", whole.Header.Get("Etag"), 304, 0},
		{"GET", "Range", "bytes=0-4", 206, 5},
	} {
		request := made(http.NewRequest(tt.method, r.URL+strings.TrimPrefix(l.URL, base), nil))(t)
		request.Header.Set(tt.header, tt.value)
		a := r.send(t, request)
		if a.StatusCode != tt.status || tt.length > 0 && a.ContentLength != int64(tt.length) || a.Header.Get("Etag") != whole.Header.Get("Etag") {
			t.Errorf("%s with %s: %s, %v", tt.method, tt.header, a.Status, a.Header)
		}
	}
}

// TestPDFsKeepToTheKey has each page's template checked, and a PDF count as one picture.
func TestPDFsKeepToTheKey(t *testing.T) {
	r := newRig(t, nil)
	narrow := r.newKey(t, store.Key{Name: "narrow", Templates: []string{"card"}, MonthlyQuota: 1})
	pages := func(refs ...any) object {
		var all []object
		for _, ref := range refs {
			all = append(all, object{"template": ref})
		}
		return object{"format": "pdf", "pages": all}
	}
	inline := object{"id": "mine", "width": 9, "height": 9, "layers": []object{}}
	r.do(t, narrow, "POST", "/v1/render", pages("card", "house")).wantProblem(t, 403, "forbidden", "pages[1]: the key", "house")
	r.do(t, narrow, "POST", "/v1/render", pages("card", inline)).wantProblem(t, 403, "forbidden", "pages[1]: ")
	r.do(t, narrow, "POST", "/v1/links", pages("card", "house")).wantProblem(t, 403, "forbidden", "pages[1]")
	r.do(t, narrow, "POST", "/v1/render", pages("card", "card", "card")).want(t, http.StatusOK)
	r.do(t, narrow, "POST", "/v1/render", pages("card", "card")).wantProblem(t, 402, "quota")
	var used struct{ Days []struct{ Template string } }
	a := r.do(t, narrow, "GET", "/v1/usage", nil).want(t, http.StatusOK, &used)
	if len(used.Days) != 1 || used.Days[0].Template != "card" || !strings.Contains(string(a.body), `"renders":1`) {
		t.Errorf("usage: %s", a.body)
	}
}

func TestPDFsAreRefused(t *testing.T) {
	r := newRig(t, nil)
	many := make([]object, 101)
	for i := range many {
		many[i] = object{}
	}
	for _, tt := range []struct {
		order  any
		status int
		name   string
		words  string
	}{
		{object{"template": "card", "format": "pdf", "quality": 80}, 400, "bad-request", "quality: a PDF keeps"},
		{object{"template": "card", "format": "pdf", "platform": "whatsapp"}, 400, "bad-request", "platform: whatsapp does not show .pdf; ask for jpg"},
		{object{"template": "card", "paper_size": "A4"}, 400, "bad-request", "paper_size: only a PDF has that"},
		{object{"template": "card", "format": "pdf", "paper_size": "A44"}, 400, "bad-request", `paper_size: "A44" is not one of`},
		{object{"template": "card", "format": "pdf", "paper_size": ""}, 400, "bad-request", "paper_size: is empty"},
		{object{"template": "card", "format": "pdf", "orientation": "tilted", "paper_size": "A4"}, 400, "bad-request", "orientation: "},
		{object{"template": "card", "format": "pdf", "fit": "stretch", "paper_size": "A4"}, 400, "bad-request", "fit: "},
		{object{"template": "card", "format": "pdf", "margin": "1 mile"}, 400, "bad-request", `margin: "1 mile" is not a length`},
		{object{"template": "card", "format": "pdf", "paper_size": "A4", "margin": "90cm"}, 400, "bad-request", "margin: leaves no room"},
		{object{"template": "card", "format": "pdf", "margin": 3}, 400, "bad-request", "margin: want a string"},
		{object{"template": "card", "format": "pdf", "bleed": "3 mm"}, 400, "bad-request", "bleed: "},
		{object{"template": "card", "format": "pdf", "dpi": 1200}, 400, "bad-request", "dpi: "},
		{object{"template": "card", "format": "pdf", "pdfa": "1a"}, 400, "bad-request", `pdfa: "1a" is not 2b`},
		{object{"template": "card", "format": "pdf", "crop_marks": 1}, 400, "bad-request", "crop_marks: want true or false"},
		{object{"template": "card", "format": "pdf", "page": 2}, 400, "bad-request", "page: 2 is not in 1..1"},
		{object{"template": "card", "format": "pdf", "page": 0}, 400, "bad-request", `page: "0" is not in 1..100`},
		{object{"template": "card", "format": "pdf", "max_bytes": 1024}, 422, "undrawable", "max_bytes: "},
		{object{"template": "card", "pages": []object{{}, {}}}, 400, "bad-request", "format: several documents make a PDF"},
		{object{"template": "card", "format": "pdf", "pages": []object{}}, 400, "bad-request", "pages: there are 0, want 1..100"},
		{object{"template": "card", "format": "pdf", "pages": many}, 400, "bad-request", "pages: there are 101"},
		{object{"template": "card", "format": "pdf", "pages": object{}}, 400, "bad-request", "pages: want a list"},
		{object{"template": "card", "format": "pdf", "pages": []any{1}}, 400, "bad-request", "pages[0]: want a JSON object"},
		{object{"format": "pdf", "pages": []object{{"template": "card"}, {}}}, 400, "bad-request", "pages[1].template: is required"},
		{object{"format": "pdf", "pages": []object{{"templat": "card"}}}, 400, "bad-request", `pages[0]."templat": is not a field; did you mean "template"?`},
		{object{"format": "pdf", "pages": []object{{"template": 1}}}, 400, "bad-request", "pages[0].template: want"},
		{object{"format": "pdf", "pages": []object{{"template": "card"}, {"template": "crad"}}}, 404, "not-found", `pages[1]: no template "crad"; did you mean "card"?`},
		{object{"format": "pdf", "pages": []object{{"template": "card", "changes": object{"titel": "x"}}}}, 400, "bad-request", "pages[0].changes"},
		{object{"format": "pdf", "pages": []object{{"template": "card", "changes": []object{{"text": "x"}}}}}, 400, "bad-request", "pages[0].changes[0]"},
		{object{"format": "pdf", "pages": []object{{"template": "card"}, {"template": "photo"}}}, 422, "undrawable", "page 2: "},
	} {
		r.do(t, r.render, "POST", "/v1/render", tt.order).wantProblem(t, tt.status, tt.name, tt.words)
	}
}

func TestSignPDFs(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", book).want(t, http.StatusCreated)
	var s struct{ URL string }
	r.do(t, r.render, "POST", "/v1/sign", object{"template": "card", "format": "pdf", "paper_size": "A4", "margin": "1in", "crop_marks": true}).want(t, http.StatusOK, &s)
	wantPDF(t, r.fetch(t, s.URL).body, "Pages: 1", "Hello")
	for from, to := range map[string]string{"margin=1in": "margin=2in", "paper_size=A4": "paper_size=A3", "crop_marks=1&": "", "?": "?bleed=3mm&"} {
		other := strings.Replace(s.URL, from, to, 1)
		a := r.send(t, made(http.NewRequest("GET", r.URL+strings.TrimPrefix(other, base), nil))(t))
		a.wantProblem(t, 403, "bad-signature")
	}
	r.do(t, r.render, "POST", "/v1/sign", object{"template": "card", "pages": []object{{}}}).wantProblem(t, 400, "bad-request", "pages")

	// The template has a variable of the option's name, which published URLs may give: it goes on being that.
	order := object{"template": "book", "format": "pdf", "page": 1}
	r.do(t, r.render, "POST", "/v1/sign", order).wantProblem(t, 400, "bad-request", "page: is also the name", "POST /v1/links")
	var d described
	r.do(t, r.render, "POST", "/v1/render", order, "Accept", "application/json").want(t, http.StatusOK, &d)
	if d.Pages != 1 || d.URL != "" {
		t.Errorf("got %+v", d)
	}
	var l linkAnswer
	r.do(t, r.render, "POST", "/v1/links", order).want(t, http.StatusCreated, &l)
	wantPDF(t, r.fetch(t, l.URL).body, "Pages: 1", "Cover one")
}
