package render_test

import (
	"bytes"
	"context"
	"image"
	"image/png"
	"strings"
	"testing"

	"placard/render"
)

// bomb is a PNG of a few kB that takes n×n×4 bytes when it is decoded.
func bomb(t *testing.T, n int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewNRGBA(image.Rect(0, 0, n, n))); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// TestPicturesTogether tells of a card with many layers, each of which shows another picture that is just
// within the limits of one: 20 files of 97 kB took 3.9 GB, and 200 would have taken 19 GB, since a render
// holds all its pictures until it is drawn.
func TestPicturesTogether(t *testing.T) {
	const side = 500 // 1 MB decoded
	file := bomb(t, side)
	w := newWeb(file)
	cfg := w.config()
	cfg.ShownBytes = 3 << 20
	r := rendererOf(t, cfg, starterAssets{})
	if _, err := r.Render(t.Context(), parse(t, pages(3, "")), render.Options{Format: render.Raw}); err != nil {
		t.Errorf("three of 1 MB within 3 MB: %v", err)
	}
	for _, fields := range []string{"", `, "on_error": "hide"`} { // nothing may stand in: it would be drawn anew
		_, err := r.Render(t.Context(), parse(t, pages(4, fields)), render.Options{Format: render.Raw})
		if kindOf(t, err) != render.TooLarge || !strings.Contains(err.Error(), "together") {
			t.Errorf("four of 1 MB within 3 MB, %q: %v", fields, err)
		}
	}
	once := strings.NewReplacer("1.jpg", "0.jpg", "2.jpg", "0.jpg", "3.jpg", "0.jpg").Replace(pages(4, ""))
	if _, err := r.Render(t.Context(), parse(t, once), render.Options{Format: render.Raw}); err != nil {
		t.Errorf("one of 1 MB, shown four times: %v", err)
	}
	t.Logf("a file of %d bytes takes %d bytes", len(file), 4*side*side)
}

// TestFilesTogether bounds what a render holds of files while it waits for a worker.
func TestFilesTogether(t *testing.T) {
	w := newWeb(append(bomb(t, 9), make([]byte, 5<<20)...)) // what follows a PNG is ignored
	r := rendererOf(t, w.config(), starterAssets{})
	if _, err := r.Render(t.Context(), parse(t, pages(6, "")), render.Options{Format: render.Raw}); err != nil {
		t.Errorf("six of 5 MB: %v", err)
	}
	_, err := rendererOf(t, w.config(), starterAssets{}).Render(t.Context(), parse(t, pages(7, "")), render.Options{Format: render.Raw})
	if kindOf(t, err) != render.TooLarge || !strings.Contains(err.Error(), "together") {
		t.Errorf("seven of 5 MB: %v", err)
	}
}

// TestDecodingEnds checks that a worker does not go on to decode the pictures of a render whose time is up.
func TestDecodingEnds(t *testing.T) {
	w := newWeb(starterPicture(t))
	cfg := w.config()
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cfg.Watch = func(ctx context.Context, stage string) (context.Context, func()) {
		if stage == render.StageLayout {
			cancel()
		}
		return ctx, func() {}
	}
	r := rendererOf(t, cfg, starterAssets{})
	job, err := r.Prepare(ctx, parse(t, pages(20, "")), render.Options{Format: render.Raw})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := job.Render(ctx); kindOf(t, err) != render.Canceled {
		t.Errorf("got %v", err)
	}
	reads := w.reads.Load()
	if _, err := job.Render(t.Context()); err != nil {
		t.Error(err)
	}
	if again := w.reads.Load() - reads; again != 20 {
		t.Errorf("%d of 20 pictures were decoded after the end", 20-again)
	}
}

// TestTooLargeIsDrawnOnce tells of a signed URL whose max_bytes nothing fits: it costs its key no quota, and
// cost a second of work each time that anybody asked for it.
func TestTooLargeIsDrawnOnce(t *testing.T) {
	stages := newCounter()
	cfg := render.DefaultConfig()
	cfg.Watch = stages.watch
	r := rendererOf(t, cfg, starterAssets{})
	opt := render.Options{Format: render.PNG, MaxBytes: 100}
	for range 3 {
		_, err := r.Render(t.Context(), starterDocument(t, "og-card"), opt)
		if kindOf(t, err) != render.TooLarge || !strings.Contains(err.Error(), "max_bytes") {
			t.Fatal(err)
		}
	}
	if n := stages[render.StageLayout].Load(); n != stages[render.StageDraw].Load() || n > 9 {
		t.Errorf("laid out %d times, drawn %d times", n, stages[render.StageDraw].Load())
	}
	if queued := stages[render.StageQueue].Load(); queued != 1 {
		t.Errorf("took a worker %d times", queued)
	}
	opt.MaxBytes = 0
	if _, err := r.Render(t.Context(), starterDocument(t, "og-card"), opt); err != nil {
		t.Errorf("the same without max_bytes: %v", err)
	}
}
