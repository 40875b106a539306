package raster

import (
	"bytes"
	"context"
	"image"
	"maps"
	"slices"
	"testing"

	"placard/internal/sweep"
	"placard/render/display"
)

// TestParts draws lists in two parts, cut at up to some 24 places outside of groups. Both together must paint what the list paints,
// and the first what it paints without the second, unless it ends with a shadow.
func TestParts(t *testing.T) {
	for _, name := range sweep.Of(slices.Sorted(maps.Keys(goldens))) {
		t.Run(name, func(t *testing.T) {
			list, d := goldens[name](t), newDrawer(t)
			whole, n := drawn(t, d, list), len(list.Ops)
			step := max(1, n/24)
			depth := 0
			for k, op := range list.Ops {
				switch op.(type) {
				case *display.PushGroup:
					depth++
				case *display.PopGroup:
					depth--
				}
				if depth > 0 || k%step > 0 {
					continue
				}
				dst := image.NewRGBA(list.Canvas())
				drawPart(t, d, list, 0, k+1, dst)
				if _, shadow := op.(*display.Shadow); !shadow {
					alone := drawn(t, d, &display.List{Width: list.Width, Height: list.Height, Ops: list.Ops[:k+1]})
					if !bytes.Equal(dst.Pix, alone.Pix) {
						t.Errorf("what the first %d of %d operations paint depends on the next", k+1, n)
					}
				}
				drawPart(t, d, list, k+1, n, dst)
				if !bytes.Equal(dst.Pix, whole.Pix) {
					t.Errorf("cut after %d of %d operations, the list paints something else", k+1, n)
				}
			}
		})
	}
}

func drawPart(t *testing.T, d *Drawer, list *display.List, from, to int, dst *image.RGBA) {
	t.Helper()
	if err := d.DrawPart(context.Background(), list, from, to, dst); err != nil {
		t.Fatal(err)
	}
}
