// Package cache keeps values in memory up to a number of bytes, and sums up what they were made of.
package cache

import (
	"hash/maphash"
	"sync"
)

// Cache keeps values up to a number of bytes. It is safe for concurrent use. Values are shared: they must
// not be changed.
//
// Keys are spread over shards, so that goroutines seldom meet, and reading takes no exclusive lock.
// Each shard has two generations: new values go to the young one, and when that holds half of the
// shard's bytes it becomes the old one, whose values are dropped. A value found in the old generation
// moves to the young, so what is in use stays, without a list to keep in order at each read.
type Cache[K comparable, V Sized] struct {
	seed   maphash.Seed
	shards []shard[K, V]
}

// Sized says how much memory a value takes.
type Sized interface {
	Bytes() int // with what it points to
}

type shard[K comparable, V Sized] struct {
	mu         sync.RWMutex
	young, old map[K]V
	used       int // bytes of the young generation
	limit      int // bytes of a generation
}

// New returns a cache of up to limit bytes; 0 keeps nothing. A value larger than a shard's generation,
// limit / shards / 2, is not kept.
func New[K comparable, V Sized](limit, shards int) *Cache[K, V] {
	c := &Cache[K, V]{seed: maphash.MakeSeed(), shards: make([]shard[K, V], shards)}
	for i := range c.shards {
		c.shards[i].limit = limit / shards / 2
		c.shards[i].young = map[K]V{}
	}
	return c
}

func (c *Cache[K, V]) shard(key K) *shard[K, V] {
	return &c.shards[maphash.Comparable(c.seed, key)%uint64(len(c.shards))]
}

// Get returns the value kept under key, if it is kept.
func (c *Cache[K, V]) Get(key K) (V, bool) {
	s := c.shard(key)
	s.mu.RLock()
	v, ok := s.young[key]
	if ok {
		s.mu.RUnlock()
		return v, true
	}
	v, ok = s.old[key]
	s.mu.RUnlock()
	if ok {
		s.put(key, v)
	}
	return v, ok
}

// Put keeps a value. Two goroutines that made the same one keep either.
func (c *Cache[K, V]) Put(key K, v V) { c.shard(key).put(key, v) }

func (s *shard[K, V]) put(key K, v V) {
	n := v.Bytes()
	if n > s.limit {
		return // it would push out everything else
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if _, ok := s.young[key]; ok {
		return
	}
	if s.used+n > s.limit {
		s.old, s.young, s.used = s.young, map[K]V{}, 0
	}
	s.young[key] = v
	s.used += n
}
