package render

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync/atomic"

	"golang.org/x/sync/semaphore"
)

// admission lets a bounded number of renders, of a bounded number of pixels together, work and a bounded
// number wait.
type admission struct {
	inside  atomic.Int64 // working and waiting
	most    int64
	workers *semaphore.Weighted
	pixels  *semaphore.Weighted
	budget  int64 // px
}

func newAdmission(workers, waiting, budget int) *admission {
	a := &admission{most: int64(workers + waiting), workers: semaphore.NewWeighted(int64(workers)), budget: int64(budget)}
	if budget == 0 {
		a.budget = math.MaxInt64 // the workers are bound enough
	}
	a.pixels = semaphore.NewWeighted(a.budget)
	return a
}

var errBusy = errors.New("too many pictures are being rendered; try again in a moment")

// enter takes a place among those who work or wait, or fails with Busy.
func (a *admission) enter() (leave func(), err error) {
	if a.inside.Add(1) > a.most {
		a.inside.Add(-1)
		return nil, &Error{Kind: Busy, Err: errBusy}
	}
	return func() { a.inside.Add(-1) }, nil
}

// work waits for a worker and for room for a number of pixels. Both are taken in the order of asking, so
// that small pictures cannot keep a large one waiting for ever.
func (a *admission) work(ctx context.Context, pixels int64) (done func(), err error) {
	if err := a.workers.Acquire(ctx, 1); err != nil {
		return nil, translate(err)
	}
	if err := a.pixels.Acquire(ctx, pixels); err != nil {
		a.workers.Release(1)
		return nil, translate(err)
	}
	return func() {
		a.pixels.Release(pixels)
		a.workers.Release(1)
	}, nil
}

// check refuses what would wait for ever; the format and its values say what that is.
func (a *admission) check(cost int64, format string, args ...any) error {
	if cost <= a.budget {
		return nil
	}
	return tooLarge("%s more than this server has memory for; ask for less", fmt.Sprintf(format, args...))
}
