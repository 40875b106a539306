package render

import (
	"math"
	"strings"
	"testing"
)

// TestWithin checks that a memory limit bounds the pixels in work, and that the parts stay below the whole.
func TestWithin(t *testing.T) {
	plain := Config{Workers: 4, Queue: 64, PictureBytes: 256 << 20, ReuseBytes: 128 << 20, MaxPixels: 16 << 20}
	if got := plain.Within(math.MaxInt64); got.PixelBudget != 0 || got.PictureBytes != plain.PictureBytes {
		t.Errorf("no limit: %d px, %d bytes", got.PixelBudget, got.PictureBytes)
	}
	last := 0
	for _, limit := range []int64{1, 64 << 20, 256 << 20, 1 << 30, 8 << 30} {
		got := plain.Within(limit)
		if err := got.Validate(); err != nil {
			t.Errorf("limit %d: %v", limit, err)
		}
		if got.PixelBudget < last {
			t.Errorf("limit %d: %d px, fewer than before", limit, got.PixelBudget)
		}
		last = got.PixelBudget
		if used := int64(got.PixelBudget)*bytesPerPixel + got.PictureBytes + got.ReuseBytes; limit > 64<<20 && used > limit {
			t.Errorf("limit %d: %d bytes may be used", limit, used)
		}
	}
	const gigabyte, card = 1 << 30, 1200 * 630
	if cards := plain.Within(gigabyte).PixelBudget / card; cards < 50 {
		t.Errorf("a gigabyte draws %d cards at once, want 50", cards)
	}
}

// TestValidate checks that everything that is wrong is named at once.
func TestValidate(t *testing.T) {
	err := Config{Queue: -1, ReuseBytes: -1, PixelBudget: -1}.Validate()
	for _, name := range []string{"Workers", "Queue", "PictureBytes", "ReuseBytes", "MaxPixels", "PixelBudget"} {
		if err == nil || !strings.Contains(err.Error(), name) {
			t.Errorf("%v does not name %s", err, name)
		}
	}
}
