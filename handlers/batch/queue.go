package batch

import (
	"context"
	"errors"
	"sync"

	"placard/store"
)

// maxRunning is how many batches are worked on at once, of one key each. It bounds the memory that their
// items take, some 8 MB each; how much work goes on at once is the workers' business.
const maxRunning = 16

// errClosing ends the work on a batch that another process will go on with.
var errClosing = errors.New("the server is to end")

// queue has the batches that something is left to do of.
type queue struct {
	ctx     context.Context // ends with errClosing
	work    sync.WaitGroup
	running chan struct{} // one for each batch that is worked on
	slots   chan struct{} // one for each picture that is made

	mu      sync.Mutex
	live    map[string]int    // batches of a key that are not over, or will soon be there
	jobs    map[string]*job   // by batch
	waiting map[string][]*job // by key, in order; there is an entry while somebody works on a key's
}

// job is a batch that something is left to do of.
type job struct {
	id    string
	keyID string
	ctx   context.Context // of the work on it
	stop  context.CancelCauseFunc

	mu    sync.Mutex
	batch store.Batch // but for its counts, which only the records have
}

func newJob(ctx context.Context, of store.Batch) *job {
	j := &job{id: of.ID, keyID: of.KeyID, batch: of}
	j.ctx, j.stop = context.WithCancelCause(ctx)
	return j
}

// change lets one at a time change the batch. An error leaves it as it was.
func (j *job) change(how func(of *store.Batch) error) error {
	j.mu.Lock()
	defer j.mu.Unlock()
	changed := j.batch
	if err := how(&changed); err != nil {
		return err
	}
	j.batch = changed
	return nil
}

// is returns the batch as it is now.
func (j *job) is() store.Batch {
	j.mu.Lock()
	defer j.mu.Unlock()
	return j.batch
}

// start makes the queue, puts in what is left to do, and lets old batches go.
func (b *Batches) start(left []store.Batch) {
	ctx, cancel := context.WithCancelCause(context.Background())
	q := &queue{
		ctx: ctx, running: make(chan struct{}, maxRunning), slots: make(chan struct{}, b.cfg.Workers),
		live: map[string]int{}, jobs: map[string]*job{}, waiting: map[string][]*job{},
	}
	b.queue = q
	b.stop = func() {
		q.mu.Lock() // so that nothing is added behind Wait's back
		cancel(errClosing)
		q.mu.Unlock()
		q.work.Wait()
	}
	for _, of := range left {
		q.live[of.KeyID]++
		b.add(of)
	}
	q.work.Go(func() { b.forget(ctx) })
}

// reserve makes room for a batch of a key, unless it has too many. It becomes a job, or is released.
func (q *queue) reserve(keyID string) bool {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.live[keyID] >= maxLive {
		return false
	}
	q.live[keyID]++
	return true
}

func (q *queue) release(keyID string) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.live[keyID]--; q.live[keyID] == 0 {
		delete(q.live, keyID)
	}
}

// job finds one; nil: nothing is left to do of that batch, or not here.
func (q *queue) job(id string) *job {
	q.mu.Lock()
	defer q.mu.Unlock()
	return q.jobs[id]
}

// add has a batch worked on, or its webhook told, for which there is room. A server that is to end leaves
// it for the next.
func (b *Batches) add(of store.Batch) {
	q := b.queue
	j := newJob(q.ctx, of)
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.ctx.Err() != nil {
		return
	}
	q.jobs[of.ID] = j
	if !of.Finished.IsZero() {
		q.work.Go(func() { b.news(j) })
		return
	}
	_, busy := q.waiting[of.KeyID]
	q.waiting[of.KeyID] = append(q.waiting[of.KeyID], j)
	if !busy {
		q.work.Go(func() { b.serve(of.KeyID) })
	}
}

// serve works on a key's batches one after the other, until there are no more.
func (b *Batches) serve(keyID string) {
	q := b.queue
	for j := q.next(keyID); j != nil; j = q.next(keyID) {
		select {
		case q.running <- struct{}{}:
		case <-q.ctx.Done():
			return
		}
		ended := b.run(j)
		<-q.running
		if ended {
			q.work.Go(func() { b.news(j) }) // Wait waits for this goroutine, and so for that
		}
	}
}

// next takes the first batch of a key that waits.
func (q *queue) next(keyID string) *job {
	q.mu.Lock()
	defer q.mu.Unlock()
	all := q.waiting[keyID]
	if len(all) == 0 || q.ctx.Err() != nil {
		delete(q.waiting, keyID)
		return nil
	}
	q.waiting[keyID] = all[1:]
	return all[0]
}

// over lets go of a batch of which nothing is left to do here.
func (q *queue) over(j *job) {
	j.stop(nil)
	q.mu.Lock()
	delete(q.jobs, j.id)
	q.mu.Unlock()
	q.release(j.keyID)
}
