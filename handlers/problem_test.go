package handlers

import (
	"context"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"net/netip"
	"strings"
	"testing"
	"time"

	"placard/handlers/pictures"
	"placard/handlers/signedurl"
	"placard/render"
	"placard/store"
	"placard/templates"
)

func hmacOf(message, key string) string {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(message))
	return hex.EncodeToString(mac.Sum(nil))
}

// signRaw signs any message, well-formed or not.
func signRaw(message string) string { return "/" + message + "&s=" + hmacOf(message, apiKey) }

func TestProblems(t *testing.T) {
	good := sign(t, "card.jpg", hello)
	c := func(changes string) string { return sign(t, "card.jpg", changes) }
	tests := []struct {
		name, method, target string
		status               int
		kind, detail         string
	}{
		{"unsigned", "GET", "/card.jpg", 403, "bad-signature", "not signed"},
		{"unsigned, unknown template", "GET", "/nothing.jpg", 403, "bad-signature", ""},
		{"wrong signature", "GET", good[:len(good)-1] + "g", 403, "bad-signature", "does not match"},
		{"wrong signature, unknown template", "GET", strings.Replace(good, "card", "nothing", 1), 403, "bad-signature", ""},
		{"wrong signature, bad base64", "GET", strings.Replace(good, "?c=", "?c=*", 1), 403, "bad-signature", ""},
		{"unknown template", "GET", sign(t, "nothing.jpg", hello), 404, "not-found", `no template "nothing"`},
		{"misspelt template", "GET", sign(t, "crad.jpg", hello), 404, "not-found", `did you mean "card"?`},
		{"a template that is a path", "GET", signRaw("..%2fcard.jpg?c=W10="), 400, "bad-request", "may stand in a name"},
		{"broken template", "GET", sign(t, "broken.jpg", hello), 500, "internal", "log says why"},
		{"unknown extension", "GET", sign(t, "card.gif", hello), 400, "bad-request", "jpg, png, webp"},
		{"no extension", "GET", signRaw("card?c=W10="), 400, "bad-request", "{template}.{ext}"},
		{"bad base64", "GET", signRaw("card.jpg?c=W1*="), 400, "bad-request", "c: illegal base64"},
		{"bad JSON", "GET", c(`[{"id":"title",]`), 400, "bad-request", "changes: line 1, column 16: "},
		{"not a list", "GET", c(`"x"`), 400, "bad-request", "changes: "},
		{"not UTF-8", "GET", c("[{\"id\":\"title\",\"text\":\"\xff\"}]"), 400, "bad-request", "changes: line 1, column 24: "},
		{"unknown layer", "GET", c(`[{"id":"titel","text":"x"}]`), 400, "bad-request", `changes[0].id: `},
		{"unknown field", "GET", c(`[{"id":"title","txt":"x"}]`), 400, "bad-request", `did you mean "text"`},
		{"wrong type", "GET", c(`[{"id":"title","text":7}]`), 400, "bad-request", "changes[0].text: "},
		{"locked layer", "GET", c(`[{"id":"logo","x":7}]`), 400, "bad-request", "locked"},
		{"text bomb", "GET", c(`[{"id":"title","text":"` + strings.Repeat("a", 11_000) + `"}]`), 422, "undrawable", "changes[0].text: "},
		{"unknown option", "GET", sign(t, "card.jpg", hello, signedurl.Param{Name: "widht", Value: "1"}), 400, "bad-request", `did you mean the option "width"?`},
		{"URL too long", "GET", good + "&x=" + strings.Repeat("x", signedurl.MaxURLBytes), 414, "url-too-long", "at most 16384"},
		{"unknown path", "GET", "/a/b/c", 403, "bad-signature", "not signed"},
		{"unknown path, signed", "GET", signRaw("a/b.jpg?c=W10="), 400, "bad-request", "{template}.{ext}"},
		{"POST", "POST", good, 405, "bad-method", "Allow"},
		{"DELETE", "DELETE", "/livez", 405, "bad-method", "Allow"},
	}
	r := newRig(t, nil)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			a := r.do(t, test.method, test.target)
			wantProblem(t, a, test.status, test.kind, test.detail)
			if test.status == 405 && !strings.Contains(a.Header.Get("Allow"), "GET") {
				t.Errorf("Allow: %q", a.Header.Get("Allow"))
			}
			if strings.Contains(string(a.body), "secret plans") {
				t.Errorf("the client reads what the log should: %s", a.body)
			}
		})
	}
	if n := r.renderer.renders.Load(); n != 0 {
		t.Errorf("%d renders", n)
	}
	if log := r.log.String(); !strings.Contains(log, "embedded broken.json") || !strings.Contains(log, "line 1") {
		t.Error("the log does not say what is wrong with the broken template")
	}
}

func TestEveryMistakeIsListed(t *testing.T) {
	a := newRig(t, nil).get(t, sign(t, "card.jpg", `[{"id":"title","font_size":0,"opacity":2}]`))
	p := wantProblem(t, a, 400, "bad-request", "changes[0].")
	if len(p.Errors) != 2 || p.Errors[0].At != "changes[0].font_size" || p.Errors[1].At != "changes[0].opacity" {
		t.Errorf("got %+v", p.Errors)
	}
}

func TestNothingIsLookedUpBeforeTheSignatureHolds(t *testing.T) {
	r := newRig(t, func(p *parts) { p.made.Templates = unreachable{t} })
	good := sign(t, "card.jpg", hello)
	for _, target := range []string{"/card.jpg", good[:len(good)-1], strings.Replace(good, ".jpg", ".png", 1), strings.Replace(good, "s=", "s=0", 1)} {
		wantProblem(t, r.get(t, target), 403, "bad-signature", "")
	}
}

func TestKeysMayOverlap(t *testing.T) {
	r := newRig(t, nil)
	for key, want := range map[string]int{apiKey: 200, oldKey: 200, "sk_live_of_someone_else": 403} {
		u, err := signedurl.Signer{Key: key, Base: base, SignBase: true}.URL("card", "jpg", []byte(hello))
		if err != nil {
			t.Fatal(err)
		}
		if a := r.get(t, strings.TrimPrefix(u, base)); a.StatusCode != want {
			t.Errorf("%s: %s, want %d", key, a.Status, want)
		}
	}
}

// failing returns a rig whose renderer fails.
func failing(t *testing.T, err error) *rig {
	r := newRig(t, nil)
	r.renderer.render = func(context.Context, *templates.Document, render.Options) ([]byte, error) { return nil, err }
	return r
}

func TestRenderErrors(t *testing.T) {
	tests := []struct {
		err    error
		status int
		kind   string
		detail string
	}{
		{&render.Error{Kind: render.Invalid, Err: errors.New("layers[0]: no")}, 400, "bad-request", "layers[0]: no"},
		{&render.Error{Kind: render.TooLarge, Err: errors.New("too many")}, 422, "undrawable", "too many"},
		{&render.Error{Kind: render.Unusable, Err: errors.New("torn")}, 422, "undrawable", "torn"},
		{&render.Error{Kind: render.Busy, Err: errors.New("queue full")}, 429, "busy", "queue full"},
		{&render.Error{Kind: render.Internal, Err: errors.New("SECRET")}, 500, "internal", ""},
		{&render.Error{Kind: render.Canceled, Err: context.DeadlineExceeded}, 503, "too-slow", "try again"},
		{fmt.Errorf("SECRET: %w", errors.ErrUnsupported), 500, "internal", ""},
	}
	for _, test := range tests {
		r := failing(t, test.err)
		target := sign(t, "card.jpg", hello)
		a := r.get(t, target)
		wantProblem(t, a, test.status, test.kind, test.detail)
		if strings.Contains(string(a.body), "SECRET") {
			t.Errorf("the client reads %s", a.body)
		}
		if !strings.Contains(r.log.String(), test.err.Error()) {
			t.Errorf("the log lacks %q", test.err)
		}
		if retry := a.Header.Get("Retry-After"); (retry != "") != (test.status == 429 || test.status == 503) {
			t.Errorf("%d: Retry-After %q", test.status, retry)
		}
		r.renderer.render = nil
		if again := r.get(t, target); again.StatusCode != 200 || again.Header.Get("X-Cache") != "miss" {
			t.Errorf("%d was cached: %s, %s", test.status, again.Status, again.Header.Get("X-Cache"))
		}
	}
}

// panicking panics at each step of a request.
type (
	panicking      struct{}
	panickingCache struct{}
)

func (panicking) Active() []store.Credentials                        { panic("keys") }
func (panicking) Find(string) (store.Credentials, bool)              { panic("keys") }
func (panicking) ByAPIKey(string) (store.Credentials, bool)          { panic("keys") }
func (panicking) List(context.Context) ([]store.TemplateInfo, error) { panic("list") }
func (panicking) Template(context.Context, string) (*templates.Template, error) {
	panic(errors.New("templates"))
}
func (panickingCache) Do(context.Context, string, func(context.Context) ([]byte, error)) ([]byte, bool, time.Time, error) {
	panic("cache")
}

func (panicking) Do(context.Context, []*templates.Document, render.Options, func(pictures.Job) error) error {
	panic("prepare")
}

// rendering is a renderer whose jobs panic, inside the cache's own goroutine.
type rendering struct{ fakeRenderer }

func (r *rendering) Do(ctx context.Context, docs []*templates.Document, opt render.Options, use func(pictures.Job) error) error {
	r.render = func(context.Context, *templates.Document, render.Options) ([]byte, error) {
		var none *templates.Document
		_ = none.Width // a nil pointer, as bugs have them
		return nil, nil
	}
	return r.fakeRenderer.Do(ctx, docs, opt, use)
}

func TestPanicEndsOneRequest(t *testing.T) {
	for name, change := range map[string]func(*parts){
		"keys":      func(p *parts) { p.keys = panicking{} },
		"templates": func(p *parts) { p.made.Templates = panicking{} },
		"prepare":   func(p *parts) { p.renderer = panicking{} },
		"render":    func(p *parts) { p.renderer = &rendering{} },
		"cache":     func(p *parts) { p.made.Cache = panickingCache{} },
	} {
		r := newRig(t, change)
		a := r.get(t, sign(t, "card.jpg", hello))
		wantProblem(t, a, 500, "internal", "")
		log := r.log.String()
		if !strings.Contains(log, a.Header.Get("X-Request-Id")) || !strings.Contains(log, "problem_test.go") || !strings.Contains(log, `"level":"ERROR"`) {
			t.Errorf("%s: the log lacks the request or the stack:\n%s", name, log)
		}
		if a := r.get(t, "/livez"); a.StatusCode != 200 {
			t.Errorf("%s: afterwards %s", name, a.Status)
		}
	}
}

func TestBodyIsRefused(t *testing.T) {
	r := newRig(t, nil)
	for _, body := range []string{"x", strings.Repeat("x", 1<<20)} {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, r.URL+sign(t, "card.jpg", hello), strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		response, err := r.Client().Do(request)
		if err != nil {
			t.Fatal(err)
		}
		response.Body.Close()
		if response.StatusCode != http.StatusRequestEntityTooLarge {
			t.Errorf("%d bytes: %s", len(body), response.Status)
		}
	}
}

func TestRequestID(t *testing.T) {
	r := newRig(t, nil)
	for sent, kept := range map[string]bool{
		"": false, "abc-123_x.y": true, strings.Repeat("a", 64): true, strings.Repeat("a", 65): false, "a b": false, `a"b`: false, "é": false,
	} {
		got := r.get(t, "/livez", "X-Request-Id", sent).Header.Get("X-Request-Id")
		if (got == sent) != kept || len(got) < 3 {
			t.Errorf("sent %q, got %q", sent, got)
		}
	}
}

// No key, no signature and nothing that would make one gets into logs or answers. (Figure F17.)
func TestSecretsStayInside(t *testing.T) {
	r := newRig(t, nil)
	good := sign(t, "card.jpg", hello)
	signature := good[len(good)-64:]
	unsigned := strings.Split(good, "&s=")[0]
	var answers strings.Builder
	for _, target := range []string{good, unsigned + "&s=" + strings.Repeat("0", 64), unsigned, sign(t, "nothing.jpg", hello), sign(t, "broken.jpg", hello), sign(t, "card.jpg", "[")} {
		a := r.get(t, target)
		answers.Write(a.body)
		fmt.Fprint(&answers, a.Header)
	}
	seen := answers.String() + r.log.String()
	for _, key := range []string{apiKey, oldKey} {
		for _, secret := range []string{key, hex.EncodeToString([]byte(key)), base64.StdEncoding.EncodeToString([]byte(key))} {
			if strings.Contains(seen, secret) {
				t.Errorf("%s is told", secret)
			}
		}
	}
	if strings.Contains(seen, signature) || strings.Contains(r.log.String(), "?c=") {
		t.Error("a signed URL is told, which is a credential")
	}
}

func TestNewNamesWhatIsWrong(t *testing.T) {
	cfg := Config{PublicBases: []string{"cards"}, DrainDelay: -1, TrustedProxies: []netip.Prefix{{}}}
	err := cfg.Validate()
	for _, name := range []string{
		"cards", "ReadHeaderTimeout", "ReadTimeout", "RequestTimeout", "WriteTimeout", "IdleTimeout", "DrainDelay", "ShutdownTimeout",
		"MaxBodyBytes", "TrustedProxies",
	} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
	if _, err := New(DefaultConfig(), Deps{}); err == nil {
		t.Error("made without dependencies")
	}
}
