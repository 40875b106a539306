// Package usage counts what keys use, off the path of requests, and knows how much of its month a key
// has used.
//
// Counts gather in memory and are written once a second; a process that is killed loses those of a second.
// While the database cannot be written they wait. All of it is safe for concurrent use, and several
// processes may count into one database: each sees the others' within some two seconds.
package usage

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"sync"
	"time"

	"placard/store"
)

// Store keeps counts.
type Store interface {
	// Add adds to the counts of the same day, key and template: all of them, or none.
	Add(ctx context.Context, counts []store.Usage) error
	// Sum returns the counts of a key, or of all for "", of days from..to.
	Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error)
}

// Config says how often to write.
type Config struct {
	Every   time.Duration    // between writes, and how old another process's counts may be for Month
	Timeout time.Duration    // of a write
	Logger  *slog.Logger     // nil: slog.Default()
	Now     func() time.Time // nil: time.Now
}

// DefaultConfig writes each second.
func DefaultConfig() Config { return Config{Every: time.Second, Timeout: 5 * time.Second} }

// Validate names each field that is out of range.
func (c Config) Validate() error {
	var errs []error
	if c.Every <= 0 || c.Every > time.Minute {
		errs = append(errs, fmt.Errorf("usage: Every: %v is not in 0..1m, without 0", c.Every))
	}
	if c.Timeout <= 0 || c.Timeout > time.Minute {
		errs = append(errs, fmt.Errorf("usage: Timeout: %v is not in 0..1m, without 0", c.Timeout))
	}
	return errors.Join(errs...)
}

// maxPending bounds what waits for a database that cannot be written, some 20 MB. Beyond it templates are no
// longer told apart; a key's sums stay right.
const maxPending = 1 << 16

// Meter counts.
type Meter struct {
	cfg   Config
	log   *slog.Logger
	store Store

	mu       sync.Mutex
	pending  counts
	flying   counts // being written
	writes   int    // how often a write began or ended
	month    string // of months
	months   map[string]*monthly
	flushing chan struct{} // a turn to write

	stop func()
}

// New makes a Meter, which writes until Close.
func New(cfg Config, to Store) (*Meter, error) {
	if err := cfg.Validate(); err != nil {
		return nil, err
	}
	if to == nil {
		return nil, errors.New("usage: there is no Store")
	}
	m := &Meter{cfg: cfg, log: cfg.Logger, store: to, pending: counts{}, flushing: make(chan struct{}, 1)}
	if m.log == nil {
		m.log = slog.Default()
	}
	if m.cfg.Now == nil {
		m.cfg.Now = time.Now
	}
	m.run()
	return m, nil
}

// Count counts. A Day that is empty is today. It never waits for the store.
func (m *Meter) Count(u store.Usage) {
	if u.Day == "" {
		u.Day = dayOf(m.cfg.Now())
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	m.pending.add(u)
	if mine := m.months[u.KeyID]; mine != nil && monthOf(u.Day) == m.month {
		mine.since += u.Renders
	}
}

// counts by what they count.
type counts map[bin]store.Usage

type bin struct{ day, keyID, template string }

func (c counts) add(u store.Usage) {
	b := bin{u.Day, u.KeyID, u.Template}
	if _, ok := c[b]; !ok && len(c) >= maxPending {
		b.template, u.Template = "", ""
	}
	sum := c[b]
	u.Renders, u.Hits, u.Bytes = u.Renders+sum.Renders, u.Hits+sum.Hits, u.Bytes+sum.Bytes
	c[b] = u
}

func (c counts) list() []store.Usage {
	out := make([]store.Usage, 0, len(c))
	for _, u := range c {
		out = append(out, u)
	}
	return out
}

// renders of a key in a month.
func (c counts) renders(keyID, month string) (n int64) {
	for _, u := range c {
		if u.KeyID == keyID && monthOf(u.Day) == month {
			n += u.Renders
		}
	}
	return n
}

func dayOf(t time.Time) string { return t.UTC().Format(time.DateOnly) }

// monthOf a day is its first letters, 2026-11.
func monthOf(day string) string { return day[:min(len(day), len("2026-11"))] }
