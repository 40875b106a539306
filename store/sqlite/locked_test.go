package sqlite

import (
	"context"
	"errors"
	"flag"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"placard/store"
)

var lockedFor = flag.Duration("locked-for", 1500*time.Millisecond, "how long the database stays locked; figure F8 is of 30s, with -locked-wait 4s")
var lockedWait = flag.Duration("locked-wait", 500*time.Millisecond, "how long a write waits for the lock")

// order is whatever was asked for.
var order = []byte("{}")

// lock has another connection, as another process would, take the write lock.
func lock(t *testing.T, path string) (unlock func()) {
	t.Helper()
	other, err := connect(writerDSN(path), 1)
	if err != nil {
		t.Fatal(err)
	}
	tx, err := other.Begin()
	if err != nil {
		t.Fatal(err)
	}
	unlock = sync.OnceFunc(func() {
		if err := errors.Join(tx.Rollback(), other.Close()); err != nil {
			t.Error(err)
		}
	})
	t.Cleanup(unlock)
	return unlock
}

// While somebody holds the write lock, reads go on, and each of many writes is told so in time, also
// those that wait for one another. Afterwards all is as ever. (Figure F8.)
func TestReadsGoOnWhileLocked(t *testing.T) {
	path := filepath.Join(t.TempDir(), "placard.db")
	cfg := DefaultConfig()
	cfg.Wait = *lockedWait
	db := open(t, path, cfg)
	if err := db.Links().Put(t.Context(), store.Link{ID: "abc", Order: order}); err != nil {
		t.Fatal(err)
	}
	unlock := lock(t, path)
	done, stop := context.WithTimeout(t.Context(), *lockedFor)
	defer stop()

	var all sync.WaitGroup
	var mu sync.Mutex
	var reads, writes int
	var slowestRead, slowestWrite time.Duration
	loop := func(do func() error, want error, n *int, slowest *time.Duration) {
		for done.Err() == nil {
			began := time.Now()
			err := do()
			took := time.Since(began)
			if !errors.Is(err, want) {
				t.Errorf("got %v, want %v", err, want)
			}
			mu.Lock()
			*n++
			*slowest = max(*slowest, took)
			mu.Unlock()
		}
	}
	for range 8 {
		all.Go(func() {
			loop(func() error { return db.Links().Put(t.Context(), store.Link{ID: "def", Order: order}) }, store.ErrUnavailable, &writes, &slowestWrite)
		})
	}
	for range 2 {
		all.Go(func() {
			loop(func() error {
				_, err := db.Links().Get(t.Context(), "abc")
				time.Sleep(time.Millisecond)
				return err
			}, nil, &reads, &slowestRead)
		})
	}
	all.Wait()
	t.Logf("F8: locked for %v, waiting %v: %d reads, slowest %v; %d writes refused, slowest %v",
		*lockedFor, cfg.Wait, reads, slowestRead.Round(time.Millisecond), writes, slowestWrite.Round(time.Millisecond))
	if limit := cfg.Wait + time.Second; slowestWrite > limit {
		t.Errorf("a write took %v, want at most %v", slowestWrite, limit)
	}
	if slowestRead > time.Second || reads < 10 {
		t.Errorf("%d reads, the slowest took %v", reads, slowestRead)
	}
	unlock()
	if err := db.Links().Put(t.Context(), store.Link{ID: "def", Order: order}); err != nil {
		t.Errorf("after the lock: %v", err)
	}
}

// A caller that leaves is not waited for.
func TestLockedWriteHeedsItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "placard.db")
	db := open(t, path, DefaultConfig())
	lock(t, path)
	ctx, leave := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, leave)
	began := time.Now()
	err := db.Links().Put(ctx, store.Link{ID: "abc", Order: order})
	if took := time.Since(began); !errors.Is(err, context.Canceled) || took > time.Second {
		t.Errorf("after %v: %v", took, err)
	}
	if db, err := Open(ctx, path, DefaultConfig()); !errors.Is(err, context.Canceled) {
		t.Errorf("opened %v, %v", db, err)
	}
}

// A transaction that fails leaves neither the lock nor the writer's turn behind.
func TestFailedWritesFreeTheWriter(t *testing.T) {
	db := fresh(t)
	batch := store.Batch{ID: "batch_a"}
	twice := []store.BatchItem{{BatchID: "batch_a", Order: order}, {BatchID: "batch_a", Order: order}}
	for range 3 {
		if err := db.Batches().Create(t.Context(), batch, twice); err == nil {
			t.Error("stored an item twice")
		}
	}
	if err := db.Batches().Create(t.Context(), batch, twice[:1]); err != nil {
		t.Error(err)
	}
}

func TestUses(t *testing.T) {
	db, ctx := fresh(t), t.Context()
	if err := db.Files().Put(ctx, store.File{Kind: store.AssetFile, Name: "a", SHA256: "aa"}); err != nil {
		t.Fatal(err)
	}
	if err := db.Batches().Create(ctx, store.Batch{ID: "b", Result: "bb"}, []store.BatchItem{{BatchID: "b", Blob: "cc", Order: order}}); err != nil {
		t.Fatal(err)
	}
	for sha, want := range map[string]bool{"aa": true, "bb": true, "cc": true, "dd": false, "": false} {
		if got, err := db.Uses(ctx, sha); err != nil || got != want {
			t.Errorf("%q: got %v, %v, want %v", sha, got, err, want)
		}
	}
	if err := db.Batches().Save(ctx, store.Batch{ID: "b", Result: "bb", Finished: time.Unix(1, 0)}); err != nil {
		t.Fatal(err)
	}
	for sha, want := range map[string]bool{"bb": true, "cc": false} { // what was cc is in bb by now
		if got, err := db.Uses(ctx, sha); err != nil || got != want {
			t.Errorf("%q of a batch that has ended: got %v, %v, want %v", sha, got, err, want)
		}
	}
}

func TestClosedFailsNotHangs(t *testing.T) {
	db, err := Open(t.Context(), filepath.Join(t.TempDir(), "placard.db"), DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	if err := db.Ping(t.Context()); err == nil {
		t.Error("a closed database was read")
	}
	if err := db.Links().Put(t.Context(), store.Link{ID: "abc", Order: order}); err == nil {
		t.Error("a closed database was written")
	}
}
