package cache

import (
	"sync"
	"testing"
)

// block is a value.
type block []byte

func (b block) Bytes() int { return len(b) }

// TestCacheBytes puts in far more than fits, from several goroutines.
func TestCacheBytes(t *testing.T) {
	const limit, shards = 1 << 20, 8
	c := New[int, block](limit, shards)
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range 5000 {
				key := g*5000 + i
				if m, ok := c.Get(key); ok && len(m) != 20*(1+key%50) {
					t.Errorf("key %d gives another's value", key)
				}
				c.Put(key, make(block, 20*(1+key%50)))
			}
		})
	}
	wait.Wait()
	if used := c.bytes(); used > limit || used < limit/4 {
		t.Errorf("%d bytes are kept of %d", used, limit)
	}
}

// TestCacheInUse keeps a value that is asked for again and again, whatever else comes by.
func TestCacheInUse(t *testing.T) {
	c := New[int, block](1<<16, 2)
	c.Put(-1, make(block, 81))
	for i := range 5000 {
		c.Put(i, make(block, 400))
		if _, ok := c.Get(-1); !ok {
			t.Fatalf("the value was dropped after %d others", i+1)
		}
	}
	if _, ok := c.Get(0); ok {
		t.Error("the oldest value, never asked for, is still there")
	}
}

// TestCacheNothing keeps nothing where nothing may be kept.
func TestCacheNothing(t *testing.T) {
	c := New[int, block](0, 4)
	c.Put(1, make(block, 1))
	if _, ok := c.Get(1); ok {
		t.Error("a cache of no bytes keeps a value")
	}
}

// bytes is what the cache holds; a value in both generations counts once.
func (c *Cache[K, V]) bytes() int {
	sum := 0
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.RLock()
		defer s.mu.RUnlock()
		for _, v := range s.young {
			sum += v.Bytes()
		}
		for k, v := range s.old {
			if _, ok := s.young[k]; !ok {
				sum += v.Bytes()
			}
		}
	}
	return sum
}
