package access

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
	"placard/handlers/signedurl"
	"placard/store"
	"placard/store/ratelimit"
)

// ringOf is keys in memory, which a test may change between requests.
type ringOf struct {
	mu   sync.Mutex
	keys []store.Credentials
}

func (r *ringOf) Active() []store.Credentials {
	r.mu.Lock()
	defer r.mu.Unlock()
	return slices.Clone(r.keys)
}

func (r *ringOf) first(is func(store.Credentials) bool) (store.Credentials, bool) {
	all := r.Active()
	i := slices.IndexFunc(all, is)
	if i < 0 {
		return store.Credentials{}, false
	}
	return all[i], true
}

func (r *ringOf) Find(id string) (store.Credentials, bool) {
	return r.first(func(c store.Credentials) bool { return c.ID == id })
}

func (r *ringOf) ByAPIKey(apiKey string) (store.Credentials, bool) {
	return r.first(func(c store.Credentials) bool { return slices.Contains(c.APIKeys, store.Secret(apiKey)) })
}

func (r *ringOf) revoke(id string) {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.keys = slices.DeleteFunc(r.keys, func(c store.Credentials) bool { return c.ID == id })
}

// meter says that each key has used what used has.
type meter struct{ used int64 }

func (m *meter) Month(context.Context, string) (int64, error) { return m.used, nil }
func (m *meter) Count(u store.Usage)                          { m.used += u.Renders }

func credentials(name string, scopes ...store.Scope) store.Credentials {
	return store.Credentials{
		Key:            store.Key{ID: "key_" + name, Scopes: scopes, Schemes: []string{"request", "key_id", "v2"}},
		APIKeys:        []store.Secret{store.Secret("sk_live_" + name)},
		SigningSecrets: []store.Secret{store.Secret("sig_secret_" + name)},
	}
}

// door is a Guard before an Echo with one route for each way in.
type door struct {
	guard *Guard
	keys  *ringOf
	now   time.Time
	echo  *echo.Echo
}

func newDoor(t *testing.T, change func(*Config), keys ...store.Credentials) *door {
	t.Helper()
	d := &door{keys: &ringOf{keys: keys}, now: time.Date(2026, 11, 22, 10, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return d.now }
	limiter, err := ratelimit.New(ratelimit.Config{MaxIDs: 100, Now: clock})
	if err != nil {
		t.Fatal(err)
	}
	cfg := Config{Now: clock}
	if change != nil {
		change(&cfg)
	}
	if d.guard, err = New(cfg, Deps{Keys: d.keys, Limiter: limiter, Meter: &meter{}}); err != nil {
		t.Fatal(err)
	}
	d.echo = echo.New()
	d.echo.IPExtractor = echo.ExtractIPDirect()
	d.echo.HTTPErrorHandler = func(err error, c echo.Context) { problem.Write(c, err) }
	tell := func(c echo.Context) error { return c.String(http.StatusOK, Caller(c).ID) }
	for _, scope := range []store.Scope{store.ScopeRender, store.ScopeWrite, store.ScopeAdmin} {
		d.echo.GET("/"+string(scope), tell, d.guard.Bearer(scope))
	}
	d.echo.GET("/either", func(c echo.Context) error {
		request, key, signed, err := d.guard.SignedOrBearer(c)
		if err != nil {
			return err
		}
		return c.String(http.StatusOK, fmt.Sprint(key.ID, signed, request.Path))
	})
	d.echo.GET("/*", func(c echo.Context) error {
		request, key, err := d.guard.Signed(c)
		if err != nil {
			return err
		}
		return c.String(http.StatusOK, key.ID+" "+request.Path)
	})
	return d
}

func (d *door) get(target string, header ...string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, target, nil)
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	d.echo.ServeHTTP(w, r)
	return w
}

func TestBearer(t *testing.T) {
	d := newDoor(t, nil, credentials("r", store.ScopeRender), credentials("w", store.ScopeWrite), credentials("a", store.ScopeAdmin))
	tests := []struct {
		path, authorization string
		status              int
		body                string
	}{
		{"/render", "Bearer sk_live_r", 200, "key_r"},
		{"/render", "bearer   sk_live_r ", 200, "key_r"},
		{"/render", "Bearer sk_live_a", 200, "key_a"},
		{"/write", "Bearer sk_live_a", 200, "key_a"},
		{"/admin", "Bearer sk_live_a", 200, "key_a"},
		{"/write", "Bearer sk_live_w", 200, "key_w"},
		{"/render", "Bearer sk_live_w", 403, "render"},
		{"/write", "Bearer sk_live_r", 403, "write"},
		{"/admin", "Bearer sk_live_w", 403, "admin"},
		{"/render", "", 401, "Authorization"},
		{"/render", "Bearer", 401, "Authorization"},
		{"/render", "Bearer ", 401, "Authorization"},
		{"/render", "sk_live_r", 401, "Authorization"},
		{"/render", "Basic " + base64.StdEncoding.EncodeToString([]byte("sk_live_r:")), 401, "Authorization"},
		{"/render", "Bearer sk_live_R", 401, "no such API key"},
		{"/render", "Bearer sk_live_", 401, "no such API key"},
		{"/render", "Bearer sig_secret_r", 401, "no such API key"},
		{"/render", "Bearer key_r", 401, "no such API key"},
	}
	for _, test := range tests {
		w := d.get(test.path, "Authorization", test.authorization)
		if w.Code != test.status || !strings.Contains(w.Body.String(), test.body) {
			t.Errorf("%s with %q: %d %s, want %d %s", test.path, test.authorization, w.Code, w.Body, test.status, test.body)
		}
		if got := w.Header().Get("WWW-Authenticate"); (got == "Bearer") != (test.status == 401) {
			t.Errorf("%s with %q: WWW-Authenticate: %q", test.path, test.authorization, got)
		}
	}
	d.keys.revoke("key_r")
	if w := d.get("/render", "Authorization", "Bearer sk_live_r"); w.Code != 401 {
		t.Errorf("revoked: %d", w.Code)
	}
}

func TestRate(t *testing.T) {
	key := credentials("r", store.ScopeRender)
	key.RatePerMinute = 3
	free := credentials("f", store.ScopeRender)
	d := newDoor(t, nil, key, free)
	for i := range 3 {
		w := d.get("/render", "Authorization", "Bearer sk_live_r")
		want := map[string]string{"X-Ratelimit-Limit": "3", "X-Ratelimit-Remaining": fmt.Sprint(2 - i), "X-Ratelimit-Reset": fmt.Sprint(20 * (i + 1))}
		for name, value := range want {
			if got := w.Header().Get(name); w.Code != 200 || got != value {
				t.Errorf("request %d: %d, %s: %q, want %s", i, w.Code, name, got, value)
			}
		}
	}
	w := d.get("/render", "Authorization", "Bearer sk_live_r")
	if w.Code != 429 || w.Header().Get("Retry-After") != "20" || w.Header().Get("X-RateLimit-Remaining") != "0" || !strings.Contains(w.Body.String(), "rate-limited") {
		t.Errorf("beyond: %d %v %s", w.Code, w.Header(), w.Body)
	}
	if w := d.get("/render", "Authorization", "Bearer sk_live_f"); w.Code != 200 || w.Header().Get("X-RateLimit-Limit") != "" {
		t.Errorf("a key without a limit: %d %v", w.Code, w.Header())
	}
	d.now = d.now.Add(20 * time.Second)
	if w := d.get("/render", "Authorization", "Bearer sk_live_r"); w.Code != 200 {
		t.Errorf("after Retry-After: %d", w.Code)
	}
}

// Guessing is slowed down by address, whichever credential it is, and neither stops those who know theirs
// nor another address.
func TestWrongCredentialsAreLimited(t *testing.T) {
	d := newDoor(t, func(c *Config) { c.FailuresPerMinute = 10 }, credentials("r", store.ScopeRender))
	limited := 0
	for i := range 40 {
		var w *httptest.ResponseRecorder
		if i%2 == 0 {
			w = d.get("/render", "Authorization", fmt.Sprintf("Bearer guess%d", i))
		} else {
			w = d.get(fmt.Sprintf("/card.jpg?c=W10=&s=%064d", i))
		}
		if w.Code == 429 {
			limited++
			if w.Header().Get("Retry-After") == "" {
				t.Error("429 without Retry-After")
			}
		}
	}
	if limited != 30 {
		t.Errorf("%d of 40 were limited, want 30", limited)
	}
	if w := d.get("/render", "Authorization", "Bearer sk_live_r"); w.Code != 200 {
		t.Errorf("a right credential: %d", w.Code)
	}
	other := httptest.NewRequest(http.MethodGet, "/render", nil)
	other.RemoteAddr = "198.51.100.7:1"
	w := httptest.NewRecorder()
	d.echo.ServeHTTP(w, other)
	if w.Code != 401 {
		t.Errorf("another address: %d", w.Code)
	}
}

func TestNetwork(t *testing.T) {
	for ip, want := range map[string]string{
		"192.0.2.1": "192.0.2.1", "::ffff:192.0.2.1": "::ffff:192.0.2.1", "2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"2001:db8:1:2::1": "2001:db8:1:2::/64", "fe80::1%eth0": "fe80::/64", "": "", "nonsense": "nonsense",
	} {
		if got := network(ip); got != want {
			t.Errorf("%s: %s, want %s", ip, got, want)
		}
	}
}

func sign(t *testing.T, name string, params ...signedurl.Param) string {
	t.Helper()
	u, err := signedurl.KeySigner{KeyID: "key_" + name, Secret: "sig_secret_" + name}.URL("v1/og", params)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestSigned(t *testing.T) {
	only := credentials("only", store.ScopeRender)
	only.Schemes = []string{"request"}
	d := newDoor(t, nil, credentials("r", store.ScopeRender), credentials("w", store.ScopeWrite), only)
	for target, want := range map[string]string{
		sign(t, "r"):                   "200 key_r v1/og",
		sign(t, "w"):                   "403 render",
		sign(t, "only"):                "403 bad-signature",
		sign(t, "unknown"):             "403 bad-signature",
		"/v1/og?title=x":               "403 bad-signature",
		sign(t, "r") + "&a=b":          "403 bad-signature",
		sign(t, "r") + "&key_id=key_r": "400 given twice",
	} {
		w := d.get(target)
		status, text, _ := strings.Cut(want, " ")
		if fmt.Sprint(w.Code) != status || !strings.Contains(w.Body.String(), text) {
			t.Errorf("%s: %d %s, want %s", target, w.Code, w.Body, want)
		}
	}
	good := sign(t, "r")
	d.keys.revoke("key_r")
	if w := d.get(good); w.Code != 403 {
		t.Errorf("revoked: %d", w.Code)
	}
}

// A URL holds until the second that it names, by the Guard's clock.
func TestExpires(t *testing.T) {
	d := newDoor(t, nil, credentials("r", store.ScopeRender))
	start := d.now
	u := sign(t, "r", signedurl.Expires(start.Add(time.Hour)))
	for after, want := range map[time.Duration]string{
		0: "200", 59 * time.Minute: "200", time.Hour: "200", time.Hour + time.Second: "403 expired", 61 * time.Minute: "403 expired",
	} {
		d.now = start.Add(after)
		w := d.get(u)
		status, kind, _ := strings.Cut(want, " ")
		if fmt.Sprint(w.Code) != status || !strings.Contains(w.Body.String(), kind) {
			t.Errorf("after %v: %d %s", after, w.Code, w.Body)
		}
	}
}

func TestEitherCredential(t *testing.T) {
	d := newDoor(t, nil, credentials("r", store.ScopeRender), credentials("w", store.ScopeWrite))
	for authorization, want := range map[string]string{
		"":                  "403", // the path is none of a signed URL, and it has no signature
		"Bearer sk_live_r":  "200key_rfalse",
		"Bearer sk_live_w":  "403",
		"Bearer sk_live_no": "401",
	} {
		w := d.get("/either", "Authorization", authorization)
		if got := fmt.Sprint(w.Code, w.Body); !strings.HasPrefix(strings.ReplaceAll(got, " ", ""), want) {
			t.Errorf("%q: %s, want %s", authorization, got, want)
		}
	}
}

func TestSigner(t *testing.T) {
	old := credentials("old", store.ScopeRender)
	old.Schemes = []string{"request"}
	none := credentials("none", store.ScopeRender)
	none.SigningSecrets = nil
	d := newDoor(t, nil, credentials("r", store.ScopeRender), old, none)
	signer, err := d.guard.Signer("key_r", "https://cards.example.com")
	if err != nil {
		t.Fatal(err)
	}
	u, err := signer.URL("v1/og", nil)
	if err != nil {
		t.Fatal(err)
	}
	if w := d.get(strings.TrimPrefix(u, "https://cards.example.com")); w.Code != 200 {
		t.Errorf("%s: %d", u, w.Code)
	}
	for _, id := range []string{"key_old", "key_none", "key_unknown"} {
		if _, err := d.guard.Signer(id, ""); problem.Describe(err).Status != 403 {
			t.Errorf("%s: %v", id, err)
		}
	}
}

// failing is a limiter and a meter that do not work: nothing passes by way of a fault.
type failing struct{}

var errFault = errors.New("fault")

func (failing) Take(context.Context, string, int) (store.Rate, error) { return store.Rate{}, errFault }
func (failing) Month(context.Context, string) (int64, error)          { return 0, errFault }
func (failing) Count(store.Usage)                                     {}

func TestFaultsRefuse(t *testing.T) {
	key := store.Key{ID: "key_r", RatePerMinute: 1, MonthlyQuota: 1}
	g, err := New(DefaultConfig(), Deps{Keys: &ringOf{}, Limiter: failing{}, Meter: failing{}})
	if err != nil {
		t.Fatal(err)
	}
	for _, rated := range []bool{false, true} {
		if _, _, err := g.AdmitRender(t.Context(), key, "card", rated); !errors.Is(err, errFault) {
			t.Errorf("rated %v: %v", rated, err)
		}
	}
	c := echo.New().NewContext(httptest.NewRequest(http.MethodGet, "/", nil), httptest.NewRecorder())
	if err := g.Failed(c, errors.New("wrong")); !errors.Is(err, errFault) {
		t.Error(err)
	}
}

func TestMonths(t *testing.T) {
	for at, want := range map[string]time.Duration{
		"2026-11-30T23:59:59Z": time.Second,
		"2026-12-31T12:00:00Z": 12 * time.Hour,
		"2028-02-01T00:00:00Z": 29 * 24 * time.Hour,
	} {
		now, err := time.Parse(time.RFC3339, at)
		if err != nil {
			t.Fatal(err)
		}
		if got := untilNextMonth(now); got != want {
			t.Errorf("%s: %v, want %v", at, got, want)
		}
	}
}

func TestNewNamesWhatIsWrong(t *testing.T) {
	err := Config{PublicBases: []string{"cards"}, FailuresPerMinute: -1}.Validate()
	for _, name := range []string{"cards", "FailuresPerMinute"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
	if _, err := New(DefaultConfig(), Deps{}); err == nil {
		t.Error("made of nothing")
	}
}
