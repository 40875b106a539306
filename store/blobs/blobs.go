// Package blobs keeps uploaded files and the results of batches in a folder, each under the SHA-256 of
// its content.
//
//	blobs/
//	  ab/cdef…  a blob, named by the 64 hex digits of its SHA-256
//	  tmp/      blobs that are being written
//
// A blob is there whole or not at all, also after a crash. Content is checked whenever it is opened:
// what the disk has spoilt is an error, and never served. Equal content is kept once, whoever stores it, so
// that nobody may delete what another needs: Sweep deletes what nothing uses.
//
// Several processes may share a folder. All of it is safe for concurrent use.
package blobs

import (
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
	tempFolder = "tmp"
	dirMode    = 0o700 // pictures may show what is not public
)

// ErrCorrupt matches the error for a blob whose content is no longer what it was. Storing it again mends
// it.
var ErrCorrupt = errors.New("the file does not match its SHA-256: the disk has damaged it; upload it again")

// Blobs is a folder of blobs.
type Blobs struct {
	dir string
	now func() time.Time // of the file system, which dates the files

	sweeping sync.RWMutex // a blob must not be swept as it is stored anew
}

// New makes the folder if it is missing, and deletes what killed processes left half written.
func New(dir string) (*Blobs, error) {
	if dir == "" {
		return nil, errors.New("blobs: there is no folder given")
	}
	b := &Blobs{dir: dir, now: time.Now}
	if err := os.MkdirAll(filepath.Join(dir, tempFolder), dirMode); err != nil {
		return nil, fmt.Errorf("blobs: %w", err)
	}
	if err := b.sweepTemps(); err != nil {
		return nil, fmt.Errorf("blobs: %w", err)
	}
	return b, nil
}

// path is where the blob of a SHA-256 lies. What is no SHA-256 is not there either.
func (b *Blobs) path(sha string) (string, error) {
	if !isSHA256(sha) {
		return "", fs.ErrNotExist
	}
	return filepath.Join(b.dir, sha[:2], sha[2:]), nil
}

// isSHA256 accepts 64 lower-case hex digits, so that a blob has one name.
func isSHA256(s string) bool {
	sum, err := hex.DecodeString(s)
	return err == nil && len(sum) == 32 && hex.EncodeToString(sum) == s
}

func blobError(sha string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("blob %.80q: %w", sha, err)
}
