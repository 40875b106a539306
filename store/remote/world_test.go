package remote

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// originAddr is where public.example is, in the tests' world.
var originAddr = netip.MustParseAddr("93.184.216.34")

// everywhere switches the guard off.
var everywhere = []netip.Prefix{netip.MustParsePrefix("0.0.0.0/0"), netip.MustParsePrefix("::/0")}

// world is an internet on loopback. Of its addresses one belongs to a public server, the origin; all
// others are the canary, which nobody must reach. Both are real servers on real sockets; what is feigned
// is which socket an address leads to.
type world struct {
	origin, canary *httptest.Server
	handler        atomic.Pointer[http.HandlerFunc] // the origin's
	canaryHits     atomic.Int64                     // connections that were accepted
	requests       atomic.Int64                     // to the origin

	mu    sync.Mutex
	names map[string][]string // each look-up takes the next answer; the last one stays
	dials []string            // addresses that were dialled
}

func newWorld(t testing.TB) *world {
	t.Helper()
	w := &world{names: map[string][]string{"public.example": {originAddr.String()}}}
	w.serve(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write(picture) })
	w.origin = httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.requests.Add(1)
		(*w.handler.Load())(rw, r)
	}))
	t.Cleanup(w.origin.Close)
	w.canary = httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(rw, "canary")
	}))
	w.canary.Listener = countingListener{w.canary.Listener, &w.canaryHits}
	w.canary.Start()
	t.Cleanup(w.canary.Close)
	return w
}

type countingListener struct {
	net.Listener
	n *atomic.Int64
}

func (l countingListener) Accept() (net.Conn, error) {
	conn, err := l.Listener.Accept()
	if err == nil {
		l.n.Add(1)
	}
	return conn, err
}

func (w *world) serve(h http.HandlerFunc) { w.handler.Store(&h) }

// lookup answers from names.
func (w *world) lookup(_ context.Context, host string) ([]netip.Addr, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	answers, ok := w.names[host]
	if !ok {
		return nil, &net.DNSError{Err: "no such host", Name: host, IsNotFound: true}
	}
	if len(answers) > 1 {
		w.names[host] = answers[1:]
	}
	addr, err := netip.ParseAddr(answers[0])
	return []netip.Addr{addr}, err
}

func (w *world) name(host string, answers ...string) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.names[host] = answers
}

// dial connects to the server that an address belongs to.
func (w *world) dial(ctx context.Context, _, address string) (net.Conn, error) {
	addr, err := netip.ParseAddrPort(address)
	if err != nil {
		return nil, err
	}
	w.mu.Lock()
	w.dials = append(w.dials, address)
	w.mu.Unlock()
	to := w.canary.Listener.Addr()
	if addr.Addr().Unmap() == originAddr {
		to = w.origin.Listener.Addr()
	}
	return (&net.Dialer{}).DialContext(ctx, "tcp", to.String())
}

// config lets every host be asked, in this world.
func (w *world) config(t testing.TB) Config {
	cfg := DefaultConfig()
	cfg.Dir = t.TempDir()
	cfg.Hosts = []string{"*"}
	cfg.WebhookHosts = []string{"*"}
	cfg.AllowHTTP = true
	cfg.Lookup = w.lookup
	cfg.Dial = w.dial
	cfg.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	return cfg
}

func open(t testing.TB, cfg Config) *Client {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// picture stands for one: it begins like a PNG. Nothing here decodes it.
var picture = []byte("\x89PNG\r\n\x1a\n and so on")

// take reads a picture as the renderer does.
func take(c *Client, url string) ([]byte, error) {
	version, err := c.Stat(context.Background(), url)
	if err != nil {
		return nil, err
	}
	return c.Read(context.Background(), url, version)
}

func mustTake(t testing.TB, c *Client, url, want string) {
	t.Helper()
	if body, err := take(c, url); err != nil || string(body) != want {
		t.Fatalf("%s: got %q, %v; want %q", url, body, err, want)
	}
}

// wantKind checks an error's kind, and returns it.
func wantKind(t testing.TB, err error, want Kind) *Error {
	t.Helper()
	got := (*Error)(nil)
	if !errors.As(err, &got) || got.Kind != want {
		t.Fatalf("got %v (%T), want kind %s", err, err, want)
	}
	return got
}

// clock is a time that tests move.
type clock struct{ ns atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ns.Store(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.ns.Load()).UTC() }
func (c *clock) advance(d time.Duration) { c.ns.Add(int64(d)) }
