package raster

import (
	"bytes"
	"context"
	"image"
	"path/filepath"
	"testing"

	"placard/render/display"
	"placard/render/internal/golden"
)

// TestGoldens draws each picture twice, the second time from warm caches.
func TestGoldens(t *testing.T) {
	for name, build := range goldens {
		t.Run(name, func(t *testing.T) {
			list := build(t)
			d := newDrawer(t)
			cold, warm := drawn(t, d, list), drawn(t, d, list)
			if !bytes.Equal(cold.Pix, warm.Pix) {
				t.Error("the second picture, from warm caches, is not the same as the first")
			}
			golden.Picture(t, filepath.Join("testdata", name+".png"), cold)
		})
	}
}

func newDrawer(t testing.TB) *Drawer {
	t.Helper()
	d, err := New(DefaultConfig())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func drawn(t testing.TB, d *Drawer, list *display.List) *image.RGBA {
	t.Helper()
	dst := image.NewRGBA(list.Canvas())
	if err := d.Draw(context.Background(), list, dst); err != nil {
		t.Fatal(err)
	}
	return dst
}
