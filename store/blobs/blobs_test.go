package blobs

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"testing/iotest"
	"time"

	"placard/store"
)

func open(t *testing.T) *Blobs {
	t.Helper()
	b, err := New(filepath.Join(t.TempDir(), "new", "blobs"))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func put(t *testing.T, b *Blobs, content string) string {
	t.Helper()
	sha, size, err := b.Put(t.Context(), strings.NewReader(content), 1<<20)
	want := sha256.Sum256([]byte(content))
	if err != nil || size != int64(len(content)) || sha != hex.EncodeToString(want[:]) {
		t.Fatalf("put: %s, %d, %v", sha, size, err)
	}
	return sha
}

func read(t *testing.T, b *Blobs, sha string) (string, error) {
	t.Helper()
	f, err := b.Open(t.Context(), sha)
	if err != nil {
		return "", err
	}
	data, err := io.ReadAll(f)
	if err := errors.Join(err, f.Close()); err != nil {
		t.Error(err)
	}
	return string(data), nil
}

// files are the regular files anywhere below the folder.
func files(t *testing.T, b *Blobs) (all []string) {
	t.Helper()
	err := filepath.WalkDir(b.dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && !e.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func TestBlobsAreKeptOnce(t *testing.T) {
	b := open(t)
	for _, content := range []string{"", "picture", strings.Repeat("large ", 100_000)} {
		sha := put(t, b, content)
		put(t, b, content)
		if got, err := read(t, b, sha); err != nil || got != content {
			t.Errorf("got %.20q, %v, want %.20q", got, err, content)
		}
	}
	if got := files(t, b); len(got) != 3 {
		t.Errorf("there are %v", got)
	}
	sha := put(t, b, "picture")
	if err := b.Delete(t.Context(), sha); err != nil {
		t.Error(err)
	}
	if _, err := read(t, b, sha); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("deleted: %v", err)
	}
	if err := b.Delete(t.Context(), sha); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("deleted again: %v", err)
	}
}

func TestBlobsCanBeSought(t *testing.T) {
	b := open(t)
	f, err := b.Open(t.Context(), put(t, b, "0123456789"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	if _, err := f.Seek(-3, io.SeekEnd); err != nil {
		t.Fatal(err)
	}
	if got, err := io.ReadAll(f); err != nil || string(got) != "789" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestUnknownBlobs(t *testing.T) {
	b := open(t)
	sha := put(t, b, "picture")
	if err := os.WriteFile(filepath.Join(b.dir, "..", "secret"), []byte("secret"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"", "../secret", "..", sha[:63], sha + "0", strings.ToUpper(sha), strings.Repeat("0", 64), strings.Repeat("./", 32), tempFolder} {
		if got, err := read(t, b, name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%q: got %q, %v", name, got, err)
		}
		if err := b.Delete(t.Context(), name); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("delete %q: %v", name, err)
		}
	}
}

// Whatever a disk does to a blob, it is not served; storing it again mends it.
func TestDamagedBlobsAreNotServed(t *testing.T) {
	b := open(t)
	content := strings.Repeat("picture ", 1000)
	sha := put(t, b, content)
	path, err := b.path(sha)
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	const damages = 200
	for i := range damages {
		data := []byte(content)
		switch i % 4 {
		case 0:
			data[random.IntN(len(data))] ^= 1 << random.IntN(8)
		case 1:
			data = data[:random.IntN(len(data))]
		case 2:
			data = append(data, 0)
		case 3:
			clear(data[len(data)-1-random.IntN(len(data)):]) // pages that never reached the disk
		}
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := read(t, b, sha); !errors.Is(err, ErrCorrupt) {
			t.Fatalf("damage %d: %v", i, err)
		}
	}
	t.Logf("%d damages, 0 served", damages)
	put(t, b, content)
	if got, err := read(t, b, sha); err != nil || got != content {
		t.Errorf("mended: %v", err)
	}
}

func TestFailedPutsLeaveNothing(t *testing.T) {
	b := open(t)
	broken := errors.New("broken")
	canceled, cancel := context.WithCancel(t.Context())
	tests := map[string]struct {
		ctx    context.Context
		source io.Reader
		want   error
	}{
		"too large": {t.Context(), bytes.NewReader(make([]byte, 101)), store.ErrTooLarge},
		"endless":   {t.Context(), endless{}, store.ErrTooLarge},
		"broken":    {t.Context(), io.MultiReader(strings.NewReader("half"), iotest.ErrReader(broken)), broken},
		"left":      {canceled, io.MultiReader(strings.NewReader("half"), leaver{cancel}), context.Canceled},
	}
	for name, test := range tests {
		if sha, _, err := b.Put(test.ctx, test.source, 100); !errors.Is(err, test.want) || sha != "" {
			t.Errorf("%s: got %q, %v, want %v", name, sha, err, test.want)
		}
	}
	if _, size, err := b.Put(t.Context(), bytes.NewReader(make([]byte, 100)), 100); err != nil || size != 100 {
		t.Errorf("at the limit: %d, %v", size, err)
	}
	if got := files(t, b); len(got) != 1 {
		t.Errorf("there are %v", got)
	}
}

type endless struct{}

func (endless) Read(p []byte) (int, error) { return len(p), nil }

// leaver is a client that leaves in the middle of an upload.
type leaver struct{ leave func() }

func (l leaver) Read([]byte) (int, error) {
	l.leave()
	return 1, nil
}

func TestFullDiskIsSaid(t *testing.T) {
	for _, code := range []error{syscall.ENOSPC, syscall.EIO} {
		full := diskWriter{failing{&fs.PathError{Op: "write", Path: "x", Err: code}}}
		if _, err := io.Copy(full, strings.NewReader("picture")); !errors.Is(err, store.ErrUnavailable) || !errors.Is(err, code) {
			t.Errorf("%v: got %v", code, err)
		}
	}
}

type failing struct{ err error }

func (f failing) Write([]byte) (int, error) { return 0, f.err }

func TestSweep(t *testing.T) {
	b := open(t)
	used, unused := put(t, b, "used"), put(t, b, "unused")
	stranger := filepath.Join(b.dir, "README")
	left := filepath.Join(b.dir, tempFolder, "left")
	for _, path := range []string{stranger, left} {
		if err := os.WriteFile(path, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	uses := func(_ context.Context, sha string) (bool, error) { return sha == used, nil }
	sweep := func(later time.Duration, deleted int) {
		t.Helper()
		b.now = func() time.Time { return time.Now().Add(later) }
		if n, err := b.Sweep(t.Context(), uses); err != nil || n != deleted {
			t.Errorf("after %v: deleted %d, %v, want %d", later, n, err, deleted)
		}
	}
	sweep(0, 0)
	if got := files(t, b); len(got) != 4 {
		t.Errorf("young ones: %v", got)
	}
	sweep(grace+time.Minute, 1)
	if _, err := read(t, b, unused); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("unused: %v", err)
	}
	if got, err := read(t, b, used); err != nil || got != "used" {
		t.Errorf("used: %v", err)
	}
	if got := files(t, b); len(got) != 2 {
		t.Errorf("left: %v", got)
	}
	down := errors.New("database down")
	if _, err := b.Sweep(t.Context(), func(context.Context, string) (bool, error) { return false, down }); !errors.Is(err, down) {
		t.Errorf("got %v", err)
	}
	if _, err := read(t, b, used); err != nil {
		t.Errorf("deleted without knowing: %v", err)
	}
}

func TestNewSweepsTemps(t *testing.T) {
	b := open(t)
	left := filepath.Join(b.dir, tempFolder, "left")
	if err := os.WriteFile(left, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	then := time.Now().Add(-staleTemp - time.Minute)
	if err := os.Chtimes(left, then, then); err != nil {
		t.Fatal(err)
	}
	if _, err := New(b.dir); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(left); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("it is there: %v", err)
	}
}

func TestManyPutTheSame(t *testing.T) {
	b := open(t)
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 5 {
				sha, _, err := b.Put(t.Context(), strings.NewReader("picture"), 100)
				if err != nil {
					t.Error(err)
					return
				}
				if got, err := read(t, b, sha); err != nil || got != "picture" {
					t.Errorf("got %q, %v", got, err)
				}
			}
		})
	}
	all.Wait()
	if got := files(t, b); len(got) != 1 {
		t.Errorf("there are %v", got)
	}
}

func TestNewSaysWhatIsWrong(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{"", file} {
		if _, err := New(dir); err == nil || !strings.HasPrefix(err.Error(), "blobs: ") {
			t.Errorf("%q: %v", dir, err)
		}
	}
}
