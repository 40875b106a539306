package storetest

import (
	"context"
	"io/fs"
	"testing"

	"placard/store"
)

// FileStore keeps what is known of uploaded files.
type FileStore interface {
	Put(ctx context.Context, f store.File) error
	Get(ctx context.Context, kind store.FileKind, name string) (store.File, error)
	List(ctx context.Context, kind store.FileKind) ([]store.File, error)
	Delete(ctx context.Context, kind store.FileKind, name string) error
	Generation(ctx context.Context) (int64, error)
}

func upload(kind store.FileKind, name, sha256 string) store.File {
	return store.File{
		Kind: kind, Name: name, Type: "image/png", Bytes: 1 << 33, SHA256: sha256,
		Facts: map[string]string{"width": "640", "family": "Zoë \x01"}, Author: "key_a", Created: now,
	}
}

// Files is the suite of a FileStore.
func Files(t *testing.T, open func(t *testing.T) FileStore) {
	t.Run("kept by kind and name", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		logo, font := upload(store.AssetFile, "logo", "aa"), upload(store.FontFile, "logo", "bb")
		hero := upload(store.AssetFile, "a/hero.png", "aa")
		hero.Facts = nil
		for _, f := range []store.File{logo, font, hero} {
			works(t, s.Put(ctx, f))
		}
		for _, want := range []store.File{logo, font, hero} {
			got, err := s.Get(ctx, want.Kind, want.Name)
			equal(t, "get", got, err, want)
		}
		got, err := s.List(ctx, store.AssetFile)
		equal(t, "list", got, err, []store.File{hero, logo})

		logo.SHA256, logo.Bytes, logo.Facts = "cc", 0, map[string]string{}
		works(t, s.Put(ctx, logo))
		now, err := s.Get(ctx, store.AssetFile, "logo")
		equal(t, "replaced", now, err, logo)

		works(t, s.Delete(ctx, store.AssetFile, "logo"))
		_, err = s.Get(ctx, store.AssetFile, "logo")
		fails(t, "get, deleted", err, fs.ErrNotExist)
		now, err = s.Get(ctx, store.FontFile, "logo")
		equal(t, "the other kind", now, err, font)
	})
	t.Run("unknown", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		got, err := s.List(ctx, store.FontFile)
		equal(t, "list", got, err, nil)
		_, err = s.Get(ctx, store.FontFile, "x")
		fails(t, "get", err, fs.ErrNotExist)
		fails(t, "delete", s.Delete(ctx, store.FontFile, "x"), fs.ErrNotExist)
	})
	t.Run("generation", func(t *testing.T) {
		s, ctx := open(t), t.Context()
		put := func() error { return s.Put(ctx, upload(store.AssetFile, "logo", "aa")) }
		generations(t, s.Generation, put, put, func() error { return s.Delete(ctx, store.AssetFile, "logo") })
	})
}
