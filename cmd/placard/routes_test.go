package main

import (
	"bytes"
	"context"
	"encoding/json"
	"image"
	"image/png"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/openapi/spectest"
	"placard/handlers/signedurl"
)

// routeLog remembers which route answered the last request.
type routeLog struct {
	slog.Handler
	mu   sync.Mutex
	last string
}

func (l *routeLog) Handle(_ context.Context, r slog.Record) error {
	r.Attrs(func(a slog.Attr) bool {
		if a.Key == "route" {
			l.mu.Lock()
			l.last = a.Value.String()
			l.mu.Unlock()
		}
		return true
	})
	return nil
}

// wired is the whole server as `placard serve` wires it, in this process.
type wired struct {
	*httptest.Server
	service *service
	log     *routeLog
	serving sync.RWMutex // held for reading while a request is answered
}

// route is that of the last request. A client may have its answer before the server has logged it.
func (w *wired) route() string {
	w.serving.Lock()
	defer w.serving.Unlock()
	return w.log.last
}

func wireServer(t *testing.T) *wired {
	t.Helper()
	var app cli
	parser, err := newParser(&app, &streams{out: io.Discard, err: io.Discard}, func(int) {})
	if err != nil {
		t.Fatal(err)
	}
	args := []string{"serve", "--data", t.TempDir(), "--key-id", "key_test", "--api-key", testKey, "--signing-secret", testSecret,
		"--remote-host", "example.com", "--trusted-proxy", "127.0.0.0/8"}
	if _, err := parser.Parse(args); err != nil {
		t.Fatal(err)
	}
	w := &wired{log: &routeLog{Handler: slog.NewTextHandler(io.Discard, nil)}} // enabled, unlike slog.DiscardHandler
	w.Server = httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.serving.RLock()
		defer w.serving.RUnlock()
		w.service.server.ServeHTTP(rw, r)
	}))
	w.service, err = app.Serve.openService(t.Context(), &app, w.Listener.Addr(), slog.New(w.log))
	if err != nil {
		t.Fatal(err)
	}
	w.Start()
	t.Cleanup(func() {
		w.Close()
		if err := w.service.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

// reply is a response with its body read.
type reply struct {
	*http.Response
	body []byte
}

func (w *wired) ask(t *testing.T, method, target string, body []byte, header ...string) reply {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), method, w.URL+target, bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for i := 0; i < len(header); i += 2 {
		request.Header.Set(header[i], header[i+1])
	}
	response, err := w.Client().Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	data, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}
	return reply{response, data}
}

// TestRoutesAreTheDocument wants every operation of the OpenAPI document to have a route, and every route of
// the whole server an operation: nothing is served that is not documented, and the other way round.
func TestRoutesAreTheDocument(t *testing.T) {
	w := wireServer(t)
	answered := map[string]bool{}
	operations := spectest.Operations(t)
	for _, op := range operations {
		w.ask(t, op.Method, op.Target, nil)
		route := w.route()
		if route == "" || route == nothingRoute {
			t.Errorf("%s %s is answered by no route", op.Method, op.Path)
		}
		answered[op.Method+" "+route] = true
	}
	for _, r := range w.service.server.Routes() {
		documented := r.Method
		if r.Method == http.MethodHead {
			documented = http.MethodGet
		}
		if !answered[documented+" "+r.Path] && r.Path != nothingRoute {
			t.Errorf("%s %s is in no operation of the document", r.Method, r.Path)
		}
		if r.Method == http.MethodGet && !w.has(http.MethodHead, r.Path) {
			t.Errorf("%s has no HEAD", r.Path)
		}
	}
	t.Logf("%d operations are answered by %d routes", len(operations), len(answered))
}

// nothingRoute keeps the rest of the API's paths from being taken for pictures.
const nothingRoute = "/v1/*"

func (w *wired) has(method, path string) bool {
	return slices.ContainsFunc(w.service.server.Routes(), func(r *echo.Route) bool { return r.Method == method && r.Path == path })
}

// TestRoutesNeedACredential is F18: every route of the whole server but those that are for everybody
// answers 401 or 403 without a credential, and to one that does not hold.
func TestRoutesNeedACredential(t *testing.T) {
	w := wireServer(t)
	everybody := map[string]int{
		"/": 200, "/livez": 200, "/readyz": 200, "/openapi.json": 200, "/docs": 200, "/schema/template.json": 200,
		"/i/:file": 404, nothingRoute: 404, // an id that is not guessed is the credential; and there is nothing
	}
	asked := 0
	for _, r := range w.service.server.Routes() {
		target := strings.NewReplacer(":file", "og-card.jpg", ":id", "og-card", ":name", "a.png", "*", "nothing").Replace(r.Path)
		if want, ok := everybody[r.Path]; ok {
			if got := w.ask(t, r.Method, target, nil); got.StatusCode != want {
				t.Errorf("%s %s: %s, want %d", r.Method, target, got.Status, want)
			}
			continue
		}
		for _, header := range [][]string{{"X-None", ""}, {"Authorization", "Bearer sk_live_wrong"}, {"Authorization", "Basic " + testKey}, {"Cookie", "api_key=" + testKey}} {
			asked++ // each from an address of its own: of one, only so many may fail a minute
			from := netip.AddrFrom4([4]byte{203, 0, byte(asked >> 8), byte(asked)}).String()
			got := w.ask(t, r.Method, target, []byte(body(r.Method)), append(header, "Content-Type", "application/json", "X-Forwarded-For", from)...)
			if got.StatusCode != http.StatusUnauthorized && got.StatusCode != http.StatusForbidden {
				t.Errorf("%s %s with %v: %s: %s", r.Method, target, header, got.Status, got.body)
			}
			if challenge := got.Header.Get("WWW-Authenticate"); (got.StatusCode == http.StatusUnauthorized) != (challenge == "Bearer") {
				t.Errorf("%s %s: %s with WWW-Authenticate %q", r.Method, target, got.Status, challenge)
			}
		}
	}
	t.Logf("F18: %d routes, %d requests without a credential that holds, all refused", len(w.service.server.Routes()), asked)
}

func body(method string) string {
	if method == http.MethodGet || method == http.MethodHead {
		return ""
	}
	return `{"template":"og-card"}`
}

// TestMethodsThatAreNot says which there are, instead of that there is nothing.
func TestMethodsThatAreNot(t *testing.T) {
	w := wireServer(t)
	for _, tt := range []struct{ method, target, allow string }{
		{"GET", "/v1/render", "POST"}, {"POST", "/v1/keys/key_x", "GET, HEAD, PATCH"}, {"POST", "/v1/templates/mine", "GET, HEAD, PUT, DELETE"},
	} {
		got := w.ask(t, tt.method, tt.target, nil)
		if got.StatusCode != http.StatusMethodNotAllowed || got.Header.Get("Allow") != tt.allow || !strings.Contains(string(got.body), tt.allow) {
			t.Errorf("%s %s: %s, Allow %q, want %q: %s", tt.method, tt.target, got.Status, got.Header.Get("Allow"), tt.allow, got.body)
		}
	}
}

// TestHeadIsGet is the other half of F18: on every route that answers GET, HEAD has the same status and
// headers, the length among them, and no body.
func TestHeadIsGet(t *testing.T) {
	w := wireServer(t)
	targets := w.stock(t)
	for _, r := range w.service.server.Routes() {
		if r.Method != http.MethodGet {
			continue
		}
		target, ok := targets[r.Path]
		if !ok {
			t.Errorf("%s: this test has nothing to get there", r.Path)
			continue
		}
		status := http.StatusOK
		switch r.Path {
		case nothingRoute:
			status = http.StatusNotFound
		case "/v1/screenshot":
			status = http.StatusNotImplemented
		case "/v1/preview", "/v1/meta":
			status = 0 // example.com is not to be had here; the server does not know its own address
		}
		auth := []string{"X-None", ""}
		if strings.HasPrefix(r.Path, "/v1/") && !strings.Contains(target, "signature=") {
			auth = []string{"Authorization", "Bearer " + testKey}
		}
		w.ask(t, http.MethodGet, target, nil, auth...) // so that both are from the cache
		get, head := w.ask(t, http.MethodGet, target, nil, auth...), w.ask(t, http.MethodHead, target, nil, auth...)
		if status != 0 && get.StatusCode != status {
			t.Errorf("GET %s: %s: %.300s", target, get.Status, get.body)
		}
		if head.StatusCode != get.StatusCode || len(head.body) != 0 || head.ContentLength != int64(len(get.body)) {
			t.Errorf("%s: HEAD %s with a length of %d, GET %s with %d", target, head.Status, head.ContentLength, get.Status, len(get.body))
		}
		if g, h := stable(get.Header), stable(head.Header); g != h {
			t.Errorf("%s:\nGET  %s\nHEAD %s", target, g, h)
		}
	}
}

// stable writes headers in order, without those that are of one answer.
func stable(h http.Header) string {
	h = h.Clone()
	h.Del("Date")
	h.Del("X-Request-Id")
	data, err := json.Marshal(h)
	if err != nil {
		return err.Error()
	}
	return string(data)
}

// stock puts one of each thing into the server, and says by route where to get it.
func (w *wired) stock(t *testing.T) map[string]string {
	t.Helper()
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 8, 8))); err != nil {
		t.Fatal(err)
	}
	font, err := os.ReadFile("../../fonts/bundled/inter/Inter_400Regular.ttf")
	if err != nil {
		t.Fatal(err)
	}
	send := func(method, target string, body []byte, media string, into any) {
		t.Helper()
		got := w.ask(t, method, target, body, "Authorization", "Bearer "+testKey, "Content-Type", media)
		if got.StatusCode >= 300 {
			t.Fatalf("%s %s: %s: %s", method, target, got.Status, got.body)
		}
		if into != nil {
			if err := json.Unmarshal(got.body, into); err != nil {
				t.Fatal(err)
			}
		}
	}
	const asJSON = "application/json"
	var link, batch struct{ ID, URL string }
	send("POST", "/v1/templates", []byte(`{"id":"mine","width":40,"height":20,"layers":[]}`), asJSON, nil)
	send("PUT", "/v1/assets/a.png", picture.Bytes(), "image/png", nil)
	send("PUT", "/v1/fonts/a.ttf", font, "font/ttf", nil)
	send("POST", "/v1/links", []byte(`{"template":"mine"}`), asJSON, &link)
	send("POST", "/v1/batches", []byte(`{"template":"mine","items":[{}]}`), asJSON, &batch)
	result := "/v1/batches/" + batch.ID + "/result"
	for end := time.Now().Add(10 * time.Second); w.ask(t, "GET", result, nil, "Authorization", "Bearer "+testKey).StatusCode != 200; {
		if time.Now().After(end) {
			t.Fatal("the batch does not end")
		}
		time.Sleep(20 * time.Millisecond)
	}
	targets := map[string]string{
		"/v1/batches/:id": "/v1/batches/" + batch.ID, "/v1/batches/:id/result": result,
		"/v1/links/:id": "/v1/links/" + link.ID, "/i/:file": link.URL, "/v1/keys/:id": "/v1/keys/key_test",
		"/v1/templates/:id": "/v1/templates/mine", "/v1/templates/:id/versions": "/v1/templates/mine/versions",
		"/v1/assets/:name": "/v1/assets/a.png", "/v1/fonts/:name": "/v1/fonts/a.ttf", nothingRoute: "/v1/nothing",
		"/:file": signRequest(t, ""), "/signed/:file": signRequest(t, "/signed"),
	}
	for _, path := range []string{"/", "/livez", "/readyz", "/openapi.json", "/docs", "/schema/template.json", "/v1/templates", "/v1/assets", "/v1/fonts", "/v1/batches", "/v1/usage", "/v1/keys"} {
		targets[path] = path
	}
	for route, path := range map[string]string{
		"/v1/og": "v1/og", "/v1/image/:file": "v1/image/mine.png", "/v1/pdf": "v1/pdf", "/v1/screenshot": "v1/screenshot", "/v1/preview": "v1/preview", "/v1/meta": "v1/meta",
	} {
		u, err := signedurl.KeySigner{KeyID: "key_test", Secret: testSecret}.URL(path, nil)
		if err != nil {
			t.Fatal(err)
		}
		targets[route] = u
	}
	return targets
}

func signRequest(t *testing.T, folder string) string {
	t.Helper()
	u, err := signedurl.Signer{Key: testKey}.URL("mine", "jpg", nil)
	if err != nil {
		t.Fatal(err)
	}
	return folder + "/" + u
}
