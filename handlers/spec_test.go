package handlers

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"os"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"placard/handlers/openapi"
	"placard/handlers/openapi/spectest"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/store/files"
	"placard/templates"
)

// TestMain wants every documented answer of signed pictures and of the server itself to be had by some test.
func TestMain(m *testing.M) { os.Exit(spectest.Main(m, "pictures", "service")) }

// specTemplates are a card whose title is a layer, and what imgproxy's URLs are drawn on.
var specTemplates = fstest.MapFS{
	"card.json": starters["card.json"],
	"imgproxy.json": {Data: []byte(`{"id":"imgproxy","width":100,"height":100,"variables":{"src":{"type":"image","default":""}},
		"layers":[{"id":"photo","type":"image","x":0,"y":0,"width":100,"height":100,"src":"{{src}}"}]}`)},
}

// theDocs are made once: that costs more than a server.
var theDocs = sync.OnceValues(func() (*openapi.Docs, error) { return openapi.New(base) })

// newSpecRig is a server whose key accepts URLs of every scheme.
func newSpecRig(t testing.TB, change func(*parts, *store.Credentials)) *rig {
	t.Helper()
	links := knownLinks{}
	r := newRig(t, func(p *parts) {
		key := testKey()
		key.Schemes = []string{"request", "key_id", "v2", "bannerbear-v2", "placid", "hcti", "imgproxy"}
		docs, err := theDocs()
		if err != nil {
			t.Fatal(err)
		}
		p.deps.Links, p.deps.Routes = links, []Routes{docs}
		p.deps.Pages = knownPages{"https://example.com/": {URL: "https://example.com/", Title: "A page"}}
		p.made.Templates = shelf{files.NewTemplates("", specTemplates)}
		if change != nil {
			change(p, &key)
		}
		p.keys = fixedKeys{key}
	})
	r.links = links
	return r
}

// ask gets a picture and holds the answer to the document.
func (r *rig) ask(t testing.TB, w way, target string, header ...string) answer {
	t.Helper()
	a := r.get(t, target, header...)
	spectest.CheckAs(t, w.path, a.Request, a.Response, a.body)
	return a
}

// mediaOf is what an ext is answered with.
var mediaOf = map[string]string{"jpg": "image/jpeg", "jpeg": "image/jpeg", "png": "image/png", "webp": "image/webp", "pdf": "application/pdf"}

// TestPicturesAreAsDocumented has every operation of pictures answer with all that is documented of a
// picture: whole, in part, and not again, in each of its formats.
func TestPicturesAreAsDocumented(t *testing.T) {
	r := newSpecRig(t, nil)
	for i, w := range ways {
		for _, ext := range w.exts {
			r.partsOf(t, w, asked{ext: ext, title: fmt.Sprint(i)}, mediaOf[ext])
		}
		if w.reports {
			r.partsOf(t, w, asked{report: true, title: fmt.Sprint(i)}, "application/json")
		}
	}
}

func (r *rig) partsOf(t testing.TB, w way, a asked, media string) {
	t.Helper()
	target := w.url(t, r, a)
	whole := r.ask(t, w, target)
	tag := whole.Header.Get("Etag")
	for _, tt := range []struct {
		header, value string
		status        int
	}{
		{"X-Nothing", "", http.StatusOK},
		{"Range", "bytes=0-3", http.StatusPartialContent},
		{"If-None-Match", tag, http.StatusNotModified},
		{"If-Match", `"another"`, http.StatusPreconditionFailed},
		{"Range", "bytes=9999999-", http.StatusRequestedRangeNotSatisfiable},
	} {
		got := r.ask(t, w, target, tt.header, tt.value)
		if got.StatusCode != tt.status {
			t.Errorf("%s with %s: %s: %s, want %d", target, tt.header, tt.value, got.Status, tt.status)
		}
		if got.StatusCode < 300 && got.Header.Get("Content-Type") != media {
			t.Errorf("%s: %s, want %s", target, got.Header.Get("Content-Type"), media)
		}
	}
}

const linkOperation = "/i/{id}.{ext}"

// refusals are what every way to a picture is answered with under some circumstances.
var refusals = []struct {
	status       int
	kind         string
	circumstance func(p *parts, key *store.Credentials)
	before       func(t testing.TB, r *rig)
	asked        asked
	long         bool
	notOfLinks   bool // which are read before they are kept, and have no signature
}{
	{status: 400, kind: "bad-request", asked: asked{wrong: true}, notOfLinks: true},
	{status: 402, kind: "quota", circumstance: func(_ *parts, key *store.Credentials) { key.MonthlyQuota = 1 }, before: another},
	{status: 403, kind: "bad-signature", circumstance: func(_ *parts, key *store.Credentials) {
		key.APIKeys, key.SigningSecrets = []store.Secret{"sk_live_of_others_1234"}, []store.Secret{"sig_secret_of_others"}
	}, notOfLinks: true},
	{status: 403, kind: "forbidden", circumstance: func(_ *parts, key *store.Credentials) { key.Templates = []string{"another"} }},
	{status: 404, kind: "not-found", circumstance: func(p *parts, _ *store.Credentials) {
		p.made.Templates = shelf{files.NewTemplates("", fstest.MapFS{})}
	}},
	{status: 414, kind: "url-too-long", long: true, notOfLinks: true},
	{status: 422, kind: "undrawable", before: fails(&render.Error{Kind: render.TooLarge, Err: errors.New("it is too large")})},
	{status: 424, kind: "upstream", before: fails(&render.Error{Kind: render.Upstream, Err: errors.New("a photo answered 404")})},
	{status: 429, kind: "busy", before: fails(&render.Error{Kind: render.Busy, Err: errors.New("all workers are busy")})},
	{status: 429, kind: "rate-limited", circumstance: func(_ *parts, key *store.Credentials) { key.RatePerMinute = 1 }, before: another},
	{status: 503, kind: "too-slow", before: fails(context.DeadlineExceeded)},
	{status: 503, kind: "unavailable", circumstance: func(p *parts, _ *store.Credentials) { p.made.Templates = locked{} }},
}

// another picture takes what there is of a limit.
func another(t testing.TB, r *rig) {
	r.get(t, signV2(t, cardPath, params("template=card", "title=another")...))
}

func fails(err error) func(testing.TB, *rig) {
	return func(_ testing.TB, r *rig) { r.renderer.prepare = err }
}

// TestRefusalsAreAsDocumented has every operation of pictures refuse in every way that is documented.
func TestRefusalsAreAsDocumented(t *testing.T) {
	for _, tt := range refusals {
		r := newSpecRig(t, tt.circumstance)
		if tt.before != nil {
			tt.before(t, r)
		}
		for _, w := range ways {
			if tt.notOfLinks && w.path == linkOperation {
				continue
			}
			target := w.url(t, r, tt.asked)
			if tt.long {
				target += "&x=" + strings.Repeat("x", signedurl.MaxURLBytes)
			}
			wantProblem(t, r.ask(t, w, target), tt.status, tt.kind, "")
		}
	}
}

// check is ask for operations that no other can be taken for.
func (r *rig) check(t testing.TB, target string, header ...string) answer {
	t.Helper()
	a := r.get(t, target, header...)
	spectest.Check(t, a.Request, nil, a.Response, a.body)
	return a
}

// TestMetaIsAsDocumented likewise.
func TestMetaIsAsDocumented(t *testing.T) {
	target := signV2(t, metaPath, params("template=card")...)
	for _, tt := range refusals {
		if tt.kind == "quota" || tt.kind == "rate-limited" {
			continue // nothing is rendered
		}
		r := newSpecRig(t, tt.circumstance)
		if tt.before != nil {
			tt.before(t, r)
		}
		target := target
		if tt.asked.wrong {
			target = signV2(t, metaPath, params("template=card", "width=wide")...)
		}
		if tt.long {
			target += "&x=" + strings.Repeat("x", signedurl.MaxURLBytes)
		}
		wantProblem(t, r.check(t, target), tt.status, tt.kind, "")
	}
	r := newSpecRig(t, func(_ *parts, key *store.Credentials) { key.RatePerMinute = 1 })
	const bearer = "/v1/meta?template=card"
	if a := r.check(t, bearer, "Authorization", "Bearer "+apiKey); a.StatusCode != http.StatusOK {
		t.Errorf("%s: %s", a.Status, a.body)
	}
	wantProblem(t, r.check(t, bearer, "Authorization", "Bearer "+apiKey), 429, "rate-limited", "1 a minute")
	wantProblem(t, r.check(t, bearer, "Authorization", "Bearer sk_live_wrong"), 401, "unauthorized", "")
	r = newSpecRig(t, func(p *parts, _ *store.Credentials) { p.cfg.PublicBases = nil })
	wantProblem(t, r.check(t, target), 501, "not-implemented", "--public-url")
}

// TestWhatIsNotThereIsAsDocumented is for paths of pictures that this server does not make.
func TestWhatIsNotThereIsAsDocumented(t *testing.T) {
	const path = screenshotPath
	r := newSpecRig(t, func(p *parts, _ *store.Credentials) { p.access.FailuresPerMinute = 1 })
	wantProblem(t, r.check(t, signV2(t, path)), 501, "not-implemented", "")
	wantProblem(t, r.check(t, signV2(t, path)+"&key_id="+keyID), 400, "bad-request", "twice")
	wantProblem(t, r.check(t, signV2(t, path)+"&x="+strings.Repeat("x", signedurl.MaxURLBytes)), 414, "url-too-long", "")
	wantProblem(t, r.check(t, signV2(t, path)+"0"), 403, "bad-signature", "")
	wantProblem(t, r.check(t, signV2(t, path)+"0"), 429, "rate-limited", "address")
	r = newSpecRig(t, func(p *parts, _ *store.Credentials) { p.deps.Pages = nil })
	wantProblem(t, r.check(t, signV2(t, previewPath, params("url=https://example.com/")...)), 501, "not-implemented", "--remote-host")
}

// TestTheServiceIsAsDocumented is for what everybody may read.
func TestTheServiceIsAsDocumented(t *testing.T) {
	now, broken := time.Unix(1_795_000_000, 0), errors.New("the disk is full")
	r := newSpecRig(t, func(p *parts, _ *store.Credentials) {
		p.deps.Checks = map[string]func(context.Context) error{"disk": func(context.Context) error { return broken }}
	})
	r.server.ready.now = func() time.Time { return now }
	if a := r.check(t, "/readyz"); a.StatusCode != http.StatusServiceUnavailable {
		t.Errorf("/readyz: %s", a.Status)
	}
	broken, now = nil, now.Add(checkEvery)
	for _, target := range []string{"/", "/livez", "/readyz", "/openapi.json", "/docs", "/schema/template.json"} {
		a := r.check(t, target)
		if a.StatusCode != http.StatusOK {
			t.Errorf("%s: %s", target, a.Status)
		}
		if tag := a.Header.Get("Etag"); tag != "" {
			r.check(t, target, "If-None-Match", tag)
			r.check(t, target, "If-Match", `"another"`)
			r.check(t, target, "Range", "bytes=0-3")
			r.check(t, target, "Range", "bytes=9999999-")
		}
	}
}

// locked are templates in a store that cannot be reached.
type locked struct{}

func (locked) Template(context.Context, string) (*templates.Template, error) {
	return nil, fmt.Errorf("SECRET: %w", store.ErrUnavailable)
}

func (locked) List(context.Context) ([]store.TemplateInfo, error) { return nil, store.ErrUnavailable }
