package raster

import (
	"image"
	"sync"
	"testing"
)

// TestCacheBytes puts in far more than fits, from several goroutines.
func TestCacheBytes(t *testing.T) {
	const limit, shards = 1 << 20, 8
	c := newCache[int, *mask](limit, shards)
	var wait sync.WaitGroup
	for g := range 4 {
		wait.Go(func() {
			for i := range 5000 {
				key := g*5000 + i
				if m, ok := c.get(key); ok && m.rect.Dx() != 1+key%50 {
					t.Errorf("key %d gives another's value", key)
				}
				c.put(key, newMask(image.Rect(0, 0, 1+key%50, 20)))
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
	c := newCache[int, *mask](1<<16, 2)
	c.put(-1, newMask(image.Rect(0, 0, 9, 9)))
	for i := range 5000 {
		c.put(i, newMask(image.Rect(0, 0, 20, 20)))
		if _, ok := c.get(-1); !ok {
			t.Fatalf("the value was dropped after %d others", i+1)
		}
	}
	if _, ok := c.get(0); ok {
		t.Error("the oldest value, never asked for, is still there")
	}
}

// TestCacheNothing keeps nothing where nothing may be kept.
func TestCacheNothing(t *testing.T) {
	c := newCache[int, *mask](0, 4)
	c.put(1, newMask(image.Rect(0, 0, 1, 1)))
	if _, ok := c.get(1); ok {
		t.Error("a cache of no bytes keeps a value")
	}
}

// bytes is what the cache holds; a value in both generations counts once.
func (c *cache[K, V]) bytes() int {
	sum := 0
	for i := range c.shards {
		s := &c.shards[i]
		s.mu.RLock()
		defer s.mu.RUnlock()
		for _, v := range s.young {
			sum += v.bytes()
		}
		for k, v := range s.old {
			if _, ok := s.young[k]; !ok {
				sum += v.bytes()
			}
		}
	}
	return sum
}
