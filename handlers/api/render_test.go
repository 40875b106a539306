package api_test

import (
	"bytes"
	"image"
	_ "image/jpeg" // what is rendered is decoded
	_ "image/png"
	"net/http"
	"strings"
	"testing"

	_ "golang.org/x/image/webp"

	"placard/store"
)

// wantPicture decodes a picture and checks its format and size in px.
func wantPicture(t testing.TB, data []byte, format string, width, height int) {
	t.Helper()
	cfg, got, err := image.DecodeConfig(bytes.NewReader(data))
	if err != nil || got != format || cfg.Width != width || cfg.Height != height {
		t.Errorf("got %s %d×%d, %v; want %s %d×%d", got, cfg.Width, cfg.Height, err, format, width, height)
	}
}

type object = map[string]any

func TestRenderAnswersWithThePicture(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", newTemplate).want(t, http.StatusCreated)
	inline := object{"id": "mine", "width": 30, "height": 20, "layers": []object{{"id": "box", "type": "rect", "x": 0, "y": 0, "width": 9, "height": 9}}}
	for _, tt := range []struct {
		order         object
		format        string
		width, height int
	}{
		{object{"template": "card"}, "jpeg", 120, 63},
		{object{"template": "card", "format": "png", "width": 60}, "png", 60, 32},
		{object{"template": "card", "format": "webp", "scale": 2}, "webp", 240, 126},
		{object{"template": "launch@1", "quality": 50}, "jpeg", 100, 50},
		{object{"template": "house", "format": "jpeg"}, "jpeg", 60, 60},
		{object{"template": inline, "format": "png"}, "png", 30, 20},
		{object{"template": "card", "changes": []object{{"id": "title", "text": "Hi"}}, "platform": "whatsapp"}, "jpeg", 120, 63},
		{object{"template": "card", "changes": object{"title": object{"text": "Hi"}}, "max_bytes": 100_000}, "jpeg", 120, 63},
	} {
		a := r.do(t, r.render, "POST", "/v1/render", tt.order).want(t, http.StatusOK)
		if got := a.Header.Get("Content-Type"); got != "image/"+tt.format {
			t.Errorf("%v: %s", tt.order, got)
		}
		if a.Header.Get("Cache-Control") != "no-store" || !strings.Contains(a.Header.Get("Vary"), "Accept") {
			t.Errorf("%v: headers %v", tt.order, a.Header)
		}
		wantPicture(t, a.body, tt.format, tt.width, tt.height)
	}
	order := object{"template": "card", "format": "png"}
	first := r.do(t, r.render, "POST", "/v1/render", order)
	again := r.do(t, r.render, "POST", "/v1/render", order)
	if again.Header.Get("X-Cache") != "hit" || !bytes.Equal(first.body, again.body) {
		t.Errorf("the second is a %s", again.Header.Get("X-Cache"))
	}
}

// rendered is POST /v1/render's JSON.
type rendered struct {
	ID, URL, Template, Format, Alt, Blurhash string
	ContentType                              string `json:"content_type"`
	Width, Height, Bytes                     int
	Cached, Degraded                         bool
	Steps, Problems                          []string
	Report                                   struct{ Layers []struct{ ID string } }
}

func TestRenderDescribesThePicture(t *testing.T) {
	r := newRig(t, nil)
	var got rendered
	order := object{"template": "card", "changes": []object{{"id": "title", "text": "Hi & ho"}}, "width": 60, "format": "png", "cache_ttl": 60}
	r.do(t, r.render, "POST", "/v1/render", order, "Accept", "application/json").want(t, http.StatusOK, &got)
	if got.Template != "card" || got.Width != 60 || got.Height != 32 || got.Format != "png" || got.ContentType != "image/png" ||
		got.Alt != "A card" || got.Bytes == 0 || got.Cached || got.Degraded || len(got.Report.Layers) != 2 {
		t.Errorf("got %+v", got)
	}
	fetched := r.fetch(t, got.URL)
	wantPicture(t, fetched.body, "png", 60, 32)
	if fetched.Header.Get("Etag") != `"`+got.ID+`"` || len(fetched.body) != got.Bytes {
		t.Errorf("its URL gives %s with %d bytes, want %q with %d", fetched.Header.Get("Etag"), len(fetched.body), got.ID, got.Bytes)
	}
	if fetched.Header.Get("X-Cache") != "hit" {
		t.Error("its URL is rendered again")
	}
	if fetched.Header.Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("its URL says %q", fetched.Header.Get("Cache-Control"))
	}
	if len(got.Blurhash) < 6 {
		t.Errorf("blurhash %q", got.Blurhash)
	}

	inline := object{"template": object{"id": "mine", "width": 30, "height": 20, "layers": []object{}}}
	got = rendered{}
	r.do(t, r.render, "POST", "/v1/render", inline, "Accept", "application/json").want(t, http.StatusOK, &got)
	if got.URL != "" || got.Width != 30 {
		t.Errorf("a template that is not stored has no URL: %+v", got)
	}

	old := r.newKey(t, store.Key{Name: "old", Schemes: []string{"request"}})
	got = rendered{}
	r.do(t, old, "POST", "/v1/render", object{"template": "card"}, "Accept", "application/json").want(t, http.StatusOK, &got)
	if got.URL != "" || got.Width != 120 {
		t.Errorf("a key that does not take v2 has no use of a URL: %+v", got)
	}
}

// fetch gets a picture by the URL that an answer gave, from here instead of from its host.
func (r *rig) fetch(t testing.TB, u string) answer {
	t.Helper()
	path, ok := strings.CutPrefix(u, base)
	if !ok {
		t.Fatalf("%q is not below %s", u, base)
	}
	return r.send(t, made(http.NewRequest(http.MethodGet, r.URL+path, nil))(t)).want(t, http.StatusOK)
}

func TestRenderNegotiates(t *testing.T) {
	r := newRig(t, nil)
	for accept, want := range map[string]string{
		"":                                   "image/jpeg",
		"*/*":                                "image/jpeg",
		"image/webp,*/*;q=0.8":               "image/jpeg",
		"application/json":                   "application/json",
		"application/json, text/plain, */*":  "application/json",
		"image/jpeg, application/json;q=0.5": "image/jpeg",
		"image/jpeg;q=0.5, application/json": "application/json",
		"application/json;q=0":               "image/jpeg",
		"application/json;q=x":               "image/jpeg",
		";;;, APPLICATION/JSON; charset=\"utf-8\"": "application/json",
	} {
		a := r.do(t, r.render, "POST", "/v1/render", object{"template": "card"}, "Accept", accept).want(t, http.StatusOK)
		if got := a.Header.Get("Content-Type"); got != want {
			t.Errorf("Accept %q: got %s, want %s", accept, got, want)
		}
	}
}

func TestRenderRefuses(t *testing.T) {
	r := newRig(t, nil)
	narrow := r.newKey(t, store.Key{Name: "narrow", Templates: []string{"card"}})
	for _, tt := range []struct {
		key    store.Made
		order  any
		status int
		name   string
		words  string
	}{
		{r.render, `{"template":"card"`, 400, "bad-request", "not JSON"},
		{r.render, `{}`, 400, "bad-request", "template: is required"},
		{r.render, object{"template": "card", "qualty": 3}, 400, "bad-request", `did you mean "quality"?`},
		{r.render, object{"template": "card", "quality": 101}, 400, "bad-request", "quality"},
		{r.render, object{"template": "card", "format": "bmp"}, 400, "bad-request", "format"},
		{r.render, object{"template": "card", "changes": []object{{"id": "titel", "text": "x"}}}, 400, "bad-request", `did you mean "title"?`},
		{r.render, object{"template": object{"id": "mine"}}, 400, "bad-request", "template.width: is required"},
		{r.render, object{"template": "crad"}, 404, "not-found", `did you mean "card"?`},
		{r.render, object{"template": "card@7"}, 404, "not-found", "card"},
		{narrow, object{"template": "house"}, 403, "forbidden", "house"},
		{narrow, object{"template": object{"id": "mine", "width": 9, "height": 9, "layers": []object{}}}, 403, "forbidden", "templates"},
		{r.render, object{"template": "photo"}, 422, "undrawable", "hero.png"},
		{r.render, object{"template": "photo", "changes": []object{{"id": "photo", "src": "https://127.0.0.1/hero.png"}}}, 424, "upstream", ""},
	} {
		r.do(t, tt.key, "POST", "/v1/render", tt.order).wantProblem(t, tt.status, tt.name, tt.words)
	}
}

func TestRenderKeepsToTheQuota(t *testing.T) {
	r := newRig(t, nil)
	key := r.newKey(t, store.Key{Name: "two", MonthlyQuota: 1})
	a := r.do(t, key, "POST", "/v1/render", object{"template": "card"}).want(t, http.StatusOK)
	if a.Header.Get("X-Quota-Limit") != "1" || a.Header.Get("X-Quota-Remaining") != "0" || a.Header.Get("X-Quota-Reset") == "" {
		t.Errorf("headers %v", a.Header)
	}
	r.do(t, key, "POST", "/v1/render", object{"template": "card"}).want(t, http.StatusOK) // from the cache
	a = r.do(t, key, "POST", "/v1/render", object{"template": "house"})
	a.wantProblem(t, http.StatusPaymentRequired, "quota")
	if a.Header.Get("X-Quota-Remaining") != "0" || a.Header.Get("Retry-After") == "" {
		t.Errorf("headers %v", a.Header)
	}
}
