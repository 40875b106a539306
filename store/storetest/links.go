package storetest

import (
	"context"
	"io/fs"
	"testing"

	"placard/store"
)

// LinkStore keeps what short links stand for.
type LinkStore interface {
	Put(ctx context.Context, l store.Link) error
	Get(ctx context.Context, id string) (store.Link, error)
	Delete(ctx context.Context, id string) error
	Taken(ctx context.Context, keyID string) (links int, bytes int64, err error)
}

// Links is the suite of a LinkStore.
func Links(t *testing.T, open func(t *testing.T) LinkStore) {
	s, ctx := open(t), t.Context()
	want := store.Link{ID: "abc", KeyID: "key_a", Order: []byte(`{"template": "card"}`), Created: now}
	works(t, s.Put(ctx, want))
	later := want
	later.Created = now.Add(1e9)
	works(t, s.Put(ctx, later))
	got, err := s.Get(ctx, "abc")
	equal(t, "get: the first one stays", got, err, want)
	_, err = s.Get(ctx, "ABC")
	fails(t, "get, unknown", err, fs.ErrNotExist)
	works(t, s.Put(ctx, store.Link{ID: "abd", KeyID: "key_a", Order: []byte(`{}`), Created: now}))
	works(t, s.Put(ctx, store.Link{ID: "abe", KeyID: "key_b", Order: []byte(`{}`), Created: now}))
	n, bytes, err := s.Taken(ctx, "key_a")
	equal(t, "links of a key", n, err, 2)
	equal(t, "bytes of a key's links", bytes, nil, int64(len(want.Order))+2)
	n, bytes, err = s.Taken(ctx, "key_c")
	equal(t, "links and bytes of nobody", int64(n)+bytes, err, 0)
	works(t, s.Delete(ctx, "abc"))
	_, err = s.Get(ctx, "abc")
	fails(t, "get, deleted", err, fs.ErrNotExist)
	fails(t, "delete again", s.Delete(ctx, "abc"), fs.ErrNotExist)
}
