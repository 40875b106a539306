package raster

import (
	"errors"
	"fmt"
)

// Config says how much memory a Drawer may keep from one list to the next.
type Config struct {
	GlyphCacheBytes  int // masks of glyphs
	ShadowCacheBytes int // blurred corners of shadows
}

// DefaultConfig suits a server of a few hundred templates: 16 MB hold about 10,000 glyphs of 40 px, and
// 16 MB about 200 card shadows.
func DefaultConfig() Config {
	return Config{GlyphCacheBytes: 16 << 20, ShadowCacheBytes: 16 << 20}
}

// maxCacheBytes is far more than any set of templates fills; more is a slip of the keyboard.
const maxCacheBytes = 4 << 30

// Validate returns all that is wrong, each naming its field. Zero is allowed: nothing is kept.
func (c Config) Validate() error {
	return errors.Join(cacheSize("GlyphCacheBytes", c.GlyphCacheBytes), cacheSize("ShadowCacheBytes", c.ShadowCacheBytes))
}

func cacheSize(name string, v int) error {
	if v < 0 || v > maxCacheBytes {
		return fmt.Errorf("raster: %s: %d is not in 0..%d", name, v, maxCacheBytes)
	}
	return nil
}
