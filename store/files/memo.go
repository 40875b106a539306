package files

import (
	"sync"
	"time"
)

// racy is how old a file must be, when it is read, for its time and size to tell it from a later edit:
// two writes of one size within a tick of the file system's clock look alike. Ticks are up to 2 s (FAT,
// NFS). A younger file is read again each time.
const racy = 2 * time.Second

// memo keeps what was made of each file for as long as the file stays as it is.
type memo[T any] struct {
	shelf *shelf
	made  func(f found, name string, data []byte) (T, error)
	now   func() time.Time

	mu   sync.RWMutex
	kept map[string]kept[T]
}

type kept[T any] struct {
	found
	value T
}

// get finds a file and returns what was made of it. Errors are not kept. The names that are kept are
// names of files, so they are few.
func (m *memo[T]) get(name string) (T, error) {
	f, err := m.shelf.find(name)
	if err != nil {
		var none T
		return none, err
	}
	m.mu.RLock()
	k, ok := m.kept[name]
	m.mu.RUnlock()
	if ok && k.found == f {
		return k.value, nil
	}
	began := m.now()
	data, err := m.shelf.read(f, name)
	if err != nil {
		var none T
		return none, err
	}
	value, err := m.made(f, name, data)
	if err != nil {
		var none T
		return none, err
	}
	if f.dir == "" || began.Sub(f.modTime) >= racy {
		m.mu.Lock()
		if m.kept == nil {
			m.kept = map[string]kept[T]{}
		}
		m.kept[name] = kept[T]{f, value}
		m.mu.Unlock()
	}
	return value, nil
}
