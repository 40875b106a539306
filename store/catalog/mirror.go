package catalog

import (
	"context"
	"log/slog"
	"sync/atomic"
	"time"
)

const (
	// askEvery is how often the database is asked whether anything was changed, if anybody wants to
	// know.
	askEvery = 250 * time.Millisecond
	// askLatest is the age from which on nobody goes on with what was known without having asked.
	askLatest = 750 * time.Millisecond
)

// mirror keeps in memory what a part of the database holds.
type mirror[T any] struct {
	of     Watched
	load   func(ctx context.Context) (T, error)
	now    func() time.Time
	logger *slog.Logger

	turn   chan struct{} // held by who asks the database
	last   atomic.Pointer[seen[T]]
	writes atomic.Int64 // of this process
}

// seen is what was found in the database.
type seen[T any] struct {
	value      T
	generation int64
	writes     int64     // of this process that are in value
	asked      time.Time // whether the generation is still this one
	failed     bool      // the last time
}

func newMirror[T any](of Watched, load func(ctx context.Context) (T, error), now func() time.Time, logger *slog.Logger) *mirror[T] {
	return &mirror[T]{of: of, load: load, now: now, logger: logger, turn: make(chan struct{}, 1)}
}

// changed is called after each write of this process, whether it went well or not.
func (m *mirror[T]) changed() { m.writes.Add(1) }

// young says whether s has all that this process wrote, and is no older than age.
func (m *mirror[T]) young(s *seen[T], age time.Duration) bool {
	return s != nil && s.writes == m.writes.Load() && m.now().Sub(s.asked) < age
}

// get returns what the database holds. Of those who come while it is being asked only those wait that
// must.
func (m *mirror[T]) get(ctx context.Context) (T, error) {
	s := m.last.Load()
	if m.young(s, askEvery) {
		return s.value, nil
	}
	select {
	case m.turn <- struct{}{}:
	default:
		if m.young(s, askLatest) {
			return s.value, nil
		}
		select {
		case m.turn <- struct{}{}:
		case <-ctx.Done():
			var none T
			return none, context.Cause(ctx)
		}
	}
	defer func() { <-m.turn }()
	return m.ask(ctx)
}

// ask reads the database again if it was changed. If it cannot be read, what was known goes on, unless
// this process knows better.
func (m *mirror[T]) ask(ctx context.Context) (T, error) {
	s := m.last.Load()
	if m.young(s, askEvery) { // somebody else asked meanwhile
		return s.value, nil
	}
	// In this order: what is changed in between is found again the next time.
	next := seen[T]{writes: m.writes.Load(), asked: m.now()}
	generation, err := m.of.Generation(ctx)
	next.generation = generation
	if err == nil {
		if s != nil && s.generation == generation {
			next.value = s.value
		} else {
			next.value, err = m.load(ctx)
		}
	}
	if err != nil {
		if ctx.Err() != nil || s == nil || s.writes != next.writes {
			return next.value, err
		}
		if !s.failed {
			m.logger.Warn("catalog: the database cannot be read; what was known of it is used", "err", err)
		}
		next = *s
		next.asked, next.failed = m.now(), true
	}
	m.last.Store(&next)
	return next.value, nil
}
