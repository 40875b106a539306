package handlers

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"math"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"placard/handlers/access"
	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/render"
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

// fixedKeys are keys that never change.
type fixedKeys []store.Credentials

func (k fixedKeys) Active() []store.Credentials { return k }

func (k fixedKeys) Find(id string) (store.Credentials, bool) {
	i := slices.IndexFunc(k, func(c store.Credentials) bool { return c.ID == id })
	if i < 0 {
		return store.Credentials{}, false
	}
	return k[i], true
}

func (k fixedKeys) ByAPIKey(apiKey string) (store.Credentials, bool) {
	i := slices.IndexFunc(k, func(c store.Credentials) bool { return slices.Contains(c.APIKeys, store.Secret(apiKey)) })
	if i < 0 {
		return store.Credentials{}, false
	}
	return k[i], true
}

// testKey is one that may do all that signed URLs can ask for.
func testKey() store.Credentials {
	return store.Credentials{
		Key:            store.Key{ID: keyID, Scopes: []store.Scope{store.ScopeRender}, Schemes: []string{"request", "key_id", "v2"}},
		APIKeys:        []store.Secret{apiKey, oldKey},
		SigningSecrets: []store.Secret{signingSecret},
	}
}

// countingMeter keeps counts in memory.
type countingMeter struct {
	mu     sync.Mutex
	counts []store.Usage
}

func (m *countingMeter) Count(u store.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.counts = append(m.counts, u)
}

func (m *countingMeter) Month(context.Context, string) (int64, error) { return m.sum().Renders, nil }

func (m *countingMeter) sum() (all store.Usage) {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, u := range m.counts {
		all.Renders, all.Hits, all.Bytes = all.Renders+u.Renders, all.Hits+u.Hits, all.Bytes+u.Bytes
	}
	return all
}

// shelf has the templates of files as a catalog has them.
type shelf struct{ *files.Templates }

func (s shelf) List(ctx context.Context) ([]store.TemplateInfo, error) {
	ids, err := s.Templates.List(ctx)
	var all []store.TemplateInfo
	for _, id := range ids {
		all = append(all, store.TemplateInfo{ID: id})
	}
	return all, err
}

// fakeRenderer makes "pictures" that tell what was asked for, and counts them.
type fakeRenderer struct {
	renders atomic.Int64
	render  func(ctx context.Context, doc *templates.Document, opt render.Options) ([]byte, error) // nil: draw
}

func (r *fakeRenderer) Do(_ context.Context, doc *templates.Document, opt render.Options, use func(pictures.Job) error) error {
	if opt.Scale == 0 {
		opt.Scale = 1
	}
	return use(&fakeJob{r, doc, opt})
}

type fakeJob struct {
	renderer *fakeRenderer
	doc      *templates.Document
	opt      render.Options
}

func (j *fakeJob) Key() string {
	return fmt.Sprintf("%s-%s-%d-%v-%d", j.doc.Digest(), j.opt.Format, j.opt.Quality, j.opt.Scale, j.opt.MaxBytes)
}
func (j *fakeJob) Width() int         { return int(math.Round(float64(j.doc.Width) * j.opt.Scale)) }
func (j *fakeJob) Height() int        { return int(math.Round(float64(j.doc.Height) * j.opt.Scale)) }
func (j *fakeJob) Degraded() bool     { return false }
func (j *fakeJob) Problems() []string { return nil }

func (j *fakeJob) Render(ctx context.Context) (*render.Output, error) {
	j.renderer.renders.Add(1)
	draw := j.renderer.render
	if draw == nil {
		draw = func(_ context.Context, doc *templates.Document, opt render.Options) ([]byte, error) {
			return fmt.Appendf(nil, "%s as %+v", doc.Digest(), opt), nil
		}
	}
	body, err := draw(ctx, j.doc, j.opt)
	if err != nil {
		return nil, err
	}
	return &render.Output{Bytes: body, Width: j.Width(), Height: j.Height(), Alt: j.doc.Alt}, nil
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
	meter    *countingMeter
	log      *syncBuffer
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
