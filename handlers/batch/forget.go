package batch

import (
	"context"
	"errors"
	"io/fs"
	"time"
)

const (
	// keep is how long a batch and its zip are there after it ended: a weekend, and the days around it.
	keep = 7 * 24 * time.Hour
	// keepBytes is what a key's batches that have ended take at most, in orders and pictures: the two largest
	// that there can be, so that the last one stays while the next is made. A week of 1,000 cards of 250 kB
	// a day fits. Without a bound whoever may render can fill the disk.
	keepBytes = 2<<30 + 2*maxKeptBytes
	// keepBatches is likewise their number: one every ten minutes, for a week. It bounds the
	// rows of those whose pictures are small, or failed.
	keepBatches = 1000
	// forgetEvery is how often to look for those that are older.
	forgetEvery = time.Hour
)

// forget lets old batches go until ctx ends. Their blobs go when those are swept.
func (b *Batches) forget(ctx context.Context) {
	for {
		b.forgetOld(ctx)
		if wait(ctx, forgetEvery) != nil {
			return
		}
	}
}

func (b *Batches) forgetOld(ctx context.Context) {
	n, err := b.deps.Records.DeleteFinished(ctx, b.cfg.Now().Add(-keep))
	switch {
	case err != nil && ctx.Err() == nil:
		b.cfg.Logger.Warn("batch: old batches could not be deleted", "err", err)
	case n > 0:
		b.cfg.Logger.Info("batch: deleted old batches", "count", n)
	}
}

// makeRoom forgets the oldest batches of a key that take more than it may keep. Their zips go at once, not
// when blobs are swept: a day's batches would fill the disk first. Each has its batch's id in it, so that
// nothing else can have the same content.
func (b *Batches) makeRoom(ctx context.Context, keyID string) {
	var results []string
	err := b.patiently(ctx, func() (err error) {
		results, err = b.deps.Records.DeleteBeyond(ctx, keyID, keepBatches, keepBytes)
		return err
	})
	for _, sha := range results {
		if gone := b.deps.Blobs.Delete(ctx, sha); !errors.Is(gone, fs.ErrNotExist) {
			err = errors.Join(err, gone) // the sweep tries again
		}
	}
	switch {
	case err != nil && ctx.Err() == nil:
		b.cfg.Logger.Warn("batch: the oldest batches of a key could not be deleted", "key", keyID, "err", err)
	case len(results) > 0:
		b.cfg.Logger.Info("batch: deleted the oldest zips of a key, which has more than it may keep", "key", keyID, "count", len(results))
	}
}
