package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"

	"placard/handlers/openapi/spectest"
	"placard/store"
)

// operation is a request to each of our operations that is well-formed.
type operation struct {
	method, path string
	body         any
	header       []string
}

const newTemplate = `{"id":"launch","name":"Launch","width":100,"height":50,"layers":[{"id":"title","type":"text","x":0,"y":0,"width":90,"text":"Hi"}]}`

func operations(t testing.TB, key store.Made) []operation {
	order := map[string]any{"template": "card"}
	link := "/v1/links/" + strings.Repeat("a", 26)
	return []operation{
		{method: "POST", path: "/v1/render", body: order},
		{method: "POST", path: "/v1/sign", body: order},
		{method: "POST", path: "/v1/links", body: order},
		{method: "GET", path: link},
		{method: "DELETE", path: link},
		{method: "GET", path: "/v1/templates"},
		{method: "POST", path: "/v1/templates", body: newTemplate},
		{method: "GET", path: "/v1/templates/launch"},
		{method: "PUT", path: "/v1/templates/launch", body: newTemplate, header: []string{"If-Match", `"1"`}},
		{method: "DELETE", path: "/v1/templates/launch"},
		{method: "GET", path: "/v1/templates/launch/versions"},
		{method: "POST", path: "/v1/templates/launch/restore"},
		{method: "GET", path: "/v1/assets"},
		{method: "GET", path: "/v1/assets/a.png"},
		{method: "PUT", path: "/v1/assets/a.png", body: pngOf(t, 2, 2)},
		{method: "DELETE", path: "/v1/assets/a.png"},
		{method: "GET", path: "/v1/fonts"},
		{method: "GET", path: "/v1/fonts/a.ttf"},
		{method: "PUT", path: "/v1/fonts/a.ttf", body: fontFile(t)},
		{method: "DELETE", path: "/v1/fonts/a.ttf"},
		{method: "GET", path: "/v1/usage"},
		{method: "GET", path: "/v1/keys"},
		{method: "POST", path: "/v1/keys", body: map[string]any{"name": "x"}},
		{method: "GET", path: "/v1/keys/" + key.ID},
		{method: "PATCH", path: "/v1/keys/" + key.ID, body: map[string]any{"name": "x"}},
		{method: "POST", path: "/v1/keys/" + key.ID + "/rotate", body: map[string]any{"what": "api_key"}},
		{method: "POST", path: "/v1/keys/" + key.ID + "/revoke"},
	}
}

// TestEveryOperationIsListed keeps the list above, which the tests below run over, complete.
func TestEveryOperationIsListed(t *testing.T) {
	missing := map[spectest.Operation]bool{}
	for _, op := range spectest.Operations(t, ours...) {
		missing[op] = true
	}
	for _, op := range operations(t, store.Made{Key: store.Key{ID: "key_x"}}) {
		delete(missing, spectest.Find(t, op.method, op.path))
	}
	for op := range missing {
		t.Errorf("%s %s is in the document and in no test", op.Method, op.Path)
	}
}

func TestEveryOperationWantsAKey(t *testing.T) {
	r := newRig(t, nil)
	for _, op := range operations(t, r.render) {
		for _, header := range [][]string{nil, {"Authorization", "Bearer sk_live_wrong"}, {"Authorization", "Basic eDp5"}} {
			a := r.do(t, store.Made{}, op.method, op.path, op.body, append(header, op.header...)...)
			a.wantProblem(t, http.StatusUnauthorized, "unauthorized")
			if a.Header.Get("WWW-Authenticate") != "Bearer" {
				t.Errorf("%s %s: no challenge", op.method, op.path)
			}
		}
	}
}

// TestEveryOperationWantsItsScope holds the routes to the scopes that the document says.
func TestEveryOperationWantsItsScope(t *testing.T) {
	r := newRig(t, nil)
	for _, op := range operations(t, r.newKey(t, store.Key{Name: "x"})) {
		scope := store.Scope(spectest.Find(t, op.method, op.path).Scope)
		others := map[store.Scope][]store.Made{
			store.ScopeRender: {r.writer}, store.ScopeWrite: {r.render}, store.ScopeAdmin: {r.render, r.writer},
		}[scope]
		for _, key := range others {
			r.do(t, key, op.method, op.path, op.body, op.header...).wantProblem(t, http.StatusForbidden, "forbidden", string(scope))
		}
		own := map[store.Scope]store.Made{store.ScopeRender: r.render, store.ScopeWrite: r.writer, store.ScopeAdmin: r.admin}[scope]
		for _, key := range []store.Made{own, r.admin} {
			if a := r.do(t, key, op.method, op.path, op.body, op.header...); a.StatusCode == http.StatusForbidden {
				t.Errorf("%s %s refuses a key with %s: %s", op.method, op.path, key.Scopes, a.body)
			}
		}
	}
}

func TestEveryOperationKeepsToTheRate(t *testing.T) {
	r := newRig(t, nil)
	key := r.newKey(t, store.Key{Name: "slow", Scopes: []store.Scope{store.ScopeAdmin}, RatePerMinute: 1})
	a := r.do(t, key, "GET", "/v1/usage", nil).want(t, http.StatusOK)
	for name, want := range map[string]string{"X-RateLimit-Limit": "1", "X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "60"} {
		if got := a.Header.Get(name); got != want {
			t.Errorf("%s: %q, want %q", name, got, want)
		}
	}
	for _, op := range operations(t, key) {
		a := r.do(t, key, op.method, op.path, op.body, op.header...)
		a.wantProblem(t, http.StatusTooManyRequests, "rate-limited")
		if a.Header.Get("Retry-After") != "60" || a.Header.Get("X-RateLimit-Remaining") != "0" {
			t.Errorf("%s %s: headers %v", op.method, op.path, a.Header)
		}
	}
}

// inMemory are the operations that need no store: keys are known without one.
var inMemory = []string{"GET /v1/keys", "GET /v1/keys/"}

func TestEveryOperationSaysThatTheStoreIsAway(t *testing.T) {
	r := newRig(t, fail(errUnreachable))
	key := r.newKey(t, store.Key{Name: "x"})
	for _, op := range operations(t, key) {
		a := r.do(t, r.admin, op.method, op.path, op.body, op.header...)
		if at := op.method + " " + strings.TrimSuffix(op.path, key.ID); slices.Contains(inMemory, at) {
			a.want(t, http.StatusOK)
			continue
		}
		a.wantProblem(t, http.StatusServiceUnavailable, "unavailable")
		if a.Header.Get("Retry-After") == "" {
			t.Errorf("%s %s: no Retry-After", op.method, op.path)
		}
	}
}

// TestFaultsAreForTheLog: what went wrong here is not the client's to read.
func TestFaultsAreForTheLog(t *testing.T) {
	r := newRig(t, fail(errBroken))
	key := r.newKey(t, store.Key{Name: "x"})
	for _, op := range operations(t, key) {
		a := r.do(t, r.admin, op.method, op.path, op.body, op.header...)
		if slices.Contains(inMemory, op.method+" "+strings.TrimSuffix(op.path, key.ID)) {
			continue
		}
		a.wantProblem(t, http.StatusInternalServerError, "internal")
		if bytes.Contains(a.body, []byte("secret")) {
			t.Errorf("%s %s tells of the server's disk: %s", op.method, op.path, a.body)
		}
	}
	if !strings.Contains(r.log.String(), errBroken.Error()) {
		t.Error("the log does not say what went wrong")
	}
}

func TestBodiesKeepToTypeAndSize(t *testing.T) {
	r := newRig(t, nil)
	huge := bytes.Repeat([]byte(" "), 1<<20)
	for _, op := range operations(t, r.newKey(t, store.Key{Name: "x"})) {
		if op.body == nil {
			continue
		}
		header := append([]string{"Content-Type", "text/plain"}, op.header...)
		r.do(t, r.admin, op.method, op.path, op.body, header...).wantProblem(t, http.StatusUnsupportedMediaType, "unsupported", "text/plain")
		header[1] = "application/json"
		if _, file := op.body.([]byte); file {
			header[1] = "application/octet-stream"
		}
		r.do(t, r.admin, op.method, op.path, huge, header...).wantProblem(t, http.StatusRequestEntityTooLarge, "too-large")
		r.do(t, r.admin, op.method, op.path, "", header...).wantProblem(t, http.StatusBadRequest, "bad-request", "no body")
	}
}

func TestWrongMethods(t *testing.T) {
	r := newRig(t, nil)
	for _, path := range []string{"/v1/render", "/v1/links", "/v1/templates/card", "/v1/keys", "/v1/usage"} {
		request := made(http.NewRequest("PROPFIND", r.URL+path, nil))(t)
		request.Header.Set("Authorization", "Bearer "+r.admin.APIKey.Reveal())
		if a := r.send(t, request); a.StatusCode != http.StatusMethodNotAllowed || a.Header.Get("Content-Type") != "application/problem+json" {
			t.Errorf("%s: %s %s", path, a.Status, a.body)
		}
	}
}

// TestHEADIsGET: the same status and headers, without a body.
func TestHEADIsGET(t *testing.T) {
	r := newRig(t, nil)
	r.do(t, r.writer, "POST", "/v1/templates", newTemplate).want(t, http.StatusCreated)
	r.do(t, r.writer, "PUT", "/v1/assets/a.png", pngOf(t, 2, 2)).want(t, http.StatusCreated)
	for _, op := range operations(t, r.render) {
		if op.method != http.MethodGet {
			continue
		}
		get := r.do(t, r.admin, op.method, op.path, nil)
		request := made(http.NewRequest(http.MethodHead, r.URL+op.path, nil))(t)
		request.Header.Set("Authorization", "Bearer "+r.admin.APIKey.Reveal())
		head := r.send(t, request)
		for _, h := range []*http.Header{&get.Header, &head.Header} {
			h.Del("Date")
			h.Del("X-Request-Id")
		}
		if head.StatusCode != get.StatusCode || len(head.body) != 0 {
			t.Errorf("%s: HEAD %s, GET %s", op.path, head.Status, get.Status)
		}
		for name := range get.Header {
			if head.Header.Get(name) != get.Header.Get(name) {
				t.Errorf("%s: %s is %q in HEAD, %q in GET", op.path, name, head.Header.Get(name), get.Header.Get(name))
			}
		}
	}
}
