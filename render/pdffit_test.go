package render_test

import (
	"strings"
	"testing"

	"placard/render"
)

// TestPDFMaxBytes checks that a PDF with a photo becomes smaller step by step, says so, and keeps to what was
// asked for where that is enough.
func TestPDFMaxBytes(t *testing.T) {
	r := newRenderer(t)
	doc := starterDocument(t, "photo-story")
	whole, _ := bind(t, r, render.Options{}, doc)
	before := len(whole.Bytes)
	for _, part := range []float64{1, 0.9, 0.75} {
		most := int(part * float64(len(whole.Bytes)))
		out, _ := bind(t, r, render.Options{MaxBytes: most}, doc)
		t.Logf("within %d bytes: %d, %q", most, len(out.Bytes), out.Steps)
		if len(out.Bytes) > most || len(out.Bytes) > before || (len(out.Steps) == 0) != (part == 1) {
			t.Errorf("%d bytes within %d, steps %q", len(out.Bytes), most, out.Steps)
		}
		for _, step := range out.Steps {
			if !strings.HasPrefix(step, "dpi=") && !strings.HasPrefix(step, "quality=") {
				t.Errorf("step %q", step)
			}
		}
		before = len(out.Bytes)
	}
}

// TestPDFMaxBytesTooFew checks that what no resolution makes small enough is refused after two attempts.
func TestPDFMaxBytesTooFew(t *testing.T) {
	stages := newCounter()
	cfg := render.DefaultConfig()
	cfg.Watch = stages.watch
	r := rendererOf(t, cfg, starterAssets{})
	_, err := r.Render(t.Context(), starterDocument(t, "og-card"), render.Options{Format: render.PDF, MaxBytes: 2000})
	if kindOf(t, err) != render.TooLarge || !strings.HasPrefix(err.Error(), "max_bytes: the PDF has ") || !strings.Contains(err.Error(), "72 dpi") {
		t.Error(err)
	}
	if laid, written := stages[render.StageLayout].Load(), stages[render.StageEncode].Load(); laid != 1 || written != 2 {
		t.Errorf("laid out %d times, written %d times", laid, written)
	}
}
