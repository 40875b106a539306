package pdf

import (
	"context"
	"math"

	"github.com/maypok86/otter/v2"
)

// cache keeps encoded pictures over documents. It is safe for concurrent use; a nil one keeps nothing.
type cache struct {
	images *otter.Cache[imageKey, *encoded]
}

// entryOverhead is added to the bytes of an image: map entry, key, policy nodes.
const entryOverhead = 512

func newCache(limit int) *cache {
	if limit == 0 {
		return nil
	}
	return &cache{otter.Must(&otter.Options[imageKey, *encoded]{
		MaximumWeight: uint64(limit),
		Weigher: func(_ imageKey, e *encoded) uint32 {
			return uint32(min(len(e.data)+len(e.mask)+entryOverhead, math.MaxUint32))
		},
	})}
}

// get returns what is kept under key, or makes and keeps it. Concurrent calls with one key share one make; an
// error is returned and not kept.
func (c *cache) get(key imageKey, produce func() (*encoded, error)) (*encoded, error) {
	if c == nil {
		return produce()
	}
	return c.images.Get(context.Background(), key, otter.LoaderFunc[imageKey, *encoded](
		func(context.Context, imageKey) (*encoded, error) { return produce() }))
}
