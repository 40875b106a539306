package adjust

import (
	"context"
	"image"
	"math"

	"github.com/maypok86/otter/v2"

	"placard/render/display"
)

// Cache keeps pixels that have been made, and what pictures were found to show. A nil Cache keeps nothing.
type Cache struct {
	results *otter.Cache[request, *image.RGBA]
	focuses *otter.Cache[focusKey, [2]float64]
}

// request is what Scaled was asked for.
type request struct {
	key           string
	part          display.Rect
	width, height int
}

// focusKey is a picture by its content, cropped to a proportion.
type focusKey struct {
	key    string
	aspect float64
}

const (
	// entryOverhead is added to the bytes of a result: map entry, key, policy nodes.
	entryOverhead = 1024
	// maxFocuses take about 2 MB.
	maxFocuses = 10_000
)

// NewCache returns a cache of at most maxBytes of pixels.
func NewCache(maxBytes int64) *Cache {
	return &Cache{
		results: otter.Must(&otter.Options[request, *image.RGBA]{
			MaximumWeight: uint64(max(maxBytes, 1)),
			Weigher: func(_ request, m *image.RGBA) uint32 {
				return uint32(min(len(m.Pix)+entryOverhead, math.MaxUint32))
			},
		}),
		focuses: otter.Must(&otter.Options[focusKey, [2]float64]{MaximumSize: maxFocuses}),
	}
}

// result returns the pixels kept for a request, or makes them.
func (c *Cache) result(want request, produce func() (*image.RGBA, error)) (*image.RGBA, error) {
	if c == nil {
		return produce()
	}
	return c.results.Get(context.Background(), want, otter.LoaderFunc[request, *image.RGBA](
		func(context.Context, request) (*image.RGBA, error) { return produce() }))
}

// Focus returns where what catches the eye lies when a picture is cropped to width/height = aspect, as the position
// of CSS object-position: 0..1 along x and y. The axis along which nothing is cut off is at 0.5.
func (c *Cache) Focus(src display.Source, aspect float64) ([2]float64, error) {
	if c == nil {
		return focus(src, aspect)
	}
	key := focusKey{src.Key(), math.Round(aspect*1000) / 1000}
	return c.focuses.Get(context.Background(), key, otter.LoaderFunc[focusKey, [2]float64](
		func(context.Context, focusKey) ([2]float64, error) { return focus(src, key.aspect) }))
}
