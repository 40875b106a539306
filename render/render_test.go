package render_test

import (
	"bytes"
	"context"
	"errors"
	"io/fs"
	"sync"
	"testing"
	"time"

	"placard/fonts/bundled"
	"placard/render"
)

const cardTemplate = `{"id": "card", "width": 120, "height": 60, "background": "#fff", "layers": [
	{"id": "photo", "type": "image", "x": 60, "y": 0, "width": 60, "height": 60, "src": "asset:ada.jpg", "radius": 20},
	{"id": "box", "type": "rect", "x": 5, "y": 5, "width": 60, "height": 50, "radius": 6, "fill": "#cfd8", "shadow": {"blur": 9}},
	{"id": "title", "type": "text", "x": 10, "y": 10, "width": 50, "height": 40, "text": "Hello, world", "font_size": 20, "fit": "shrink"}]}`

// TestSamePixels is figure F20: one document, 100 times on 8 goroutines, beside others that move the
// caches.
func TestSamePixels(t *testing.T) {
	r := newRenderer(t)
	draw := func(changes string) []byte {
		out, err := r.Render(context.Background(), parse(t, cardTemplate, changes), render.Options{Format: render.Raw})
		if err != nil {
			t.Error(err)
			return nil
		}
		return out.Bytes
	}
	want := draw(`[]`)
	var work sync.WaitGroup
	for g := range 8 {
		work.Go(func() {
			for i := range 13 {
				draw([]string{`[{"id": "title", "text": "Other"}]`, `[{"id": "photo", "width": 33}]`, `[{"id": "box", "x": 5.5}]`}[(g+i)%3])
				if !bytes.Equal(draw(`[]`), want) {
					t.Errorf("goroutine %d, picture %d: other pixels", g, i)
					return
				}
			}
		})
	}
	work.Wait()
}

// versions are assets whose version and presence a test chooses.
type versions struct {
	starterAssets
	version string // "": the asset is not there
}

func (v versions) Stat(context.Context, string) (string, error) {
	if v.version == "" {
		return "", fs.ErrNotExist
	}
	return v.version, nil
}

// TestKey checks that all that can change a byte of the picture changes the key, and nothing else does.
func TestKey(t *testing.T) {
	key := func(assets render.Assets, opt render.Options, changes string) string {
		t.Helper()
		r, err := render.New(render.DefaultConfig(), bundled.New(), assets)
		if err != nil {
			t.Fatal(err)
		}
		job, err := r.Prepare(context.Background(), parse(t, cardTemplate, changes), opt)
		if err != nil {
			t.Fatal(err)
		}
		return job.Key()
	}
	png := render.Options{Format: render.PNG}
	seen := map[string]string{}
	for name, k := range map[string]string{
		"plain":       key(versions{version: "1"}, png, `[]`),
		"other text":  key(versions{version: "1"}, png, `[{"id": "title", "text": "Hello, World"}]`),
		"other asset": key(versions{version: "2"}, png, `[]`),
		"JPEG 4:4:4":  key(versions{version: "1"}, render.Options{Format: render.JPEG, Chroma: render.Chroma444}, `[]`),
		"bytes":       key(versions{version: "1"}, render.Options{Format: render.PNG, MaxBytes: 1000}, `[]`),
		"JPEG":        key(versions{version: "1"}, render.Options{Format: render.JPEG}, `[]`),
		"quality":     key(versions{version: "1"}, render.Options{Format: render.JPEG, Quality: 81}, `[]`),
		"scale":       key(versions{version: "1"}, render.Options{Format: render.PNG, Scale: 1.0000001}, `[]`),
	} {
		if other, ok := seen[k]; ok {
			t.Errorf("%s and %s have the same key", name, other)
		}
		seen[k] = name
	}
	for name, k := range map[string]string{
		"another renderer":  key(versions{version: "1"}, png, `[]`),
		"the default scale": key(versions{version: "1"}, render.Options{Format: render.PNG, Scale: 1}, `[]`),
		"a report":          key(versions{version: "1"}, render.Options{Format: render.PNG, Report: true}, `[]`),
		"a blurhash":        key(versions{version: "1"}, render.Options{Format: render.PNG, Blurhash: true}, `[]`),
		"an equal change":   key(versions{version: "1"}, png, `[{"id": "title", "text": "Hello, world"}]`),
	} {
		if seen[k] != "plain" {
			t.Errorf("%s changes the key", name)
		}
	}
}

// gate holds every render at one stage until it is opened.
type gate struct {
	stage   string
	arrived chan struct{} // a value for each that comes to it
	open    chan struct{} // closed: go on
}

func newGate(stage string) *gate {
	return &gate{stage: stage, arrived: make(chan struct{}, 100), open: make(chan struct{})}
}

func (g *gate) watch(ctx context.Context, stage string) (context.Context, func()) {
	if stage == g.stage {
		g.arrived <- struct{}{}
		<-g.open
	}
	return ctx, func() {}
}

// kindOf is that of a render's error, -1 if there is none.
func kindOf(t *testing.T, err error) render.Kind {
	t.Helper()
	var known *render.Error
	switch {
	case err == nil:
		return -1
	case !errors.As(err, &known):
		t.Errorf("%v (%T)", err, err)
	}
	return known.Kind
}

// TestQueue checks that beyond the workers and the queue a render fails at once, and that one which gives up
// waiting leaves its place to another.
func TestQueue(t *testing.T) {
	g := newGate(render.StageDraw)
	cfg := render.DefaultConfig()
	cfg.Workers, cfg.Queue, cfg.Watch = 1, 1, g.watch
	r, err := render.New(cfg, bundled.New(), starterAssets{})
	if err != nil {
		t.Fatal(err)
	}
	doc := parse(t, cardTemplate)
	draw := func(ctx context.Context) render.Kind {
		_, err := r.Render(ctx, doc, render.Options{Format: render.Raw})
		return kindOf(t, err)
	}
	var work sync.WaitGroup
	defer work.Wait()
	defer close(g.open)
	work.Go(func() { draw(context.Background()) })
	<-g.arrived   // the worker is taken
	for range 3 { // each finds the place that the one before left
		waiting, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
		if kind := draw(waiting); kind != render.Canceled {
			t.Errorf("waiting: kind %d", kind)
		}
		cancel()
	}
	waiting, cancel := context.WithCancel(context.Background())
	defer cancel()
	for range 2 { // one waits, the other is refused
		work.Go(func() {
			if kind := draw(waiting); kind == render.Busy {
				cancel()
			}
		})
	}
	select {
	case <-waiting.Done():
	case <-time.After(5 * time.Second):
		t.Error("a third render was not refused")
	}
}

// brokenAssets finds every asset and can read none.
type brokenAssets struct{}

func (brokenAssets) Stat(context.Context, string) (string, error) { return "1", nil }
func (brokenAssets) Read(context.Context, string) ([]byte, error) {
	return nil, errors.New("/srv/placard/assets: input/output error")
}

// TestAssetThatCannotBeRead is our fault, so that no client is told where the server keeps its files.
func TestAssetThatCannotBeRead(t *testing.T) {
	r, err := render.New(render.DefaultConfig(), bundled.New(), brokenAssets{})
	if err != nil {
		t.Fatal(err)
	}
	_, err = r.Render(t.Context(), readDocument(t, "testdata/asset.json"), render.Options{Format: render.Raw})
	var known *render.Error
	if !errors.As(err, &known) || known.Kind != render.Internal {
		t.Errorf("got %v (%T), want one of kind Internal", err, err)
	}
}
