package storetest

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"sync"
	"testing"
	"time"

	"placard/store"
)

// TemplateStore keeps templates with all their versions.
type TemplateStore interface {
	Get(ctx context.Context, id string, version int) (store.Template, error)
	List(ctx context.Context) ([]store.Template, error)
	Versions(ctx context.Context, id string) ([]store.Template, error)
	Put(ctx context.Context, t store.Template, match int) (store.Template, error)
	Delete(ctx context.Context, id string, match int) error
	Restore(ctx context.Context, id string) (store.Template, error)
	Generation(ctx context.Context) (int64, error)
}

func card(id string, version int) store.Template {
	return store.Template{
		ID: id, Version: version, JSON: fmt.Appendf(nil, `{"id": %q, "name": "v%d"}`, id, version),
		Author: "key_a", Created: now.Add(time.Duration(version) * time.Second),
	}
}

// bare is a template as lists have it.
func bare(t store.Template) store.Template {
	t.JSON = nil
	return t
}

// filled stores versions 1 to n of a template.
func filled(t *testing.T, s TemplateStore, id string, n int) {
	t.Helper()
	for version := range n {
		want := card(id, version+1)
		sent := want
		sent.Version, sent.Deleted = 77, now // are not the sender's to say
		got, err := s.Put(t.Context(), sent, version)
		equal(t, "put", got, err, want)
	}
}

// Templates is the suite of a TemplateStore.
func Templates(t *testing.T, open func(t *testing.T) TemplateStore) {
	t.Run("versions stay", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		filled(t, s, "card", 3)
		filled(t, s, "banner", 1)
		for version, want := range map[int]store.Template{0: card("card", 3), 1: card("card", 1), 2: card("card", 2), 3: card("card", 3)} {
			got, err := s.Get(ctx, "card", version)
			equal(t, "get", got, err, want)
		}
		got, err := s.List(ctx)
		equal(t, "list", got, err, []store.Template{bare(card("banner", 1)), bare(card("card", 3))})
		got, err = s.Versions(ctx, "card")
		equal(t, "versions", got, err, []store.Template{bare(card("card", 3)), bare(card("card", 2)), bare(card("card", 1))})
	})
	t.Run("unknown", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		got, err := s.List(ctx)
		equal(t, "list", got, err, nil)
		filled(t, s, "card", 1)
		for _, id := range []string{"", "Card", "card%", "car_"} {
			_, err = s.Get(ctx, id, 0)
			fails(t, "get "+id, err, fs.ErrNotExist)
			_, err = s.Versions(ctx, id)
			fails(t, "versions", err, fs.ErrNotExist)
			fails(t, "delete", s.Delete(ctx, id, store.AnyVersion), fs.ErrNotExist)
			_, err = s.Restore(ctx, id)
			fails(t, "restore", err, fs.ErrNotExist)
			_, err = s.Put(ctx, card(id, 0), 1)
			fails(t, "put after version 1", err, fs.ErrNotExist)
		}
		for _, version := range []int{2, -1, 1 << 40} {
			_, err = s.Get(ctx, "card", version)
			fails(t, "get", err, fs.ErrNotExist)
		}
	})
	t.Run("locking", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		filled(t, s, "card", 2)
		_, err := s.Put(ctx, card("card", 0), 0)
		fails(t, "create again", err, store.ErrExists)
		for _, match := range []int{1, 3, -2} {
			_, err = s.Put(ctx, card("card", 0), match)
			fails(t, "put", err, store.ErrConflict)
			fails(t, "delete", s.Delete(ctx, "card", match), store.ErrConflict)
		}
		got, err := s.Put(ctx, card("card", 3), store.AnyVersion)
		equal(t, "put over any", got, err, card("card", 3))
		got, err = s.Put(ctx, card("new", 1), store.AnyVersion)
		equal(t, "put over none", got, err, card("new", 1))
		works(t, s.Delete(ctx, "card", 3))
	})
	t.Run("deleted and restored", func(t *testing.T) { deletedTemplates(t, open(t)) })
	t.Run("one of many wins", func(t *testing.T) { racingTemplates(t, open(t)) })
	t.Run("generation", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		put := func(match int) func() error {
			return func() error {
				_, err := s.Put(ctx, card("card", 0), match)
				return err
			}
		}
		generations(t, s.Generation, put(0), put(1), func() error { return s.Delete(ctx, "card", store.AnyVersion) },
			func() error {
				_, err := s.Restore(ctx, "card")
				return err
			})
	})
}

func deletedTemplates(t *testing.T, s TemplateStore) {
	ctx := t.Context()
	filled(t, s, "card", 2)
	works(t, s.Delete(ctx, "card", store.AnyVersion))
	_, err := s.Get(ctx, "card", 0)
	fails(t, "get", err, fs.ErrNotExist)
	old, err := s.Get(ctx, "card", 1)
	if err != nil || old.Deleted.IsZero() || string(old.JSON) != string(card("card", 1).JSON) {
		t.Errorf("a version: got %+v, %v, want it deleted", old, err)
	}
	fails(t, "delete again", s.Delete(ctx, "card", store.AnyVersion), fs.ErrNotExist)
	_, err = s.Put(ctx, card("card", 0), 2)
	fails(t, "put", err, fs.ErrNotExist)
	list, err := s.List(ctx)
	equal(t, "list", list, err, nil)
	kept, err := s.Versions(ctx, "card")
	if err != nil || len(kept) != 2 || kept[0].Deleted.IsZero() {
		t.Errorf("versions: got %+v, %v, want two deleted ones", kept, err)
	}
	for range 2 { // the second time, it is there
		got, err := s.Restore(ctx, "card")
		equal(t, "restore", got, err, card("card", 2))
	}
	got, err := s.Get(ctx, "card", 1)
	equal(t, "get after", got, err, card("card", 1))

	works(t, s.Delete(ctx, "card", 2))
	got, err = s.Put(ctx, card("card", 3), 0)
	equal(t, "created again: a pin never means another template", got, err, card("card", 3))
	got, err = s.Get(ctx, "card", 0)
	equal(t, "get", got, err, card("card", 3))
}

func racingTemplates(t *testing.T, s TemplateStore) {
	const writers, rounds = 4, 5
	var all sync.WaitGroup
	for range writers {
		all.Go(func() {
			for stored := 0; stored < rounds; {
				now, err := s.Get(t.Context(), "card", 0)
				if err != nil && !errors.Is(err, fs.ErrNotExist) {
					t.Error(err)
					return
				}
				_, err = s.Put(t.Context(), card("card", now.Version+1), now.Version)
				switch {
				case err == nil:
					stored++
				case !errors.Is(err, store.ErrConflict) && !errors.Is(err, store.ErrExists):
					t.Error(err)
					return
				}
			}
		})
	}
	all.Wait()
	for version := range writers * rounds {
		got, err := s.Get(t.Context(), "card", version+1)
		equal(t, "get", got, err, card("card", version+1)) // nobody wrote over another's
	}
}
