package remote

import (
	"bytes"
	"compress/gzip"
	"context"
	"fmt"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"sync"
	"testing"
	"time"
)

// bomb is 1 GB of zeros in 1 MB of gzip: a thousand members of a megabyte each, which are one stream.
var bomb = sync.OnceValue(func() []byte {
	var member bytes.Buffer
	z := gzip.NewWriter(&member)
	_, _ = z.Write(make([]byte, 1<<20))
	_ = z.Close()
	return bytes.Repeat(member.Bytes(), 1<<10)
})

// raw answers with bytes that net/http would not write.
func raw(answer ...string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		conn, _, err := rw.(http.Hijacker).Hijack()
		if err != nil {
			panic(err)
		}
		defer conn.Close()
		for _, s := range answer {
			if _, err := conn.Write([]byte(s)); err != nil {
				return
			}
		}
	}
}

// drip sends a byte a second for as long as anybody listens.
func drip(rw http.ResponseWriter, r *http.Request) {
	_, _ = rw.Write(picture)
	for {
		rw.(http.Flusher).Flush()
		select {
		case <-time.After(time.Second):
			_, _ = rw.Write([]byte("."))
		case <-r.Context().Done():
			return
		}
	}
}

// endless sends as fast as it can.
func endless(rw http.ResponseWriter, _ *http.Request) {
	block := bytes.Repeat([]byte("\x89PNG"), 8<<10)
	for {
		if _, err := rw.Write(block); err != nil {
			return
		}
	}
}

// hostile servers, and how each is to be answered.
var hostile = []struct {
	name  string
	serve http.HandlerFunc
	want  Kind
}{
	{"1 B/s drip", drip, Timeout},
	{"header stall", func(_ http.ResponseWriter, r *http.Request) { <-r.Context().Done() }, Timeout},
	{"endless body", endless, TooLarge},
	{"small chunks", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", strings.Repeat("100\r\n"+strings.Repeat("x", 256)+"\r\n", 50_000)), TooLarge},
	{"claims 1 TB", raw("HTTP/1.1 200 OK\r\nContent-Length: 1099511627776\r\n\r\nx"), TooLarge},
	{"gzip bomb", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Encoding", "gzip")
		_, _ = rw.Write(bomb())
	}, TooLarge},
	{"gzip in gzip", func(rw http.ResponseWriter, _ *http.Request) {
		rw.Header().Set("Content-Encoding", "gzip, gzip")
		_, _ = rw.Write(bomb())
	}, Broken},
	{"no gzip at all", raw("HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 4\r\n\r\nabcd"), Broken},
	{"brotli", raw("HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 4\r\n\r\nabcd"), Broken},
	{"early close", raw("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n\x89PNG"), Broken},
	{"close without a word", raw(), Broken},
	{"no HTTP", raw("SSH-2.0-OpenSSH_9.9\r\n"), Broken},
	{"1 MB of headers", raw("HTTP/1.1 200 OK\r\n", strings.Repeat("X-A: "+strings.Repeat("b", 1000)+"\r\n", 1000), "\r\n"), Broken},
	{"a header of 1 MB", raw("HTTP/1.1 200 OK\r\nX-A: " + strings.Repeat("b", 1<<20) + "\r\n\r\n"), Broken},
	{"endless early hints", raw(strings.Repeat("HTTP/1.1 103 Early Hints\r\nLink: <a>\r\n\r\n", 100_000)), Broken},
	{"two lengths", raw("HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 5\r\n\r\nabcde"), Broken},
	{"negative length", raw("HTTP/1.1 200 OK\r\nContent-Length: -4\r\n\r\nabcd"), Broken},
	{"chunk of 16 EB", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nx"), Broken},
	{"bad trailer", raw("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nx\r\n0\r\n" + strings.Repeat("a", 1<<20)), Broken},
	{"50 redirects", redirectTo("http://public.example/next"), Broken},
	{"redirect to loopback", redirectTo("http://127.0.0.1/"), Refused},
	{"redirect to file", redirectTo("file:///etc/passwd"), Refused},
	{"redirect to gopher", redirectTo("gopher://127.0.0.1:6379/_FLUSHALL"), Refused},
	{"redirect to data", redirectTo("data:image/png;base64,AAAA"), Refused},
	{"redirect to a password", redirectTo("http://user:pass@public.example/"), Refused},
	{"redirect to a port", redirectTo("http://public.example:6379/"), Refused},
	{"redirect nowhere", redirectTo(""), Status},
	{"redirect to no URL", redirectTo("http://[::1"), Broken},
	{"page for a picture", func(rw http.ResponseWriter, _ *http.Request) {
		_, _ = rw.Write([]byte("<!doctype html><title>Not found</title>"))
	}, Broken},
	{"nothing", func(http.ResponseWriter, *http.Request) {}, Broken},
	{"no content", status(http.StatusNoContent), Status},
	{"part of it", status(http.StatusPartialContent), Status},
	{"not modified, unasked", status(http.StatusNotModified), Status},
	{"switching protocols", raw("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n"), Status},
	{"not found", status(http.StatusNotFound), Missing},
	{"gone", status(http.StatusGone), Missing},
	{"unauthorized", status(http.StatusUnauthorized), Status},
	{"internal error", status(http.StatusInternalServerError), Status},
}

func redirectTo(url string) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) {
		if url != "" {
			rw.Header().Set("Location", url)
		}
		rw.WriteHeader(http.StatusFound)
	}
}

func status(code int) http.HandlerFunc {
	return func(rw http.ResponseWriter, _ *http.Request) { rw.WriteHeader(code) }
}

// answerWithin is F9's bound.
const answerWithin = 3 * time.Second

// Figure F9: whatever a server does, the answer comes in time, says so, and is no picture.
func TestHostileServers(t *testing.T) {
	var (
		mu      sync.Mutex
		slowest time.Duration
	)
	t.Run("all", func(t *testing.T) {
		for _, h := range hostile {
			t.Run(h.name, func(t *testing.T) {
				t.Parallel()
				w := newWorld(t)
				w.serve(h.serve)
				c := open(t, w.config(t))
				start := time.Now()
				body, err := take(c, "http://public.example/")
				took := time.Since(start)
				wantKind(t, err, h.want)
				if len(body) != 0 || took > answerWithin || w.canaryHits.Load() != 0 {
					t.Errorf("%d bytes after %v, %d connections to the canary", len(body), took, w.canaryHits.Load())
				}
				if n := w.requests.Load(); n > maxRedirects+1 {
					t.Errorf("%d requests", n)
				}
				mu.Lock()
				slowest = max(slowest, took)
				mu.Unlock()
			})
		}
	})
	t.Logf("F9: %d hostile servers, the slowest answered after %v (limit %v)", len(hostile), slowest.Round(time.Millisecond), answerWithin)
}

// The same below HTTP: names and connections that hang.
func TestHostileNetworks(t *testing.T) {
	hang := func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() }
	for name, c := range map[string]struct {
		change func(cfg *Config)
		url    string
		want   Kind
	}{
		"a name that hangs": {func(cfg *Config) {
			cfg.Lookup = func(ctx context.Context, _ string) ([]netip.Addr, error) { return nil, hang(ctx) }
		}, "http://public.example/", Timeout},
		"a connection that hangs": {func(cfg *Config) {
			cfg.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) { return nil, hang(ctx) }
		}, "http://public.example/", Timeout},
		"a hundred addresses that hang": {func(cfg *Config) {
			cfg.Lookup = func(context.Context, string) ([]netip.Addr, error) {
				all := make([]netip.Addr, 100)
				for i := range all {
					all[i] = netip.MustParseAddr(fmt.Sprintf("93.184.216.%d", i))
				}
				return all, nil
			}
			dials := make(chan struct{}, maxAddresses)
			cfg.Dial = func(ctx context.Context, _, _ string) (net.Conn, error) {
				select {
				case dials <- struct{}{}:
				default:
					t.Error("more addresses are dialled than are to be")
				}
				return nil, hang(ctx)
			}
		}, "http://public.example/", Timeout},
		"TLS that hangs": {func(cfg *Config) {
			cfg.Dial = func(context.Context, string, string) (net.Conn, error) {
				ours, theirs := net.Pipe()
				t.Cleanup(func() { theirs.Close() })
				go func() { _, _ = theirs.Read(make([]byte, 1<<10)) }()
				return ours, nil
			}
		}, "https://public.example/", Timeout},
		"no address": {func(cfg *Config) {
			cfg.Lookup = func(context.Context, string) ([]netip.Addr, error) { return nil, nil }
		}, "http://public.example/", Refused},
		"no such name": {func(*Config) {}, "http://none.example/", Unreachable},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cfg := newWorld(t).config(t)
			c.change(&cfg)
			client := open(t, cfg)
			start := time.Now()
			_, err := take(client, c.url)
			wantKind(t, err, c.want)
			if took := time.Since(start); took > answerWithin {
				t.Errorf("answered after %v", took)
			}
		})
	}
}

// Fetches that stall take their slots with them, but not for long, and those that wait learn why.
func TestSlots(t *testing.T) {
	w := newWorld(t)
	w.serve(drip)
	cfg := w.config(t)
	cfg.MaxFetches = 2
	c := open(t, cfg)
	start := time.Now()
	kinds := make(chan Kind, 4)
	for i := range 4 {
		go func() {
			time.Sleep(time.Duration(i) * 50 * time.Millisecond)
			_, err := c.Stat(context.Background(), fmt.Sprintf("http://public.example/%d", i))
			kinds <- err.(*Error).Kind //nolint:errorlint // any other is a failure
		}()
	}
	got := map[Kind]int{}
	for range 4 {
		got[<-kinds]++
	}
	if got[Timeout] < 2 || got[Timeout]+got[Busy] != 4 || w.requests.Load() < 2 {
		t.Errorf("got %v", got)
	}
	if took := time.Since(start); took > answerWithin {
		t.Errorf("took %v", took)
	}
	w.serve(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write(picture) })
	mustTake(t, c, "http://public.example/later", string(picture))
}
