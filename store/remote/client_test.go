package remote

import (
	"bytes"
	"context"
	"crypto/x509"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/store"
)

// Nothing is told to a server but what is asked of it.
func TestRequestsTellLittle(t *testing.T) {
	w := newWorld(t)
	var mu sync.Mutex
	var seen []*http.Request
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		mu.Lock()
		seen = append(seen, r)
		mu.Unlock()
		http.SetCookie(rw, &http.Cookie{Name: "id", Value: "1"})
		rw.Header().Set("Alt-Svc", `h2="10.0.0.1:443", h3=":443"`)
		if r.URL.Path == "/a" {
			http.Redirect(rw, r, "http://public.example/b?secret=1", http.StatusFound)
			return
		}
		_, _ = rw.Write(picture)
	})
	c := open(t, w.config(t))
	mustTake(t, c, "http://public.example/a?token=secret#fragment", string(picture))
	mustTake(t, c, "http://public.example/c", string(picture))
	if len(seen) != 3 {
		t.Fatalf("%d requests, want 3", len(seen))
	}
	for _, r := range seen {
		for name := range r.Header {
			switch name {
			case "Accept", "Accept-Encoding", "User-Agent":
			default:
				t.Errorf("%s: sent %s: %s", r.URL, name, r.Header.Get(name))
			}
		}
		if r.ProtoMajor != 1 || r.Host != "public.example" || !strings.HasPrefix(r.UserAgent(), "Placard") {
			t.Errorf("%s %s %s", r.Proto, r.Host, r.UserAgent())
		}
	}
	if n := w.canaryHits.Load(); n != 0 {
		t.Errorf("%d connections elsewhere", n)
	}
}

// A host that may be asked cannot send us to one that may not.
func TestRedirectsKeepToTheHosts(t *testing.T) {
	w := newWorld(t)
	for _, host := range []string{"a.pictures.example", "b.pictures.example", "other.example"} {
		w.name(host, originAddr.String())
	}
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if to := r.URL.Query().Get("to"); to != "" {
			http.Redirect(rw, r, "http://"+to+"/", http.StatusFound)
			return
		}
		_, _ = rw.Write(picture)
	})
	cfg := w.config(t)
	cfg.Hosts = []string{"*.pictures.example"}
	c := open(t, cfg)
	mustTake(t, c, "http://a.pictures.example/?to=b.pictures.example", string(picture))
	asked(t, w, 1, func() {
		_, err := take(c, "http://a.pictures.example/?to=other.example")
		if e := wantKind(t, err, Refused); strings.Contains(e.Reason, "other") {
			t.Errorf("got %v", err)
		}
	})
}

// secure makes a world whose origin speaks TLS with HTTP/2 on offer.
func secure(t *testing.T) (*world, Config) {
	w := newWorld(t)
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(rw http.ResponseWriter, r *http.Request) {
		w.requests.Add(1)
		(*w.handler.Load())(rw, r)
	}))
	server.EnableHTTP2 = true
	server.Config.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError) // handshakes that are to fail
	server.StartTLS()
	t.Cleanup(server.Close)
	cfg := w.config(t)
	cfg.RootCAs = x509.NewCertPool()
	cfg.RootCAs.AddCert(server.Certificate())
	cfg.Dial = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasSuffix(address, ":443") {
			return (&net.Dialer{}).DialContext(ctx, network, server.Listener.Addr().String())
		}
		return w.dial(ctx, network, address)
	}
	w.name("example.com", originAddr.String()) // which the certificate is for
	return w, cfg
}

func TestTLS(t *testing.T) {
	w, cfg := secure(t)
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor != 1 {
			t.Errorf("%s is spoken", r.Proto)
		}
		if r.URL.Path == "/down" {
			http.Redirect(rw, r, "http://example.com/", http.StatusFound)
			return
		}
		_, _ = rw.Write(picture)
	})
	c := open(t, cfg)
	mustTake(t, c, "https://example.com/", string(picture))
	_, err := take(c, "https://public.example/")
	if e := wantKind(t, err, Broken); !strings.Contains(e.Reason, "certificate") {
		t.Errorf("got %v", err)
	}
	_, err = take(c, "https://example.com/down")
	if e := wantKind(t, err, Refused); !strings.Contains(e.Reason, "from https to http") {
		t.Errorf("got %v", err)
	}
	cfg.Dir = t.TempDir()
	cfg.AllowHTTP = false
	strict := open(t, cfg)
	_, err = take(strict, "http://example.com/")
	wantKind(t, err, Refused)
	mustTake(t, strict, "https://example.com/", string(picture))
}

func TestPost(t *testing.T) {
	w := newWorld(t)
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		body, err := io.ReadAll(r.Body)
		if r.Method != http.MethodPost || err != nil || string(body) != `{"done":true}` || r.Header.Get("Placard-Signature") != "v1=ab" {
			t.Errorf("got %s %q, %v, %v", r.Method, body, err, r.Header)
		}
		if r.URL.Path == "/moved" {
			http.Redirect(rw, r, "http://public.example/ok", http.StatusTemporaryRedirect)
			return
		}
		rw.WriteHeader(http.StatusAccepted)
	})
	cfg := w.config(t)
	cfg.WebhookHosts = []string{"public.example", "inside.example", "10.0.0.1", "none.example"}
	cfg.Hosts = []string{"pictures.example"}
	c := open(t, cfg)
	header := http.Header{"placard-signature": {"v1=ab"}, "Content-Type": {"application/json"}}
	post := func(url string) (int, error) {
		return c.Post(context.Background(), url, header, []byte(`{"done":true}`))
	}
	for path, want := range map[string]int{"ok": http.StatusAccepted, "moved": http.StatusTemporaryRedirect} {
		asked(t, w, 1, func() {
			if status, err := post("http://public.example/" + path); err != nil || status != want {
				t.Errorf("%s: got %d, %v", path, status, err)
			}
		})
	}
	w.name("inside.example", "192.168.1.1")
	for url, want := range map[string]Kind{
		"http://inside.example/": Refused, "http://10.0.0.1/": Refused, "http://pictures.example/": Refused, "ftp://public.example/": Refused,
		"http://none.example/": Unreachable,
	} {
		_, err := post(url)
		wantKind(t, err, want)
	}
	for url, ok := range map[string]bool{
		"https://public.example/hook": true, "http://inside.example/": true, // where a name leads is seen when it is asked
		"http://pictures.example/": false, "ftp://public.example/": false, "https://user@public.example/": false, "hook": false,
	} {
		if err := c.CheckPost(url); (err == nil) != ok || !ok && !errors.Is(err, store.ErrUpstream) {
			t.Errorf("%s: got %v", url, err)
		}
	}
	if n := w.canaryHits.Load(); n != 0 {
		t.Errorf("%d connections to the canary", n)
	}
}

// A webhook that does not answer is given up, and so is one whose sender leaves.
func TestPostEnds(t *testing.T) {
	w := newWorld(t)
	stall := make(chan struct{})
	defer close(stall)
	w.serve(func(http.ResponseWriter, *http.Request) { <-stall })
	cfg := w.config(t)
	cfg.PostTimeout = 50 * time.Millisecond
	c := open(t, cfg)
	_, err := c.Post(context.Background(), "http://public.example/", nil, nil)
	wantKind(t, err, Timeout)
	ctx, leave := context.WithCancel(context.Background())
	leave()
	if _, err := c.Post(ctx, "http://public.example/", nil, nil); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

// The log says which host failed and why, and holds nothing of the URL that could be a secret.
func TestLogHasNoURLs(t *testing.T) {
	w := newWorld(t)
	w.name("inside.example", "10.1.2.3")
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		switch r.URL.Path {
		case "/redirect-s3cret":
			http.Redirect(rw, r, "http://a:s3cret@public.example/s3cret", http.StatusFound)
		case "/nonsense-s3cret":
			http.Redirect(rw, r, "http://[s3cret", http.StatusFound)
		case "/raw-s3cret":
			raw("s3cret s3cret\r\n\r\n")(rw, r)
		default:
			rw.WriteHeader(http.StatusTeapot)
		}
	})
	var log bytes.Buffer
	cfg := w.config(t)
	cfg.Logger = slog.New(slog.NewJSONHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	c := open(t, cfg)
	for _, url := range []string{
		"http://public.example/redirect-s3cret", "http://public.example/nonsense-s3cret", "http://public.example/raw-s3cret",
		"http://public.example/x?token=s3cret", "http://inside.example/s3cret", "http://none.example/s3cret", "https://public.example/s3cret",
	} {
		_, err := take(c, url)
		if err == nil || strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: %v", url, err)
		}
	}
	if n := strings.Count(log.String(), "\n"); n != 7 || strings.Contains(log.String(), "s3cret") {
		t.Errorf("%d lines:\n%s", n, log.String())
	}
	if !strings.Contains(log.String(), "10.1.2.3 is not a permitted destination") {
		t.Errorf("the operator is not told why:\n%s", log.String())
	}
}

// A panic while an answer is taken in is an error, not the end of the process.
func TestPanicsAreErrors(t *testing.T) {
	w := newWorld(t)
	cfg := w.config(t)
	var broken atomic.Bool
	cfg.Now = func() time.Time {
		if broken.Load() {
			panic("the clock is broken")
		}
		return time.Now()
	}
	c := open(t, cfg)
	w.serve(func(rw http.ResponseWriter, _ *http.Request) {
		broken.Store(true)
		_, _ = rw.Write(picture)
	})
	_, err := c.Stat(context.Background(), photo)
	broken.Store(false)
	if err == nil || !strings.Contains(err.Error(), "the clock is broken") || errors.Is(err, store.ErrUpstream) {
		t.Errorf("got %v", err)
	}
	w.serve(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write(picture) })
	mustTake(t, c, photo, string(picture))
}

func TestConfigIsChecked(t *testing.T) {
	if err := func() error { c := DefaultConfig(); c.Dir = "x"; return c.Validate() }(); err != nil {
		t.Errorf("the default is not valid: %v", err)
	}
	bad := Config{
		Hosts: []string{"https://a"}, WebhookHosts: []string{"*x"}, AllowNetworks: []netip.Prefix{{}}, Timeout: time.Minute,
		RefuseNetworks: []netip.Prefix{netip.MustParsePrefix("::ffff:10.0.0.0/104")}, MemoryBytes: -1, StaleFor: -1,
	}
	_, err := New(bad)
	if err == nil {
		t.Fatal("a bad configuration is taken")
	}
	for _, name := range []string{
		"Hosts: \"https://a\"", "WebhookHosts: \"*x\"", "invalid Prefix", "::ffff:10.0.0.0/104", "MaxBytes", "Timeout is 1m", "HeaderTimeout",
		"PostTimeout", "MaxFetches", "Dir", "MemoryBytes", "TTL", "StaleFor",
	} {
		if !strings.Contains(err.Error(), name) {
			t.Errorf("%s is not named in: %v", name, err)
		}
	}
}

// With nothing said, nobody is asked.
func TestDefaultAsksNobody(t *testing.T) {
	w := newWorld(t)
	cfg := DefaultConfig()
	cfg.Dir, cfg.Lookup, cfg.Dial = t.TempDir(), w.lookup, w.dial
	c := open(t, cfg)
	_, err := take(c, "https://public.example/")
	wantKind(t, err, Refused)
	_, err = c.Post(context.Background(), "https://public.example/", nil, nil)
	wantKind(t, err, Refused)
	if len(w.dials) != 0 {
		t.Errorf("dialled %v", w.dials)
	}
}

// TestWebhooksKeepNoPictureWaiting tells of one who had as many batches tell slow webhooks as there are slots:
// for ten seconds each, nobody's pictures came.
func TestWebhooksKeepNoPictureWaiting(t *testing.T) {
	w := newWorld(t)
	arrived, stall := make(chan struct{}), make(chan struct{})
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodPost {
			arrived <- struct{}{}
			<-stall
			return
		}
		_, _ = rw.Write(picture)
	})
	cfg := w.config(t)
	cfg.MaxFetches = 2
	c := open(t, cfg)
	var posts sync.WaitGroup
	for range cfg.MaxFetches {
		posts.Go(func() { _, _ = c.Post(context.Background(), "http://public.example/hook", nil, nil) })
		<-arrived
	}
	mustTake(t, c, "http://public.example/picture", string(picture))
	close(stall)
	posts.Wait()
}
