package blobs

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

const (
	// staleTemp is how long nothing was written to a temporary file whose process is gone. No upload
	// pauses that long.
	staleTemp = 10 * time.Minute
	// grace is how long a blob may be unused, because what will name it is still being made: a batch
	// stores pictures before its record says so.
	grace = 24 * time.Hour
)

// Sweep deletes the blobs older than a day of which used says no, and what killed processes left half
// written. It returns how many blobs it deleted. One process should do it, every some hours.
func (b *Blobs) Sweep(ctx context.Context, used func(ctx context.Context, sha256 string) (bool, error)) (deleted int, err error) {
	if err := b.sweepTemps(); err != nil {
		return 0, err
	}
	err = filepath.WalkDir(b.dir, func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return gone(err)
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		sha := filepath.Base(filepath.Dir(path)) + e.Name()
		if !isSHA256(sha) {
			return nil // not ours
		}
		if in, err := used(ctx, sha); in || err != nil {
			return err
		}
		old, err := b.removeIfOld(path)
		if old {
			deleted++
		}
		return err
	})
	return deleted, err
}

// removeIfOld looks at the age last: a blob that is stored anew meanwhile is young again.
func (b *Blobs) removeIfOld(path string) (bool, error) {
	b.sweeping.Lock()
	defer b.sweeping.Unlock()
	return b.removeAfter(path, grace)
}

func (b *Blobs) removeAfter(path string, age time.Duration) (bool, error) {
	info, err := os.Lstat(path)
	if err != nil || b.now().Sub(info.ModTime()) < age {
		return false, gone(err)
	}
	err = os.Remove(path)
	return err == nil, gone(err)
}

func (b *Blobs) sweepTemps() error {
	dir := filepath.Join(b.dir, tempFolder)
	temps, err := os.ReadDir(dir)
	if err != nil {
		return err
	}
	for _, t := range temps {
		if _, err := b.removeAfter(filepath.Join(dir, t.Name()), staleTemp); err != nil {
			return err
		}
	}
	return nil
}
