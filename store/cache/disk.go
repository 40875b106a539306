package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"time"
)

const (
	entriesFolder = "entries" // two levels: the first byte of the name, then the rest
	tempFolder    = "tmp"     // one place, so that sweeping it costs nothing
	dirMode       = 0o700     // pictures may show what is not public
)

// disk keeps entries as files. A failure to write is counted and told to the log, not to the caller.
type disk struct {
	cfg      Config
	counters *counters
	create   func(dir string) (tempFile, error) // a new, empty file; a field so that tests can fill the disk

	mu        sync.Mutex
	index     index
	reserved  int64 // bytes of files that are being written
	lastAlarm time.Time
}

// tempFile is what put needs of an *os.File.
type tempFile interface {
	Name() string
	Write([]byte) (int, error)
	Sync() error
	Close() error
}

func createTemp(dir string) (tempFile, error) { return os.CreateTemp(dir, "*") }

func openDisk(cfg Config, n *counters) (*disk, error) {
	d := &disk{cfg: cfg, counters: n, create: createTemp}
	for _, folder := range []string{entriesFolder, tempFolder} {
		if err := os.MkdirAll(filepath.Join(d.cfg.Dir, folder), dirMode); err != nil {
			return nil, fmt.Errorf("cache: %w", err)
		}
	}
	if err := d.scan(); err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	d.sweep()
	return d, nil
}

// name of a key's file below entriesFolder. Hashing makes any key a safe name of one length.
func name(key string) string {
	sum := sha256.Sum256([]byte(key))
	s := hex.EncodeToString(sum[:])
	return filepath.Join(s[:2], s[2:])
}

func (d *disk) path(name string) string { return filepath.Join(d.cfg.Dir, entriesFolder, name) }

// get returns an entry that is whole, of this key, and not too old.
func (d *disk) get(key string) (entry, bool) {
	name := name(key)
	file, err := os.ReadFile(d.path(name))
	if errors.Is(err, fs.ErrNotExist) {
		return entry{}, false
	}
	if err != nil {
		d.alarm("cannot read a cached picture", err)
		return entry{}, false
	}
	e, err := decode(file, key)
	if err != nil {
		d.counters.corrupt.Add(1)
		d.cfg.Logger.Warn("cache: a cached picture is damaged; it is rendered again", "file", name, "err", err)
		d.remove(name)
		return entry{}, false
	}
	if d.cfg.expired(e.created) {
		d.remove(name)
		return entry{}, false
	}
	return e, true
}

// put stores an entry. Room is made before it is written, so the limit holds at every moment.
func (d *disk) put(key string, e entry) {
	file := e.encode(key)
	size := int64(len(file))
	if size > d.cfg.DiskBytes {
		return
	}
	name := name(key)
	d.reserve(size)
	err := d.write(name, file, e.created)
	d.mu.Lock()
	d.reserved -= size
	if err == nil {
		d.index.add(name, size, e.created)
	}
	d.mu.Unlock()
	if err != nil {
		d.counters.writeErrors.Add(1)
		d.alarm("cannot write to the cache; pictures are served uncached", err)
	}
}

// write makes the file appear whole or not at all: it is written and synced under another name on the
// same file system, then renamed. An entry that was there stays until then.
func (d *disk) write(name string, file []byte, created time.Time) error {
	if err := os.MkdirAll(filepath.Dir(d.path(name)), dirMode); err != nil {
		return err
	}
	f, err := d.create(filepath.Join(d.cfg.Dir, tempFolder))
	if err != nil {
		return err
	}
	_, err = f.Write(file)
	if err == nil {
		err = f.Sync()
	}
	err = errors.Join(err, f.Close())
	if err == nil {
		// The index is rebuilt from modification times when the next process starts.
		err = os.Chtimes(f.Name(), created, created)
	}
	if err == nil {
		err = os.Rename(f.Name(), d.path(name))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the sweeper comes for what this leaves
	}
	return err
}

func (d *disk) remove(name string) {
	if err := os.Remove(d.path(name)); err != nil && !errors.Is(err, fs.ErrNotExist) {
		d.alarm("cannot delete a cached picture", err)
	}
	d.mu.Lock()
	d.index.drop(name)
	d.mu.Unlock()
}

// alarmEvery keeps a full disk from filling the log as well.
const alarmEvery = time.Minute

func (d *disk) alarm(what string, err error) {
	d.mu.Lock()
	now := d.cfg.Now()
	quiet := !d.lastAlarm.IsZero() && now.Sub(d.lastAlarm) < alarmEvery
	if !quiet {
		d.lastAlarm = now
	}
	d.mu.Unlock()
	if !quiet {
		d.cfg.Logger.Warn("cache: "+what, "err", err)
	}
}
