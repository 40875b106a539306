package cache

import (
	"bytes"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"
	"time"

	"pgregory.net/rapid"
)

// fullDisk is a file whose file system has room for a few bytes more.
type fullDisk struct {
	*os.File
	room int
}

func (f *fullDisk) Write(p []byte) (int, error) {
	if len(p) > f.room {
		n, _ := f.File.Write(p[:f.room])
		return n, syscall.ENOSPC
	}
	return f.File.Write(p)
}

// A full disk costs nobody a picture and no entry its life; with room the cache works again. (F6.)
func TestFullDisk(t *testing.T) {
	cfg := testConfig(t.TempDir())
	c := open(t, cfg)
	get(t, c, "old", fillFor("old"))

	var room atomic.Int64
	c.disk.create = func(dir string) (tempFile, error) {
		if room.Load() == 0 {
			return nil, syscall.ENOSPC
		}
		f, err := os.CreateTemp(dir, "*")
		return &fullDisk{f, int(room.Load())}, err
	}
	fulls := []int64{0, 1, 100}
	for _, n := range fulls {
		room.Store(n)
		key := fmt.Sprint("with room for ", n)
		get(t, c, key, fillFor(key))
	}
	c.memory.drop("old")
	get(t, c, "old", mustNotFill(t))
	if s := c.Stats(); s.WriteErrors != int64(len(fulls)) {
		t.Errorf("%+v", s)
	}
	if left := files(t, filepath.Join(cfg.Dir, tempFolder)); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}

	// An entry that is replaced while the disk is full stays as it was.
	before, err := os.ReadFile(c.disk.path(name("old")))
	if err != nil {
		t.Fatal(err)
	}
	c.disk.put("old", entry{body: bytes.Repeat([]byte("x"), 1000), created: time.Now()})
	after, err := os.ReadFile(c.disk.path(name("old")))
	if err != nil || !bytes.Equal(before, after) {
		t.Errorf("the old entry was touched: %v", err)
	}

	room.Store(1 << 20)
	get(t, c, "new", fillFor("new"))
	get(t, open(t, cfg), "new", mustNotFill(t))
}

// files lists the regular files below dir with their sizes.
func files(t testing.TB, dir string) map[string]int64 {
	t.Helper()
	found := map[string]int64{}
	err := filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		info, err := e.Info()
		found[path] = info.Size()
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func TestDiskKeepsToItsLimit(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	cfg.DiskBytes = 10_000
	c := open(t, cfg)
	var all sync.WaitGroup
	for i := range 8 {
		all.Go(func() {
			for j := range 50 {
				clock.advance(time.Second)
				key := fmt.Sprintf("key %d %d", i, j)
				get(t, c, key, fillFor(key))
				sum := int64(0)
				c.disk.mu.Lock()
				for _, f := range c.disk.index.files {
					sum += f.Value.(*file).size
				}
				sum += c.disk.reserved
				c.disk.mu.Unlock()
				if sum > cfg.DiskBytes {
					t.Errorf("%d bytes in files, the limit is %d", sum, cfg.DiskBytes)
				}
			}
		})
	}
	all.Wait()
	total := int64(0)
	for _, size := range files(t, cfg.Dir) {
		total += size
	}
	if s := c.Stats(); total > cfg.DiskBytes || total != s.DiskBytes || s.Evictions < 350 {
		t.Errorf("%d bytes on disk, %+v", total, s)
	}
	c.memory.drop("key 0 0")
	if hit, _ := get(t, c, "key 0 0", fillFor("key 0 0")); hit {
		t.Error("the oldest entry was not evicted")
	}

	cfg.DiskBytes = 2_000 // a smaller limit holds from the start
	if s := open(t, cfg).Stats(); s.DiskBytes > cfg.DiskBytes || s.DiskBytes == 0 {
		t.Errorf("reopened: %+v", s)
	}
}

func TestEntryLargerThanTheDisk(t *testing.T) {
	cfg := testConfig(t.TempDir())
	cfg.DiskBytes = 300
	c := open(t, cfg)
	c.disk.put("small", entry{body: []byte("x"), created: time.Now()})
	get(t, c, "large", fillFor("large"))
	if s := c.Stats(); s.Evictions != 0 || s.DiskBytes == 0 {
		t.Errorf("a body that never fits pushed another out: %+v", s)
	}
}

func TestSweepTakesStaleTempsAndExpiredEntries(t *testing.T) {
	clock := newClock()
	cfg := testConfig(t.TempDir())
	cfg.Now = clock.now
	c := open(t, cfg)
	get(t, c, "a", fillFor("a"))
	temps := filepath.Join(cfg.Dir, tempFolder)
	for name, age := range map[string]time.Duration{"old": staleTemp, "young": staleTemp - time.Second} {
		path := filepath.Join(temps, name)
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
		made := clock.now().Add(-age)
		if err := os.Chtimes(path, made, made); err != nil {
			t.Fatal(err)
		}
	}
	open(t, cfg) // sweeps
	if left := files(t, temps); len(left) != 1 || left[filepath.Join(temps, "young")] == 0 {
		t.Errorf("temporary files left: %v", left)
	}
	if sweepEvery+staleTemp >= time.Minute {
		t.Error("a temporary file may grow a minute old")
	}
	clock.advance(cfg.TTL)
	c.disk.sweep()
	if left := files(t, cfg.Dir); len(left) != 0 || c.Stats().DiskBytes != 0 {
		t.Errorf("files left after a day: %v", left)
	}
}

func TestUnusableFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(path, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := New(testConfig(filepath.Join(path, "cache"))); err == nil {
		t.Error("a file passes for a folder")
	}
}

func TestTwoProcessesShareAFolder(t *testing.T) {
	cfg := testConfig(t.TempDir())
	a, b := open(t, cfg), open(t, cfg)
	var all sync.WaitGroup
	for _, c := range []*Cache{a, b} {
		all.Go(func() {
			for i := range 200 {
				key := fmt.Sprint("key", i%20)
				c.memory.drop(key)
				get(t, c, key, fillFor(key))
			}
		})
	}
	all.Wait()
	if n := a.Stats().Corrupt + b.Stats().Corrupt; n != 0 {
		t.Errorf("%d corrupt files", n)
	}
}

// TestIndex drives the index beside a slice that is sorted anew every time.
func TestIndex(t *testing.T) {
	epoch := newClock().now()
	rapid.Check(t, func(t *rapid.T) {
		var x index
		var model []file
		remove := func(name string) { model = slices.DeleteFunc(model, func(f file) bool { return f.name == name }) }
		t.Repeat(map[string]func(*rapid.T){
			"add": func(t *rapid.T) {
				f := file{rapid.StringMatching("[a-e]").Draw(t, "name"), rapid.Int64Range(1, 100).Draw(t, "size"),
					epoch.Add(time.Duration(rapid.IntRange(0, 50).Draw(t, "created")))}
				x.add(f.name, f.size, f.created)
				remove(f.name)
				model = append(model, f)
				slices.SortStableFunc(model, func(a, b file) int { return a.created.Compare(b.created) })
			},
			"drop": func(t *rapid.T) {
				name := rapid.StringMatching("[a-e]").Draw(t, "name")
				x.drop(name)
				remove(name)
			},
			"": func(t *rapid.T) {
				bytes := int64(0)
				for _, f := range model {
					bytes += f.size
				}
				f := x.oldest()
				if x.bytes != bytes || (f == nil) != (len(model) == 0) || f != nil && *f != model[0] {
					t.Fatalf("got %d bytes, oldest %v, want %d bytes of %v", x.bytes, f, bytes, model)
				}
			},
		})
	})
}
