package catalog

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"
	"testing/iotest"
	"time"

	"placard/store"
	"placard/store/blobs"
	"placard/store/files"
)

const fileLimit = 100

var errNotAPicture = errors.New("not a picture")

// checkPicture takes what starts with "picture".
func checkPicture(data []byte) (string, map[string]string, error) {
	if !strings.HasPrefix(string(data), "picture") {
		return "", nil, errNotAPicture
	}
	return "image/test", map[string]string{"width": "640"}, nil
}

func (p place) files(t *testing.T, kind store.FileKind) FilesConfig {
	t.Helper()
	b, err := blobs.New(filepath.Join(p.dir, "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	return FilesConfig{
		Kind: kind, Records: openDB(t, p.database()).Files(), Blobs: b, Limit: fileLimit, Check: checkPicture,
		Now: time.Now,
	}
}

// assets is the catalog of one more process. Its starters are "starter.png" and "covered.png".
func (p place) assets(t *testing.T) *Assets {
	t.Helper()
	starters := fstest.MapFS{"starter.png": {Data: []byte("starter")}, "covered.png": {Data: []byte("covered")}}
	a, err := NewAssets(files.NewAssets(nil, p.folder()), p.files(t, store.AssetFile), files.NewAssets(starters))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func upload(t *testing.T, a *Assets, name, content string) store.File {
	t.Helper()
	file, err := a.Put(t.Context(), store.File{Name: name, Author: "key_a"}, strings.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func readAsset(t *testing.T, a *Assets, name, want string) {
	t.Helper()
	data, err := a.Read(t.Context(), name)
	version, statErr := a.Stat(t.Context(), name)
	if want == "" {
		if !errors.Is(err, fs.ErrNotExist) || !errors.Is(statErr, fs.ErrNotExist) {
			t.Errorf("%s: got %q, %v, and %v", name, data, err, statErr)
		}
		return
	}
	if err != nil || statErr != nil || string(data) != want || len(version) != 64 {
		t.Errorf("%s: got %q of version %q, %v, %v, want %q", name, data, version, err, statErr, want)
	}
}

func TestAssetsFolderThenUploadedThenStarters(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.png", []byte("mine"))
	a := p.assets(t)
	readAsset(t, a, "covered.png", "covered")
	upload(t, a, "covered.png", "picture one")
	upload(t, a, "uploaded.png", "picture two")
	for name, want := range map[string]string{
		"mine.png": "mine", "covered.png": "picture one", "uploaded.png": "picture two", "starter.png": "starter",
		"none.png": "", "../placard.db": "", "": "",
	} {
		readAsset(t, a, name, want)
	}
	before, err := a.Stat(t.Context(), "uploaded.png")
	if err != nil {
		t.Fatal(err)
	}
	file := upload(t, a, "uploaded.png", "picture three")
	if after, err := a.Stat(t.Context(), "uploaded.png"); err != nil || after == before || after != file.SHA256 {
		t.Errorf("replaced: version %s, %v", after, err)
	}
	readAsset(t, a, "uploaded.png", "picture three")
	p.write(t, "uploaded.png", []byte("placed"))
	readAsset(t, a, "uploaded.png", "placed")
}

func TestUploadedFiles(t *testing.T) {
	p := place{t.TempDir()}
	a := p.assets(t)
	sent := store.File{Name: "b.png", Author: "key_a", Type: "text/html", Bytes: 1, SHA256: "../../x", Kind: store.FontFile}
	got, err := a.Put(t.Context(), sent, strings.NewReader("picture"))
	if err != nil || got.Kind != store.AssetFile || got.Type != "image/test" || got.Bytes != 7 || len(got.SHA256) != 64 || got.Facts["width"] != "640" {
		t.Errorf("got %+v, %v", got, err)
	}
	upload(t, a, "a.png", "picture")
	list, err := a.List(t.Context())
	if err != nil || len(list) != 2 || list[0].Name != "a.png" || list[1].Name != "b.png" || list[0].SHA256 != list[1].SHA256 {
		t.Errorf("list: %+v, %v", list, err)
	}
	file, content, err := a.Open(t.Context(), "a.png")
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(content)
	if err := errors.Join(err, content.Close()); err != nil || string(data) != "picture" || file.Author != "key_a" {
		t.Errorf("open: %q of %+v, %v", data, file, err)
	}
	if err := a.Delete(t.Context(), "a.png"); err != nil {
		t.Error(err)
	}
	readAsset(t, a, "a.png", "")
	readAsset(t, a, "b.png", "picture") // of the same content
	if err := a.Delete(t.Context(), "a.png"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("deleted again: %v", err)
	}
	fonts, err := NewFiles(p.files(t, store.FontFile))
	if err != nil {
		t.Fatal(err)
	}
	if list, err := fonts.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("fonts: %v, %v", list, err)
	}
}

func TestWhatIsNotTakenIsNotStored(t *testing.T) {
	p := place{t.TempDir()}
	p.write(t, "mine.png", []byte("mine"))
	a := p.assets(t)
	broken := errors.New("the client left")
	tests := map[string]struct {
		name    string
		content io.Reader
		want    error
	}{
		"too large": {"a.png", strings.NewReader("picture" + strings.Repeat(".", fileLimit)), store.ErrTooLarge},
		"cut off":   {"a.png", io.MultiReader(strings.NewReader("picture"), iotest.ErrReader(broken)), broken},
		"read only": {"mine.png", strings.NewReader("picture"), store.ErrReadOnly},
	}
	for what, test := range tests {
		if _, err := a.Put(t.Context(), store.File{Name: test.name}, test.content); !errors.Is(err, test.want) {
			t.Errorf("%s: got %v, want %v", what, err, test.want)
		}
	}
	var invalid *store.InvalidError
	if _, err := a.Put(t.Context(), store.File{Name: "a.png"}, strings.NewReader("text")); !errors.As(err, &invalid) ||
		*invalid != (store.InvalidError{Field: "content", Reason: errNotAPicture.Error()}) {
		t.Errorf("no picture: got %v", err)
	}
	for _, name := range []string{"", ".", "..", ".hidden", "-x", "a/b.png", `a\b`, "a b", "ä.png", "a\x00", "a\n", strings.Repeat("x", 129)} {
		invalid = nil
		if _, err := a.Put(t.Context(), store.File{Name: name}, strings.NewReader("picture")); !errors.As(err, &invalid) || invalid.Field != "name" {
			t.Errorf("%q: got %v", name, err)
		}
	}
	for _, name := range []string{"mine.png", "starter.png"} {
		if err := a.Delete(t.Context(), name); !errors.Is(err, store.ErrReadOnly) {
			t.Errorf("delete %s: %v", name, err)
		}
	}
	if list, err := a.List(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("list: %v, %v", list, err)
	}
}

// A damaged or missing blob is an error of the server's, not an unknown name: a starter must not stand
// in for it.
func TestDamagedAssets(t *testing.T) {
	p := place{t.TempDir()}
	a := p.assets(t)
	file := upload(t, a, "covered.png", "picture")
	path := filepath.Join(p.dir, "blobs", file.SHA256[:2], file.SHA256[2:])
	if err := os.WriteFile(path, []byte("pictüre"), 0o600); err != nil {
		t.Fatal(err)
	}
	if data, err := a.Read(t.Context(), "covered.png"); !errors.Is(err, blobs.ErrCorrupt) {
		t.Errorf("damaged: got %q, %v", data, err)
	}
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	if data, err := a.Read(t.Context(), "covered.png"); err == nil || errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "missing") {
		t.Errorf("missing: got %q, %v", data, err)
	}
	upload(t, a, "covered.png", "picture")
	readAsset(t, a, "covered.png", "picture")
}

func TestNewFilesNamesWhatIsMissing(t *testing.T) {
	if _, err := NewFiles(FilesConfig{}); err == nil || !strings.Contains(err.Error(), "Kind") {
		t.Errorf("got %v", err)
	}
	if _, err := NewAssets(nil, FilesConfig{}, nil); err == nil || !strings.Contains(err.Error(), "folder") {
		t.Errorf("got %v", err)
	}
}

// TestFilesAreCheckedOneAfterTheOther tells of twelve uploads of 97 kB at once, which took a gigabyte: each
// may decode to 96 MB while it is checked.
func TestFilesAreCheckedOneAfterTheOther(t *testing.T) {
	cfg := place{t.TempDir()}.files(t, store.AssetFile)
	var running, most atomic.Int64
	cfg.Check = func(data []byte) (string, map[string]string, error) {
		n := running.Add(1)
		defer running.Add(-1)
		for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
		}
		time.Sleep(5 * time.Millisecond) // so that others come meanwhile
		return checkPicture(data)
	}
	f, err := NewFiles(cfg)
	if err != nil {
		t.Fatal(err)
	}
	var uploads sync.WaitGroup
	for i := range 8 {
		uploads.Go(func() {
			name := fmt.Sprintf("%d.png", i)
			if _, err := f.Put(t.Context(), store.File{Name: name, Author: "key_a"}, strings.NewReader("picture "+name)); err != nil {
				t.Error(err)
			}
		})
	}
	uploads.Wait()
	if n := most.Load(); n != 1 {
		t.Errorf("%d were checked at once", n)
	}
	gone, leave := context.WithCancel(t.Context())
	f.checking <- struct{}{}
	leave()
	if _, err := f.Put(gone, store.File{Name: "late.png", Author: "key_a"}, strings.NewReader("picture")); !errors.Is(err, context.Canceled) {
		t.Errorf("who leaves while others are checked: %v", err)
	}
}
