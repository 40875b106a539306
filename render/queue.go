package render

import (
	"context"
	"errors"
	"sync/atomic"
)

// queue lets a bounded number of renders work and a bounded number wait.
type queue struct {
	workers chan struct{}
	inside  atomic.Int64 // working and waiting
	most    int64
}

func newQueue(workers, waiting int) *queue {
	return &queue{workers: make(chan struct{}, workers), most: int64(workers + waiting)}
}

var errBusy = errors.New("too many pictures are being rendered; try again in a moment")

// enter waits for a worker; leave gives it back.
func (q *queue) enter(ctx context.Context) (leave func(), err error) {
	if q.inside.Add(1) > q.most {
		q.inside.Add(-1)
		return nil, &Error{Kind: Busy, Err: errBusy}
	}
	select {
	case q.workers <- struct{}{}:
		return func() {
			<-q.workers
			q.inside.Add(-1)
		}, nil
	case <-ctx.Done():
		q.inside.Add(-1)
		return nil, translate(ctx.Err())
	}
}
