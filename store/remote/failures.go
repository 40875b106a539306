package remote

import (
	"sync"
	"time"
)

const (
	// failFor keeps a URL that has just failed from being asked by every request for it.
	failFor = 5 * time.Second
	// failForStale does so while a copy stands in: nobody is waiting for better news.
	failForStale = 30 * time.Second
	// maxFailures bounds the memory of them, about 1 MB.
	maxFailures = 2048
)

// failures remembers for a while which URLs failed, and why.
type failures struct {
	now func() time.Time

	mu  sync.Mutex
	all map[string]failure
}

type failure struct {
	err   *Error
	until time.Time
}

func newFailures(now func() time.Time) *failures {
	return &failures{now: now, all: map[string]failure{}}
}

// get returns nil if the URL may be asked.
func (f *failures) get(key string) *Error {
	f.mu.Lock()
	defer f.mu.Unlock()
	one, ok := f.all[key]
	if !ok {
		return nil
	}
	if !f.now().Before(one.until) {
		delete(f.all, key)
		return nil
	}
	return one.err
}

// put remembers a failure. When there are too many, those that are over go, and then any: forgetting one
// costs a request.
func (f *failures) put(key string, err *Error, lasting time.Duration) {
	f.mu.Lock()
	defer f.mu.Unlock()
	now := f.now()
	if len(f.all) >= maxFailures {
		for k, one := range f.all {
			if !now.Before(one.until) {
				delete(f.all, k)
			}
		}
	}
	for k := range f.all {
		if len(f.all) < maxFailures {
			break
		}
		delete(f.all, k)
	}
	f.all[key] = failure{err, now.Add(lasting)}
}
