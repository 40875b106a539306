package pdf

import (
	"errors"
	"fmt"
)

// Config says what a Writer keeps from one document to the next.
type Config struct {
	PictureCacheBytes int // encoded pictures
}

// DefaultConfig keeps 32 MB, some hundred pictures of a card's size.
func DefaultConfig() Config { return Config{PictureCacheBytes: 32 << 20} }

// maxCacheBytes is far more than any set of templates fills; more is a slip of the keyboard.
const maxCacheBytes = 4 << 30

// Validate returns all that is wrong, each naming its field. Zero is allowed: nothing is kept.
func (c Config) Validate() error {
	var errs []error
	if c.PictureCacheBytes < 0 || c.PictureCacheBytes > maxCacheBytes {
		errs = append(errs, fmt.Errorf("pdf: PictureCacheBytes: %d is not in 0..%d", c.PictureCacheBytes, maxCacheBytes))
	}
	return errors.Join(errs...)
}
