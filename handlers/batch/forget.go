package batch

import (
	"context"
	"time"
)

const (
	// keep is how long a batch and its zip are there after it ended: a weekend, and the days around it.
	keep = 7 * 24 * time.Hour
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
