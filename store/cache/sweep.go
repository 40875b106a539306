package cache

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"
)

const (
	// sweepEvery and staleTemp together keep a temporary file that a killed process left from growing
	// a minute old. Writing one takes milliseconds.
	sweepEvery = 15 * time.Second
	staleTemp  = 30 * time.Second
)

func (c *Cache) sweepUntilStopped() {
	tick := time.NewTicker(sweepEvery)
	defer tick.Stop()
	for {
		select {
		case <-tick.C:
			c.disk.sweep()
		case <-c.stop:
			return
		}
	}
}

// sweep deletes what is left over, what is too old, and what is over the limit.
func (d *disk) sweep() {
	d.sweepTemps()
	for {
		d.mu.Lock()
		f := d.index.oldest()
		d.mu.Unlock()
		if f == nil || !d.cfg.expired(f.created) {
			break
		}
		d.remove(f.name)
	}
	d.reserve(0)
}

func (d *disk) sweepTemps() {
	dir := filepath.Join(d.cfg.Dir, tempFolder)
	temps, err := os.ReadDir(dir)
	if err != nil {
		d.alarm("cannot sweep temporary files", err)
		return
	}
	for _, t := range temps {
		info, err := t.Info()
		if err != nil || d.cfg.Now().Sub(info.ModTime()) < staleTemp {
			continue // gone meanwhile, or being written
		}
		if err := os.Remove(filepath.Join(dir, t.Name())); err != nil && !errors.Is(err, fs.ErrNotExist) {
			d.alarm("cannot delete a temporary file", err)
		}
	}
}

// reserve deletes the oldest entries until size more bytes fit, and sets them aside.
func (d *disk) reserve(size int64) {
	for {
		d.mu.Lock()
		f := d.index.oldest()
		if f == nil || d.index.bytes+d.reserved+size <= d.cfg.DiskBytes {
			d.reserved += size
			d.mu.Unlock()
			return
		}
		d.mu.Unlock()
		d.counters.evictions.Add(1)
		d.remove(f.name)
	}
}

// scan fills the index with what earlier processes wrote. A file's modification time is when its entry
// was made.
func (d *disk) scan() error {
	root := filepath.Join(d.cfg.Dir, entriesFolder)
	var found []file
	err := filepath.WalkDir(root, func(path string, e fs.DirEntry, err error) error {
		var info fs.FileInfo
		if err == nil {
			info, err = e.Info()
		}
		if errors.Is(err, fs.ErrNotExist) {
			return nil // another process deleted it
		}
		if err != nil || !info.Mode().IsRegular() {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil {
			return err
		}
		found = append(found, file{name, info.Size(), info.ModTime()})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(found, func(a, b file) int { return a.created.Compare(b.created) })
	for _, f := range found {
		d.index.add(f.name, f.size, f.created)
	}
	return nil
}
