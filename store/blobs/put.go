package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"

	"placard/store"
)

// Put stores what r has, and returns the SHA-256 of it in hex and its size in bytes. More than limit
// bytes are store.ErrTooLarge, a full disk is store.ErrUnavailable. An error leaves nothing behind.
func (b *Blobs) Put(ctx context.Context, r io.Reader, limit int64) (sha string, size int64, err error) {
	f, err := os.CreateTemp(filepath.Join(b.dir, tempFolder), "*")
	if err != nil {
		return "", 0, diskError(err)
	}
	sum := sha256.New()
	size, err = io.Copy(io.MultiWriter(diskWriter{f}, sum), io.LimitReader(reader{ctx, r}, limit+1))
	if err == nil && size > limit {
		err = fmt.Errorf("%w: at most %d bytes", store.ErrTooLarge, limit)
	}
	if err == nil {
		err = diskError(f.Sync())
	}
	err = errors.Join(err, diskError(f.Close()))
	sha = hex.EncodeToString(sum.Sum(nil))
	if err == nil {
		err = diskError(b.adopt(f.Name(), sha))
	}
	if err != nil {
		_ = os.Remove(f.Name()) // Sweep comes for what this leaves
		return "", 0, fmt.Errorf("store a blob: %w", err)
	}
	return sha, size, nil
}

// adopt gives a whole file the name of its content. One that has it already is replaced, as that may be
// damaged, and so that Sweep sees a young file.
func (b *Blobs) adopt(temp, sha string) error {
	path, err := b.path(sha)
	if err != nil {
		return err
	}
	if err := os.Mkdir(filepath.Dir(path), dirMode); err == nil {
		err = syncFolder(b.dir)
		if err != nil {
			return err
		}
	} else if !errors.Is(err, os.ErrExist) {
		return err
	}
	b.sweeping.RLock()
	err = os.Rename(temp, path)
	b.sweeping.RUnlock()
	if err != nil {
		return err
	}
	return syncFolder(filepath.Dir(path))
}

// syncFolder makes new names in a folder outlast a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// reader ends with the context's error, even if its source does not.
type reader struct {
	ctx context.Context
	r   io.Reader
}

func (r reader) Read(p []byte) (int, error) {
	if r.ctx.Err() != nil {
		return 0, context.Cause(r.ctx)
	}
	return r.r.Read(p)
}

// diskWriter tells a failing disk from a failing source.
type diskWriter struct{ w io.Writer }

func (d diskWriter) Write(p []byte) (int, error) {
	n, err := d.w.Write(p)
	return n, diskError(err)
}

// diskError marks errors that pass when the operator mends the disk.
func diskError(err error) error {
	for _, code := range []syscall.Errno{syscall.ENOSPC, syscall.EDQUOT, syscall.EIO, syscall.EROFS, syscall.EMFILE, syscall.ENFILE} {
		if errors.Is(err, code) {
			return fmt.Errorf("%w: %w", store.ErrUnavailable, err)
		}
	}
	return err
}
