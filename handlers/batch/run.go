package batch

import (
	"context"
	"errors"
	"time"

	"placard/store"
)

// run works on a batch, and says whether it has ended. It has not if the server is to end, or if the work
// broke off; the next process goes on then.
func (b *Batches) run(j *job) (ended bool) {
	err := b.work(j)
	switch cause := context.Cause(j.ctx); {
	case err == nil, errors.Is(err, errCanceled), errors.Is(cause, errCanceled):
		return true
	case errors.Is(cause, errClosing):
		return false
	}
	b.cfg.Logger.Error("batch: the work broke off; the next start goes on with it", "batch", j.id, "err", err)
	b.queue.over(j)
	return false
}

// maxRounds is how often pictures are made that the disk loses before there is a zip.
const maxRounds = 3

func (b *Batches) work(j *job) error {
	if err := b.begin(j); err != nil {
		return err
	}
	var items []store.BatchItem
	err := b.patiently(j.ctx, func() (err error) {
		items, err = b.deps.Records.Items(j.ctx, j.id)
		return err
	})
	if err != nil {
		return err
	}
	for round := 1; ; round++ {
		if err := b.draw(j, items); err != nil {
			return err
		}
		result, err := b.bundle(j, items)
		var lost *lostError
		switch {
		case errors.As(err, &lost):
			b.cfg.Logger.Warn("batch: a stored picture cannot be read", "batch", j.id, "err", err)
			err = b.redo(j, &items[lost.index], round < maxRounds)
		case err == nil:
			return b.end(j, items, result)
		}
		if err != nil {
			return err
		}
	}
}

// begin says that a batch is running, unless it was canceled while it waited.
func (b *Batches) begin(j *job) error {
	return b.patiently(j.ctx, func() error {
		return j.change(func(of *store.Batch) error {
			if !of.Finished.IsZero() {
				return errCanceled
			}
			of.State = store.BatchRunning
			return b.deps.Records.Save(j.ctx, *of)
		})
	})
}

// redo puts an item back among those that are to be drawn, or gives it up.
func (b *Batches) redo(j *job, it *store.BatchItem, again bool) error {
	it.State, it.Blob, it.Bytes = store.BatchQueued, "", 0
	if !again {
		it.State, it.Error = store.BatchFailed, "the picture was drawn, but the server's disk has lost it"
	}
	return b.patiently(j.ctx, func() error { return b.deps.Records.SaveItem(j.ctx, *it) })
}

// end says what became of a batch, unless it was canceled meanwhile.
func (b *Batches) end(j *job, items []store.BatchItem, result string) error {
	return b.patiently(j.ctx, func() error {
		return j.change(func(of *store.Batch) error {
			if !of.Finished.IsZero() {
				return errCanceled
			}
			of.State, of.Result, of.Finished = store.BatchDone, result, b.cfg.Now().UTC()
			if !anyDone(items) {
				of.State = store.BatchFailed
			}
			return b.deps.Records.Save(j.ctx, *of)
		})
	})
}

func anyDone(items []store.BatchItem) bool {
	for _, it := range items {
		if it.State == store.BatchDone {
			return true
		}
	}
	return false
}

// patiently does something as often as it takes until the database and the disk are there: what was
// rendered must not be lost because somebody else locks the database for a while.
func (b *Batches) patiently(ctx context.Context, do func() error) error {
	for try := 1; ; try++ {
		err := do()
		if ctx.Err() != nil && err != nil {
			return context.Cause(ctx)
		}
		if !errors.Is(err, store.ErrUnavailable) {
			return err
		}
		b.cfg.Logger.Warn("batch: waiting for the store", "try", try, "err", err)
		if err := b.cfg.Wait(ctx, backoff(try)); err != nil {
			return err
		}
	}
}

const (
	firstPause = time.Second // after which a busy server, or a locked database, may be free again
	maxPause   = time.Minute
)

// backoff is a second, two, four and so on, to a minute.
func backoff(try int) time.Duration {
	const doublings = 6 // reach maxPause, and cannot overflow
	return min(firstPause<<min(try-1, doublings), maxPause)
}
