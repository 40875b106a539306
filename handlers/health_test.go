package handlers

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

func TestReadiness(t *testing.T) {
	var broken atomic.Bool
	var asked atomic.Int64
	r := newRig(t, func(p *parts) {
		p.deps.Checks = map[string]func(context.Context) error{
			"store": func(context.Context) error {
				asked.Add(1)
				if broken.Load() {
					return errors.New("SECRET: database is locked")
				}
				return nil
			},
			"disk": func(context.Context) error { return nil },
		}
	})
	now := time.Unix(1_795_000_000, 0)
	r.server.ready.now = func() time.Time { return now }
	want := func(status int, body string) {
		t.Helper()
		if a := r.get(t, "/readyz"); a.StatusCode != status || string(a.body) != body || a.Header.Get("Cache-Control") != "no-store" {
			t.Errorf("%s %q, want %d %q", a.Status, a.body, status, body)
		}
	}
	want(200, "ready\n")
	broken.Store(true)
	want(200, "ready\n") // what was found out lasts a moment
	now = now.Add(checkEvery)
	want(503, "store: failing\n")
	if log := r.log.String(); !strings.Contains(log, "database is locked") {
		t.Error("the log does not say what is wrong")
	}
	broken.Store(false)
	now = now.Add(checkEvery)
	want(200, "ready\n")
	var all sync.WaitGroup
	before := asked.Load()
	for range 50 {
		all.Go(func() { r.get(t, "/readyz") })
	}
	all.Wait()
	if n := asked.Load() - before; n != 0 {
		t.Errorf("the store was asked %d times within a moment", n)
	}
	if a := r.get(t, "/livez"); a.StatusCode != 200 || string(a.body) != "ok\n" {
		t.Errorf("/livez: %s %q", a.Status, a.body)
	}
}

// A check that hangs is a check that fails.
func TestChecksHaveADeadline(t *testing.T) {
	r := newRig(t, func(p *parts) {
		p.deps.Checks = map[string]func(context.Context) error{"store": func(ctx context.Context) error {
			<-ctx.Done()
			return ctx.Err()
		}}
	})
	began := time.Now()
	if a := r.get(t, "/readyz"); a.StatusCode != 503 || time.Since(began) > 3*checkTimeout {
		t.Errorf("%s after %v", a.Status, time.Since(began))
	}
}

// The client's address is what the nearest proxy that is not trusted says, or else who connects.
func TestClientAddress(t *testing.T) {
	tests := []struct {
		trusted          []string
		peer, said, want string
	}{
		{nil, "192.0.2.1:5", "198.51.100.9", "192.0.2.1"},
		{nil, "127.0.0.1:5", "198.51.100.9", "127.0.0.1"},
		{[]string{"192.0.2.0/24"}, "192.0.2.1:5", "198.51.100.9", "198.51.100.9"},
		{[]string{"192.0.2.0/24"}, "192.0.2.1:5", "203.0.113.5, 198.51.100.9", "198.51.100.9"},
		{[]string{"192.0.2.0/24"}, "192.0.2.1:5", "203.0.113.5, 192.0.2.7", "203.0.113.5"},
		{[]string{"192.0.2.0/24"}, "203.0.113.1:5", "198.51.100.9", "203.0.113.1"},
		{[]string{"192.0.2.7/32"}, "10.0.0.1:5", "198.51.100.9", "10.0.0.1"},
		{[]string{"192.0.2.0/24"}, "192.0.2.1:5", "nonsense", "192.0.2.1"},
		{[]string{"2001:db8::/32"}, "[2001:db8::1]:5", "2001:db9::7", "2001:db9::7"},
	}
	for _, test := range tests {
		r := newRig(t, func(p *parts) {
			for _, prefix := range test.trusted {
				p.cfg.TrustedProxies = append(p.cfg.TrustedProxies, netip.MustParsePrefix(prefix))
			}
		})
		request := httptest.NewRequest(http.MethodGet, "/livez", nil)
		request.RemoteAddr = test.peer
		request.Header.Set("X-Forwarded-For", test.said)
		r.server.ServeHTTP(httptest.NewRecorder(), request)
		if !strings.Contains(r.log.String(), `"remote":"`+test.want+`"`) {
			t.Errorf("%+v: %s", test, r.log)
		}
	}
}

// The work on a request ends with its time, whoever waits.
func TestDeadline(t *testing.T) {
	r := newRig(t, func(p *parts) {
		p.cfg.RequestTimeout = 50 * time.Millisecond
		p.deps.Pages = slowPages{}
	})
	wantProblem(t, r.get(t, signV2(t, "v1/preview", params("url=https://example.com/")...)), 503, "too-slow", "try again")
}
