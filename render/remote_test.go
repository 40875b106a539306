package render_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"placard/render"
)

// web is what a test finds on the web.
type web struct {
	stat, read       func(ctx context.Context, url string) ([]byte, error)
	stats, reads     atomic.Int64
	running, maximum atomic.Int64 // calls of Stat at once
}

// newWeb has pages that answer with data.
func newWeb(data []byte) *web {
	w := &web{stat: func(context.Context, string) ([]byte, error) { return data, nil }}
	w.read = func(ctx context.Context, url string) ([]byte, error) { return w.stat(ctx, url) }
	return w
}

// Stat has a sum of the content for its version.
func (w *web) Stat(ctx context.Context, url string) (string, error) {
	w.stats.Add(1)
	n := w.running.Add(1)
	defer w.running.Add(-1)
	for old := w.maximum.Load(); n > old && !w.maximum.CompareAndSwap(old, n); old = w.maximum.Load() {
	}
	data, err := w.stat(ctx, url)
	return versionOf(data), err
}

func versionOf(data []byte) string {
	return fmt.Sprintf("%x", sha256.Sum256(data))
}

func (w *web) Read(ctx context.Context, url, version string) ([]byte, error) {
	w.reads.Add(1)
	data, err := w.read(ctx, url)
	if err == nil && versionOf(data) != version {
		return nil, fs.ErrNotExist
	}
	return data, err
}

func (w *web) config() render.Config {
	cfg := render.DefaultConfig()
	cfg.Remote = w
	return cfg
}

// pages is a card of n remote pictures, each of its own URL.
func pages(n int, fields string) string {
	layers := make([]string, n)
	for i := range layers {
		layers[i] = fmt.Sprintf(`{"id": "p%d", "type": "image", "width": 9, "height": 9, "src": "https://example.com/%d.jpg" %s}`, i, i, fields)
	}
	return `{"id": "t", "width": 40, "height": 20, "layers": [` + strings.Join(layers, ",") + `]}`
}

// TestRemote checks that each URL is asked for once, several at a time, that what is decoded is not read
// again, and that what is not drawn is not fetched.
func TestRemote(t *testing.T) {
	w := newWeb(starterPicture(t))
	data := starterPicture(t)
	w.stat = func(context.Context, string) ([]byte, error) {
		time.Sleep(5 * time.Millisecond)
		return data, nil
	}
	r := rendererOf(t, w.config(), starterAssets{})
	doc := parse(t, pages(20, ""))
	for range 2 {
		if _, err := r.Render(t.Context(), doc, render.Options{Format: render.Raw}); err != nil {
			t.Fatal(err)
		}
	}
	if s, rd := w.stats.Load(), w.reads.Load(); s != 40 || rd != 20 {
		t.Errorf("looked up %d times, read %d times; want 40 and 20", s, rd)
	}
	if at := w.maximum.Load(); at < 2 || at > 8 {
		t.Errorf("%d at once, want 2 to 8", at)
	}
	for _, fields := range []string{`, "hidden": true`, `, "opacity": 0`} {
		w.stats.Store(0)
		if _, err := r.Render(t.Context(), parse(t, pages(1, fields)), render.Options{Format: render.Raw}); err != nil || w.stats.Load() != 0 {
			t.Errorf("%s: looked up %d times, %v", fields, w.stats.Load(), err)
		}
	}
}

// TestRemoteErrors checks what becomes of pictures that cannot be had.
func TestRemoteErrors(t *testing.T) {
	slow := fmt.Errorf("example.com did not answer in 2s: %w", context.DeadlineExceeded)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	for _, test := range []struct {
		name string
		ctx  context.Context
		err  error
		kind render.Kind
		want string
	}{
		{"refused", t.Context(), errors.New("example.com: status 404"), render.Upstream,
			`layer "p0": src: "https://example.com/0.jpg": example.com: status 404`},
		{"too slow", t.Context(), slow, render.Upstream, `layer "p0": src: "https://example.com/0.jpg": example.com did not answer`},
		{"caller gone", gone, gone.Err(), render.Canceled, "context canceled"},
	} {
		w := newWeb(starterPicture(t))
		fail := func(context.Context, string) ([]byte, error) { return nil, test.err }
		w.stat = fail
		r := rendererOf(t, w.config(), starterAssets{})
		_, err := r.Render(test.ctx, parse(t, pages(3, "")), render.Options{Format: render.Raw})
		if kind := kindOf(t, err); kind != test.kind || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: kind %d: %v", test.name, kind, err)
		}
		if test.kind == render.Upstream && errors.Is(err, context.DeadlineExceeded) {
			t.Errorf("%s: taken for the caller's deadline", test.name)
		}
	}
	_, err := newRenderer(t).Render(t.Context(), parse(t, pages(1, "")), render.Options{Format: render.Raw})
	if kind := kindOf(t, err); kind != render.Invalid {
		t.Errorf("without Remote: kind %d: %v", kind, err)
	}
}

// TestRemoteReplaced checks that a picture which has changed between Stat and Read is looked up again.
func TestRemoteReplaced(t *testing.T) {
	first, second := plainPicture(t, red), plainPicture(t, blue)
	w := newWeb(first)
	w.read = func(context.Context, string) ([]byte, error) {
		w.stat = func(context.Context, string) ([]byte, error) { return second, nil }
		return second, nil
	}
	r := rendererOf(t, w.config(), starterAssets{})
	out, err := r.Render(t.Context(), parse(t, pages(1, "")), render.Options{Format: render.Raw})
	if err != nil || [4]byte(out.Bytes[:4]) != [4]byte{0, 0, 255, 255} || w.reads.Load() != 2 {
		t.Errorf("read %d times, %v", w.reads.Load(), err)
	}
}

// TestRemoteFallback checks that what fails on the web gives way to the fallback, which is not asked for
// otherwise.
func TestRemoteFallback(t *testing.T) {
	w := newWeb(starterPicture(t))
	good := w.stat
	w.stat = func(ctx context.Context, url string) ([]byte, error) {
		if strings.Contains(url, "/0.jpg") {
			return nil, errors.New("no")
		}
		return good(ctx, url)
	}
	r := rendererOf(t, w.config(), starterAssets{})
	doc := parse(t, pages(2, `, "fallback": "https://example.com/fallback.jpg"`))
	job, err := r.Prepare(t.Context(), doc, render.Options{Format: render.Raw})
	if err != nil {
		t.Fatal(err)
	}
	if n := w.stats.Load(); !job.Degraded() || n != 3 {
		t.Errorf("degraded %v, looked up %d times, want 3", job.Degraded(), n)
	}
	if _, err := job.Render(t.Context()); err != nil {
		t.Error(err)
	}
}

// TestRemoteHoldsNoWorker stalls the web for many renders and draws others meanwhile, on one worker.
func TestRemoteHoldsNoWorker(t *testing.T) {
	const stalled, others = 200, 50
	w := newWeb(starterPicture(t))
	w.stat = func(ctx context.Context, _ string) ([]byte, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	cfg := w.config()
	cfg.Workers, cfg.Queue = 1, 0
	r := rendererOf(t, cfg, starterAssets{})
	ctx, cancel := context.WithCancel(t.Context())
	var work sync.WaitGroup
	for range stalled {
		work.Go(func() {
			_, err := r.Render(ctx, parse(t, pages(1, "")), render.Options{Format: render.Raw})
			if kind := kindOf(t, err); kind != render.Canceled {
				t.Errorf("stalled: kind %d: %v", kind, err)
			}
		})
	}
	for w.running.Load() < stalled {
		time.Sleep(time.Millisecond)
	}
	start := time.Now()
	doc := parse(t, cardTemplate)
	for range others {
		if _, err := r.Render(t.Context(), doc, render.Options{Format: render.Raw}); err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d renders on one worker in %v, while %d wait for the web", others, time.Since(start), stalled)
	cancel()
	work.Wait()
}

// TestRemoteReadHoldsNoWorker stalls reading, which comes after the place in the queue is taken.
func TestRemoteReadHoldsNoWorker(t *testing.T) {
	w := newWeb(starterPicture(t))
	w.read = func(ctx context.Context, _ string) ([]byte, error) {
		<-ctx.Done()
		return nil, ctx.Err()
	}
	cfg := w.config()
	cfg.Workers, cfg.Queue = 1, 1
	r := rendererOf(t, cfg, starterAssets{})
	ctx, cancel := context.WithCancel(t.Context())
	var work sync.WaitGroup
	work.Go(func() { _, _ = r.Render(ctx, parse(t, pages(1, "")), render.Options{Format: render.Raw}) })
	for w.reads.Load() == 0 {
		time.Sleep(time.Millisecond)
	}
	if _, err := r.Render(t.Context(), parse(t, cardTemplate), render.Options{Format: render.Raw}); err != nil {
		t.Error(err)
	}
	cancel()
	work.Wait()
}
