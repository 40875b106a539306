package storetest

import (
	"context"
	"sync"
	"testing"

	"placard/store"
)

// UsageStore counts what keys use.
type UsageStore interface {
	Add(ctx context.Context, counts []store.Usage) error
	Sum(ctx context.Context, keyID, from, to string) ([]store.Usage, error)
}

// Usage is the suite of a UsageStore.
func Usage(t *testing.T, open func(t *testing.T) UsageStore) {
	t.Run("adds up", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		works(t, s.Add(ctx, nil))
		count := func(day, key, template string, renders int64) store.Usage {
			return store.Usage{Day: day, KeyID: key, Template: template, Renders: renders, Hits: 10 * renders, Bytes: renders << 40}
		}
		works(t, s.Add(ctx, []store.Usage{
			count("2026-11-30", "key_b", "card", 1), count("2026-11-30", "key_a", "card", 1), count("2026-11-30", "key_a", "card", 2)}))
		works(t, s.Add(ctx, []store.Usage{
			count("2026-11-30", "key_a", "banner", 5), count("2026-12-01", "key_a", "card", 7), count("2026-11-30", "key_a", "card", 4)}))
		got, err := s.Sum(ctx, "key_a", "2026-11-01", "2026-11-30")
		equal(t, "a month", got, err, []store.Usage{count("2026-11-30", "key_a", "banner", 5), count("2026-11-30", "key_a", "card", 7)})
		got, err = s.Sum(ctx, "", "2026-11-30", "2026-12-01")
		equal(t, "of all, to the last day", got, err, []store.Usage{
			count("2026-11-30", "key_a", "banner", 5), count("2026-11-30", "key_a", "card", 7), count("2026-11-30", "key_b", "card", 1),
			count("2026-12-01", "key_a", "card", 7)})
		got, err = s.Sum(ctx, "key_c", "2026-01-01", "2026-12-31")
		equal(t, "of nobody", got, err, nil)
	})
	t.Run("beside each other", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for range 10 {
					if err := s.Add(ctx, []store.Usage{{Day: "2026-11-22", KeyID: "key_a", Template: "card", Renders: 1}}); err != nil {
						t.Error(err)
					}
				}
			})
		}
		all.Wait()
		got, err := s.Sum(ctx, "key_a", "2026-11-22", "2026-11-22")
		equal(t, "sum", got, err, []store.Usage{{Day: "2026-11-22", KeyID: "key_a", Template: "card", Renders: 40}})
	})
}
