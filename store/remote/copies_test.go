package remote

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/store"
)

const photo = "http://public.example/photo.png"

// timed is a client whose clock the test moves.
func timed(t testing.TB, w *world) (*Client, *clock, Config) {
	clock := newClock()
	cfg := w.config(t)
	cfg.Now = clock.now
	return open(t, cfg), clock, cfg
}

// asked runs do and checks how many requests the origin got meanwhile.
func asked(t testing.TB, w *world, want int64, do func()) {
	t.Helper()
	before := w.requests.Load()
	do()
	if got := w.requests.Load() - before; got != want {
		t.Fatalf("%d requests to the origin, want %d", got, want)
	}
}

// versioned serves a body with an ETag and a date, and answers conditional requests.
func versioned(body string) http.HandlerFunc {
	return func(rw http.ResponseWriter, r *http.Request) {
		rw.Header().Set("ETag", etag(body))
		http.ServeContent(rw, r, "a.png", time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), strings.NewReader(body))
	}
}

func etag(body string) string { return fmt.Sprintf(`"%x"`, body) }

func TestCopyIsUsedThenRevalidated(t *testing.T) {
	w := newWorld(t)
	w.serve(versioned("\x89PNG one"))
	c, clock, cfg := timed(t, w)
	asked(t, w, 1, func() {
		mustTake(t, c, photo, "\x89PNG one")
		mustTake(t, c, photo, "\x89PNG one")
		mustTake(t, c, "HTTP://PUBLIC.example:80/photo.png#x", "\x89PNG one")
	})
	clock.advance(cfg.TTL)
	var sent atomic.Int64
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.Header.Get("If-None-Match") == etag("\x89PNG one") && r.Header.Get("If-Modified-Since") != "" {
			rw.WriteHeader(http.StatusNotModified)
			return
		}
		sent.Add(1)
	})
	asked(t, w, 1, func() {
		mustTake(t, c, photo, "\x89PNG one")
		mustTake(t, c, photo, "\x89PNG one")
	})
	if sent.Load() != 0 {
		t.Error("the request was not conditional")
	}
	clock.advance(cfg.TTL)
	w.serve(versioned("\x89PNG two"))
	asked(t, w, 1, func() { mustTake(t, c, photo, "\x89PNG two") })
	next := open(t, cfg) // another process, or this one after a restart
	asked(t, w, 0, func() { mustTake(t, next, photo, "\x89PNG two") })
}

// A version once told of can be read, also when the URL has a newer one.
func TestVersionsLast(t *testing.T) {
	w := newWorld(t)
	w.serve(versioned("\x89PNG one"))
	c, clock, cfg := timed(t, w)
	first, err := c.Stat(context.Background(), photo)
	if err != nil {
		t.Fatal(err)
	}
	clock.advance(cfg.TTL)
	w.serve(versioned("\x89PNG two"))
	mustTake(t, c, photo, "\x89PNG two")
	if body, err := c.Read(context.Background(), photo, first); err != nil || string(body) != "\x89PNG one" {
		t.Errorf("got %q, %v", body, err)
	}
	_, err = c.Read(context.Background(), photo, strings.Repeat("0", 64))
	wantKind(t, err, Broken) // and not the bytes of another version
}

// Without room for copies pictures come all the same; each time anew.
func TestNoRoomForCopies(t *testing.T) {
	w := newWorld(t)
	cfg := w.config(t)
	cfg.MemoryBytes, cfg.DiskBytes = 0, 0
	c := open(t, cfg)
	mustTake(t, c, photo, string(picture))
}

func TestStaleWhileTheServerFails(t *testing.T) {
	for name, fail := range map[string]http.HandlerFunc{
		"500": status(500), "503": status(503), "429": status(429), "403": status(403),
		"no HTTP": raw("SSH-2.0\r\n"), "a page": func(rw http.ResponseWriter, _ *http.Request) { _, _ = io.WriteString(rw, "<html>") },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			w := newWorld(t)
			w.serve(versioned("\x89PNG one"))
			c, clock, cfg := timed(t, w)
			mustTake(t, c, photo, "\x89PNG one")
			clock.advance(cfg.TTL)
			w.serve(fail)
			asked(t, w, 1, func() {
				mustTake(t, c, photo, "\x89PNG one")
				mustTake(t, c, photo, "\x89PNG one")
				clock.advance(failForStale - time.Second)
				mustTake(t, c, photo, "\x89PNG one")
			})
			clock.advance(time.Second)
			asked(t, w, 1, func() { mustTake(t, c, photo, "\x89PNG one") })
			clock.advance(cfg.StaleFor)
			if body, err := take(c, photo); err == nil {
				t.Errorf("%d bytes are served %v after they were checked", len(body), cfg.TTL+cfg.StaleFor)
			}
			w.serve(versioned("\x89PNG two"))
			clock.advance(failForStale)
			mustTake(t, c, photo, "\x89PNG two")
		})
	}
}

// What is gone is gone, and what is no longer to be asked is no longer served.
func TestNotStaleWhenGone(t *testing.T) {
	w := newWorld(t)
	c, clock, cfg := timed(t, w)
	mustTake(t, c, photo, string(picture))
	clock.advance(cfg.TTL)
	w.serve(status(http.StatusNotFound))
	_, err := take(c, photo)
	wantKind(t, err, Missing)

	w.serve(func(rw http.ResponseWriter, _ *http.Request) { _, _ = rw.Write(picture) })
	clock.advance(failFor)
	mustTake(t, c, photo, string(picture))
	clock.advance(cfg.TTL)
	w.name("public.example", "10.0.0.1")
	c.getter.CloseIdleConnections()
	_, err = take(c, photo)
	wantKind(t, err, Refused)

	cfg.Hosts = []string{"other.example"}
	strict := open(t, cfg)
	_, err = strict.Stat(context.Background(), photo)
	wantKind(t, err, Refused)
	if !strings.Contains(err.Error(), "public.example: not among the hosts") {
		t.Errorf("got %v", err)
	}
	version, err := c.Stat(context.Background(), "http://public.example/other.png")
	if err == nil {
		_, err = strict.Read(context.Background(), photo, version)
	}
	wantKind(t, err, Refused)
}

// A failure is remembered for a moment, and never as a success.
func TestFailuresAreNotRepeated(t *testing.T) {
	w := newWorld(t)
	w.serve(status(http.StatusBadGateway))
	c, clock, _ := timed(t, w)
	asked(t, w, 1, func() {
		for range 5 {
			_, err := take(c, photo)
			wantKind(t, err, Status)
		}
	})
	w.serve(versioned("\x89PNG"))
	clock.advance(failFor)
	asked(t, w, 1, func() { mustTake(t, c, photo, "\x89PNG") })
}

func TestFailuresAreBounded(t *testing.T) {
	clock := newClock()
	f := newFailures(clock.now)
	e := &Error{Kind: Timeout}
	for i := range maxFailures + 100 {
		f.put(fmt.Sprint(i), e, failFor)
	}
	if len(f.all) != maxFailures || f.get(fmt.Sprint(maxFailures+99)) != e {
		t.Errorf("%d failures are remembered", len(f.all))
	}
	clock.advance(failFor)
	f.put("new", e, failFor)
	if len(f.all) != 1 {
		t.Errorf("%d failures are remembered though they are over", len(f.all))
	}
}

// Many ask at once, and the first of them leaves: there is one request, and all others get the picture.
func TestOneRequestForAll(t *testing.T) {
	w := newWorld(t)
	release := make(chan struct{})
	w.serve(func(rw http.ResponseWriter, _ *http.Request) {
		<-release
		_, _ = rw.Write(picture)
	})
	c := open(t, w.config(t))
	ctx, leave := context.WithCancel(context.Background())
	gone := make(chan error)
	go func() {
		_, err := c.Stat(ctx, photo)
		gone <- err
	}()
	for w.requests.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	leave()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the one who left got %v", err)
	}
	var all sync.WaitGroup
	var got atomic.Int64
	for range 200 {
		all.Go(func() {
			if body, err := take(c, photo); err == nil && bytes.Equal(body, picture) {
				got.Add(1)
			}
		})
	}
	time.Sleep(20 * time.Millisecond)
	close(release)
	all.Wait()
	if got.Load() != 200 || w.requests.Load() != 1 {
		t.Errorf("%d of 200 got it, by %d requests", got.Load(), w.requests.Load())
	}
}

// Validators belong to the URL that gave them: what another URL has under the same ETag is other content.
func TestRedirectsAreNotRevalidated(t *testing.T) {
	w := newWorld(t)
	target, body := "/one.png", "\x89PNG one"
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/photo.png" {
			http.Redirect(rw, r, target, http.StatusFound)
			return
		}
		rw.Header().Set("ETag", `"same"`)
		http.ServeContent(rw, r, "", time.Time{}, strings.NewReader(body))
	})
	c, clock, cfg := timed(t, w)
	mustTake(t, c, photo, "\x89PNG one")
	clock.advance(cfg.TTL)
	target, body = "/two.png", "\x89PNG two"
	mustTake(t, c, photo, "\x89PNG two")

	mustTake(t, c, "http://public.example/two.png", "\x89PNG two") // with an ETag, and then moved
	clock.advance(cfg.TTL)
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/two.png" {
			http.Redirect(rw, r, "/three.png", http.StatusFound)
			return
		}
		rw.Header().Set("ETag", `"same"`)
		http.ServeContent(rw, r, "", time.Time{}, strings.NewReader("\x89PNG three"))
	})
	mustTake(t, c, "http://public.example/two.png", "\x89PNG three")
}

// A page is cut at the limit, and kept like a picture.
func TestGet(t *testing.T) {
	w := newWorld(t)
	page := "<html>" + strings.Repeat("x", 1000)
	w.serve(func(rw http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/old" {
			http.Redirect(rw, r, "/new", http.StatusMovedPermanently)
			return
		}
		if got := r.Header.Get("Accept"); got != "text/html" {
			t.Errorf("Accept is %q", got)
		}
		rw.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = io.WriteString(rw, page)
	})
	c := open(t, w.config(t))
	for limit, want := range map[int64]string{100: page[:100], int64(len(page)): page, 5000: page} {
		asked(t, w, 2, func() {
			for range 2 {
				got, err := c.Get(context.Background(), "http://public.example/old", "text/html", limit)
				if err != nil || string(got.Body) != want || got.URL != "http://public.example/new" || got.Type != "text/html; charset=utf-8" {
					t.Fatalf("limit %d: got %.20q (%d bytes) of %s, %v", limit, got.Body, len(got.Body), got.URL, err)
				}
			}
		})
	}
	_, err := c.Get(context.Background(), "http://none.example/", "text/html", 100)
	if wantKind(t, err, Unreachable); !errors.Is(err, store.ErrUpstream) {
		t.Errorf("got %v", err)
	}
}

// A hot picture costs a look into memory.
func BenchmarkStat(b *testing.B) {
	w := newWorld(b)
	c := open(b, w.config(b))
	mustTake(b, c, photo, string(picture))
	for b.Loop() {
		if _, err := c.Stat(context.Background(), photo); err != nil {
			b.Fatal(err)
		}
	}
}
