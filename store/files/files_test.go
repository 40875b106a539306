package files

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

const card = `{"id": %q, "width": %d, "height": 630, "layers": []}`

func write(t testing.TB, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// age makes a file look as old as one that was edited yesterday.
func age(t testing.TB, path string) {
	t.Helper()
	then := time.Now().Add(-24 * time.Hour)
	if err := os.Chtimes(path, then, then); err != nil {
		t.Fatal(err)
	}
}

func embedded() fs.FS {
	return fstest.MapFS{
		"card.json":       {Data: fmt.Appendf(nil, card, "card", 1)},
		"starter.json":    {Data: fmt.Appendf(nil, card, "starter", 2)},
		"photos/hero.jpg": {Data: []byte("embedded")},
	}
}

func TestFolderComesBeforeEmbedded(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "card.json"), fmt.Sprintf(card, "card", 100))
	write(t, filepath.Join(dir, "mine.json"), fmt.Sprintf(card, "mine", 200))
	write(t, filepath.Join(dir, ".hidden.json"), "")
	write(t, filepath.Join(dir, "notes.txt"), "")
	s := NewTemplates(dir, embedded())
	for id, width := range map[string]int{"card": 100, "mine": 200, "starter": 2} {
		for range 2 { // read, then kept
			got, err := s.Template(t.Context(), id)
			if err != nil || got.Width != width || got.ID != id {
				t.Errorf("%s: got %+v, %v, want width %d", id, got, err, width)
			}
		}
	}
	ids, err := s.List(t.Context())
	if want := []string{"card", "mine", "starter"}; err != nil || !slices.Equal(ids, want) {
		t.Errorf("list: %v, %v, want %v", ids, err, want)
	}
}

func TestMissingFoldersAreEmpty(t *testing.T) {
	missing := filepath.Join(t.TempDir(), "missing")
	s := NewTemplates(missing, embedded())
	if got, err := s.Template(t.Context(), "card"); err != nil || got.Width != 1 {
		t.Errorf("got %v, %v", got, err)
	}
	if ids, err := s.List(t.Context()); err != nil || len(ids) != 2 {
		t.Errorf("list: %v, %v", ids, err)
	}
	none := NewTemplates(missing, nil)
	if _, err := none.Template(t.Context(), "card"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
	if ids, err := none.List(t.Context()); err != nil || len(ids) != 0 {
		t.Errorf("list: %v, %v", ids, err)
	}
}

func TestUnknownNames(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "templates")
	write(t, filepath.Join(root, "secret.json"), fmt.Sprintf(card, "secret", 1))
	write(t, filepath.Join(dir, "card.json"), fmt.Sprintf(card, "card", 1))
	write(t, filepath.Join(dir, "deep", "card.json"), fmt.Sprintf(card, "card", 1))
	write(t, filepath.Join(dir, "folder.json", "x"), "")
	s := NewTemplates(dir, nil)
	a := NewAssets(nil, dir)
	for _, name := range []string{"", ".", "..", "../secret", "/card", "deep/card", "./card", "card.json", "card/", "card.json/x",
		"folder", "CON\x00", "c:card", `deep\card`, "..%2fsecret", "\xff", strings.Repeat("x", 300)} {
		if got, err := s.Template(t.Context(), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("template %q: got %v, %v", name, got, err)
		}
		if _, err := a.Stat(t.Context(), name); !errors.Is(err, fs.ErrNotExist) && name != "card.json" {
			t.Errorf("asset %q: %v", name, err)
		}
		if _, err := a.Read(t.Context(), name); !errors.Is(err, fs.ErrNotExist) && name != "card.json" {
			t.Errorf("asset %q: %v", name, err)
		}
	}
}

func TestLinksDoNotLeadOutside(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "assets")
	write(t, filepath.Join(root, "secret.png"), "secret")
	write(t, filepath.Join(dir, "real.png"), "real")
	for link, target := range map[string]string{
		"inside.png":   "real.png",
		"outside.png":  "../secret.png",
		"absolute.png": filepath.Join(root, "secret.png"),
		"up":           "..",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	a := NewAssets(nil, dir)
	if data, err := a.Read(t.Context(), "inside.png"); err != nil || string(data) != "real" {
		t.Errorf("inside: %q, %v", data, err)
	}
	for _, name := range []string{"outside.png", "absolute.png", "up/secret.png"} {
		if data, err := a.Read(t.Context(), name); err == nil {
			t.Errorf("%s: read %q", name, data)
		}
		if _, err := a.Stat(t.Context(), name); err == nil {
			t.Errorf("%s: found", name)
		}
	}
}

func TestPipesDoNotBlock(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mkfifo(filepath.Join(dir, "pipe.png"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := NewAssets(nil, dir).Read(t.Context(), "pipe.png"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("got %v", err)
	}
}

func TestEditsShowAtOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "card.json")
	s := NewTemplates(dir, embedded())
	width := func() int {
		t.Helper()
		got, err := s.Template(t.Context(), "card")
		if err != nil {
			t.Fatal(err)
		}
		return got.Width
	}
	if got := width(); got != 1 {
		t.Fatalf("embedded: width %d", got)
	}
	write(t, path, fmt.Sprintf(card, "card", 111))
	if got := width(); got != 111 {
		t.Errorf("after it was made: %d", got)
	}
	// An edit of the same size within one tick of the file system's clock: only the content tells.
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	write(t, path, fmt.Sprintf(card, "card", 222))
	if err := os.Chtimes(path, info.ModTime(), info.ModTime()); err != nil {
		t.Fatal(err)
	}
	if got := width(); got != 222 {
		t.Errorf("after an edit in the same tick: %d", got)
	}
	age(t, path)
	width()
	write(t, path, fmt.Sprintf(card, "card", 333))
	if got := width(); got != 333 {
		t.Errorf("after an edit of an old file: %d", got)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if got := width(); got != 1 {
		t.Errorf("after the folder was deleted: %d", got)
	}
	write(t, path, fmt.Sprintf(card, "card", 444))
	if got := width(); got != 444 {
		t.Errorf("after the folder was made anew: %d", got)
	}
}

func TestOldFilesAreReadOnce(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "card.json")
	write(t, path, fmt.Sprintf(card, "card", 1))
	age(t, path)
	s := NewTemplates(dir, nil)
	first, err := s.Template(t.Context(), "card")
	if err != nil {
		t.Fatal(err)
	}
	again, err := s.Template(t.Context(), "card")
	if err != nil || first != again {
		t.Errorf("read again: %v", err)
	}
}

func TestUnusableTemplatesSayWhere(t *testing.T) {
	dir := t.TempDir()
	tests := map[string]struct{ content, want string }{
		"syntax":  {"{\n  \"id\": \"syntax\",\n  oops", "line 3"},
		"unknown": {`{"id":"unknown","width":1,"height":1,"layers":[{"id":"a","type":"rect","colr":"red"}]}`, "layers[0].colr"},
		"renamed": {fmt.Sprintf(card, "card", 1), "card.json"},
		"large":   {strings.Repeat(" ", 1<<20), "too large"},
	}
	s := NewTemplates(dir, nil)
	for id, test := range tests {
		path := filepath.Join(dir, id+".json")
		write(t, path, test.content)
		_, err := s.Template(t.Context(), id)
		if err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), path) || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s and %s", id, err, path, test.want)
		}
		write(t, path, fmt.Sprintf(card, id, 7))
		if got, err := s.Template(t.Context(), id); err != nil || got.Width != 7 {
			t.Errorf("%s, mended: %v, %v", id, got, err)
		}
	}
}

func TestAssets(t *testing.T) {
	first, second := t.TempDir(), t.TempDir()
	write(t, filepath.Join(first, "logo.png"), "first")
	write(t, filepath.Join(second, "logo.png"), "second")
	write(t, filepath.Join(second, "only.png"), "only")
	a := NewAssets(embedded(), first, second, "", filepath.Join(first, "missing"))
	versions := map[string]string{}
	for name, want := range map[string]string{"logo.png": "first", "only.png": "only", "photos/hero.jpg": "embedded"} {
		data, err := a.Read(t.Context(), name)
		if err != nil || string(data) != want {
			t.Errorf("%s: %q, %v, want %q", name, data, err, want)
		}
		if versions[name], err = a.Stat(t.Context(), name); err != nil {
			t.Error(err)
		}
	}
	// The version is of the content: touching a file does not change it, editing it does.
	path := filepath.Join(first, "logo.png")
	age(t, path)
	if v, err := a.Stat(t.Context(), "logo.png"); err != nil || v != versions["logo.png"] {
		t.Errorf("touched: %s, %v, want %s", v, err, versions["logo.png"])
	}
	write(t, path, "third")
	if v, err := a.Stat(t.Context(), "logo.png"); err != nil || v == versions["logo.png"] {
		t.Errorf("edited: %s, %v", v, err)
	}
}

func TestAssetLimit(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "huge.png")
	write(t, path, "")
	if err := os.Truncate(path, MaxAssetBytes+1); err != nil {
		t.Fatal(err)
	}
	if _, err := NewAssets(nil, dir).Read(t.Context(), "huge.png"); !errors.Is(err, ErrTooLarge) || !strings.Contains(err.Error(), path) {
		t.Errorf("got %v", err)
	}
}

// Readers see the old file or the new one, whole, while an author saves as editors do.
func TestReadersBesideAnAuthor(t *testing.T) {
	dir := t.TempDir()
	path := filepath.Join(dir, "card.json")
	save := func(width int) {
		write(t, path+"~", fmt.Sprintf(card, "card", width))
		if err := os.Rename(path+"~", path); err != nil {
			t.Error(err)
		}
	}
	save(1)
	s := NewTemplates(dir, nil)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			last := 0
			for range 300 {
				got, err := s.Template(t.Context(), "card")
				if err != nil {
					t.Error(err)
					return
				}
				if got.Width < last {
					t.Errorf("width %d after %d", got.Width, last)
				}
				last = got.Width
			}
		})
	}
	for width := range 100 {
		save(width + 1)
	}
	all.Wait()
}

func BenchmarkTemplate(b *testing.B) {
	dir := b.TempDir()
	path := filepath.Join(dir, "card.json")
	write(b, path, fmt.Sprintf(card, "card", 1))
	age(b, path)
	s := NewTemplates(dir, embedded())
	b.ReportAllocs()
	for b.Loop() {
		if _, err := s.Template(b.Context(), "card"); err != nil {
			b.Fatal(err)
		}
	}
}

// The file of a template that cannot be used can still be read, and mended.
func TestTemplateFiles(t *testing.T) {
	dir := t.TempDir()
	write(t, filepath.Join(dir, "broken.json"), "{")
	s := NewTemplates(dir, embedded())
	for id, want := range map[string]string{"broken": "{", "card": fmt.Sprintf(card, "card", 1)} {
		data, changed, err := s.JSON(t.Context(), id)
		if err != nil || string(data) != want || changed.IsZero() != (id == "card") {
			t.Errorf("%s: got %q of %v, %v", id, data, changed, err)
		}
	}
	var unusable *UnusableError
	if _, err := s.Template(t.Context(), "broken"); !errors.As(err, &unusable) || unusable.File != filepath.Join(dir, "broken.json") {
		t.Errorf("got %v", err)
	}
	for _, id := range []string{"none", "../card", "card.json"} {
		if data, _, err := s.JSON(t.Context(), id); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s: got %q, %v", id, data, err)
		}
	}
}
