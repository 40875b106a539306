package api_test

import (
	"bytes"
	"encoding/json"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"placard/fonts"
	"placard/fonts/bundled"
	"placard/handlers"
	"placard/handlers/access"
	"placard/handlers/api"
	"placard/handlers/openapi/spectest"
	"placard/handlers/pictures"
	"placard/render"
	"placard/render/picture"
	"placard/store"
	"placard/store/blobs"
	"placard/store/cache"
	"placard/store/catalog"
	"placard/store/files"
	"placard/store/keys"
	"placard/store/ratelimit"
	"placard/store/remote"
	"placard/store/sqlite"
	"placard/store/usage"
)

const (
	base       = "https://cards.example.com"
	assetLimit = 64 << 10
	linkLimit  = 8 // of a key
	linkBytes  = 32 << 10
	fontLimit  = 512 << 10
	fixedID    = "key_fixed" // set in the environment
)

// now is the clock of every rig. It stands still, so that no rate recovers.
var now = time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)

func clock() time.Time { return now }

// starters and the operator's folder, beside what tests store.
var (
	starters = fstest.MapFS{
		"card.json": {Data: []byte(`{"id":"card","name":"Card","width":120,"height":63,"alt":"A card","layers":[
			{"id":"title","type":"text","x":4,"y":4,"width":100,"height":30,"text":"Hello","font_size":12},
			{"id":"dot","type":"rect","x":100,"y":40,"width":9,"height":9,"fill":"#f00"}]}`)},
		"photo.json": {Data: []byte(`{"id":"photo","width":40,"height":40,"layers":[
			{"id":"photo","type":"image","x":0,"y":0,"width":40,"height":40,"src":"asset:hero.png"}]}`)},
	}
	folder = map[string]string{"house.json": `{"id":"house","width":60,"height":60,"layers":[
		{"id":"box","type":"rect","x":0,"y":0,"width":60,"height":60,"fill":"#00f"}]}`}
)

// rig is a whole server over real stores.
type rig struct {
	*httptest.Server
	log   *lockedBuffer
	keys  *keys.Keys
	usage *usage.Meter
	db    *sqlite.DB

	admin, writer, render store.Made // with one scope each
}

// newRig makes a server. change may replace what the API stands on.
func newRig(t testing.TB, change func(*api.Deps)) *rig {
	t.Helper()
	r := &rig{log: &lockedBuffer{}}
	logger := slog.New(slog.NewJSONHandler(r.log, nil))
	data := store.Folder(t.TempDir())
	must(t, data.Make())
	for name, content := range folder {
		must(t, os.WriteFile(filepath.Join(data.Templates(), name), []byte(content), 0o600))
	}
	must(t, os.WriteFile(filepath.Join(data.Assets(), "operator.png"), pngOf(t, 3, 3), 0o600))

	sqliteConfig := sqlite.DefaultConfig()
	sqliteConfig.Now = clock
	r.db = made(sqlite.Open(t.Context(), data.Database(), sqliteConfig))(t)
	t.Cleanup(func() { must(t, r.db.Close()) })
	usageConfig := usage.DefaultConfig()
	usageConfig.Now, usageConfig.Logger = clock, logger
	r.usage = made(usage.New(usageConfig, r.db.Usage()))(t)
	t.Cleanup(func() { must(t, r.usage.Close()) })
	r.openKeys(t, data, logger)

	limiter := made(ratelimit.New(ratelimit.Config{MaxIDs: 1000, Now: clock}))(t)
	guard := made(access.New(access.Config{PublicBases: []string{base}, Now: clock}, access.Deps{Keys: r.keys, Limiter: limiter, Meter: r.usage}))(t)
	deps := api.Deps{Guard: guard, Links: r.db.Links(), Keys: r.keys, KeyChanges: r.keys, Usage: r.usage}
	r.fillCatalog(t, data, logger, &deps)
	maker := newMaker(t, data, logger, guard, r.usage, deps)
	deps.Maker = maker
	if change != nil {
		change(&deps)
	}
	apiConfig := api.DefaultConfig()
	apiConfig.PublicBase, apiConfig.AssetBytes, apiConfig.FontBytes, apiConfig.Now = base, assetLimit, fontLimit, clock
	apiConfig.Links, apiConfig.LinkBytes = linkLimit, linkBytes
	routes := made(api.New(apiConfig, deps))(t)

	serverConfig := handlers.DefaultConfig()
	serverConfig.PublicBases = []string{base}
	server := made(handlers.New(serverConfig, handlers.Deps{
		Guard: guard, Pictures: maker, Links: r.db.Links(), Routes: []handlers.Routes{routes}, Logger: logger,
	}))(t)
	r.Server = httptest.NewServer(server)
	t.Cleanup(r.Close)
	return r
}

func (r *rig) openKeys(t testing.TB, data store.Folder, logger *slog.Logger) {
	t.Helper()
	r.keys = made(keys.Open(t.Context(), keys.Config{
		Records: r.db.Keys(), MasterKeyFile: data.MasterKey(), WithoutFirst: true, Logger: logger, Now: clock,
		Fixed: keys.Fixed{ID: fixedID, APIKey: "sk_live_of_the_environment", SigningSecret: "sig_secret_of_the_environment"},
	}))(t)
	t.Cleanup(r.keys.Close)
	r.admin = r.newKey(t, store.Key{Name: "admin", Scopes: []store.Scope{store.ScopeAdmin}})
	r.writer = r.newKey(t, store.Key{Name: "writer", Scopes: []store.Scope{store.ScopeWrite}})
	r.render = r.newKey(t, store.Key{Name: "render", Scopes: []store.Scope{store.ScopeRender}})
}

func (r *rig) newKey(t testing.TB, k store.Key) store.Made {
	t.Helper()
	return made(r.keys.Create(t.Context(), k))(t)
}

// fillCatalog makes the shelves of templates, assets and fonts.
func (r *rig) fillCatalog(t testing.TB, data store.Folder, logger *slog.Logger, deps *api.Deps) {
	t.Helper()
	content := made(blobs.New(data.Blobs()))(t)
	found := made(catalog.NewTemplates(catalog.TemplatesConfig{
		Folder: files.NewTemplates(data.Templates(), nil), Stored: r.db.Templates(), Starters: files.NewTemplates("", starters),
		Now: clock, Logger: logger,
	}))(t)
	uploaded := func(kind store.FileKind, limit int64, check func([]byte) (string, map[string]string, error)) catalog.FilesConfig {
		return catalog.FilesConfig{Kind: kind, Records: r.db.Files(), Blobs: content, Limit: limit, Check: check, Now: clock, Logger: logger}
	}
	assets := made(catalog.NewAssets(files.NewAssets(nil, data.Assets()), uploaded(store.AssetFile, assetLimit, checkPicture), files.NewAssets(fstest.MapFS{})))(t)
	ttf := made(catalog.NewFiles(uploaded(store.FontFile, fontLimit, checkFont)))(t)
	deps.Templates, deps.TemplateChanges = found, found
	deps.Assets, deps.AssetChanges, deps.Fonts, deps.FontChanges = assets, assets, ttf, ttf
}

func newMaker(t testing.TB, data store.Folder, logger *slog.Logger, guard *access.Guard, meter *usage.Meter, deps api.Deps) *pictures.Maker {
	t.Helper()
	cacheConfig := cache.DefaultConfig()
	cacheConfig.Dir, cacheConfig.Logger = data.Cache(), logger
	kept := made(cache.New(cacheConfig))(t)
	t.Cleanup(kept.Close)
	remoteConfig := remote.DefaultConfig()
	remoteConfig.Dir, remoteConfig.Hosts, remoteConfig.AllowHTTP, remoteConfig.Logger = data.Remote(), []string{"*"}, true, logger
	web := made(remote.New(remoteConfig))(t)
	t.Cleanup(web.Close)
	renderConfig := render.DefaultConfig()
	renderConfig.Remote = web
	renderer := made(render.New(renderConfig, bundled.New(), deps.Assets.(render.Assets)))(t)
	return made(pictures.New(pictures.DefaultConfig(), pictures.Deps{
		Templates: deps.Templates.(*catalog.Templates), Renderer: pictures.Draw(renderer), Cache: kept,
		Admission: guard, Meter: meter,
	}))(t)
}

// checkPicture is what an operator's server does with an uploaded asset.
func checkPicture(data []byte) (string, map[string]string, error) {
	p, err := picture.Decode(data, picture.DefaultLimits())
	if err != nil {
		return "", nil, err
	}
	w, h := p.Size()
	return http.DetectContentType(data), map[string]string{"width": strconv.Itoa(w), "height": strconv.Itoa(h)}, nil
}

func checkFont(data []byte) (string, map[string]string, error) {
	r := fonts.New()
	if err := r.Add("font", data); err != nil {
		return "", nil, err
	}
	return http.DetectContentType(data), map[string]string{"family": r.Families()[0].Name}, nil
}

// answer is a response with its body read.
type answer struct {
	*http.Response
	body []byte
}

// do sends a request with a key and checks it and its answer against the document. body is JSON, or
// bytes as they are.
func (r *rig) do(t testing.TB, key store.Made, method, target string, body any, header ...string) answer {
	t.Helper()
	data, isBytes := body.([]byte)
	if text, ok := body.(string); ok {
		data = []byte(text)
	} else if !isBytes && body != nil {
		data = made(json.Marshal(body))(t)
	}
	request := made(http.NewRequestWithContext(t.Context(), method, r.URL+target, bytes.NewReader(data)))(t)
	if body != nil && !isBytes {
		request.Header.Set("Content-Type", "application/json")
	}
	if isBytes {
		request.Header.Set("Content-Type", "application/octet-stream")
	}
	if key.APIKey != "" {
		request.Header.Set("Authorization", "Bearer "+key.APIKey.Reveal())
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	a := r.send(t, request)
	spectest.Check(t, request, data, a.Response, a.body)
	return a
}

func (r *rig) send(t testing.TB, request *http.Request) answer {
	t.Helper()
	response := made(r.Client().Do(request))(t)
	defer response.Body.Close()
	return answer{response, made(io.ReadAll(response.Body))(t)}
}

// want fails unless the answer has a status, and decodes its JSON into the values.
func (a answer) want(t testing.TB, status int, into ...any) answer {
	t.Helper()
	if a.StatusCode != status {
		t.Fatalf("%s %s: got %d, want %d: %.400s", a.Request.Method, a.Request.URL.Path, a.StatusCode, status, a.body)
	}
	for _, v := range into {
		if err := json.Unmarshal(a.body, v); err != nil {
			t.Fatalf("%v: %.200s", err, a.body)
		}
	}
	return a
}

// wantProblem fails unless the answer is a problem of a name, whose detail has all of the words.
func (a answer) wantProblem(t testing.TB, status int, name string, words ...string) {
	t.Helper()
	var p struct{ Type, Detail, Instance string }
	a.want(t, status, &p)
	if p.Type != "urn:placard:problem:"+name || a.Header.Get("Content-Type") != "application/problem+json" || p.Instance == "" {
		t.Errorf("got %s, want %s: %s", p.Type, name, a.body)
	}
	for _, w := range words {
		if !strings.Contains(p.Detail, w) {
			t.Errorf("detail %q, want %q in it", p.Detail, w)
		}
	}
}

// lockedBuffer is a log that requests write to at once.
type lockedBuffer struct {
	mu sync.Mutex
	bytes.Buffer
}

func (b *lockedBuffer) Write(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.Buffer.Write(p)
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
