// Package store lays out the data folder, where all that Placard keeps on disk lives, and names the
// records and errors that those who keep it and those who ask for it share.
//
//	placard-data/
//	  templates/  *.json, the author's templates; they come before starters of the same id
//	  assets/     pictures that templates name as asset:NAME
//	  cache/      rendered pictures; may be deleted at any time
//	  remote/     pictures fetched from elsewhere; may be deleted at any time
//	  blobs/      uploaded files and results of batches, by SHA-256
//	  placard.db  SQLite: keys, stored templates, links, batches, usage
//	  master.key  opens the keys in placard.db; keep it, keep it secret, and keep it elsewhere too
//
// The packages below know one of these each and are given its path.
package store

import (
	"fmt"
	"os"
	"path/filepath"
)

// dirMode keeps other users of the machine out: the folder holds a key.
const dirMode = 0o700

// Folder is the path of a data folder.
type Folder string

// Templates is the folder of the author's templates.
func (f Folder) Templates() string { return filepath.Join(string(f), "templates") }

// Assets is the folder of the author's pictures.
func (f Folder) Assets() string { return filepath.Join(string(f), "assets") }

// Cache is the folder of rendered pictures.
func (f Folder) Cache() string { return filepath.Join(string(f), "cache") }

// Remote is the folder of pictures fetched from elsewhere.
func (f Folder) Remote() string { return filepath.Join(string(f), "remote") }

// Blobs is the folder of uploaded files and results.
func (f Folder) Blobs() string { return filepath.Join(string(f), "blobs") }

// Database is the SQLite file.
func (f Folder) Database() string { return filepath.Join(string(f), "placard.db") }

// MasterKey is the file of the key that seals the others.
func (f Folder) MasterKey() string { return filepath.Join(string(f), "master.key") }

// Keys is the file in which version 0.1 kept the first key.
func (f Folder) Keys() string { return filepath.Join(string(f), "keys.json") }

// Make creates the folder and those in it that are missing. Several processes may do so at once.
func (f Folder) Make() error {
	for _, dir := range []string{f.Templates(), f.Assets(), f.Cache(), f.Remote(), f.Blobs()} {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return fmt.Errorf("data folder: %w; choose another with --data", err)
		}
	}
	return nil
}
