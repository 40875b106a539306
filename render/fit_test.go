package render_test

import (
	"bytes"
	"context"
	"fmt"
	"image"
	_ "image/jpeg" // the formats that are checked
	_ "image/png"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	_ "golang.org/x/image/webp"

	"placard/fonts/bundled"
	"placard/render"
	"placard/templates"
	"placard/templates/starter"
)

// starterDocument is a starter as it is.
func starterDocument(t *testing.T, id string) *templates.Document {
	t.Helper()
	tmpl, err := starter.Get(id)
	if err != nil {
		t.Fatal(err)
	}
	doc, err := tmpl.Apply(nil)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// counter counts stages.
type counter map[string]*atomic.Int64

func newCounter() counter {
	c := counter{}
	for _, stage := range []string{render.StageFetch, render.StageQueue, render.StageLayout, render.StageDraw, render.StageEncode} {
		c[stage] = new(atomic.Int64)
	}
	return c
}

func (c counter) watch(ctx context.Context, stage string) (context.Context, func()) {
	c[stage].Add(1)
	return ctx, func() {}
}

func (c counter) reset() {
	for _, n := range c {
		n.Store(0)
	}
}

// TestMaxBytes checks that a picture is within its bytes whatever they are, that no more is given up than
// needed, in the documented order, and that it is drawn once a scale.
func TestMaxBytes(t *testing.T) {
	count := newCounter()
	cfg := render.DefaultConfig()
	cfg.Watch = count.watch
	r, err := render.New(cfg, bundled.New(), starterAssets{})
	if err != nil {
		t.Fatal(err)
	}
	doc := starterDocument(t, "article-card")
	for _, opt := range []render.Options{
		{Format: render.JPEG, Scale: 0.4},
		{Format: render.JPEG, Quality: 97, Scale: 0.3},
		{Format: render.JPEG, Quality: 40, Scale: 0.3, Chroma: render.Chroma444},
		{Format: render.PNG, Scale: 0.2},
		{Format: render.WebP, Scale: 0.3},
		{Format: render.WebP, Lossless: true, Scale: 0.2},
	} {
		whole, err := r.Render(t.Context(), doc, opt)
		if err != nil {
			t.Fatal(err)
		}
		last := whole
		for _, part := range []float64{1, 0.8, 0.5, 0.2} {
			count.reset()
			opt.MaxBytes = int(part * float64(len(whole.Bytes)))
			out, err := r.Render(t.Context(), doc, opt)
			if err != nil {
				t.Fatalf("%+v: %v", opt, err)
			}
			draws, files := count[render.StageDraw].Load(), count[render.StageEncode].Load()
			t.Logf("%s, quality %d, scale %v: %d bytes at most: %d, %d×%d, %v; %d drawn, %d encoded",
				opt.Format, opt.Quality, opt.Scale, opt.MaxBytes, len(out.Bytes), out.Width, out.Height, out.Steps, draws, files)
			checkFits(t, opt, out)
			checkScaledLast(t, r, doc, opt, out)
			if worse := out.Quality > last.Quality && out.Scale == last.Scale || out.Scale > last.Scale; worse {
				t.Errorf("fewer bytes, better picture: %v after %v", out.Steps, last.Steps)
			}
			if part == 1 && (len(out.Steps) > 0 || !bytes.Equal(out.Bytes, whole.Bytes)) {
				t.Errorf("fits as it is, but %v", out.Steps)
			}
			if draws > 1 && out.Scale == opt.Scale || draws > 6 {
				t.Errorf("drawn %d times", draws)
			}
			last = out
		}
	}
}

// checkFits checks a picture against what it says of itself.
func checkFits(t *testing.T, opt render.Options, out *render.Output) {
	t.Helper()
	if len(out.Bytes) > opt.MaxBytes {
		t.Errorf("%d bytes, over %d", len(out.Bytes), opt.MaxBytes)
	}
	c, format, err := image.DecodeConfig(bytes.NewReader(out.Bytes))
	if err != nil || format != string(opt.Format) || c.Width != out.Width || c.Height != out.Height {
		t.Errorf("%s %d×%d, said to be %s %d×%d; %v", format, c.Width, c.Height, opt.Format, out.Width, out.Height, err)
	}
	said := strings.Join(out.Steps, " ")
	if out.Quality != 0 && opt.Quality != 0 && out.Quality < min(opt.Quality, 60) {
		t.Errorf("quality %d is below the floor", out.Quality)
	}
	if scaled := out.Scale != opt.Scale; scaled != strings.Contains(said, "scale=") {
		t.Errorf("scale %v, steps %v", out.Scale, out.Steps)
	}
}

// checkScaledLast checks that a picture was made smaller only where the least quality would not do.
func checkScaledLast(t *testing.T, r *render.Renderer, doc *templates.Document, opt render.Options, out *render.Output) {
	t.Helper()
	if out.Quality == 0 || out.Scale == opt.Scale {
		return
	}
	least := render.Options{Format: opt.Format, Quality: 60, Scale: opt.Scale}
	if opt.Format == render.JPEG {
		least.Chroma = render.Chroma420
	}
	if opt.Quality != 0 {
		least.Quality = min(least.Quality, opt.Quality)
	}
	if large, err := r.Render(t.Context(), doc, least); err != nil || len(large.Bytes) <= opt.MaxBytes {
		t.Errorf("%v, but quality %d is enough; %v", out.Steps, least.Quality, err)
	}
}

// TestMaxBytesIsNotWasteful checks that one more step back would not have fitted.
func TestMaxBytesIsNotWasteful(t *testing.T) {
	r := newRenderer(t)
	doc := starterDocument(t, "quote")
	const asked = 95
	size := func(quality int, chroma render.Chroma) int {
		out, err := r.Render(t.Context(), doc, render.Options{Format: render.JPEG, Quality: quality, Chroma: chroma, Scale: 0.25})
		if err != nil {
			t.Fatal(err)
		}
		return len(out.Bytes)
	}
	type way struct {
		quality int
		chroma  render.Chroma
	}
	ladder := []way{{95, render.Chroma444}, {90, render.Chroma444}, {90, render.Chroma420}}
	for quality := 85; quality >= 60; quality -= 5 {
		ladder = append(ladder, way{quality, render.Chroma420})
	}
	for i := 1; i < len(ladder); i++ {
		above, at := ladder[i-1], ladder[i]
		limit := (size(above.quality, above.chroma) + size(at.quality, at.chroma)) / 2
		out, err := r.Render(t.Context(), doc, render.Options{Format: render.JPEG, Quality: asked, Scale: 0.25, MaxBytes: limit})
		if err != nil {
			t.Fatal(err)
		}
		want := []string{fmt.Sprint("quality=", at.quality)}
		if at.chroma == render.Chroma420 {
			want = append(want, "chroma=4:2:0")
		}
		if !slices.Equal(out.Steps, want) {
			t.Errorf("%d bytes: %v, want %v", limit, out.Steps, want)
		}
	}
}

// TestMaxBytesTooFew checks that what cannot be shown in so few bytes is refused, after few drawings.
func TestMaxBytesTooFew(t *testing.T) {
	count := newCounter()
	cfg := render.DefaultConfig()
	cfg.Watch = count.watch
	r := rendererOf(t, cfg, starterAssets{})
	for _, limit := range []int{1, 100, 1000} {
		count.reset()
		_, err := r.Render(t.Context(), starterDocument(t, "article-card"), render.Options{Format: render.JPEG, Scale: 0.4, MaxBytes: limit})
		if kind := kindOf(t, err); kind != render.TooLarge || !strings.HasPrefix(err.Error(), "max_bytes: ") || count[render.StageDraw].Load() > 3 {
			t.Errorf("%d bytes: drawn %d times, kind %d: %v", limit, count[render.StageDraw].Load(), kind, err)
		}
	}
}

// TestChromaOfQuality checks from which quality on files keep all colour, by their first component's sampling
// factors (T.81, B.2.2).
func TestChromaOfQuality(t *testing.T) {
	r := newRenderer(t)
	for _, test := range []struct {
		quality  int
		asked    render.Chroma
		want     render.Chroma
		sampling byte
	}{
		{0, "", render.Chroma420, 0x22},
		{89, "", render.Chroma420, 0x22},
		{90, "", render.Chroma444, 0x11},
		{100, render.Chroma420, render.Chroma420, 0x22},
		{50, render.Chroma444, render.Chroma444, 0x11},
	} {
		out, err := r.Render(t.Context(), parse(t, cardTemplate), render.Options{Format: render.JPEG, Quality: test.quality, Chroma: test.asked})
		if err != nil {
			t.Fatal(err)
		}
		frame := bytes.Index(out.Bytes, []byte{0xff, 0xc0})
		if got := out.Bytes[frame+11]; out.Chroma != test.want || got != test.sampling {
			t.Errorf("quality %d, chroma %q: says %q, sampling %#x", test.quality, test.asked, out.Chroma, got)
		}
	}
}
