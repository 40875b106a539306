// Package files finds templates and assets: in the data folder first, then among those that are
// embedded in the program.
//
// Authors edit the files while the server runs. Each look-up asks the file system whether a file is
// still the one that was read, so an edit shows at once; what was read is kept until then. Names come
// from URLs and templates: none reaches outside of its folder, not by dots and not by symbolic links.
//
// All of it is safe for concurrent use.
package files

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"
)

// ErrTooLarge matches the error for a file over its limit. It is an fs.ErrInvalid, by which those know it
// who do not know this package.
var ErrTooLarge = fmt.Errorf("file is too large: %w", fs.ErrInvalid)

// shelf is folders laid over each other: a name is found in the first that has it.
type shelf struct {
	dirs     []string // may be missing
	embedded fs.FS    // comes last; nil: none
	limit    int64    // bytes of one file
}

// found is where a name was found, and what tells one state of the file from the next.
type found struct {
	dir     string // "": embedded
	size    int64
	modTime time.Time
}

// where names the file in an error.
func (f found) where(name string) string {
	if f.dir == "" {
		return "embedded " + name
	}
	return filepath.Join(f.dir, filepath.FromSlash(name))
}

// find looks for a regular file. The error for a name that is nowhere, or is no name, matches
// fs.ErrNotExist.
func (s *shelf) find(name string) (found, error) {
	if !validName(name) {
		return found{}, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	for _, dir := range s.dirs {
		info, err := statIn(dir, name)
		if errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) { // a.png/b.png
			continue
		}
		return check(found{dir: dir}, info, err)
	}
	if s.embedded == nil {
		return found{}, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	info, err := fs.Stat(s.embedded, name)
	return check(found{}, info, err)
}

// check completes f. A folder, a pipe or a device does not count as a file: opening some of those
// blocks.
func check(f found, info fs.FileInfo, err error) (found, error) {
	if err != nil {
		return f, err
	}
	if !info.Mode().IsRegular() {
		return f, &fs.PathError{Op: "open", Path: f.where(info.Name()), Err: fs.ErrNotExist}
	}
	f.size, f.modTime = info.Size(), info.ModTime()
	return f, nil
}

// statIn asks for a file of a folder.
func statIn(dir, name string) (info fs.FileInfo, err error) {
	err = within(dir, func(folder fs.FS) error {
		info, err = fs.Stat(folder, name)
		return err
	})
	return info, err
}

// within opens a folder, out of which no name leads. It is opened anew each time, so that one that was
// replaced as a whole is seen.
func within(dir string, use func(folder fs.FS) error) error {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }() // nothing was written
	return use(root.FS())
}

// read returns the content of a file that was found.
func (s *shelf) read(f found, name string) (data []byte, err error) {
	all := func(folder fs.FS) error {
		data, err = readLimited(folder, name, s.limit)
		return err
	}
	if f.dir == "" {
		err = all(s.embedded)
	} else {
		err = within(f.dir, all)
	}
	if errors.Is(err, ErrTooLarge) {
		return nil, fmt.Errorf("%s: %w: at most %d bytes", f.where(name), err, s.limit)
	}
	return data, err
}

func readLimited(folder fs.FS, name string, limit int64) ([]byte, error) {
	file, err := folder.Open(name)
	if err != nil {
		return nil, err
	}
	defer func() { _ = file.Close() }() // nothing was written
	data, err := io.ReadAll(io.LimitReader(file, limit+1))
	if err == nil && int64(len(data)) > limit {
		return nil, ErrTooLarge
	}
	return data, err
}

// list returns the names of the files in the top folders that end with suffix, sorted, each once.
func (s *shelf) list(suffix string) ([]string, error) {
	var names []string
	add := func(entries []fs.DirEntry, err error) error {
		if errors.Is(err, fs.ErrNotExist) {
			return nil
		}
		for _, e := range entries {
			if !e.IsDir() && strings.HasSuffix(e.Name(), suffix) && validName(e.Name()) {
				names = append(names, e.Name())
			}
		}
		return err
	}
	for _, dir := range s.dirs {
		if err := add(os.ReadDir(dir)); err != nil {
			return nil, err
		}
	}
	if s.embedded != nil {
		if err := add(fs.ReadDir(s.embedded, ".")); err != nil {
			return nil, err
		}
	}
	slices.Sort(names)
	return slices.Compact(names), nil
}

// maxName is what file systems take.
const maxName = 255

// validName accepts slash-separated paths without empty, dot or hidden parts. Hidden files are
// editors' and the system's own.
func validName(name string) bool {
	if len(name) > maxName || !fs.ValidPath(name) || strings.ContainsAny(name, "\\\x00:") {
		return false
	}
	for part := range strings.SplitSeq(name, "/") {
		if strings.HasPrefix(part, ".") {
			return false
		}
	}
	return true
}
