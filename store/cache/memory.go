package cache

import (
	"fmt"
	"math"

	"github.com/maypok86/otter/v2"
)

// overhead is about what a key and its bookkeeping take beside the body, so that many small bodies
// cannot grow past the limit unseen.
const overhead = 256

// memory holds entries up to a number of bytes; the least useful give way.
type memory struct {
	entries *otter.Cache[string, entry]
}

func newMemory(limit int64) (*memory, error) {
	entries, err := otter.New(&otter.Options[string, entry]{
		MaximumWeight: uint64(max(limit, 1)), // 0 would mean no limit; nothing weighs as little as 1
		Weigher: func(key string, e entry) uint32 {
			return uint32(min(len(key)+len(e.body)+overhead, math.MaxUint32))
		},
	})
	if err != nil {
		return nil, fmt.Errorf("cache: %w", err)
	}
	return &memory{entries}, nil
}

func (m *memory) get(key string) (entry, bool) { return m.entries.GetIfPresent(key) }
func (m *memory) set(key string, e entry)      { m.entries.Set(key, e) }
func (m *memory) drop(key string)              { m.entries.Invalidate(key) }
