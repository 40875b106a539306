package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"placard/handlers/signedurl"
	"placard/render"
	"placard/store/cache"
	"placard/store/files"
	"placard/templates"
)

const (
	apiKey = "sk_live_abcdefghijklmnop"
	oldKey = "sk_live_qrstuvwxyz234567"
	base   = "https://cards.example.com"
)

// fixedKeys is a Keys that never changes.
type fixedKeys []string

func (k fixedKeys) APIKeys(context.Context) ([]string, error) { return k, nil }

// fakeRenderer makes "pictures" that tell what was asked for, and counts them.
type fakeRenderer struct {
	renders atomic.Int64
	render  func(ctx context.Context, doc *templates.Document, opt render.Options) ([]byte, error) // nil: draw
}

func (r *fakeRenderer) Key(_ context.Context, doc *templates.Document, opt render.Options) (string, error) {
	if opt.Scale == 0 {
		opt.Scale = 1
	}
	return fmt.Sprintf("%s-%s-%d-%v", doc.Digest(), opt.Format, opt.Quality, opt.Scale), nil
}

func (r *fakeRenderer) Render(ctx context.Context, doc *templates.Document, opt render.Options) (*render.Output, error) {
	r.renders.Add(1)
	draw := r.render
	if draw == nil {
		draw = func(_ context.Context, doc *templates.Document, opt render.Options) ([]byte, error) {
			return fmt.Appendf(nil, "%s as %+v", doc.Digest(), opt), nil
		}
	}
	body, err := draw(ctx, doc, opt)
	return &render.Output{Bytes: body}, err
}

// syncBuffer is a log that requests write to at once.
type syncBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *syncBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *syncBuffer) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.String()
}

// rig is a server with real templates and a real cache, over a fake renderer.
type rig struct {
	*httptest.Server
	server   *Server
	renderer *fakeRenderer
	log      *syncBuffer
}

var starters = fstest.MapFS{
	"card.json": {Data: []byte(`{"id":"card","width":1200,"height":630,"layers":[
		{"id":"title","type":"text","x":10,"y":10,"width":900,"text":"Hello"},
		{"id":"logo","type":"rect","x":0,"y":0,"width":9,"height":9,"locked":true}]}`)},
	"photo.json": {Data: []byte(`{"id":"photo","width":100,"height":100,"layers":[
		{"id":"photo","type":"image","x":0,"y":0,"width":100,"height":100,"src":"asset:photo.jpg"}]}`)},
	"broken.json": {Data: []byte(`{"id":"broken", secret plans`)},
}

// newRig lets a test change the dependencies before the server is made.
func newRig(t testing.TB, change func(*Deps)) *rig {
	t.Helper()
	r := &rig{renderer: &fakeRenderer{}, log: &syncBuffer{}}
	logger := slog.New(slog.NewJSONHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	cacheConfig := cache.DefaultConfig()
	cacheConfig.Dir, cacheConfig.Logger = t.TempDir(), logger
	c, err := cache.New(cacheConfig)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	deps := Deps{
		Keys: fixedKeys{apiKey, oldKey}, Templates: files.NewTemplates("", starters),
		Renderer: r.renderer, Cache: c, Logger: logger,
	}
	if change != nil {
		change(&deps)
	}
	cfg := DefaultConfig()
	cfg.PublicBases = []string{base}
	if r.server, err = New(cfg, deps); err != nil {
		t.Fatal(err)
	}
	r.Server = httptest.NewServer(r.server)
	t.Cleanup(r.Close)
	return r
}

const hello = `[{"id":"title","text":"Hi"}]`

// sign returns the path and query of a signed picture.
func sign(t testing.TB, name, changes string, options ...signedurl.Param) string {
	t.Helper()
	template, ext, _ := strings.Cut(name, ".")
	u, err := signedurl.Signer{Key: apiKey}.URL(template, ext, []byte(changes), options...)
	if err != nil {
		t.Fatal(err)
	}
	return "/" + u
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body []byte
}

func (r *rig) do(t testing.TB, method, target string, header ...string) answer {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, r.URL+target, nil)
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Add(header[i], header[i+1])
	}
	response, err := r.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{response, body}
}

func (r *rig) get(t testing.TB, target string, header ...string) answer {
	t.Helper()
	return r.do(t, http.MethodGet, target, header...)
}

// wantProblem checks that an answer is a problem, in every way that all of them are.
func wantProblem(t testing.TB, a answer, status int, name, detail string) httpError {
	t.Helper()
	var p httpError
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%s: %v: %.200q", a.Status, err, a.body)
	}
	if a.StatusCode != status || p.Status != status || p.Type != typePrefix+name {
		t.Errorf("got %d %s (%d in the body), want %d %s: %s", a.StatusCode, p.Type, p.Status, status, name, a.body)
	}
	if !strings.Contains(p.Detail, detail) || p.Title == "" {
		t.Errorf("title %q, detail %q, want %q in it", p.Title, p.Detail, detail)
	}
	want := map[string]string{
		"Content-Type": "application/problem+json", "Cache-Control": "no-store", "X-Content-Type-Options": "nosniff",
		"Etag": "", "Last-Modified": "", "Content-Disposition": "", "X-Cache": "",
	}
	for name, value := range want {
		if got := a.Header.Get(name); got != value {
			t.Errorf("%s: %q, want %q", name, got, value)
		}
	}
	if id := a.Header.Get("X-Request-Id"); id == "" || p.Instance != "urn:placard:request:"+id {
		t.Errorf("instance %q, request id %q", p.Instance, id)
	}
	return p
}

// unreachable fails the test when something is looked up that should not be.
type unreachable struct{ t testing.TB }

func (u unreachable) Template(context.Context, string) (*templates.Template, error) {
	u.t.Error("a template was looked up")
	return nil, fs.ErrNotExist
}

func (u unreachable) List(context.Context) ([]string, error) {
	u.t.Error("templates were listed")
	return nil, nil
}
