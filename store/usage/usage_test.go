package usage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/store"
	"placard/store/sqlite"
)

// clock is moved by the test.
type clock struct{ at atomic.Int64 }

func (c *clock) now() time.Time      { return time.Unix(0, c.at.Load()) }
func (c *clock) add(d time.Duration) { c.at.Add(int64(d)) }

func at(t testing.TB, text string) *clock {
	t.Helper()
	now, err := time.Parse(time.RFC3339, text)
	if err != nil {
		t.Fatal(err)
	}
	c := &clock{}
	c.at.Store(now.UnixNano())
	return c
}

// lockWait is how long a write waits for a lock: well above what a busy machine takes for anything else.
const lockWait = 2 * time.Second

func database(t testing.TB, path string) *sqlite.DB {
	t.Helper()
	cfg := sqlite.DefaultConfig()
	cfg.Wait = lockWait
	db, err := sqlite.Open(t.Context(), path, cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	return db
}

// meter has a slow beat: tests flush themselves, unless they say otherwise.
func meter(t testing.TB, to Store, c *clock, change ...func(*Config)) *Meter {
	t.Helper()
	cfg := DefaultConfig()
	cfg.Every, cfg.Now, cfg.Logger = time.Minute, c.now, slog.New(slog.DiscardHandler)
	for _, f := range change {
		f(&cfg)
	}
	m, err := New(cfg, to)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = m.Close() })
	return m
}

func month(t testing.TB, m *Meter, keyID string) int64 {
	t.Helper()
	n, err := m.Month(t.Context(), keyID)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestCountsAreWrittenAndSummed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	c := at(t, "2026-11-22T23:59:59Z")
	m := meter(t, database(t, path).Usage(), c)
	m.Count(store.Usage{KeyID: "a", Template: "x", Renders: 1, Bytes: 100})
	m.Count(store.Usage{KeyID: "a", Template: "x", Hits: 2, Bytes: 200})
	m.Count(store.Usage{KeyID: "b", Template: "y", Renders: 5})
	c.add(time.Second)
	m.Count(store.Usage{KeyID: "a", Template: "x", Renders: 1, Bytes: 100})
	want := []store.Usage{
		{Day: "2026-11-22", KeyID: "a", Template: "x", Renders: 1, Hits: 2, Bytes: 300},
		{Day: "2026-11-23", KeyID: "a", Template: "x", Renders: 1, Bytes: 100},
	}
	sums, err := m.Sum(t.Context(), "a", "2026-11-01", "2026-11-30")
	if err != nil || fmt.Sprint(sums) != fmt.Sprint(want) {
		t.Errorf("%v, %v; want %v", sums, err, want)
	}
	if sums, err = m.Sum(t.Context(), "", "2026-11-22", "2026-11-22"); err != nil || len(sums) != 2 {
		t.Errorf("all keys on one day: %v, %v", sums, err)
	}
	if n := month(t, m, "a"); n != 2 {
		t.Errorf("the month has %d", n)
	}
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	again := meter(t, database(t, path).Usage(), c)
	if n := month(t, again, "a"); n != 2 {
		t.Errorf("after a restart the month has %d", n)
	}
}

func TestMonthEnds(t *testing.T) {
	c := at(t, "2026-11-30T23:59:59Z")
	m := meter(t, database(t, filepath.Join(t.TempDir(), "a.db")).Usage(), c)
	m.Count(store.Usage{KeyID: "a", Renders: 3})
	if n := month(t, m, "a"); n != 3 {
		t.Errorf("November has %d", n)
	}
	c.add(time.Second)
	m.Count(store.Usage{KeyID: "a", Renders: 1})
	if n := month(t, m, "a"); n != 1 {
		t.Errorf("December begins with %d", n)
	}
	m.Count(store.Usage{KeyID: "a", Renders: 10, Day: "2026-11-30"}) // a render that began before midnight
	if n := month(t, m, "a"); n != 1 {
		t.Errorf("December has %d", n)
	}
}

// TestMonthIsExact counts and asks while writes come and go: what this process counted is in the month once,
// whether it waits, is on its way or is stored.
func TestMonthIsExact(t *testing.T) {
	c := at(t, "2026-11-22T12:00:00Z")
	m := meter(t, database(t, filepath.Join(t.TempDir(), "a.db")).Usage(), c, func(cfg *Config) { cfg.Every = time.Millisecond })
	if n := month(t, m, "a"); n != 0 {
		t.Fatal(n)
	}
	end := time.Now().Add(2 * time.Second)
	n := int64(0)
	for time.Now().Before(end) {
		n++
		m.Count(store.Usage{KeyID: "a", Template: fmt.Sprint("t", n%7), Renders: 1})
		c.add(time.Millisecond) // so that the store is asked each time
		if got := month(t, m, "a"); got != n {
			t.Fatalf("the month has %d, counted were %d", got, n)
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	t.Logf("%d counts, %d writes", n, m.writes/2)
	if m.writes < 10 {
		t.Errorf("only %d writes in between", m.writes/2)
	}
}

func TestManyCountAtOnce(t *testing.T) {
	c := at(t, "2026-11-22T12:00:00Z")
	m := meter(t, database(t, filepath.Join(t.TempDir(), "a.db")).Usage(), c, func(cfg *Config) { cfg.Every = 5 * time.Millisecond })
	const each = 5000
	var all sync.WaitGroup
	began := time.Now()
	for g := range 8 {
		all.Go(func() {
			for i := range each {
				m.Count(store.Usage{KeyID: fmt.Sprint("key", i%3), Template: fmt.Sprint("t", g), Renders: 1, Bytes: 2})
			}
		})
	}
	all.Wait()
	t.Logf("%v a count", time.Since(began)/(8*each))
	sums, err := m.Sum(t.Context(), "", "2026-11-22", "2026-11-22")
	if n := renders(sums); err != nil || n != 8*each {
		t.Errorf("%d of %d were stored, %v", n, 8*each, err)
	}
}

// TestProcessesSeeEachOther has two meters count into one file.
func TestProcessesSeeEachOther(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	c := at(t, "2026-11-22T12:00:00Z")
	one, other := meter(t, database(t, path).Usage(), c), meter(t, database(t, path).Usage(), c)
	one.Count(store.Usage{KeyID: "a", Renders: 1})
	other.Count(store.Usage{KeyID: "a", Renders: 2})
	if n := month(t, other, "a"); n != 2 {
		t.Errorf("before any write: %d", n)
	}
	for _, m := range []*Meter{one, other} {
		if err := m.Flush(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	c.add(time.Minute) // Every
	for i, m := range []*Meter{one, other} {
		if n := month(t, m, "a"); n != 3 {
			t.Errorf("meter %d: %d", i, n)
		}
	}
}

// overtaken is a store where a write begins and ends between the reading of a sum and its answer.
type overtaken struct {
	Store
	write func()
}

func (o *overtaken) Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error) {
	sums, err := o.Store.Sum(ctx, keyID, from, to)
	if write := o.write; write != nil {
		o.write = nil
		write()
	}
	return sums, err
}

// TestFirstMonthDuringWrite holds that a write which overtakes the first question makes no render go missing.
func TestFirstMonthDuringWrite(t *testing.T) {
	to := &overtaken{Store: database(t, filepath.Join(t.TempDir(), "a.db")).Usage()}
	m := meter(t, to, at(t, "2026-11-22T12:00:00Z"))
	m.Count(store.Usage{KeyID: "a", Renders: 3})
	to.write = func() {
		if err := m.Flush(t.Context()); err != nil {
			t.Error(err)
		}
	}
	for range 2 { // during the write, and after it
		if n := month(t, m, "a"); n != 3 {
			t.Errorf("%d of 3", n)
		}
	}
}

// TestLockedDatabase locks the database as another program would: counting does not wait, months and reports
// are answered, and nothing is lost.
func TestLockedDatabase(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.db")
	c := at(t, "2026-11-22T12:00:00Z")
	m := meter(t, database(t, path).Usage(), c, func(cfg *Config) { cfg.Every = 10 * time.Millisecond })
	m.Count(store.Usage{KeyID: "a", Template: "x", Renders: 1})
	if err := m.Flush(t.Context()); err != nil { // the first answer is exact only while nothing is being written
		t.Fatal(err)
	}
	if n := month(t, m, "a"); n != 1 {
		t.Fatal(n)
	}
	unlock := lock(t, path)
	slowest := time.Duration(0)
	for range 100 {
		began := time.Now()
		m.Count(store.Usage{KeyID: "a", Template: "x", Renders: 1})
		m.Count(store.Usage{KeyID: "b", Template: "x", Renders: 1})
		month(t, m, "a")
		slowest = max(slowest, time.Since(began))
		time.Sleep(3 * time.Millisecond)
		c.add(3 * time.Millisecond)
	}
	t.Logf("counting and asking took %v at most while the database was locked", slowest)
	if slowest > lockWait/2 {
		t.Errorf("it waited: %v", slowest)
	}
	if err := m.Flush(t.Context()); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("a write said %v", err)
	}
	if n := month(t, m, "a"); n != 101 {
		t.Errorf("the month of a has %d", n)
	}
	if sums, err := m.Sum(t.Context(), "", "2026-11-22", "2026-11-22"); err != nil || renders(sums) != 201 {
		t.Errorf("the report has %v, %v", sums, err)
	}
	unlock()
	if err := m.Close(); err != nil {
		t.Fatal(err)
	}
	if sums, err := database(t, path).Usage().Sum(t.Context(), "", "2026-11-22", "2026-11-22"); err != nil || renders(sums) != 201 {
		t.Errorf("stored are %v, %v", sums, err)
	}
}

func lock(t *testing.T, path string) (unlock func()) {
	t.Helper()
	raw, err := sql.Open("sqlite", "file:"+path+"?_txlock=immediate")
	if err != nil {
		t.Fatal(err)
	}
	var tx *sql.Tx
	for range 100 { // a write of the meter's may be under way
		if tx, err = raw.BeginTx(t.Context(), nil); err == nil {
			break
		}
		time.Sleep(5 * time.Millisecond)
	}
	if err != nil {
		t.Fatal(err)
	}
	return func() { _, _ = tx.Rollback(), raw.Close() }
}

// broken is a store that is gone.
type broken struct{}

func (broken) Add(context.Context, []store.Usage) error { return store.ErrUnavailable }
func (broken) Sum(context.Context, string, string, string) ([]store.Usage, error) {
	return nil, store.ErrUnavailable
}

// TestStoreIsGone says so, counts on, and stays within bounds, where sums of keys are still right.
func TestStoreIsGone(t *testing.T) {
	c := at(t, "2026-11-22T12:00:00Z")
	var log strings.Builder
	m := meter(t, broken{}, c, func(cfg *Config) { cfg.Logger = slog.New(slog.NewTextHandler(&log, nil)) })
	if _, err := m.Month(t.Context(), "a"); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("the month of a key that is not known: %v", err)
	}
	for i := range maxPending + 5000 {
		m.Count(store.Usage{KeyID: fmt.Sprint("key", i%2), Template: fmt.Sprint("t", i), Renders: 1})
	}
	if n := len(m.pending); n > maxPending+2 {
		t.Errorf("%d counts wait", n)
	}
	if n := m.pending.renders("key0", "2026-11"); n != (maxPending+5000)/2 {
		t.Errorf("key0 has %d", n)
	}
	if err := m.Close(); !errors.Is(err, store.ErrUnavailable) {
		t.Errorf("Close said %v", err)
	}
}

func TestOutageIsToldOnce(t *testing.T) {
	log := &syncBuilder{}
	gone := &switchable{Store: database(t, filepath.Join(t.TempDir(), "a.db")).Usage()}
	gone.off.Store(true)
	m := meter(t, gone, at(t, "2026-11-22T12:00:00Z"), func(cfg *Config) {
		cfg.Every, cfg.Logger = time.Millisecond, slog.New(slog.NewTextHandler(log, nil))
	})
	m.Count(store.Usage{KeyID: "a", Renders: 1})
	waitFor(t, func() bool { return gone.asked.Load() > 20 })
	gone.off.Store(false)
	waitFor(t, func() bool { return strings.Contains(log.String(), "written again") })
	if n := strings.Count(log.String(), "cannot be written"); n != 1 {
		t.Errorf("told %d times:\n%s", n, log)
	}
}

// switchable is a store that can be made to fail.
type switchable struct {
	Store
	off   atomic.Bool
	asked atomic.Int64
}

func (s *switchable) Add(ctx context.Context, counts []store.Usage) error {
	s.asked.Add(1)
	if s.off.Load() {
		return store.ErrUnavailable
	}
	return s.Store.Add(ctx, counts)
}

type syncBuilder struct {
	mu sync.Mutex
	sb strings.Builder
}

func (s *syncBuilder) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sb.Write(p)
}

func (s *syncBuilder) String() string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.sb.String()
}

func waitFor(t *testing.T, done func() bool) {
	t.Helper()
	for end := time.Now().Add(5 * time.Second); !done(); time.Sleep(time.Millisecond) {
		if time.Now().After(end) {
			t.Fatal("it did not happen in 5 s")
		}
	}
}

func TestBadDays(t *testing.T) {
	m := meter(t, broken{}, at(t, "2026-11-22T12:00:00Z"))
	for _, days := range [][2]string{{"", "2026-11-22"}, {"2026-11-22", "yesterday"}, {"2026-02-30", "2026-11-22"}, {"2026-11-22", "2026-11-21"}, {"2020-01-01", "2026-11-22"}} {
		var invalid *store.InvalidError
		if _, err := m.Sum(t.Context(), "", days[0], days[1]); !errors.As(err, &invalid) {
			t.Errorf("%v: %v", days, err)
		}
	}
}

func TestBadConfig(t *testing.T) {
	for _, cfg := range []Config{{}, {Every: time.Second}, {Every: -1, Timeout: time.Second}, {Every: time.Hour, Timeout: time.Second}} {
		if _, err := New(cfg, broken{}); err == nil {
			t.Errorf("%+v was taken", cfg)
		}
	}
	if _, err := New(DefaultConfig(), nil); err == nil {
		t.Error("no store was taken")
	}
}
