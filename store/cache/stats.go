package cache

import "sync/atomic"

type counters struct {
	memoryHits, diskHits, misses, corrupt, writeErrors, evictions atomic.Int64
}

// Stats counts what happened since New.
type Stats struct {
	MemoryHits  int64
	DiskHits    int64
	Misses      int64 // fills
	Corrupt     int64 // files that were refused and deleted
	WriteErrors int64 // entries that could not be written
	Evictions   int64 // files deleted to keep to DiskBytes
	DiskBytes   int64 // in files now
}

// Stats returns the counters.
func (c *Cache) Stats() Stats {
	c.disk.mu.Lock()
	bytes := c.disk.index.bytes
	c.disk.mu.Unlock()
	n := &c.counters
	return Stats{
		MemoryHits: n.memoryHits.Load(), DiskHits: n.diskHits.Load(), Misses: n.misses.Load(),
		Corrupt: n.corrupt.Load(), WriteErrors: n.writeErrors.Load(), Evictions: n.evictions.Load(),
		DiskBytes: bytes,
	}
}
