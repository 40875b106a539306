package raster

import (
	"hash/maphash"
	"sync"
)

// cache keeps values up to a number of bytes. It is safe for concurrent use.
//
// Keys are spread over shards, so that goroutines seldom meet, and reading takes no exclusive lock.
// Each shard has two generations: new values go to the young one, and when that holds half of the
// shard's bytes it becomes the old one, whose values are dropped. A value found in the old generation
// moves to the young, so what is in use stays, without a list to keep in order at each read.
type cache[K comparable, V sized] struct {
	seed   maphash.Seed
	shards []shard[K, V]
}

type sized interface{ bytes() int }

type shard[K comparable, V sized] struct {
	mu         sync.RWMutex
	young, old map[K]V
	used       int // bytes of the young generation
	limit      int // bytes of a generation
}

// newCache returns a cache of up to limit bytes. A value larger than a shard's generation, limit /
// shards / 2, is not kept.
func newCache[K comparable, V sized](limit, shards int) *cache[K, V] {
	c := &cache[K, V]{seed: maphash.MakeSeed(), shards: make([]shard[K, V], shards)}
	for i := range c.shards {
		c.shards[i].limit = limit / shards / 2
		c.shards[i].young = map[K]V{}
	}
	return c
}

func (c *cache[K, V]) shard(key K) *shard[K, V] {
	return &c.shards[maphash.Comparable(c.seed, key)%uint64(len(c.shards))]
}

func (c *cache[K, V]) get(key K) (V, bool) {
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

// put keeps a value. Two goroutines that made the same one keep either.
func (c *cache[K, V]) put(key K, v V) { c.shard(key).put(key, v) }

func (s *shard[K, V]) put(key K, v V) {
	n := v.bytes()
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
