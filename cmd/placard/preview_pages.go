package main

import (
	"embed"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"strconv"
	"strings"
	"sync"

	"placard/render"
	"placard/render/layout"
	"placard/render/lint"
	"placard/templates"
)

//go:embed previewpage
var previewFiles embed.FS

// previewer shows a template, or those of a folder.
type previewer struct {
	path     string
	isDir    bool
	renderer *render.Renderer
	linter   *lint.Linter

	mu       sync.Mutex
	known    []string
	watchers map[chan string]bool // pages that wait for changes
}

// previewPolicy lets the page load what this server has, and nothing else.
const previewPolicy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

// handler answers for the page. Requests by another host's name are refused: a page of the web may have its own
// name lead here, and would then read what this one may.
func (p *previewer) handler(port int) http.Handler {
	page, err := fs.Sub(previewFiles, "previewpage")
	if err != nil {
		panic("preview: " + err.Error()) // only an invalid path fails, and this one is constant
	}
	mux := http.NewServeMux()
	mux.Handle("GET /", http.FileServerFS(page))
	mux.HandleFunc("GET /api/state", p.state)
	mux.HandleFunc("GET /api/picture", p.picture)
	mux.HandleFunc("GET /api/lint", p.lint)
	mux.HandleFunc("GET /api/events", p.events)
	hosts := map[string]bool{fmt.Sprintf("127.0.0.1:%d", port): true, fmt.Sprintf("localhost:%d", port): true}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !hosts[r.Host] {
			http.Error(w, "this page is for this computer alone", http.StatusMisdirectedRequest)
			return
		}
		h := w.Header()
		h.Set("Content-Security-Policy", previewPolicy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cache-Control", "no-store")
		mux.ServeHTTP(w, r)
	})
}

// previewState is what the page shows of a template.
type previewState struct {
	Files   []string        `json:"files"`
	File    string          `json:"file"`
	Samples []string        `json:"samples,omitempty"`
	Sizes   []string        `json:"sizes,omitempty"`
	Picture string          `json:"picture,omitempty"` // data: URL
	Report  *layout.Report  `json:"report,omitempty"`
	Notes   []string        `json:"notes,omitempty"` // of pictures that cannot be had
	Errors  []previewFailed `json:"errors,omitempty"`
}

// previewFailed is why there is no picture.
type previewFailed struct {
	Line    int    `json:"line,omitempty"`
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
	Source  string `json:"source,omitempty"` // the line itself
}

// previewSizes are others that a design is often wanted in.
var previewSizes = []string{"1200x630", "1080x1080", "1080x1350", "1080x1920"}

// state draws a template, with a sample and in a size if the request says so.
func (p *previewer) state(w http.ResponseWriter, r *http.Request) {
	s := previewState{Files: []string{}}
	for _, name := range p.files() {
		s.Files = append(s.Files, p.short(name))
	}
	if name, ok := p.file(r); ok {
		s.File = p.short(name)
		t, out, err := p.draw(r, name, &s)
		if t != nil {
			s.Sizes = previewSizes
			for _, sample := range t.Samples {
				s.Samples = append(s.Samples, sample.Name)
			}
		}
		if err != nil {
			s.Errors = failures(name, err)
		} else {
			s.Picture, s.Report = "data:image/png;base64,"+base64.StdEncoding.EncodeToString(out.Bytes), out.Report
		}
	}
	answerJSON(w, s)
}

// picture answers with the picture alone, for the contact sheet.
func (p *previewer) picture(w http.ResponseWriter, r *http.Request) {
	name, ok := p.file(r)
	if !ok {
		http.NotFound(w, r)
		return
	}
	_, out, err := p.draw(r, name, nil)
	if err != nil {
		http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		return
	}
	w.Header().Set("Content-Type", "image/png")
	_, _ = w.Write(out.Bytes) // it has gone away
}

// draw draws the template that a request asks for; without s, small and without a report.
func (p *previewer) draw(r *http.Request, name string, s *previewState) (*templates.Template, *render.Output, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, nil, err
	}
	t, err := templates.Decode(data)
	if err != nil {
		return nil, nil, err
	}
	var changes templates.Changes
	if i, err := strconv.Atoi(r.FormValue("sample")); err == nil && i >= 0 && i < len(t.Samples) {
		changes = t.Samples[i].Changes
	} else if len(t.Samples) > 0 {
		changes = t.Samples[0].Changes
	}
	doc, err := t.Apply(changes)
	if err != nil {
		return t, nil, err
	}
	if width, height, ok := strings.Cut(r.FormValue("size"), "x"); ok {
		w, _ := strconv.Atoi(width)
		h, _ := strconv.Atoi(height)
		if doc, err = doc.Resize(w, h); err != nil {
			return t, nil, err
		}
	}
	opt := render.Options{Format: render.PNG, Report: s != nil}
	if s == nil {
		opt.Scale = max(render.MinScale, min(1, thumbnail/float64(max(doc.Width, doc.Height))))
	}
	var out *render.Output
	err = p.renderer.Do(r.Context(), doc, opt, func(job *render.Job) (err error) {
		if s != nil {
			s.Notes = job.Problems()
		}
		out, err = job.Render(r.Context())
		return err
	})
	return t, out, err
}

// thumbnail is the longer side of a picture on the contact sheet, px: sharp on a dense screen.
const thumbnail = 640

// failures says where a file is broken.
func failures(name string, err error) []previewFailed {
	data, _ := os.ReadFile(name) // without it there are no lines to show
	lines := strings.Split(string(data), "\n")
	all := []error{err}
	if joined, ok := err.(interface{ Unwrap() []error }); ok {
		all = joined.Unwrap()
	}
	var failed []previewFailed
	for _, err := range all {
		f := previewFailed{Message: err.Error()}
		var where *templates.Error
		if errors.As(err, &where) && where.Line > 0 {
			f.Line, f.Column = where.Line, where.Column
			if where.Line <= len(lines) {
				f.Source = strings.TrimRight(lines[where.Line-1], "\r")
			}
		}
		failed = append(failed, f)
	}
	return failed
}

// lint answers with what is wrong with a template.
func (p *previewer) lint(w http.ResponseWriter, r *http.Request) {
	problems := []lint.Problem{}
	if name, ok := p.file(r); ok {
		data, err := os.ReadFile(name)
		if err == nil {
			problems, err = p.linter.Lint(r.Context(), data)
		}
		if err != nil {
			http.Error(w, err.Error(), http.StatusInternalServerError)
			return
		}
	}
	answerJSON(w, problems)
}

// events tells a page of changes for as long as it is there.
func (p *previewer) events(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Content-Type", "text/event-stream")
	page := make(chan string, 1)
	p.mu.Lock()
	p.watchers[page] = true
	p.mu.Unlock()
	defer func() {
		p.mu.Lock()
		delete(p.watchers, page)
		p.mu.Unlock()
	}()
	out := http.NewResponseController(w)
	say := func(event string) bool {
		_, err := fmt.Fprintf(w, "event: %s\ndata: -\n\n", event)
		return err == nil && out.Flush() == nil
	}
	for ok := say("hello"); ok; {
		select {
		case <-r.Context().Done():
			return
		case event := <-page:
			ok = say(event)
		}
	}
}

func answerJSON(w http.ResponseWriter, v any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(v) // it has gone away
}
