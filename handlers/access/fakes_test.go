package access

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"placard/handlers/problem"
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
