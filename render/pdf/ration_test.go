package pdf

import (
	"context"
	"image"
	"testing"

	"placard/internal/sweep"
	"placard/render/display"
)

// counting is a Rasterizer that adds up the work it is given, and draws nothing.
type counting struct {
	work    float64
	regions int
	least   int // pixels of the smallest canvas
}

func (c *counting) Draw(_ context.Context, list *display.List, dst *image.RGBA) error {
	work, err := display.Work(list)
	n := dst.Rect.Dx() * dst.Rect.Dy()
	if c.regions == 0 || n < c.least {
		c.least = n
	}
	c.work += work + encodeWork*float64(n)
	c.regions++
	return err
}

// What a document draws in pixels is bounded, however many pages ask for however many blurs at 600 dpi, and all
// regions have as many.
func TestRation(t *testing.T) {
	type ration struct {
		pages, blurs int
		pixels       int // that a region has at least
	}
	for _, test := range sweep.Of([]ration{{1, 1, 6_000_000}, {20, 20, 60_000}}) {
		doc := &Document{DPI: 600}
		for page := range test.pages {
			var ops []display.Op
			for i := range test.blurs { // each another one
				ops = append(ops, &display.PushGroup{Clip: rounded(0, 0, 1200, 630, 0), Alpha: 255, Blur: 1},
					&display.Fill{Shape: rounded(0, 0, 1200, 630, 0), Paint: hex(uint32(page<<8 + i))}, &display.PopGroup{})
			}
			doc.Pages = append(doc.Pages, onePage(&display.List{Width: 1200, Height: 630, Ops: ops}).Pages[0])
		}
		drawn := &counting{}
		w, err := New(DefaultConfig(), drawn)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := w.Write(t.Context(), doc); err != nil {
			t.Fatal(err)
		}
		if drawn.work > maxDrawn || drawn.regions != test.pages*test.blurs || drawn.least < test.pixels {
			t.Errorf("%d pages of %d: %d regions of %d pixels at least, want %d; work of %.3g, want %.3g at most",
				test.pages, test.blurs, drawn.regions, drawn.least, test.pixels, drawn.work, float64(maxDrawn))
		}
		t.Logf("%d pages of %d: %d pixels each, work of %.3g", test.pages, test.blurs, drawn.least, drawn.work)
	}
}
