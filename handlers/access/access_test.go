package access

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"placard/store"
)

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
