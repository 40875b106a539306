package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"placard/handlers/access"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
	"placard/store/cache"
	"placard/store/files"
	"placard/store/ratelimit"
	"placard/templates"
)

const (
	keyID         = "key_test"
	apiKey        = "sk_live_abcdefghijklmnop"
	oldKey        = "sk_live_qrstuvwxyz234567"
	signingSecret = "sig_secret_abcdefghijklmnop"
	base          = "https://cards.example.com"
)

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
	meter    *countingMeter
	log      *syncBuffer
	links    knownLinks // of a spec rig
}

var starters = fstest.MapFS{
	"card.json": {Data: []byte(`{"id":"card","width":1200,"height":630,"layers":[
		{"id":"title","type":"text","x":10,"y":10,"width":900,"text":"Hello"},
		{"id":"logo","type":"rect","x":0,"y":0,"width":9,"height":9,"locked":true}]}`)},
	"photo.json": {Data: []byte(`{"id":"photo","width":100,"height":100,"layers":[
		{"id":"photo","type":"image","x":0,"y":0,"width":100,"height":100,"src":"asset:photo.jpg"}]}`)},
	"og-card.json": {Data: []byte(`{"id":"og-card","width":1200,"height":630,"alt":"{{title}}",
		"variables":{"title":{"type":"string","default":"A title"},"theme":{"type":"enum","values":["light","dark"],"default":"light"}},
		"layers":[{"id":"heading","type":"text","x":10,"y":10,"width":900,"text":"{{title}}"}]}`)},
	"link-card.json": {Data: []byte(`{"id":"link-card","width":1200,"height":630,
		"variables":{"title":{"type":"string","default":""},"description":{"type":"string","default":""},"site":{"type":"string","default":""},
			"url_text":{"type":"string","default":""},"image":{"type":"image","default":""}},
		"layers":[{"id":"words","type":"text","x":10,"y":10,"width":900,"text":"{{title}}/{{description}}/{{site}}/{{url_text}}/{{image}}"}]}`)},
	"soft.json": {Data: []byte(`{"id":"soft","width":800,"height":800,"layers":[{"id":"a","type":"ellipse","x":200,"y":200,"width":400,"height":400,
		"blur":3,"fill":{"type":"conic_gradient","stops":[{"color":"#f00","at":0},{"color":"#0f0","at":0.3},{"color":"#00f","at":1}]}}]}`)},
	"square.json": {Data: []byte(`{"id":"square","width":400,"height":400,"layers":[]}`)},
	"broken.json": {Data: []byte(`{"id":"broken", secret plans`)},
}

// parts are what a rig is made of.
type parts struct {
	cfg      Config
	keys     access.Keys
	access   access.Config
	renderer pictures.Renderer
	made     pictures.Deps
	deps     Deps
}

// newRig lets a test change the parts before the server is made.
func newRig(t testing.TB, change func(*parts)) *rig {
	t.Helper()
	r := &rig{renderer: &fakeRenderer{}, meter: &countingMeter{}, log: &syncBuffer{}}
	logger := slog.New(slog.NewJSONHandler(r.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	cacheConfig := cache.DefaultConfig()
	cacheConfig.Dir, cacheConfig.Logger = t.TempDir(), logger
	kept, err := cache.New(cacheConfig)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(kept.Close)
	p := parts{cfg: DefaultConfig(), keys: fixedKeys{testKey()}, renderer: r.renderer, deps: Deps{Logger: logger}}
	p.cfg.PublicBases, p.access.PublicBases = []string{base}, []string{base}
	p.made = pictures.Deps{Templates: shelf{files.NewTemplates("", starters)}, Cache: kept, Meter: r.meter}
	if change != nil {
		change(&p)
	}
	limiter, err := ratelimit.New(ratelimit.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	if p.deps.Guard, err = access.New(p.access, access.Deps{Keys: p.keys, Limiter: limiter, Meter: r.meter}); err != nil {
		t.Fatal(err)
	}
	p.made.Renderer, p.made.Admission = p.renderer, p.deps.Guard
	if p.deps.Pictures, err = pictures.New(pictures.DefaultConfig(), p.made); err != nil {
		t.Fatal(err)
	}
	if r.server, err = New(p.cfg, p.deps); err != nil {
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

// signV2 returns the path and query of a URL of scheme v2.
func signV2(t testing.TB, path string, params ...signedurl.Param) string {
	t.Helper()
	u, err := signedurl.KeySigner{KeyID: keyID, Secret: signingSecret}.URL(path, params)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

// params reads name=value pairs, without escapes.
func params(pairs ...string) []signedurl.Param {
	var all []signedurl.Param
	for _, pair := range pairs {
		name, value, _ := strings.Cut(pair, "=")
		all = append(all, signedurl.Param{Name: name, Value: value})
	}
	return all
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
func wantProblem(t testing.TB, a answer, status int, name, detail string) problem.Error {
	t.Helper()
	var p problem.Error
	if err := json.Unmarshal(a.body, &p); err != nil {
		t.Fatalf("%s: %v: %.200q", a.Status, err, a.body)
	}
	if a.StatusCode != status || p.Status != status || p.Type != "urn:placard:problem:"+name {
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

func (u unreachable) List(context.Context) ([]store.TemplateInfo, error) {
	u.t.Error("templates were listed")
	return nil, nil
}
