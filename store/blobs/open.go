package blobs

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"io/fs"
	"os"
)

// Open returns a blob's content, all of which it has read and found whole: that takes about a
// millisecond for each megabyte. An unknown SHA-256 is an error that matches fs.ErrNotExist, a damaged
// blob one that matches ErrCorrupt.
func (b *Blobs) Open(ctx context.Context, sha string) (io.ReadSeekCloser, error) {
	path, err := b.path(sha)
	if err != nil {
		return nil, blobError(sha, err)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, blobError(sha, diskError(err))
	}
	sum := sha256.New()
	_, err = io.Copy(sum, reader{ctx, f})
	if err == nil && hex.EncodeToString(sum.Sum(nil)) != sha {
		err = ErrCorrupt
	}
	if err == nil {
		_, err = f.Seek(0, io.SeekStart)
	}
	if err != nil {
		return nil, blobError(sha, errors.Join(diskError(err), f.Close()))
	}
	return f, nil
}

// Delete deletes a blob, which its caller knows that nothing else uses.
func (b *Blobs) Delete(_ context.Context, sha string) error {
	path, err := b.path(sha)
	if err == nil {
		err = os.Remove(path)
	}
	return blobError(sha, err)
}

// gone takes an error away that says that another process was faster.
func gone(err error) error {
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}
