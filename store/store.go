// Package store lays out the data folder, where all that Placard keeps on disk lives.
//
//	placard-data/
//	  templates/  *.json, the author's templates; they come before starters of the same id
//	  assets/     pictures that templates name as asset:NAME
//	  cache/      rendered pictures; may be deleted at any time
//	  keys.json   the first key; keep it, and keep it secret
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

// Keys is the file of the first key.
func (f Folder) Keys() string { return filepath.Join(string(f), "keys.json") }

// Make creates the folder and those in it that are missing. Several processes may do so at once.
func (f Folder) Make() error {
	for _, dir := range []string{f.Templates(), f.Assets(), f.Cache()} {
		if err := os.MkdirAll(dir, dirMode); err != nil {
			return fmt.Errorf("data folder: %w; choose another with --data", err)
		}
	}
	return nil
}
