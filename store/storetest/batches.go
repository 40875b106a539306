package storetest

import (
	"context"
	"fmt"
	"io/fs"
	"slices"
	"testing"
	"time"

	"placard/store"
)

// BatchStore keeps batches and their items.
type BatchStore interface {
	Create(ctx context.Context, b store.Batch, items []store.BatchItem) error
	Get(ctx context.Context, id string) (store.Batch, error)
	List(ctx context.Context, keyID string, limit int) ([]store.Batch, error)
	Items(ctx context.Context, id string) ([]store.BatchItem, error)
	Save(ctx context.Context, b store.Batch) error
	SaveItem(ctx context.Context, it store.BatchItem) error
	Unfinished(ctx context.Context) ([]store.Batch, error)
	DeleteFinished(ctx context.Context, before time.Time) (int, error)
	DeleteBeyond(ctx context.Context, keyID string, most int, bytes int64) (results []string, err error)
}

// batch makes a batch of three items, the nth that was asked for.
func batch(n int, keyID string) (store.Batch, []store.BatchItem) {
	b := store.Batch{
		ID: fmt.Sprintf("batch_%d", n), KeyID: keyID, State: store.BatchQueued, Total: 3, Webhook: "https://example.com/hook",
		Created: now.Add(time.Duration(n) * time.Second),
	}
	var items []store.BatchItem
	for i := range b.Total {
		items = append(items, store.BatchItem{
			BatchID: b.ID, Index: i, Name: fmt.Sprint(9-i, ".jpg"), Order: []byte(`{"template": "card"}`), State: store.BatchQueued,
		})
	}
	return b, items
}

// Batches is the suite of a BatchStore.
func Batches(t *testing.T, open func(t *testing.T) BatchStore) {
	t.Run("kept whole", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		b, items := batch(1, "key_a")
		works(t, s.Create(ctx, b, items))
		other, others := batch(2, "key_a")
		works(t, s.Create(ctx, other, others))
		got, err := s.Get(ctx, b.ID)
		equal(t, "get", got, err, b)

		b.State, b.Result, b.Finished, b.Notified, b.Unheard = store.BatchDone, "aa", now.Add(1e9), now.Add(2e9), "answered 500"
		works(t, s.Save(ctx, b))
		got, err = s.Get(ctx, b.ID)
		equal(t, "saved", got, err, b)
		items[0].State, items[0].Blob, items[0].Bytes = store.BatchDone, "bb", 1234
		items[2].State, items[2].Error = store.BatchFailed, "no template \"x\""
		works(t, s.SaveItem(ctx, items[2]))
		works(t, s.SaveItem(ctx, items[0]))
		all, err := s.Items(ctx, b.ID)
		equal(t, "items", all, err, items)
		all, err = s.Items(ctx, other.ID)
		equal(t, "items of the other", all, err, others)
	})
	t.Run("counted", func(t *testing.T) { batchCounts(t, open(t)) })
	t.Run("deleted when old", func(t *testing.T) { batchesDeleted(t, open(t)) })
	t.Run("deleted when too many", func(t *testing.T) { batchesBeyond(t, open(t)) })
	t.Run("all or nothing", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		b, items := batch(1, "key_a")
		twice := slices.Concat(items, items[1:2])
		if err := s.Create(ctx, b, twice); err == nil {
			t.Error("two items have one index, and nobody said so")
		}
		_, err := s.Get(ctx, b.ID)
		fails(t, "get", err, fs.ErrNotExist)
		works(t, s.Create(ctx, b, items))
		fails(t, "create again", s.Create(ctx, b, items), store.ErrExists)
	})
	t.Run("unknown", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		b, items := batch(1, "key_a")
		_, err := s.Get(ctx, b.ID)
		fails(t, "get", err, fs.ErrNotExist)
		all, err := s.Items(ctx, b.ID)
		equal(t, "items", all, err, nil)
		fails(t, "save", s.Save(ctx, b), fs.ErrNotExist)
		fails(t, "save item", s.SaveItem(ctx, items[0]), fs.ErrNotExist)
	})
	t.Run("lists", func(t *testing.T) { batchLists(t, open(t)) })
}

func batchLists(t *testing.T, s BatchStore) {
	ctx := t.Context()
	var b [5]store.Batch
	for i := range b {
		var items []store.BatchItem
		b[i], items = batch(i, []string{"key_a", "key_b"}[i%2])
		works(t, s.Create(ctx, b[i], items))
	}
	got, err := s.List(ctx, "key_a", 2)
	equal(t, "newest of a key", got, err, []store.Batch{b[4], b[2]})
	got, err = s.List(ctx, "", 100)
	equal(t, "all", got, err, []store.Batch{b[4], b[3], b[2], b[1], b[0]})
	got, err = s.List(ctx, "key_c", 100)
	equal(t, "of nobody", got, err, nil)

	b[0].State, b[0].Finished = store.BatchDone, now // its webhook has still to hear of it
	b[1].State, b[1].Finished, b[1].Notified = store.BatchDone, now, now
	b[3].State = store.BatchRunning
	b[4].State, b[4].Finished, b[4].Unheard = store.BatchFailed, now, "answered 500"
	for _, i := range []int{0, 1, 3, 4} {
		works(t, s.Save(ctx, b[i]))
	}
	got, err = s.Unfinished(ctx)
	equal(t, "unfinished", got, err, []store.Batch{b[0], b[2], b[3]})
}

// batchCounts saves an item more than once, as those do that are killed in between.
func batchCounts(t *testing.T, s BatchStore) {
	ctx := t.Context()
	b, items := batch(1, "key_a")
	works(t, s.Create(ctx, b, items))
	for _, step := range []struct {
		index        int
		state        store.BatchState
		done, failed int
	}{
		{0, store.BatchDone, 1, 0}, {1, store.BatchFailed, 1, 1}, {0, store.BatchDone, 1, 1},
		{1, store.BatchDone, 2, 0}, {2, store.BatchRunning, 2, 0}, {0, store.BatchQueued, 1, 0}, {2, store.BatchFailed, 1, 1},
	} {
		items[step.index].State = step.state
		works(t, s.SaveItem(ctx, items[step.index]))
		works(t, s.Save(ctx, b)) // which does not count
		b.Done, b.Failed = step.done, step.failed
		got, err := s.Get(ctx, b.ID)
		equal(t, "counts", got, err, b)
		b.Done, b.Failed = 0, 0
	}
	items[0].Index = b.Total
	fails(t, "an item that is not there", s.SaveItem(ctx, items[0]), fs.ErrNotExist)
	b.Done, b.Failed = 1, 1
	got, err := s.Get(ctx, b.ID)
	equal(t, "counts after that", got, err, b)
}

func batchesDeleted(t *testing.T, s BatchStore) {
	ctx := t.Context()
	var b [4]store.Batch
	var items [4][]store.BatchItem
	for i := range b {
		b[i], items[i] = batch(i, "key_a")
		works(t, s.Create(ctx, b[i], items[i]))
	}
	for i := range b[:3] { // the last one is not finished, and so never old
		b[i].State, b[i].Finished = store.BatchDone, now.Add(time.Duration(i)*time.Hour)
		works(t, s.Save(ctx, b[i]))
	}
	n, err := s.DeleteFinished(ctx, b[2].Finished)
	equal(t, "deleted", n, err, 2)
	n, err = s.DeleteFinished(ctx, b[2].Finished)
	equal(t, "deleted again", n, err, 0)
	got, err := s.List(ctx, "", 100)
	equal(t, "left", got, err, []store.Batch{b[3], b[2]})
	of, err := s.Items(ctx, b[0].ID)
	equal(t, "items of one that was deleted", of, err, nil)
	of, err = s.Items(ctx, b[2].ID)
	equal(t, "items of one that is left", of, err, items[2])
	works(t, s.Create(ctx, b[0], items[0])) // all of it is gone
}

// batchesBeyond has batches of 1060 bytes: an item's picture, and three orders.
func batchesBeyond(t *testing.T, s BatchStore) {
	ctx := t.Context()
	var b [6]store.Batch
	for i := range b {
		var items []store.BatchItem
		b[i], items = batch(i, []string{"key_a", "key_a", "key_a", "key_a", "key_a", "key_b"}[i])
		works(t, s.Create(ctx, b[i], items))
		for range 2 { // again, as one does that was killed in between
			items[0].State, items[0].Bytes = store.BatchDone, 1000
			works(t, s.SaveItem(ctx, items[0]))
		}
		if i == 4 {
			continue // it is not finished, and so does not count
		}
		b[i].State, b[i].Finished = store.BatchDone, now.Add(time.Duration(i)*time.Hour)
		if i > 0 { // the oldest was canceled
			b[i].Result = fmt.Sprint("zip of ", i)
		}
		works(t, s.Save(ctx, b[i]))
	}
	for _, step := range []struct {
		most    int
		bytes   int64
		results []string
		left    int // of the five of the key
	}{
		{4, 4 * 1060, nil, 5}, {3, 1 << 40, nil, 4}, {3, 3*1060 - 1, []string{"zip of 1"}, 3}, {3, 2 * 1060, nil, 3},
		{1, 1 << 40, []string{"zip of 2"}, 2},
	} {
		results, err := s.DeleteBeyond(ctx, "key_a", step.most, step.bytes)
		equal(t, fmt.Sprintf("deleted beyond %d of %d bytes", step.most, step.bytes), results, err, step.results)
		all, err := s.List(ctx, "key_a", 100)
		equal(t, "left", len(all), err, step.left)
	}
	of, err := s.Items(ctx, b[2].ID)
	equal(t, "items of one that was deleted", of, err, nil)
	all, err := s.List(ctx, "", 100)
	equal(t, "all that are left", len(all), err, 3)
}
