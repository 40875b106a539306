package batch

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"placard/fonts/bundled"
	"placard/handlers"
	"placard/handlers/access"
	"placard/handlers/openapi/spectest"
	"placard/handlers/pictures"
	"placard/render"
	"placard/store"
	"placard/store/blobs"
	"placard/store/cache"
	"placard/store/catalog"
	"placard/store/files"
	"placard/store/keys"
	"placard/store/ratelimit"
	"placard/store/sqlite"
	"placard/store/usage"
)

const base = "https://cards.example.com"

var starters = fstest.MapFS{
	"card.json": {Data: []byte(`{"id":"card","width":120,"height":63,"alt":"A card","layers":[
		{"id":"title","type":"text","x":4,"y":4,"width":100,"height":30,"text":"Hello","font_size":12}]}`)},
	"other.json": {Data: []byte(`{"id":"other","width":40,"height":40,"layers":[
		{"id":"box","type":"rect","x":0,"y":0,"width":40,"height":40,"fill":"#f00"}]}`)},
}

// stores are what outlives a process: a data folder.
type stores struct {
	data  store.Folder
	db    *sqlite.DB
	blobs *blobs.Blobs
	keys  *keys.Keys
	usage *usage.Meter
	log   *slog.Logger
}

func openStores(ctx context.Context, dir string, log *slog.Logger) (s stores, err error) {
	s = stores{data: store.Folder(dir), log: log}
	if err = s.data.Make(); err != nil {
		return s, err
	}
	if s.db, err = sqlite.Open(ctx, s.data.Database(), sqlite.DefaultConfig()); err != nil {
		return s, err
	}
	if s.blobs, err = blobs.New(s.data.Blobs()); err != nil {
		return s, err
	}
	if s.usage, err = usage.New(usage.DefaultConfig(), s.db.Usage()); err != nil {
		return s, err
	}
	s.keys, err = keys.Open(ctx, keys.Config{Records: s.db.Keys(), MasterKeyFile: s.data.MasterKey(), WithoutFirst: true, Logger: log})
	return s, err
}

func (s stores) close(t testing.TB) {
	t.Helper()
	s.keys.Close()
	must(t, s.usage.Close())
	must(t, s.db.Close())
}

// maker makes real pictures, limited by the guard. around may replace the renderer and the cache.
func (s stores) maker(guard *access.Guard, around func(*pictures.Deps)) (*pictures.Maker, error) {
	shelf := files.NewTemplates("", starters)
	found, err := catalog.NewTemplates(catalog.TemplatesConfig{
		Folder: files.NewTemplates(s.data.Templates(), nil), Stored: s.db.Templates(), Starters: shelf, Now: time.Now, Logger: s.log,
	})
	if err != nil {
		return nil, err
	}
	renderer, err := render.New(render.DefaultConfig(), bundled.New(), files.NewAssets(nil, s.data.Assets()))
	if err != nil {
		return nil, err
	}
	deps := pictures.Deps{Templates: found, Renderer: pictures.Draw(renderer), Admission: guard, Meter: s.usage}
	around(&deps)
	return pictures.New(pictures.DefaultConfig(), deps)
}

// rig is a whole server over real stores.
type rig struct {
	*httptest.Server
	stores
	batches *Batches
	poster  *poster
	waits   *waits
	logged  *lockedBuffer

	key, other, admin store.Made
}

// options are what a test may want otherwise.
type options struct {
	rate     int   // of the key
	quota    int64 // likewise
	cfg      func(*Config)
	deps     func(*Deps)
	pictures func(*pictures.Deps)
}

func newRig(t testing.TB, o options) *rig {
	t.Helper()
	r := &rig{logged: &lockedBuffer{}, poster: &poster{}, waits: &waits{}}
	log := slog.New(slog.NewTextHandler(r.logged, nil))
	r.stores = made(openStores(t.Context(), t.TempDir(), log))(t)
	t.Cleanup(func() { r.close(t) })
	newKey := func(k store.Key) store.Made { return made(r.keys.Create(t.Context(), k))(t) }
	r.key = newKey(store.Key{Name: "key", Scopes: []store.Scope{store.ScopeRender}, RatePerMinute: o.rate, MonthlyQuota: o.quota})
	r.other = newKey(store.Key{Name: "other", Scopes: []store.Scope{store.ScopeRender}})
	r.admin = newKey(store.Key{Name: "admin", Scopes: []store.Scope{store.ScopeAdmin}})

	guard := made(newGuard(r.stores))(t)
	cacheConfig := cache.DefaultConfig()
	cacheConfig.Dir, cacheConfig.Logger = r.data.Cache(), log
	kept := made(cache.New(cacheConfig))(t)
	t.Cleanup(kept.Close)
	maker := made(r.maker(guard, func(d *pictures.Deps) {
		d.Cache = kept
		if o.pictures != nil {
			o.pictures(d)
		}
	}))(t)

	cfg := DefaultConfig()
	cfg.PublicBase, cfg.Wait, cfg.Logger = base, r.waits.wait, log
	if o.cfg != nil {
		o.cfg(&cfg)
	}
	deps := Deps{Guard: guard, Keys: r.keys, Maker: maker, Records: r.db.Batches(), Blobs: r.blobs, Poster: r.poster}
	if o.deps != nil {
		o.deps(&deps)
	}
	r.batches = made(Open(t.Context(), cfg, deps))(t)
	t.Cleanup(func() { r.batches.Close() })
	server := made(handlers.New(handlers.DefaultConfig(), handlers.Deps{
		Guard: guard, Pictures: maker, Routes: []handlers.Routes{r.batches}, Logger: log,
	}))(t)
	r.Server = httptest.NewServer(server)
	t.Cleanup(r.Close)
	return r
}

func newGuard(s stores) (*access.Guard, error) {
	limiter, err := ratelimit.New(ratelimit.DefaultConfig())
	if err != nil {
		return nil, err
	}
	return access.New(access.Config{PublicBases: []string{base}}, access.Deps{Keys: s.keys, Limiter: limiter, Meter: s.usage})
}

// waits notes the pauses that were asked for, and lets them pass at once, unless a test holds them.
type waits struct {
	mu   sync.Mutex
	all  []time.Duration
	hold func(ctx context.Context, d time.Duration) error // nil: none is held
}

func (w *waits) wait(ctx context.Context, d time.Duration) error {
	w.mu.Lock()
	w.all = append(w.all, d)
	hold := w.hold
	w.mu.Unlock()
	if hold != nil {
		return hold(ctx, d)
	}
	return wait(ctx, 0)
}

func (w *waits) list() []time.Duration {
	w.mu.Lock()
	defer w.mu.Unlock()
	return append([]time.Duration(nil), w.all...)
}

// posted is what a webhook was sent.
type posted struct {
	url    string
	header http.Header
	body   []byte
}

// poster is a webhook's receiver.
type poster struct {
	mu      sync.Mutex
	all     []posted
	answers []int // of one request each; then 204
	err     error // instead of an answer
	refused error // by CheckPost
}

func (p *poster) Post(_ context.Context, url string, header http.Header, body []byte) (int, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.all = append(p.all, posted{url, header, body})
	status := http.StatusNoContent
	if len(p.answers) > 0 {
		status, p.answers = p.answers[0], p.answers[1:]
	}
	return status, p.err
}

func (p *poster) CheckPost(string) error { return p.refused }

func (p *poster) list() []posted {
	p.mu.Lock()
	defer p.mu.Unlock()
	return append([]posted(nil), p.all...)
}

// reply is a response with its body read.
type reply struct {
	*http.Response
	body []byte
}

// do sends a request with a key, and holds it and its answer to the document.
func (r *rig) do(t testing.TB, key store.Made, method, target, body string, header ...string) reply {
	t.Helper()
	request := made(http.NewRequestWithContext(t.Context(), method, r.URL+target, strings.NewReader(body)))(t)
	if body != "" {
		request.Header.Set("Content-Type", "application/json")
	}
	if key.APIKey != "" {
		request.Header.Set("Authorization", "Bearer "+key.APIKey.Reveal())
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response := made(r.Client().Do(request))(t)
	defer response.Body.Close()
	got := reply{response, made(io.ReadAll(response.Body))(t)}
	spectest.Check(t, request, []byte(body), response, got.body)
	return got
}

// want fails unless the answer has a status, and decodes its JSON into the values.
func (r reply) want(t testing.TB, status int, into ...any) reply {
	t.Helper()
	if r.StatusCode != status {
		t.Fatalf("%s %s: got %d, want %d: %.400s", r.Request.Method, r.Request.URL.Path, r.StatusCode, status, r.body)
	}
	for _, v := range into {
		must(t, json.Unmarshal(r.body, v))
	}
	return r
}

// wantProblem fails unless the answer is a problem of a name, whose detail has all of the words.
func (r reply) wantProblem(t testing.TB, status int, name string, words ...string) {
	t.Helper()
	var p struct{ Type, Detail string }
	r.want(t, status, &p)
	if p.Type != "urn:placard:problem:"+name {
		t.Errorf("got %s, want %s: %s", p.Type, name, r.body)
	}
	for _, w := range words {
		if !strings.Contains(p.Detail, w) {
			t.Errorf("detail %q, want %q in it", p.Detail, w)
		}
	}
}

// create orders a batch of the key.
func (r *rig) create(t testing.TB, body string) (b batch) {
	t.Helper()
	r.do(t, r.key, http.MethodPost, "/v1/batches", body).want(t, http.StatusAccepted, &b)
	return b
}

// get asks for a batch, without taking of its key's rate.
func (r *rig) get(t testing.TB, id string) (b batch) {
	t.Helper()
	r.do(t, r.admin, http.MethodGet, "/v1/batches/"+id, "").want(t, http.StatusOK, &b)
	return b
}

// finished waits until a batch has ended, and its webhook was told or given up.
func (r *rig) finished(t testing.TB, id string) batch {
	t.Helper()
	var b batch
	eventually(t, func() bool {
		b = r.get(t, id)
		return b.Finished != nil && (b.Webhook == "" || b.Notified != nil || b.WebhookError != "")
	})
	return b
}

// eventually waits for something to come true, for as long as a busy machine may take.
func eventually(t testing.TB, is func() bool) {
	t.Helper()
	for until := time.Now().Add(30 * time.Second); !is(); time.Sleep(5 * time.Millisecond) {
		if time.Now().After(until) {
			t.Fatal("it has not come to be in 30 s")
		}
	}
}

// lockedBuffer is a log that many write to at once.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
}

func (b *lockedBuffer) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.String()
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// made is for what cannot fail in a test: made(f())(t).
func made[T any](v T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return v
	}
}
