package usage

import (
	"context"
	"sync"
	"time"
)

// run writes until Close.
func (m *Meter) run() {
	ctx, cancel := context.WithCancel(context.Background())
	var running sync.WaitGroup
	running.Go(func() {
		tick := time.NewTicker(m.cfg.Every)
		defer tick.Stop()
		failing := false
		for {
			select {
			case <-ctx.Done():
				return
			case <-tick.C:
			}
			err := m.Flush(ctx)
			if ctx.Err() != nil {
				return
			}
			switch { // an outage is told when it begins and ends
			case err != nil && !failing:
				m.log.Error("usage cannot be written, and waits in memory", "error", err)
			case err == nil && failing:
				m.log.Info("usage is written again")
			}
			failing = err != nil
		}
	})
	m.stop = func() {
		cancel()
		running.Wait()
	}
}

// Flush writes what was counted so far. If it cannot be written it is kept.
func (m *Meter) Flush(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, m.cfg.Timeout)
	defer cancel()
	select { // one writes at a time
	case m.flushing <- struct{}{}:
		defer func() { <-m.flushing }()
	case <-ctx.Done():
		return ctx.Err()
	}
	m.mu.Lock()
	if len(m.pending) == 0 {
		m.mu.Unlock()
		return nil
	}
	m.pending, m.flying = counts{}, m.pending
	m.writes++
	m.mu.Unlock()

	err := m.store.Add(ctx, m.flying.list())

	m.mu.Lock()
	defer m.mu.Unlock()
	if err != nil {
		for _, u := range m.flying {
			m.pending.add(u)
		}
	}
	m.flying = nil
	m.writes++
	return err
}

// Close ends the writing with a last write, and says whether that failed. It takes Timeout at most. What
// is counted afterwards is lost.
func (m *Meter) Close() error {
	m.stop()
	return m.Flush(context.Background())
}
