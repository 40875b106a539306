package files

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"time"
)

// MaxAssetBytes bounds an asset. A 50-megapixel camera's JPEG has 25 MB.
const MaxAssetBytes = 32 << 20

// Assets finds the pictures that templates name as asset:NAME; names may have folders, split by "/".
type Assets struct {
	digests memo[string]
}

// NewAssets looks in embedded, and before that in dirs, the first of which comes first. Any of them may
// be missing.
func NewAssets(embedded fs.FS, dirs ...string) *Assets {
	s := &shelf{dirs: dirs, embedded: embedded, limit: MaxAssetBytes}
	return &Assets{memo[string]{shelf: s, made: digest, now: time.Now}}
}

func digest(_ found, _ string, data []byte) (string, error) {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), nil
}

// Stat returns a version of the asset's content: its SHA-256, in hex, so that copies of a file on
// several machines make the same ETag. A file is read once for it, and again when it has changed. An
// unknown name is an error that matches fs.ErrNotExist.
func (a *Assets) Stat(_ context.Context, name string) (version string, err error) {
	version, err = a.digests.get(name)
	return version, assetError(name, err)
}

// Read returns the content of an asset.
func (a *Assets) Read(_ context.Context, name string) ([]byte, error) {
	s := a.digests.shelf
	f, err := s.find(name)
	if err != nil {
		return nil, assetError(name, err)
	}
	data, err := s.read(f, name)
	return data, assetError(name, err)
}

func assetError(name string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("asset %q: %w", name, err)
}
