package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"placard/render"
	"placard/templates"
)

// TestTooManyPages checks the bounds on what one PDF holds together, and that the error says so.
func TestTooManyPages(t *testing.T) {
	r := newRenderer(t)
	card := parse(t, `{"id": "t", "width": 50, "height": 50, "layers": [{"id": "dot", "type": "rect", "width": 9, "height": 9, "fill": "#000"}]}`)
	full := parse(t, fmt.Sprintf(`{"id": "t", "width": 2000, "height": 2000, "layers": [%s]}`, strings.Join(many(4, func(i int) string {
		return fmt.Sprintf(`{"id": "t%d", "type": "text", "width": 2000, "font_size": 8, "text": "%s"}`, i, strings.Repeat("page ", 900))
	}), ",")))
	for _, test := range []struct {
		docs []*templates.Document
		want string // in the error; empty: there is none
	}{
		{repeat(card, 100), ""},
		{repeat(card, 101), "pages: 101 are more than 100"},
		{repeat(full, 25), "page 23: pages: up to here they hold"}, // 22 are within the limit
	} {
		out, err := r.RenderAll(t.Context(), test.docs, render.Options{Format: render.PDF})
		switch {
		case test.want == "" && err != nil:
			t.Errorf("%d pages: %v", len(test.docs), err)
		case test.want == "":
			t.Logf("%d pages are %d bytes", out.Pages, len(out.Bytes))
		case kindOf(t, err) != render.TooLarge || !strings.Contains(err.Error(), test.want):
			t.Errorf("%d pages: %v, want %q", len(test.docs), err, test.want)
		}
	}
}

func many(n int, one func(int) string) []string {
	all := make([]string, n)
	for i := range all {
		all[i] = one(i)
	}
	return all
}

func repeat(doc *templates.Document, n int) []*templates.Document {
	docs := make([]*templates.Document, n)
	for i := range docs {
		docs[i] = doc
	}
	return docs
}

// TestPDFErrorsNameThePage checks that one knows which of many documents is at fault, and only then.
func TestPDFErrorsNameThePage(t *testing.T) {
	r := newRenderer(t)
	good, missing := parse(t, book), parse(t, `{"id": "t", "width": 40, "height": 20, "layers": [
		{"id": "logo", "type": "image", "width": 9, "height": 9, "src": "asset:none.png"}]}`)
	const want = `layer "logo": src: no asset "none.png"`
	_, err := r.RenderAll(t.Context(), []*templates.Document{good, missing}, render.Options{Format: render.PDF})
	if kindOf(t, err) != render.Unusable || err.Error() != "page 3: "+want {
		t.Errorf("%v", err)
	}
	_, err = r.Render(t.Context(), missing, render.Options{Format: render.PDF})
	if kindOf(t, err) != render.Unusable || err.Error() != want {
		t.Errorf("%v", err)
	}
	large := parse(t, `{"id": "t", "width": 3000, "height": 3000, "layers": []}`)
	err = r.CheckAll([]*templates.Document{good, large}, render.Options{Format: render.PDF, Scale: 3})
	if kindOf(t, err) != render.TooLarge || !strings.HasPrefix(err.Error(), "page 3: scale: ") {
		t.Errorf("%v", err)
	}
}

// TestStandInsOnPages checks that what stands in does so on its page alone, and that the job says where.
func TestStandInsOnPages(t *testing.T) {
	r := newRenderer(t)
	page := func(src string) *templates.Document {
		return photoCard(t, `"on_picture_error": "title_card",`, fmt.Sprintf(`"src": %q`, src)).Pages()[0]
	}
	docs := []*templates.Document{page("asset:ada.jpg"), page("asset:none.jpg")}
	job, err := r.PrepareAll(t.Context(), docs, render.Options{Format: render.PDF, Report: true})
	if err != nil {
		t.Fatal(err)
	}
	if problems := job.Problems(); !job.Degraded() || len(problems) != 1 || !strings.HasPrefix(problems[0], `page 2: layer "photo"`) {
		t.Errorf("%q", problems)
	}
	out, err := job.Render(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	shown := map[int][]string{}
	for _, layer := range out.Report.Layers {
		shown[layer.Page] = append(shown[layer.Page], layer.ID)
	}
	if len(shown[1]) != 2 || len(shown[2]) != 1 || shown[2][0] != "title" {
		t.Errorf("%v", shown)
	}
}

// TestPagesFetchTogether checks that a picture that many pages show is fetched and read once, and that those
// of different pages are fetched side by side.
func TestPagesFetchTogether(t *testing.T) {
	w := newWeb(starterPicture(t))
	r := rendererOf(t, w.config(), starterAssets{})
	doc := parse(t, pages(1, ""))
	if _, err := r.RenderAll(t.Context(), repeat(doc, 20), render.Options{Format: render.PDF}); err != nil {
		t.Fatal(err)
	}
	if w.stats.Load() != 1 || w.reads.Load() != 1 {
		t.Errorf("asked for %d times, read %d times", w.stats.Load(), w.reads.Load())
	}
}

// TestPDFEnds checks that a PDF whose time is up is not laid out or written further.
func TestPDFEnds(t *testing.T) {
	for _, stage := range []string{render.StageLayout, render.StageEncode} {
		const last = 3
		ctx, cancel := context.WithCancel(t.Context())
		stages := newCounter()
		cfg := render.DefaultConfig()
		cfg.Watch = func(ctx context.Context, at string) (context.Context, func()) {
			stages.watch(ctx, at)
			if at == stage && (stage == render.StageEncode || stages[at].Load() == last) {
				cancel()
			}
			return ctx, func() {}
		}
		r := rendererOf(t, cfg, starterAssets{})
		job, err := r.PrepareAll(ctx, repeat(parse(t, cardTemplate), 20), render.Options{Format: render.PDF})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := job.Render(ctx); kindOf(t, err) != render.Canceled {
			t.Errorf("%s: %v", stage, err)
		}
		if n := stages[render.StageLayout].Load(); stage == render.StageLayout && n != last {
			t.Errorf("%d pages were laid out after the end", n-last)
		}
		if out, err := job.Render(t.Context()); err != nil || out.Pages != 20 {
			t.Errorf("again: %v", err)
		}
	}
}

// TestPDFPixelBudget checks that the resolution counts: a blur of the whole page takes as many pixels.
func TestPDFPixelBudget(t *testing.T) {
	cfg := render.DefaultConfig()
	cfg.PixelBudget = 120 * 60 * 4 // of cardTemplate at 192 dpi
	r := rendererOf(t, cfg, starterAssets{})
	if _, err := r.Render(t.Context(), parse(t, cardTemplate), render.Options{Format: render.PDF}); err != nil {
		t.Error(err)
	}
	err := r.Check(parse(t, cardTemplate), render.Options{Format: render.PDF, PDF: render.PDFOptions{DPI: 300}})
	if kindOf(t, err) != render.TooLarge || !strings.HasPrefix(err.Error(), "dpi: ") {
		t.Errorf("%v", err)
	}
}
