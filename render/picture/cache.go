package picture

import (
	"context"
	"image"
	"math"
	"runtime"

	"github.com/maypok86/otter/v2"
)

// Cache keeps decoded pictures and their scaled results, up to a number of bytes. It is safe for
// concurrent use.
type Cache struct {
	limits   Limits
	pictures *otter.Cache[string, *Picture]
	results  *otter.Cache[scaledKey, *image.RGBA]
	decoding chan struct{} // a place for each decode that may run at once, of Limits.MaxMemory each
}

// scaledKey is by content, so that the same file under two names is scaled once.
type scaledKey struct {
	content       string
	crop          cropRect
	width, height int
}

// entryOverhead is added to the bytes of a picture: map entry, key, policy nodes.
const entryOverhead = 512

// NewCache returns a cache of at most maxBytes, which decodes within DefaultLimits. Half of it is for
// decoded pictures, half for scaled ones: neither kind can push out the other.
func NewCache(maxBytes int64) *Cache {
	half := uint64(max(maxBytes/2, 1))
	return &Cache{
		limits: DefaultLimits(),
		pictures: otter.Must(&otter.Options[string, *Picture]{
			MaximumWeight: half,
			Weigher:       func(_ string, p *Picture) uint32 { return weight(p.Bytes()) },
		}),
		results: otter.Must(&otter.Options[scaledKey, *image.RGBA]{
			MaximumWeight: half,
			Weigher:       func(_ scaledKey, m *image.RGBA) uint32 { return weight(int64(len(m.Pix))) },
		}),
		decoding: make(chan struct{}, runtime.GOMAXPROCS(0)),
	}
}

func weight(n int64) uint32 { return uint32(min(n+entryOverhead, math.MaxUint32)) }

// Get returns the picture kept under key. On a miss load is called and what it returns is decoded;
// concurrent calls with one key share one load. An error of load or of Decode is returned and not kept.
func (c *Cache) Get(key string, load func() ([]byte, error)) (*Picture, error) {
	return c.pictures.Get(context.Background(), key, otter.LoaderFunc[string, *Picture](
		func(context.Context, string) (*Picture, error) {
			data, err := load()
			if err != nil {
				return nil, err
			}
			c.decoding <- struct{}{}
			defer func() { <-c.decoding }()
			p, err := Decode(data, c.limits)
			if err != nil {
				return nil, err
			}
			p.cache = c
			return p, nil
		}))
}

// Peek returns the picture kept under key, if it is kept.
func (c *Cache) Peek(key string) (*Picture, bool) { return c.pictures.GetIfPresent(key) }

// scaled returns p resampled, from the cache where it can.
func (c *Cache) scaled(p *Picture, crop cropRect, width, height int) (*image.RGBA, error) {
	key := scaledKey{p.key, crop, width, height}
	return c.results.Get(context.Background(), key, otter.LoaderFunc[scaledKey, *image.RGBA](
		func(context.Context, scaledKey) (*image.RGBA, error) {
			return p.scale(crop, width, height), nil
		}))
}
