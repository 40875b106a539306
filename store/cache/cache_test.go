package cache

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"
)

// clock is a time that tests move.
type clock struct{ ns atomic.Int64 }

func newClock() *clock {
	c := &clock{}
	c.ns.Store(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC).UnixNano())
	return c
}

func (c *clock) now() time.Time          { return time.Unix(0, c.ns.Load()) }
func (c *clock) advance(d time.Duration) { c.ns.Add(int64(d)) }

func testConfig(dir string) Config {
	cfg := DefaultConfig()
	cfg.Dir = dir
	cfg.Logger = slog.New(slog.NewTextHandler(io.Discard, nil))
	return cfg
}

func open(t testing.TB, cfg Config) *Cache {
	t.Helper()
	c, err := New(cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(c.Close)
	return c
}

// bodyOf makes a body that tells its key, so that one served for another shows.
func bodyOf(key string) []byte { return bytes.Repeat([]byte(key+"\n"), 50) }

func fillFor(key string) Fill {
	return func(context.Context) ([]byte, error) { return bodyOf(key), nil }
}

func mustNotFill(t testing.TB) Fill {
	return func(context.Context) ([]byte, error) {
		t.Error("filled, want a hit")
		return nil, errors.New("filled")
	}
}

// get asks for a key and checks the body.
func get(t testing.TB, c *Cache, key string, fill Fill) (hit bool, created time.Time) {
	t.Helper()
	body, hit, created, err := c.Do(t.Context(), key, fill)
	if err != nil {
		t.Fatalf("%s: %v", key, err)
	}
	if !bytes.Equal(body, bodyOf(key)) {
		t.Fatalf("%s: got the body %.40q", key, body)
	}
	return hit, created
}

func TestMissThenMemoryThenDisk(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	first := open(t, cfg)
	made := clock.now()
	if hit, created := get(t, first, "a", fillFor("a")); hit || !created.Equal(made) {
		t.Errorf("cold: hit %v, created %v", hit, created)
	}
	clock.advance(time.Hour)
	if hit, created := get(t, first, "a", mustNotFill(t)); !hit || !created.Equal(made) {
		t.Errorf("from memory: hit %v, created %v", hit, created)
	}
	second := open(t, cfg)
	if hit, created := get(t, second, "a", mustNotFill(t)); !hit || !created.Equal(made) {
		t.Errorf("from disk: hit %v, created %v", hit, created)
	}
	get(t, second, "a", mustNotFill(t))
	if s := first.Stats(); s.Misses != 1 || s.MemoryHits != 1 || s.DiskHits != 0 {
		t.Errorf("first: %+v", s)
	}
	if s := second.Stats(); s.Misses != 0 || s.MemoryHits != 1 || s.DiskHits != 1 || s.DiskBytes == 0 {
		t.Errorf("second: %+v", s)
	}
}

func TestEntriesExpire(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	c := open(t, cfg)
	get(t, c, "a", fillFor("a"))
	clock.advance(cfg.TTL - time.Nanosecond)
	get(t, c, "a", mustNotFill(t))
	get(t, open(t, cfg), "a", mustNotFill(t))
	clock.advance(time.Nanosecond)
	if hit, created := get(t, c, "a", fillFor("a")); hit || !created.Equal(clock.now()) {
		t.Errorf("after its time: hit %v, created %v", hit, created)
	}
	clock.advance(-3 * cfg.TTL) // the clock was wrong by days, and is put right
	if hit, _ := get(t, c, "a", fillFor("a")); hit {
		t.Error("an entry of the far future is served")
	}
}

// A thousand ask for a picture that is not there, and the first of them hangs up: one render, and all
// the others get it. (Figure F3; a plain singleflight on the leader's context fails all 999.)
func TestLeaderLeaves(t *testing.T) {
	c := open(t, testConfig(t.TempDir()))
	var fills atomic.Int64
	started, release := make(chan struct{}), make(chan struct{})
	fill := func(ctx context.Context) ([]byte, error) {
		if fills.Add(1) == 1 {
			close(started)
		}
		select {
		case <-release:
			return bodyOf("cold"), nil
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	leader, hangUp := context.WithCancel(t.Context())
	gone := make(chan error)
	go func() {
		_, _, _, err := c.Do(leader, "cold", fill)
		gone <- err
	}()
	<-started

	const followers = 999
	var served atomic.Int64
	var waiting, all sync.WaitGroup
	waiting.Add(followers)
	for range followers {
		all.Go(func() {
			waiting.Done()
			body, _, _, err := c.Do(t.Context(), "cold", fill)
			if err == nil && bytes.Equal(body, bodyOf("cold")) {
				served.Add(1)
			}
		})
	}
	waiting.Wait()
	hangUp()
	if err := <-gone; !errors.Is(err, context.Canceled) {
		t.Errorf("the leader got %v", err)
	}
	close(release)
	all.Wait()
	if fills.Load() != 1 || served.Load() != followers {
		t.Errorf("%d fills, %d of %d served", fills.Load(), served.Load(), followers)
	}
}

func TestFollowerLeaves(t *testing.T) {
	c := open(t, testConfig(t.TempDir()))
	started, release := make(chan struct{}), make(chan struct{})
	done := make(chan error)
	go func() {
		_, _, _, err := c.Do(t.Context(), "k", func(context.Context) ([]byte, error) {
			close(started)
			<-release
			return bodyOf("k"), nil
		})
		done <- err
	}()
	<-started
	ctx, cancel := context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, _, _, err := c.Do(ctx, "k", mustNotFill(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("follower: %v", err)
	}
	close(release)
	if err := <-done; err != nil {
		t.Errorf("leader: %v", err)
	}
	if _, _, _, err := c.Do(ctx, "another", mustNotFill(t)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("one who has left already: %v", err)
	}
}

func TestErrorsAndPanicsAreNotCached(t *testing.T) {
	c := open(t, testConfig(t.TempDir()))
	boom := errors.New("boom")
	fills := map[string]Fill{
		"an error":                func(context.Context) ([]byte, error) { return []byte("half"), boom },
		"a panic with an error":   func(context.Context) ([]byte, error) { panic(boom) },
		"a panic of the run time": func(context.Context) ([]byte, error) { return []byte{[]byte(nil)[len(t.Name())]}, nil },
	}
	for name, fill := range fills {
		body, hit, _, err := c.Do(t.Context(), name, fill)
		if err == nil || body != nil || hit {
			t.Errorf("%s: got %q, %v, %v", name, body, hit, err)
		}
		var p *PanicError
		if errors.As(err, &p) != strings.Contains(name, "panic") {
			t.Errorf("%s: %v", name, err)
		}
		if p != nil && !bytes.Contains(p.Stack, []byte("cache_test.go")) {
			t.Errorf("%s: the stack does not show where:\n%s", name, p.Stack)
		}
		if name != "a panic of the run time" && !errors.Is(err, boom) {
			t.Errorf("%s: %v does not wrap its cause", name, err)
		}
		if hit, _ := get(t, c, name, fillFor(name)); hit {
			t.Errorf("%s was cached", name)
		}
	}
}

func TestFillHasItsOwnDeadline(t *testing.T) {
	cfg := testConfig(t.TempDir())
	cfg.FillTimeout = 10 * time.Millisecond
	c := open(t, cfg)
	_, _, _, err := c.Do(t.Context(), "stuck", func(ctx context.Context) ([]byte, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	})
	if !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("got %v", err)
	}
}

func TestConfigNamesEverySetting(t *testing.T) {
	_, err := New(Config{MemoryBytes: -1, DiskBytes: -1})
	for _, name := range []string{"Dir", "MemoryBytes", "DiskBytes", "TTL", "FillTimeout"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
}

func TestMemoryKeepsToItsLimit(t *testing.T) {
	cfg := testConfig(t.TempDir())
	cfg.MemoryBytes = 50_000
	c := open(t, cfg)
	for i := range 200 {
		key := fmt.Sprint("key", i)
		get(t, c, key, fillFor(key))
	}
	c.memory.entries.CleanUp()
	if w := c.memory.entries.WeightedSize(); w > uint64(cfg.MemoryBytes) || w < uint64(cfg.MemoryBytes)/2 {
		t.Errorf("memory holds %d bytes, the limit is %d", w, cfg.MemoryBytes)
	}
	for i := range 200 { // the rest is on disk
		get(t, c, fmt.Sprint("key", i), mustNotFill(t))
	}
}

func BenchmarkHit(b *testing.B) {
	c := open(b, testConfig(b.TempDir()))
	get(b, c, "k", fillFor("k"))
	b.ReportAllocs()
	for b.Loop() {
		if _, hit, _, _ := c.Do(b.Context(), "k", nil); !hit {
			b.Fatal("miss")
		}
	}
}

// What is put is there at once, replaced by what is put next, and found by the next process.
func TestGetAndPut(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	c := open(t, cfg)
	if _, ok := c.Get("a"); ok {
		t.Error("got what was never put")
	}
	c.Put("a", []byte("first"))
	c.Put("a", []byte("second"))
	next := open(t, cfg)
	for name, c := range map[string]*Cache{"this": c, "next": next} {
		if body, ok := c.Get("a"); !ok || string(body) != "second" {
			t.Errorf("%s process: got %q, %v", name, body, ok)
		}
	}
	clock.advance(cfg.TTL)
	if _, ok := c.Get("a"); ok {
		t.Error("got what is too old")
	}
}
