package storetest

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"

	"placard/store"
)

// KeyStore keeps sealed keys.
type KeyStore interface {
	List(ctx context.Context) ([]store.SealedKey, error)
	Put(ctx context.Context, key store.SealedKey) error
	Generation(ctx context.Context) (int64, error)
}

func sealed(id string, version int) store.SealedKey {
	return store.SealedKey{
		Key: store.Key{
			ID: id, Name: "Zoë's “blog”", Scopes: []store.Scope{store.ScopeRender, store.ScopeWrite}, Templates: []string{"card", "og-card"},
			RatePerMinute: 600, MonthlyQuota: 1 << 40, Schemes: []string{"request", "v2"}, Created: now,
		},
		Version: version,
		Sealed:  []byte{0, 1, 0xff, byte(version)},
	}
}

// Keys is the suite of a KeyStore.
func Keys(t *testing.T, open func(t *testing.T) KeyStore) {
	t.Run("kept whole", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		a, b := sealed("key_a", 1), sealed("key_b", 1)
		b.Created = now.Add(1000) // 1 µs later
		b.Templates, b.RatePerMinute, b.MonthlyQuota = nil, 0, 0
		works(t, s.Put(ctx, b))
		works(t, s.Put(ctx, a))
		got, err := s.List(ctx)
		equal(t, "list, oldest first", got, err, []store.SealedKey{a, b})
		a.Version, a.Name, a.Sealed, a.Revoked = 2, "", []byte("other"), now
		works(t, s.Put(ctx, a))
		got, err = s.List(ctx)
		equal(t, "after a change", got, err, []store.SealedKey{a, b})
	})
	t.Run("versions", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		fails(t, "version 2 of none", s.Put(ctx, sealed("key_a", 2)), store.ErrConflict)
		works(t, s.Put(ctx, sealed("key_a", 1)))
		for _, version := range []int{1, 3, 0, -1} {
			fails(t, "out of order", s.Put(ctx, sealed("key_a", version)), store.ErrConflict)
		}
		got, err := s.List(ctx)
		equal(t, "list", got, err, []store.SealedKey{sealed("key_a", 1)})
	})
	t.Run("one of many wins", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		works(t, s.Put(ctx, sealed("key_a", 1)))
		var won atomic.Int32
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				switch err := s.Put(ctx, sealed("key_a", 2)); {
				case err == nil:
					won.Add(1)
				case !errors.Is(err, store.ErrConflict):
					t.Error(err)
				}
			})
		}
		all.Wait()
		if won.Load() != 1 {
			t.Errorf("%d writers stored version 2", won.Load())
		}
	})
	t.Run("generation", func(t *testing.T) {
		s := open(t)
		generations(t, s.Generation, func() error { return s.Put(t.Context(), sealed("key_a", 1)) },
			func() error { return s.Put(t.Context(), sealed("key_a", 2)) })
	})
}

// generations checks that each write makes another generation, and that reading makes none.
func generations(t *testing.T, generation func(context.Context) (int64, error), writes ...func() error) {
	t.Helper()
	seen := map[int64]bool{}
	for i := 0; ; i++ {
		n, err := generation(t.Context())
		works(t, err)
		again, err := generation(t.Context())
		equal(t, "generation, asked again", again, err, n)
		if seen[n] {
			t.Errorf("write %d left the generation as it was", i)
		}
		seen[n] = true
		if i == len(writes) {
			return
		}
		works(t, writes[i]())
	}
}
