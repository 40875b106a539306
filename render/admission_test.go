package render_test

import (
	"context"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/render"
)

// TestPixelBudget checks that pictures are drawn side by side only as far as their pixels fit the budget, and
// that all are drawn in the end.
func TestPixelBudget(t *testing.T) {
	const width, height = 120, 60 // of cardTemplate
	for _, test := range []struct {
		budget, most int64
		format       render.Format
	}{
		{width * height, 1, render.Raw},
		{3*width*height - 1, 2, render.Raw},
		{0, 4, render.Raw},
		{5 * width * height, 1, render.WebP}, // whose encoder takes as much as five canvases
	} {
		var running, most atomic.Int64
		cfg := render.DefaultConfig()
		cfg.Workers, cfg.PixelBudget = 4, int(test.budget)
		cfg.Watch = func(ctx context.Context, stage string) (context.Context, func()) {
			if stage != render.StageDraw {
				return ctx, func() {}
			}
			n := running.Add(1)
			for old := most.Load(); n > old && !most.CompareAndSwap(old, n); old = most.Load() {
			}
			time.Sleep(3 * time.Millisecond) // for others to come
			return ctx, func() { running.Add(-1) }
		}
		r := rendererOf(t, cfg, starterAssets{})
		var work sync.WaitGroup
		for range 12 {
			work.Go(func() {
				if _, err := r.Render(t.Context(), parse(t, cardTemplate), render.Options{Format: test.format}); err != nil {
					t.Error(err)
				}
			})
		}
		work.Wait()
		if got := most.Load(); got > test.most || test.most > 1 && got < 2 {
			t.Errorf("budget of %d px, %s: %d at once, want %d", test.budget, test.format, got, test.most)
		}
	}
}

// TestOverPixelBudget checks that what would wait for ever is refused at once, and what gives up waiting for
// pixels gives its worker back.
func TestOverPixelBudget(t *testing.T) {
	g := newGate(render.StageDraw)
	cfg := render.DefaultConfig()
	cfg.Workers, cfg.PixelBudget, cfg.Watch = 2, 120*60, g.watch
	r := rendererOf(t, cfg, starterAssets{})
	doc := parse(t, cardTemplate)
	for _, opt := range []render.Options{{Format: render.Raw, Scale: 1.1}, {Format: render.WebP}} {
		_, err := r.Prepare(t.Context(), doc, opt)
		if kind := kindOf(t, err); kind != render.TooLarge {
			t.Errorf("%+v: kind %d: %v", opt, kind, err)
		}
	}
	var work sync.WaitGroup
	draw := func(ctx context.Context, want render.Kind) {
		_, err := r.Render(ctx, doc, render.Options{Format: render.Raw})
		if kind := kindOf(t, err); kind != want {
			t.Errorf("kind %d: %v", kind, err)
		}
	}
	work.Go(func() { draw(t.Context(), -1) })
	<-g.arrived // all pixels are taken, a worker is free
	for range 3 {
		waiting, cancel := context.WithTimeout(t.Context(), 5*time.Millisecond)
		draw(waiting, render.Canceled)
		cancel()
	}
	close(g.open)
	work.Wait()
	draw(t.Context(), -1)
}
