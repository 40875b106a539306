package batch

import (
	"bytes"
	"context"
	"fmt"
	"runtime/debug"
	"strconv"
	"sync/atomic"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/sync/errgroup"

	"placard/handlers/pictures"
	"placard/handlers/problem"
	"placard/store"
)

const (
	// maxResultBytes bounds the pictures of one zip, and so the disk that a batch takes. It is 1 MB for each
	// picture of the largest batch, and half of what a key may keep.
	maxResultBytes = 1 << 30
	// itemTimeout is of one try at a picture. It is more than the renderer takes, and what is fetched first.
	itemTimeout = time.Minute
	// maxTries of what may pass by itself: another server's failure, a slow minute.
	maxTries = 4
)

// draw makes the pictures of the items that have none yet, and stores what becomes of each as soon as it is
// known. Its error is not of a picture: then there is nothing more to do.
func (b *Batches) draw(j *job, items []store.BatchItem) error {
	var room atomic.Int64
	room.Store(maxResultBytes)
	for _, it := range items {
		room.Add(-it.Bytes)
	}
	group, ctx := errgroup.WithContext(j.ctx)
	group.SetLimit(b.cfg.Workers)
	for i := range items {
		if items[i].State == store.BatchDone || items[i].State == store.BatchFailed {
			continue
		}
		group.Go(func() error { return b.drawItem(ctx, j.keyID, &items[i], &room) })
	}
	return group.Wait()
}

func (b *Batches) drawItem(ctx context.Context, keyID string, it *store.BatchItem, room *atomic.Int64) error {
	picture, err := b.picture(ctx, keyID, it)
	if ctx.Err() != nil {
		return context.Cause(ctx)
	}
	if err == nil && room.Add(-int64(len(picture.Body))) < 0 {
		room.Add(int64(len(picture.Body)))
		err = problem.New(problem.Undrawable, "the pictures before it fill the zip, which has room for %d bytes; make smaller batches", int64(maxResultBytes))
	}
	if err != nil {
		it.State, it.Error = store.BatchFailed, b.words(err, it)
		return b.patiently(ctx, func() error { return b.deps.Records.SaveItem(ctx, *it) })
	}
	err = b.patiently(ctx, func() (err error) {
		it.Blob, it.Bytes, err = b.deps.Blobs.Put(ctx, bytes.NewReader(picture.Body), int64(len(picture.Body)))
		if err != nil {
			return err
		}
		it.State = store.BatchDone
		return b.deps.Records.SaveItem(ctx, *it)
	})
	if err != nil {
		return err
	}
	return b.leaveRoom(ctx, picture.Allowance.Rate)
}

// picture makes an item's picture. It waits for as long as the key's rate is used up or the server is busy,
// and tries some times more what may pass.
func (b *Batches) picture(ctx context.Context, keyID string, it *store.BatchItem) (*pictures.Picture, error) {
	for try := 1; ; try++ {
		picture, err := b.try(ctx, keyID, it)
		if err == nil || ctx.Err() != nil {
			return picture, err
		}
		pause, again := pauseAfter(err, try)
		if !again {
			return nil, err
		}
		if err := b.cfg.Wait(ctx, pause); err != nil {
			return nil, err
		}
	}
}

// try makes an item's picture when there is a worker. A panic ends the item, not the process.
func (b *Batches) try(ctx context.Context, keyID string, it *store.BatchItem) (picture *pictures.Picture, err error) {
	select {
	case b.queue.slots <- struct{}{}:
		defer func() { <-b.queue.slots }()
	case <-ctx.Done():
		return nil, context.Cause(ctx)
	}
	defer func() {
		if v := recover(); v != nil {
			err = fmt.Errorf("panic: %v\n%s", v, debug.Stack())
		}
	}()
	key, ok := b.deps.Keys.Find(keyID)
	if !ok || !key.Can(store.ScopeRender) {
		return nil, problem.New(problem.Forbidden, "the key %s does not hold any more, or may not render", keyID)
	}
	order, err := pictures.ReadOrder(it.Order, "", nil)
	if err != nil {
		return nil, err
	}
	order.Key = key.Key
	limited, cancel := context.WithTimeout(ctx, itemTimeout)
	defer cancel()
	return b.deps.Maker.Make(limited, order)
}

// pauseAfter says whether to try again, and when.
func pauseAfter(err error, try int) (time.Duration, bool) {
	switch p := problem.Describe(err); {
	case p.Of(problem.RateLimited):
		return min(retryAfter(p), maxPause), true
	case p.Of(problem.Busy): // with requests that somebody waits for
		return backoff(try), true
	case p.Of(problem.Upstream), p.Of(problem.TooSlow), p.Of(problem.Unavailable):
		return backoff(try), try < maxTries
	}
	return 0, false
}

func retryAfter(p *problem.Error) time.Duration {
	seconds, err := strconv.Atoi(p.Header.Get(echo.HeaderRetryAfter))
	if err != nil || seconds < 1 || seconds > int(maxPause.Seconds()) {
		return maxPause
	}
	return time.Duration(seconds) * time.Second
}

// leaveRoom waits until half of a key's rate is free again, for requests that somebody waits for.
func (b *Batches) leaveRoom(ctx context.Context, left store.Rate) error {
	short := left.Limit/2 - left.Remaining
	if left.Limit == 0 || short <= 0 {
		return nil
	}
	return b.cfg.Wait(ctx, time.Duration(short)*time.Minute/time.Duration(left.Limit))
}

// words are what an item's owner reads of why it has no picture. The rest is for the log.
func (b *Batches) words(err error, it *store.BatchItem) string {
	p := problem.Describe(err)
	if p.Of(problem.Internal) {
		b.cfg.Logger.Error("batch: an item failed", "batch", it.BatchID, "item", it.Index, "err", err)
	}
	if p.Detail == "" {
		return p.Title
	}
	return p.Detail
}
