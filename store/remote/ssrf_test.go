package remote

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"placard/store"
)

// proxy is a canary that the environment names as everybody's proxy while these tests run.
var (
	proxy     *httptest.Server
	proxyHits atomic.Int64
)

func TestMain(m *testing.M) {
	proxy = httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		fmt.Fprint(w, "canary")
	}))
	proxy.Listener = countingListener{proxy.Listener, &proxyHits}
	proxy.Start()
	for _, name := range []string{"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"} {
		_ = os.Setenv(name, proxy.URL) // read once a process, so before anything else
		_ = os.Setenv(strings.ToLower(name), proxy.URL)
	}
	code := m.Run()
	proxy.Close()
	os.Exit(code)
}

// attack is one spelling by one way. It gets a world of which it may set the origin's answer.
type attack struct {
	way string
	// url prepares the world and returns what to ask for.
	url func(w *world, i int) string
	// proven is how a client without a guard fares.
	proven func(w *world) *http.Client
	// canary counts the connections that must not be.
	canary func(w *world) *atomic.Int64
	// public says that the attack begins at the origin, so that one that ends too early shows.
	public bool
}

func inner(w *world) *atomic.Int64 { return &w.canaryHits }

var attacks = []attack{
	{way: "direct", canary: inner, proven: careless, url: func(_ *world, i int) string {
		return "http://" + spellings[i].host + "/"
	}},
	{way: "redirect", canary: inner, proven: careless, public: true, url: func(w *world, i int) string {
		w.serve(func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Location", "http://"+spellings[i].host+"/")
			rw.WriteHeader(http.StatusFound)
		})
		return fmt.Sprintf("http://public.example/%d", i)
	}},
	{way: "DNS answer", canary: inner, proven: careless, url: func(w *world, i int) string {
		host := fmt.Sprintf("inner%d.example", i)
		w.name(host, spellings[i].means)
		return "http://" + host + "/"
	}},
	{way: "rebinding", canary: inner, proven: checksFirst, public: true, url: func(w *world, i int) string {
		host := fmt.Sprintf("rebind%d.example", i)
		w.name(host, originAddr.String(), spellings[i].means)
		w.serve(func(rw http.ResponseWriter, _ *http.Request) {
			rw.Header().Set("Connection", "close") // so that it has to be dialled again
			rw.Header().Set("Location", "/again")
			rw.WriteHeader(http.StatusFound)
		})
		return "http://" + host + "/"
	}},
	{way: "proxy environment", canary: func(*world) *atomic.Int64 { return &proxyHits }, proven: proxied, url: func(w *world, i int) string {
		host := fmt.Sprintf("proxied%d.example", i)
		w.name(host, spellings[i].means)
		return "http://" + host + "/"
	}},
}

// careless dials whatever a host reads as, and follows redirects: the client that SSRF is written for.
func careless(w *world) *http.Client {
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		addr, ok := loose(host)
		if !ok {
			found, err := w.lookup(ctx, strings.ToLower(strings.TrimSuffix(host, ".")))
			if err != nil {
				return nil, err
			}
			addr = found[0]
		}
		return w.dial(ctx, network, net.JoinHostPort(addr.String(), port))
	}}}
}

// checksFirst looks the name up, asks the guard, and then dials the name: which looks it up again.
func checksFirst(w *world) *http.Client {
	guard := newGuard(Config{AllowHTTP: true})
	return &http.Client{Transport: &http.Transport{DisableKeepAlives: true, DialContext: func(ctx context.Context, network, address string) (net.Conn, error) {
		host, port, err := net.SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		found, err := w.lookup(ctx, host)
		if err != nil {
			return nil, err
		}
		if err := guard.check(netip.AddrPortFrom(found[0], 80)); err != nil {
			return nil, err
		}
		if found, err = w.lookup(ctx, host); err != nil {
			return nil, err
		}
		return w.dial(ctx, network, net.JoinHostPort(found[0].String(), port))
	}}}
}

// proxied is net/http as it comes.
func proxied(*world) *http.Client { return &http.Client{Transport: http.DefaultTransport} }

// Figure F10. Each attack is first made on a client without the guard, where it must reach the canary:
// otherwise it would prove nothing that ours does not.
func TestNobodyGetsIn(t *testing.T) {
	w := newWorld(t)
	for _, s := range spellings { // of the names among them
		if host, err := names.ToASCII(strings.TrimSuffix(s.host, ".")); err == nil {
			w.name(host, s.means)
		}
	}
	cfg := w.config(t)
	c := open(t, cfg)
	total := 0
	for _, a := range attacks {
		proven, let := 0, 0
		for i, s := range spellings {
			url, canary := a.url(w, i), a.canary(w)
			before := canary.Load()
			resp, err := a.proven(w).Get(url)
			if err == nil {
				resp.Body.Close()
			}
			if canary.Load() == before {
				t.Errorf("%s, %s: the canary is not reached without the guard either (%v)", a.way, s.host, err)
				continue
			}
			proven++
			url = a.url(w, i)
			before, inside, asked := canary.Load(), w.canaryHits.Load(), w.requests.Load()
			_, err = take(c, url)
			if canary.Load() != before || w.canaryHits.Load() != inside {
				t.Errorf("%s, %s: reached the canary (%v)", a.way, s.host, err)
				let++
			}
			if e := wantKind(t, err, Refused); !errors.Is(e, store.ErrUpstream) {
				t.Errorf("%s, %s: %v", a.way, s.host, err)
			}
			if a.public != (w.requests.Load() > asked) {
				t.Errorf("%s, %s: %d requests to the public server", a.way, s.host, w.requests.Load()-asked)
			}
		}
		t.Logf("F10: %-17s %d spellings, %d proven without the guard, %d let in with it", a.way+":", len(spellings), proven, let)
		total += proven
	}
	if len(spellings) < 90 || total < 5*90 {
		t.Errorf("%d spellings, %d attacks; want 90 and 450", len(spellings), total)
	}
}

// The same client with every address allowed reaches what it is told to reach: it is the guard that
// decides, and on the address that is dialled.
func TestTheGuardDecides(t *testing.T) {
	w := newWorld(t)
	cfg := w.config(t)
	cfg.AllowNetworks = everywhere
	off := open(t, cfg)
	cfg.Dir = t.TempDir()
	cfg.AllowNetworks = nil
	on := open(t, cfg)
	for i, s := range spellings {
		host := fmt.Sprintf("inner%d.example", i)
		w.name(host, s.means)
		w.dials = nil
		mustTake(t, off, "http://"+host+"/", "canary")
		want := netip.AddrPortFrom(netip.MustParseAddr(s.means).Unmap(), 80).String()
		if len(w.dials) != 1 || w.dials[0] != want {
			t.Errorf("%s: dialled %v, want %s", s.means, w.dials, want)
		}
		w.dials = nil
		_, err := take(on, "http://"+host+"/")
		wantKind(t, err, Refused)
		if len(w.dials) != 0 {
			t.Errorf("%s: dialled %v", s.means, w.dials)
		}
	}
}

// No feigned internet: a listener on loopback, the system's dialler and resolver. Behind the first look
// of the guard the socket's own address is looked at again.
func TestOnRealSockets(t *testing.T) {
	w := newWorld(t)
	port := netip.MustParseAddrPort(w.canary.Listener.Addr().String()).Port()
	cfg := w.config(t)
	cfg.Lookup, cfg.Dial = nil, nil
	cfg.Ports = []uint16{port}
	on := open(t, cfg)
	cfg.Dir = t.TempDir()
	cfg.AllowNetworks = []netip.Prefix{netip.MustParsePrefix("127.0.0.0/8"), netip.MustParsePrefix("::1/128")}
	off := open(t, cfg)
	for i, host := range []string{"127.0.0.1", "localhost", "localhost.", "[::ffff:127.0.0.1]", "LOCALHOST"} {
		url := fmt.Sprintf("http://%s:%d/%d", host, port, i) // some are one host, and would be one copy
		_, err := take(on, url)
		wantKind(t, err, Refused)
		if n := w.canaryHits.Load(); n != 0 {
			t.Fatalf("%s: %d connections to the canary", host, n)
		}
		mustTake(t, off, url, "canary")
		if w.canaryHits.Swap(0) != 1 {
			t.Errorf("%s: the canary was not reached without the guard", host)
		}
		off.getter.CloseIdleConnections()
	}
	conn, err := on.connect(context.Background(), netip.AddrPortFrom(netip.MustParseAddr("127.0.0.1"), port))
	if !errors.Is(err, errAddress) {
		t.Errorf("the dialler let a loopback address through: %v, %v", conn, err)
	}
}

// Of a name's addresses only those that are let through are tried.
func TestMixedAnswers(t *testing.T) {
	w := newWorld(t)
	cfg := w.config(t)
	cfg.Lookup = func(_ context.Context, host string) ([]netip.Addr, error) {
		answer := []netip.Addr{netip.MustParseAddr("127.0.0.1"), netip.MustParseAddr("10.0.0.1")}
		if host == "mixed.example" {
			answer = append(answer, originAddr)
		}
		return answer, nil
	}
	c := open(t, cfg)
	mustTake(t, c, "http://mixed.example/", string(picture))
	_, err := take(c, "http://inner.example/")
	wantKind(t, err, Refused)
	if n := w.canaryHits.Load(); n != 0 {
		t.Errorf("%d connections to the canary", n)
	}
}

// What a client reads tells a name that leads inside from one that leads nowhere by nothing.
func TestErrorsAreNoMap(t *testing.T) {
	w := newWorld(t)
	w.name("inside.example", "10.1.2.3")
	w.name("closed.example", "203.0.114.1") // public
	cfg := w.config(t)
	cfg.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "203.0.114.1") {
			return nil, &net.OpError{Op: "dial", Net: network, Err: errors.New("connection refused")}
		}
		return w.dial(ctx, network, address)
	}
	c := open(t, cfg)
	for _, host := range []string{"inside.example", "closed.example", "nowhere.example", "10.1.2.3"} {
		_, err := take(c, "http://"+host+"/")
		if want := host + ": cannot be reached"; err == nil || err.Error() != want {
			t.Errorf("got %v, want %q", err, want)
		}
	}
}

// Addresses that do not answer give way to those that do.
func TestRaceTriesTheNext(t *testing.T) {
	w := newWorld(t)
	w.name("slow.example", originAddr.String())
	cfg := w.config(t)
	cfg.Lookup = func(context.Context, string) ([]netip.Addr, error) {
		return []netip.Addr{netip.MustParseAddr("2606:4700::1"), netip.MustParseAddr("2606:4700::2"), originAddr}, nil
	}
	var left atomic.Int64
	cfg.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		switch {
		case strings.HasPrefix(address, "[2606:4700::1]"):
			<-ctx.Done()
			left.Add(1)
			return nil, ctx.Err()
		case strings.HasPrefix(address, "[2606:4700::2]"):
			return nil, errors.New("refused")
		}
		return w.dial(ctx, network, address)
	}
	c := open(t, cfg)
	start := time.Now()
	mustTake(t, c, "http://slow.example/", string(picture))
	if took := time.Since(start); took < headStart || took > 4*headStart {
		t.Errorf("took %v, want about %v", took, headStart)
	}
	for deadline := time.Now().Add(2 * time.Second); left.Load() == 0; time.Sleep(time.Millisecond) {
		if time.Now().After(deadline) {
			t.Fatal("the attempt that hangs was not ended")
		}
	}
}
