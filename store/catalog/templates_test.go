package catalog

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"placard/store"
	"placard/store/files"
	"placard/store/sqlite"
	"placard/templates"
)

// card is a template of an id, and of a width by which tests know it.
func card(id string, width int) []byte {
	return fmt.Appendf(nil, `{"id": %q, "name": "Card %d", "width": %d, "height": 630, "layers": []}`, id, width, width)
}

// place is what several processes share.
type place struct{ dir string }

func (p place) folder() string   { return filepath.Join(p.dir, "templates") }
func (p place) database() string { return filepath.Join(p.dir, "placard.db") }

func (p place) write(t *testing.T, name string, content []byte) {
	t.Helper()
	if err := os.MkdirAll(p.folder(), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(p.folder(), name), content, 0o600); err != nil {
		t.Fatal(err)
	}
}

func openDB(t *testing.T, path string) *sqlite.DB {
	t.Helper()
	db, err := sqlite.Open(t.Context(), path, sqlite.DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	})
	return db
}

// open is the catalog of one more process. Its starters are "starter" and "covered".
func (p place) open(t *testing.T) *Templates {
	t.Helper()
	starters := fstest.MapFS{"starter.json": {Data: card("starter", 3)}, "covered.json": {Data: card("covered", 3)}}
	s, err := NewTemplates(TemplatesConfig{
		Folder:   files.NewTemplates(p.folder(), nil),
		Stored:   openDB(t, p.database()).Templates(),
		Starters: files.NewTemplates("", starters),
		Now:      time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func put(t *testing.T, s *Templates, id string, width, match int) {
	t.Helper()
	info, err := s.Put(t.Context(), store.Template{ID: id, JSON: card(id, width), Author: "key_a"}, match)
	if err != nil {
		t.Fatal(err)
	}
	if info.ID != id || info.Width != width || info.Source != store.StoredSource || match != store.AnyVersion && info.Version != match+1 {
		t.Errorf("put %s after %d: got %+v", id, match, info)
	}
}

// is checks which template a reference finds: 0 is for none.
func is(t *testing.T, s *Templates, ref string, width int) {
	t.Helper()
	got, err := s.Template(t.Context(), ref)
	switch {
	case width == 0 && !errors.Is(err, fs.ErrNotExist):
		t.Errorf("%s: got %v, want that it is not there", ref, err)
	case width != 0 && (err != nil || got.Width != width):
		t.Errorf("%s: got %+v, %v, want width %d", ref, got, err, width)
	}
}

func TestFolderThenStoredThenStarters(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.json", card("mine", 1))
	s := p.open(t)
	is(t, s, "covered", 3)
	put(t, s, "covered", 2, 0)
	put(t, s, "stored", 20, 0)
	put(t, s, "stored", 21, 1)
	for ref, width := range map[string]int{
		"mine": 1, "covered": 2, "stored": 21, "starter": 3,
		"stored@1": 20, "stored@2": 21, "covered@1": 2,
		"none": 0, "": 0, "../mine": 0, "stored@3": 0, "stored@0": 0, "stored@01": 0, "stored@+1": 0, "stored@": 0, "stored@-1": 0, "stored@1@1": 0,
		"mine@1": 0, "starter@1": 0, "none@1": 0, "@1": 0, "stored@99999999999999999999": 0,
	} {
		is(t, s, ref, width)
	}
	p.write(t, "stored.json", card("stored", 10))
	is(t, s, "stored", 10)
	is(t, s, "stored@2", 21) // a pin is of what was stored

	first, err := s.Template(t.Context(), "stored@1")
	if err != nil {
		t.Fatal(err)
	}
	if again, err := s.Template(t.Context(), "stored@1"); err != nil || again != first {
		t.Errorf("decoded again: %v", err)
	}
}

func TestTemplateList(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.json", card("mine", 1))
	p.write(t, "broken.json", []byte(`{"id": "broken", "width": 0, "height": 630, "layers": []}`))
	p.write(t, "large.json", make([]byte, templates.MaxBytes+1))
	s := p.open(t)
	put(t, s, "covered", 20, 0)
	put(t, s, "covered", 21, 1)
	put(t, s, "gone", 22, 0)
	if err := s.Delete(t.Context(), "gone", 1); err != nil {
		t.Fatal(err)
	}
	list, err := s.List(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, info := range list {
		got = append(got, fmt.Sprintf("%s v%d %d %s %q %v", info.ID, info.Version, info.Width, info.Source, info.Name, info.Updated.IsZero()))
		if strings.Contains(info.Broken, p.dir) || info.Broken == "" != (info.Width > 0) {
			t.Errorf("%s: broken is %q", info.ID, info.Broken)
		}
	}
	want := []string{
		`broken v0 0 folder "" false`, `covered v2 21 stored "Card 21" false`, `large v0 0 folder "" false`,
		`mine v0 1 folder "Card 1" false`, `starter v0 3 starter "Card 3" true`,
	}
	if !slices.Equal(got, want) {
		t.Errorf("got:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if ids, err := s.ids(t.Context()); err != nil || !slices.Equal(ids, []string{"broken", "covered", "large", "mine", "starter"}) {
		t.Errorf("ids: %v, %v", ids, err)
	}
	if info, err := s.Info(t.Context(), "none"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("none: %+v, %v", info, err)
	}
}

func TestOnlyStoredTemplatesChange(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.json", []byte("broken"))
	s, ctx := p.open(t), t.Context()
	_, putErr := s.Put(ctx, store.Template{JSON: card("mine", 1)}, store.AnyVersion)
	_, restoreErr := s.Restore(ctx, "mine")
	for what, err := range map[string]error{
		"put": putErr, "restore": restoreErr, "delete": s.Delete(ctx, "mine", store.AnyVersion), "delete a starter": s.Delete(ctx, "starter", store.AnyVersion),
	} {
		if !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("%s: %v", what, err)
		}
	}
	put(t, s, "covered", 2, 0)
	if err := s.Delete(ctx, "covered", store.AnyVersion); err != nil {
		t.Error(err)
	}
	is(t, s, "covered", 3) // the starter shows again
	is(t, s, "covered@1", 0)
	if old, err := s.JSON(ctx, "covered", 1); err != nil || old.Deleted.IsZero() {
		t.Errorf("deleted version: %+v, %v", old, err)
	}
	if info, err := s.Restore(ctx, "covered"); err != nil || info.Width != 2 || info.Version != 1 {
		t.Errorf("restored %+v, %v", info, err)
	}
	is(t, s, "covered", 2)
	is(t, s, "covered@1", 2)
	if versions, err := s.Versions(ctx, "covered"); err != nil || len(versions) != 1 || versions[0].Author != "key_a" {
		t.Errorf("versions: %+v, %v", versions, err)
	}
}

func TestWhatIsNoTemplateIsNotStored(t *testing.T) {
	s := place{t.TempDir()}.open(t)
	var invalid *store.InvalidError
	if _, err := s.Put(t.Context(), store.Template{ID: "other", JSON: card("card", 1)}, 0); !errors.As(err, &invalid) || invalid.Field != "id" {
		t.Errorf("another's id: %v", err)
	}
	for _, json := range []string{"", "{", `{"id": "../card", "width": 1, "height": 1, "layers": []}`, string(card("card", 0))} {
		if _, err := s.Put(t.Context(), store.Template{ID: "card", JSON: []byte(json)}, 0); !errors.Is(err, templates.ErrInvalid) {
			t.Errorf("%s: %v", json, err)
		}
	}
	if _, err := s.Put(t.Context(), store.Template{JSON: make([]byte, templates.MaxBytes+1)}, 0); !errors.Is(err, templates.ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	is(t, s, "card", 0)
	if _, err := s.Versions(t.Context(), "card"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("versions: %v", err)
	}
}

func TestTemplateJSON(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.json", []byte("not even JSON"))
	s := p.open(t)
	put(t, s, "stored", 20, 0)
	put(t, s, "stored", 21, 1)
	for _, test := range []struct {
		id            string
		version, have int
		want          []byte
	}{
		{"mine", 0, 0, []byte("not even JSON")}, {"stored", 0, 2, card("stored", 21)}, {"stored", 1, 1, card("stored", 20)}, {"starter", 0, 0, card("starter", 3)},
	} {
		got, err := s.JSON(t.Context(), test.id, test.version)
		if err != nil || got.Version != test.have || string(got.JSON) != string(test.want) {
			t.Errorf("%s@%d: got %+v, %v", test.id, test.version, got, err)
		}
	}
	for id, version := range map[string]int{"none": 0, "mine": 1, "starter": 1, "stored": 3} {
		if got, err := s.JSON(t.Context(), id, version); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s@%d: got %+v, %v", id, version, got, err)
		}
	}
}

// What one process stores another finds within a second, while both are asked all the time.
func TestOtherProcessesSeeChanges(t *testing.T) {
	p := place{t.TempDir()}
	writer, reader := p.open(t), p.open(t)
	is(t, reader, "card", 0)
	var slowest time.Duration
	for width := 1; width <= 5; width++ {
		put(t, writer, "card", width, width-1)
		is(t, writer, "card", width)
		began := time.Now()
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				for {
					got, err := reader.Template(t.Context(), "card")
					if err == nil && got.Width == width {
						return
					}
					if time.Since(began) > 5*time.Second {
						t.Errorf("width %d is not seen", width)
						return
					}
					time.Sleep(time.Millisecond)
				}
			})
		}
		all.Wait()
		slowest = max(slowest, time.Since(began))
	}
	t.Logf("seen by another process after at most %v", slowest.Round(time.Millisecond))
	if slowest > time.Second {
		t.Errorf("a change was seen after %v", slowest)
	}
}

// Whoever stored a version finds it, whatever others read meanwhile.
func TestOwnWritesAreSeenAtOnce(t *testing.T) {
	s := place{t.TempDir()}.open(t)
	stop := make(chan struct{})
	var readers sync.WaitGroup
	for range 4 {
		readers.Go(func() {
			last := 0
			for {
				select {
				case <-stop:
					return
				default:
				}
				got, err := s.Template(t.Context(), "card")
				switch {
				case errors.Is(err, fs.ErrNotExist) && last == 0:
				case err != nil:
					t.Error(err)
					return
				case got.Width < last:
					t.Errorf("width %d after %d", got.Width, last)
				default:
					last = got.Width
				}
			}
		})
	}
	for width := 1; width <= 20; width++ {
		put(t, s, "card", width, width-1)
		is(t, s, "card", width)
	}
	close(stop)
	readers.Wait()
}

func TestNewTemplatesNamesWhatIsMissing(t *testing.T) {
	if _, err := NewTemplates(TemplatesConfig{}); err == nil || !strings.Contains(err.Error(), "Folder") {
		t.Errorf("got %v", err)
	}
}

func BenchmarkTemplate(b *testing.B) {
	for _, ref := range []string{"stored", "stored@1", "starter"} {
		b.Run(ref, func(b *testing.B) {
			db, err := sqlite.Open(b.Context(), filepath.Join(b.TempDir(), "placard.db"), sqlite.DefaultConfig())
			if err != nil {
				b.Fatal(err)
			}
			defer db.Close()
			s, err := NewTemplates(TemplatesConfig{
				Folder:   files.NewTemplates(b.TempDir(), nil),
				Stored:   db.Templates(),
				Starters: files.NewTemplates("", fstest.MapFS{"starter.json": {Data: card("starter", 3)}}),
				Now:      time.Now,
			})
			if err != nil {
				b.Fatal(err)
			}
			if _, err := s.Put(b.Context(), store.Template{JSON: card("stored", 1)}, 0); err != nil {
				b.Fatal(err)
			}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := s.Template(b.Context(), ref); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
