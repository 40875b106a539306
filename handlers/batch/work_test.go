package batch

import (
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

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/store"
)

// many is a batch of n different pictures.
func many(n int) string {
	var items []string
	for i := range n {
		items = append(items, fmt.Sprintf(`{"changes":{"title":"%d"}}`, i))
	}
	return `{"template":"card","items":[` + strings.Join(items, ",") + `]}`
}

// makerFunc is a Maker before the real one, which it may ask.
type makerFunc func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error)

func (f makerFunc) before(d *Deps) { d.Maker = chained{f, d.Maker} }

type chained struct {
	f    makerFunc
	real Maker
}

func (m chained) Make(ctx context.Context, o pictures.Order) (*pictures.Picture, error) {
	return m.f(ctx, o, m.real)
}

// Pictures of a batch take their key's rate and quota like all others. At half of the rate the batch waits;
// at the end of the quota the rest of its items fail, and say so.
func TestRateAndQuota(t *testing.T) {
	r := newRig(t, options{rate: 1000, quota: 5})
	b := r.finished(t, r.create(t, many(8)).ID)
	if b.Done != 5 || b.Failed != 3 {
		t.Errorf("got %d done and %d failed of a quota of 5", b.Done, b.Failed)
	}
	for _, it := range b.Items {
		if it.State == store.BatchFailed && !strings.Contains(it.Error, "all 5 pictures of this month are used") {
			t.Errorf("item %d: %q", it.Index, it.Error)
		}
	}
	if n := made(r.usage.Month(t.Context(), r.key.ID))(t); n != 5 {
		t.Errorf("%d renders were counted", n)
	}
	if again := r.finished(t, r.create(t, many(5)).ID); again.Done == 0 {
		t.Errorf("pictures that are in the cache cost nothing: %+v", again)
	}
}

func TestRoomForRequests(t *testing.T) {
	r := newRig(t, options{rate: 40})
	b := r.finished(t, r.create(t, many(30)).ID)
	waits := r.waits.list()
	if b.Done != 30 || len(waits) == 0 {
		t.Fatalf("%d done, %d waits", b.Done, len(waits))
	}
	for _, d := range waits { // in the test they pass at once, so that they become longer
		if d < 1500*time.Millisecond || d > maxPause {
			t.Errorf("waited %v at 40 a minute", d)
		}
	}
	for left, want := range map[int]time.Duration{40: 0, 20: 0, 19: 1500 * time.Millisecond, 0: 30 * time.Second} {
		w := &slept{}
		b := &Batches{cfg: Config{Wait: w.wait}}
		must(t, b.leaveRoom(t.Context(), store.Rate{Limit: 40, Remaining: left}))
		if w.total != want {
			t.Errorf("%d of 40 left: waits %v, want %v", left, w.total, want)
		}
	}
}

type slept struct{ total time.Duration }

func (w *slept) wait(_ context.Context, d time.Duration) error {
	w.total += d
	return nil
}

// What may pass is tried again: a busy server and a rate for as long as it takes, others' failures some
// times. A panic costs an item, not the process.
func TestTriesAgain(t *testing.T) {
	failures := map[string]func(try int64) error{
		"busy": func(try int64) error {
			return when(try < 9, problem.New(problem.Busy, "full"))
		},
		"rate": func(try int64) error {
			return when(try < 9, problem.New(problem.RateLimited, "wait").With("Retry-After", "7"))
		},
		"passes":  func(try int64) error { return when(try < maxTries, problem.New(problem.Upstream, "elsewhere")) },
		"stays":   func(int64) error { return problem.New(problem.Upstream, "hero.jpg: took too long") },
		"at once": func(int64) error { return problem.New(problem.Undrawable, "no such picture") },
		"panic":   func(int64) error { panic("a crafted picture") },
	}
	want := map[string]struct {
		tries int64
		words string // of the item's error
	}{
		"busy": {9, ""}, "rate": {9, ""}, "passes": {maxTries, ""}, "stays": {maxTries, "hero.jpg: took too long"},
		"at once": {1, "no such picture"}, "panic": {1, "Something went wrong here"},
	}
	var tries atomic.Int64
	var fail func(int64) error
	f := makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
		if err := fail(tries.Add(1)); err != nil {
			return nil, err
		}
		return real.Make(ctx, o)
	})
	r := newRig(t, options{deps: f.before})
	for name, w := range want {
		tries.Store(0)
		fail = failures[name]
		b := r.finished(t, r.create(t, many(1)).ID)
		if got := b.Items[0].Error; tries.Load() != w.tries || (got == "") != (w.words == "") || !strings.Contains(got, w.words) {
			t.Errorf("%s: %d tries, %q, want %+v", name, tries.Load(), got, w)
		}
	}
	if log := r.logged.text(); !strings.Contains(log, "a crafted picture") || !strings.Contains(log, "item_test.go") && !strings.Contains(log, "work_test.go") {
		t.Error("the log does not say where the panic was")
	}
}

func when(is bool, err error) error {
	if is {
		return err
	}
	return nil
}

// A few workers do all the work, and a key with a long batch does not keep others waiting.
func TestFairness(t *testing.T) {
	const workers = 2
	var now, most atomic.Int64
	var mu sync.Mutex
	var order []string
	f := makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
		n := now.Add(1)
		defer now.Add(-1)
		for m := most.Load(); n > m && !most.CompareAndSwap(m, n); m = most.Load() {
		}
		p, err := real.Make(ctx, o)
		mu.Lock()
		defer mu.Unlock()
		order = append(order, o.Key.ID)
		return p, err
	})
	r := newRig(t, options{cfg: func(c *Config) { c.Workers = workers }, deps: f.before})
	long := r.create(t, many(60))
	var short batch
	r.do(t, r.other, http.MethodPost, "/v1/batches", many(3)).want(t, http.StatusAccepted, &short)
	eventually(t, func() bool {
		var b batch
		r.do(t, r.other, http.MethodGet, "/v1/batches/"+short.ID, "").want(t, http.StatusOK, &b)
		return b.Finished != nil
	})
	r.finished(t, long.ID)
	if most.Load() != workers {
		t.Errorf("%d pictures were made at once, want %d", most.Load(), workers)
	}
	last := 0
	for i, id := range order {
		if id == r.other.ID {
			last = i
		}
	}
	t.Logf("the short batch's last picture was number %d of %d", last+1, len(order))
	if last > len(order)-20 {
		t.Error("the short batch waited for the long one")
	}
}

// A server that ends leaves its batches to the next, which draws nothing twice.
func TestGoesOn(t *testing.T) {
	var drawn sync.Map
	var n atomic.Int64
	f := makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
		if n.Add(1) > 5 {
			<-ctx.Done() // until the server ends
			return nil, ctx.Err()
		}
		drawn.Store(string(made(o.JSON())(t)), true)
		return real.Make(ctx, o)
	})
	r := newRig(t, options{cfg: func(c *Config) { c.Workers = 1 }, deps: f.before})
	b := r.create(t, many(9))
	eventually(t, func() bool { return n.Load() == 6 })
	r.batches.Close()
	if got := r.get(t, b.ID); got.State != store.BatchRunning || got.Done != 5 {
		t.Errorf("when it ended: %+v", got)
	}
	again := makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
		if _, twice := drawn.Load(string(made(o.JSON())(t))); twice {
			t.Errorf("drawn again: %s", made(o.JSON())(t))
		}
		return real.Make(ctx, o)
	})
	deps := r.batches.deps
	deps.Maker = chained{again, deps.Maker.(chained).real}
	next := made(Open(t.Context(), r.batches.cfg, deps))(t)
	defer next.Close()
	if got := r.finished(t, b.ID); got.State != store.BatchDone || got.Done != 9 {
		t.Errorf("in the end: %+v", got)
	}
	r.do(t, r.key, http.MethodPost, "/v1/batches", many(1)).want(t, http.StatusAccepted) // to the one that has ended
	if left := made(r.db.Batches().Unfinished(t.Context()))(t); len(left) != 1 || left[0].State != store.BatchQueued {
		t.Errorf("left to the next: %+v", left)
	}
}

// flaky is a store that is locked, or full, for a while.
type flaky struct {
	Records
	Blobs
	left atomic.Int64
}

func (f *flaky) fails() error {
	return when(f.left.Add(-1) >= 0, fmt.Errorf("%w: for a while", store.ErrUnavailable))
}

func (f *flaky) SaveItem(ctx context.Context, it store.BatchItem) error {
	return errors.Join(f.fails(), f.Records.SaveItem(ctx, it))
}

func (f *flaky) Put(ctx context.Context, from io.Reader, limit int64) (string, int64, error) {
	if err := f.fails(); err != nil {
		return "", 0, err
	}
	return f.Blobs.Put(ctx, from, limit)
}

// What was drawn is kept until the database and the disk are there to take it.
func TestStoreUnavailableForAWhile(t *testing.T) {
	f := &flaky{}
	f.left.Store(12)
	var drawn atomic.Int64
	r := newRig(t, options{deps: func(d *Deps) {
		f.Records, f.Blobs = d.Records, d.Blobs
		d.Records, d.Blobs = f, f
		makerFunc(func(ctx context.Context, o pictures.Order, real Maker) (*pictures.Picture, error) {
			drawn.Add(1)
			return real.Make(ctx, o)
		}).before(d)
	}})
	if b := r.finished(t, r.create(t, many(4)).ID); b.Done != 4 || drawn.Load() != 4 || f.left.Load() >= 0 {
		t.Errorf("%+v, %d drawn", b, drawn.Load())
	}
}

// forgetful loses blobs: the first that are opened, as many as left says.
type forgetful struct {
	Blobs
	left atomic.Int64
}

func (f *forgetful) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	if f.left.Add(-1) >= 0 {
		return nil, fmt.Errorf("blob %s: is gone", sha)
	}
	return f.Blobs.Open(ctx, sha)
}

// A picture that the disk has lost is drawn again, and given up when it is lost again and again.
func TestLostPictures(t *testing.T) {
	f := &forgetful{}
	r := newRig(t, options{deps: func(d *Deps) { f.Blobs = d.Blobs; d.Blobs = f }})
	for lost, want := range map[int64]struct{ done, failed int }{1: {3, 0}, maxRounds: {2, 1}} {
		f.left.Store(lost)
		b := r.finished(t, r.create(t, many(3)).ID)
		if b.State != store.BatchDone || b.Done != want.done || b.Failed != want.failed {
			t.Errorf("lost %d times: %+v", lost, b)
		}
		if want.failed > 0 && !strings.Contains(b.Items[0].Error, "disk has lost it") {
			t.Errorf("item 0: %+v", b.Items[0])
		}
		if files := unzip(t, r.do(t, r.key, http.MethodGet, strings.TrimPrefix(b.Result, base), "").body); len(files) != want.done+1 {
			t.Errorf("%d files in the zip", len(files))
		}
	}
}

func TestConfig(t *testing.T) {
	must(t, DefaultConfig().Validate())
	for words, c := range map[string]Config{"Workers": {}, "Workers: 2000": {Workers: 2000}, "cards.example": {Workers: 1, PublicBase: "cards.example.com"}} {
		if err := c.Validate(); err == nil || !strings.Contains(err.Error(), words) {
			t.Errorf("%+v: %v, want %q", c, err, words)
		}
	}
	if _, err := Open(t.Context(), DefaultConfig(), Deps{}); err == nil || !strings.Contains(err.Error(), "needed") {
		t.Errorf("without anything: %v", err)
	}
}
