// Package ratelimit says whether a key, or a client's address, asks too often.
//
// It counts in the memory of one process with the generic cell rate algorithm (GCRA, ITU-T I.371): each
// request moves a point in time ahead by a minute's share, and is let through as long as that point is
// at most a minute ahead. So a whole minute's requests may come at once, and from then on they come
// evenly. One time for each id is all that has to be kept.
package ratelimit

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"placard/store"
)

// window is what limits are counted by.
const window = time.Minute

// maxLimit leaves each request at least 1 µs of the minute.
const maxLimit = int(window / time.Microsecond)

// Config bounds a Limiter.
type Config struct {
	// MaxIDs is how many ids are remembered at least. When there are twice as many, those that did not ask
	// since there were half as many are forgotten, and start afresh. An id takes some 100 bytes.
	MaxIDs int

	Now func() time.Time // nil: time.Now
}

// DefaultConfig remembers more addresses than ask within a minute, in 13 MB at most.
func DefaultConfig() Config { return Config{MaxIDs: 1 << 16} }

// Validate names what is out of range.
func (c Config) Validate() error {
	if c.MaxIDs < 1 || c.MaxIDs > 1<<24 {
		return fmt.Errorf("ratelimit: MaxIDs: %d is not in 1..%d", c.MaxIDs, 1<<24)
	}
	return nil
}

// Limiter counts the requests of many ids. Keys and addresses have a Limiter each, so that many addresses
// do not push a key out. It is safe for concurrent use.
type Limiter struct {
	max   int
	now   func() time.Time
	start time.Time

	mu sync.Mutex
	// recent and before have each id's point in time, since start. Those that ask are in recent. When it is
	// full it becomes before, whose rest is forgotten: no id costs more than a look into two maps, however many
	// somebody makes up.
	recent, before map[string]time.Duration
}

// New makes a Limiter.
func New(cfg Config) (*Limiter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	l := &Limiter{max: cfg.MaxIDs, now: cfg.Now, recent: map[string]time.Duration{}}
	if l.now == nil {
		l.now = time.Now
	}
	l.start = l.now()
	return l, nil
}

// errNegative is a slip of whoever set the limit: nothing is let through.
var errNegative = errors.New("ratelimit: the limit is negative")

// Take counts a request of an id that may make perMinute of them, and says whether it is let through. One
// that is not costs nothing. 0 is no limit. The limit of an id may change between requests. It never waits,
// so it does not look at the context.
func (l *Limiter) Take(_ context.Context, id string, perMinute int) (store.Rate, error) {
	switch {
	case perMinute < 0:
		return store.Rate{}, errNegative
	case perMinute == 0:
		return store.Rate{OK: true}, nil
	case perMinute > maxLimit:
		perMinute = maxLimit
	}
	share := window / time.Duration(perMinute)
	burst := share * time.Duration(perMinute) // a minute, less what the division left over

	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now().Sub(l.start)
	point := max(l.find(id), now)
	next := point + share
	if next > now+burst {
		return store.Rate{Limit: perMinute, Reset: point - now, Retry: next - now - burst}, nil
	}
	l.keep(id, next)
	return store.Rate{OK: true, Limit: perMinute, Remaining: int((now + burst - next) / share), Reset: next - now}, nil
}

// find returns the point of an id; one that is not known has none ahead.
func (l *Limiter) find(id string) time.Duration {
	if point, ok := l.recent[id]; ok {
		return point
	}
	point, ok := l.before[id]
	if ok {
		l.keep(id, point)
	}
	return point
}

func (l *Limiter) keep(id string, point time.Duration) {
	if _, ok := l.recent[id]; !ok && len(l.recent) >= l.max {
		l.before, l.recent = l.recent, make(map[string]time.Duration, l.max)
	}
	l.recent[id] = point
}
