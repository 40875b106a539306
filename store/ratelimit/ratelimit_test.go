package ratelimit

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/time/rate"
	"pgregory.net/rapid"

	"placard/store"
)

// clock is moved by the test.
type clock struct{ at time.Time }

func (c *clock) now() time.Time { return c.at }

func newLimiter(t testing.TB, ids int) (*Limiter, *clock) {
	t.Helper()
	c := &clock{time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)}
	l, err := New(Config{MaxIDs: ids, Now: c.now})
	if err != nil {
		t.Fatal(err)
	}
	return l, c
}

func take(t testing.TB, l *Limiter, id string, limit int) store.Rate {
	t.Helper()
	r, err := l.Take(t.Context(), id, limit)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestAMinutesRequestsAtOnceAndThenEvenly(t *testing.T) {
	l, c := newLimiter(t, 10)
	for i := range 60 {
		want := store.Rate{OK: true, Limit: 60, Remaining: 59 - i, Reset: time.Duration(i+1) * time.Second}
		if r := take(t, l, "a", 60); r != want {
			t.Fatalf("request %d: %+v, want %+v", i, r, want)
		}
	}
	for range 3 { // what is refused costs nothing
		if r, want := take(t, l, "a", 60), (store.Rate{Limit: 60, Reset: time.Minute, Retry: time.Second}); r != want {
			t.Errorf("over the limit: %+v, want %+v", r, want)
		}
	}
	if r := take(t, l, "b", 60); !r.OK || r.Remaining != 59 {
		t.Errorf("another id: %+v", r)
	}
	c.at = c.at.Add(time.Second - 1)
	if r := take(t, l, "a", 60); r.OK || r.Retry != 1 {
		t.Errorf("a nanosecond early: %+v", r)
	}
	c.at = c.at.Add(1)
	if r := take(t, l, "a", 60); !r.OK || r.Remaining != 0 {
		t.Errorf("after Retry: %+v", r)
	}
	c.at = c.at.Add(time.Hour)
	if r := take(t, l, "a", 60); !r.OK || r.Remaining != 59 {
		t.Errorf("after an hour: %+v", r)
	}
}

func TestLimits(t *testing.T) {
	l, _ := newLimiter(t, 10)
	if r := take(t, l, "a", 0); r != (store.Rate{OK: true}) {
		t.Errorf("no limit: %+v", r)
	}
	if r, err := l.Take(t.Context(), "a", -1); err == nil || r.OK {
		t.Errorf("a negative limit: %+v, %v", r, err)
	}
	for _, limit := range []int{1, 2, 7, 59, 61, 999_999, 1_000_000, 1 << 62} {
		id := fmt.Sprint(limit)
		r := take(t, l, id, limit)
		if want := min(limit, maxLimit); !r.OK || r.Limit != want || r.Remaining != want-1 || r.Reset > window || r.Reset <= 0 {
			t.Errorf("limit %d: %+v", limit, r)
		}
	}
	// A key whose limit is lowered has to wait for its share of the new one.
	for range 30 {
		take(t, l, "lowered", 60)
	}
	if r := take(t, l, "lowered", 2); !r.OK || r.Remaining != 0 {
		t.Errorf("half of the minute is left, which is one of two: %+v", r)
	}
	if r := take(t, l, "lowered", 2); r.OK {
		t.Errorf("a second of one: %+v", r)
	}
}

// TestAgainstTokenBucket holds the limiter to another's: GCRA and a token bucket let the same requests
// through. The other counts in floating point, so times that are a microsecond from a change are left out.
func TestAgainstTokenBucket(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		limit := rapid.IntRange(1, 6000).Draw(rt, "limit")
		l, c := newLimiter(t, 10)
		other := rate.NewLimiter(rate.Limit(float64(limit)/window.Seconds()), limit)
		share := window / time.Duration(limit)
		for range rapid.IntRange(1, 300).Draw(rt, "requests") {
			c.at = c.at.Add(time.Duration(rapid.Int64Range(0, int64(3*share)).Draw(rt, "wait")))
			tokens := other.TokensAt(c.at)
			got := take(t, l, "a", limit)
			if tokens > 0.999 && tokens < 1.001 { // rounding decides; go on from what was decided
				if got.OK {
					other.ReserveN(c.at, 1)
				}
				continue
			}
			if want := other.AllowN(c.at, 1); got.OK != want {
				rt.Fatalf("limit %d with %f tokens: %+v, want %v", limit, tokens, got, want)
			}
		}
	})
}

func TestRetryIsRight(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		limit := rapid.IntRange(1, 2000).Draw(rt, "limit")
		l, c := newLimiter(t, 10)
		for range limit {
			if !take(t, l, "a", limit).OK {
				rt.Fatal("refused within the limit")
			}
		}
		r := take(t, l, "a", limit)
		if r.OK || r.Retry <= 0 {
			rt.Fatalf("%+v", r)
		}
		c.at = c.at.Add(r.Retry - 1)
		if take(t, l, "a", limit).OK {
			rt.Fatal("let through before Retry")
		}
		c.at = c.at.Add(1)
		if !take(t, l, "a", limit).OK {
			rt.Fatal("refused at Retry")
		}
		c.at = c.at.Add(r.Reset)
		if r := take(t, l, "a", limit); r.Remaining != limit-1 {
			rt.Fatalf("after Reset: %+v", r)
		}
	})
}

// TestManyIDs floods the limiter with ids that never come again: memory is bounded, and an id that goes on
// asking is not forgotten among them.
func TestManyIDs(t *testing.T) {
	const most = 1000
	l, _ := newLimiter(t, most)
	used := 0
	for i := range 50 * most {
		take(t, l, fmt.Sprintf("made up %d", i), 10)
		if i%(most/2) == 0 && take(t, l, "steady", 5).OK {
			used++
		}
		if n := len(l.recent) + len(l.before); n > 2*most {
			t.Fatalf("%d ids are kept", n)
		}
	}
	if used != 5 {
		t.Errorf("the steady one got %d through, want 5", used)
	}
}

func TestMemoryOfDefault(t *testing.T) {
	l, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := range 4 * DefaultConfig().MaxIDs {
		take(t, l, fmt.Sprintf("2001:db8:%x:%x::/64", i>>16, i&0xffff), 10)
	}
	runtime.GC()
	runtime.ReadMemStats(&after)
	grown := float64(int64(after.HeapAlloc)-int64(before.HeapAlloc)) / (1 << 20)
	t.Logf("%.1f MB after %d ids", grown, 4*DefaultConfig().MaxIDs)
	if grown > 20 {
		t.Errorf("%.1f MB", grown)
	}
	runtime.KeepAlive(l)
}

func TestConcurrentTakersShareOneLimit(t *testing.T) {
	l, _ := newLimiter(t, 10)
	var through atomic.Int64
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 200 {
				if r, err := l.Take(t.Context(), "a", 500); err == nil && r.OK {
					through.Add(1)
				}
			}
		})
	}
	all.Wait()
	if n := through.Load(); n != 500 {
		t.Errorf("%d got through, want 500", n)
	}
}

func TestBadConfig(t *testing.T) {
	for _, n := range []int{-1, 0, 1<<24 + 1} {
		if _, err := New(Config{MaxIDs: n}); err == nil {
			t.Errorf("MaxIDs %d was taken", n)
		}
	}
}

func BenchmarkTake(b *testing.B) {
	l, err := New(DefaultConfig())
	if err != nil {
		b.Fatal(err)
	}
	ids := make([]string, 1000)
	for i := range ids {
		ids[i] = fmt.Sprint("key_", i)
	}
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			if _, err := l.Take(b.Context(), ids[rand.IntN(len(ids))], 600); err != nil {
				b.Error(err)
			}
		}
	})
}
