package keys

import (
	"context"
	"sync"
	"time"
)

// poll looks for others' changes until Close. While the database cannot be read, what was read last
// holds on: pictures are served on.
func (k *Keys) poll() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(k.cfg.Poll)
		defer tick.Stop()
		var last string
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			last = k.tell(ctx, last, k.follow(ctx))
		}
	})
	k.stop = func() {
		cancel()
		running.Wait()
	}
}

// follow loads if something was written.
func (k *Keys) follow(ctx context.Context) error {
	generation, err := k.cfg.Records.Generation(ctx)
	if err != nil {
		return err
	}
	if generation == k.current.Load().generation {
		return k.current.Load().damage()
	}
	if err := k.load(ctx); err != nil {
		return err
	}
	return k.current.Load().damage()
}

// tell logs an error once, not with each poll, and its end.
func (k *Keys) tell(ctx context.Context, last string, err error) string {
	if ctx.Err() != nil {
		return last
	}
	now := ""
	if err != nil {
		now = err.Error()
	}
	switch now {
	case last:
	case "":
		k.log.Info("keys can be read again")
	default:
		k.log.Error("keys cannot be read: changes made elsewhere do not hold here", "error", now)
	}
	return now
}
