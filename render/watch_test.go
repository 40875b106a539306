package render_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"

	"placard/render"
)

// TestWatch checks that each stage is told when it starts and ends, in order, also when it fails, and that
// the context which Watch returns goes on to what the stage does.
func TestWatch(t *testing.T) {
	type stageKey struct{}
	for _, test := range []struct {
		name, template string
		fail           string // the stage at which the caller gives up
		want           []string
	}{
		{"no pictures", `{"id": "t", "width": 9, "height": 9, "layers": []}`, "", []string{"queue", "layout", "draw", "encode"}},
		{"remote", pages(2, ""), "", []string{"fetch", "fetch", "queue", "layout", "draw", "encode"}},
		{"gone in the queue", cardTemplate, render.StageQueue, []string{"queue"}},
		{"gone in layout", cardTemplate, render.StageLayout, []string{"queue", "layout"}},
		{"gone while drawing", cardTemplate, render.StageDraw, []string{"queue", "layout", "draw"}},
	} {
		ctx, cancel := context.WithCancel(t.Context())
		var (
			mu     sync.Mutex
			stages []string
			open   int
		)
		data := starterPicture(t)
		w := newWeb(data)
		w.stat = func(ctx context.Context, _ string) ([]byte, error) {
			if ctx.Value(stageKey{}) != "fetch" {
				return nil, errors.New("not the context of the stage")
			}
			return data, nil
		}
		cfg := w.config()
		cfg.Watch = func(ctx context.Context, stage string) (context.Context, func()) {
			mu.Lock()
			defer mu.Unlock()
			stages = append(stages, stage)
			open++
			if stage == test.fail {
				cancel()
			}
			return context.WithValue(ctx, stageKey{}, stage), func() {
				mu.Lock()
				defer mu.Unlock()
				open--
			}
		}
		_, err := rendererOf(t, cfg, starterAssets{}).Render(ctx, parse(t, test.template), render.Options{Format: render.PNG})
		if kind := kindOf(t, err); (test.fail != "") != (kind == render.Canceled) {
			t.Errorf("%s: kind %d: %v", test.name, kind, err)
		}
		if !slices.Equal(stages, test.want) || open != 0 {
			t.Errorf("%s: stages %v, %d still open; want %v", test.name, stages, open, test.want)
		}
		cancel()
	}
}
