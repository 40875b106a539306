package render_test

import (
	"context"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"placard/render"
	"placard/templates"
)

func parse(tb testing.TB, template string, changes ...string) *templates.Document {
	tb.Helper()
	t, err := templates.Decode([]byte(template))
	if err != nil {
		tb.Fatal(err)
	}
	var list templates.Changes
	for _, c := range changes {
		more, err := templates.DecodeChanges([]byte(c))
		if err != nil {
			tb.Fatal(err)
		}
		list = append(list, more...)
	}
	doc, err := t.Apply(list)
	if err != nil {
		tb.Fatal(err)
	}
	return doc
}

// TestOptions checks what is refused, and as what, before anything is drawn.
func TestOptions(t *testing.T) {
	r := newRenderer(t)
	for _, test := range []struct {
		w, h int
		opt  render.Options
		kind render.Kind
	}{
		{100, 100, render.Options{Format: render.WebP, Quality: 80, Lossless: true}, render.Invalid},
		{100, 100, render.Options{Format: render.WebP, Quality: 101}, render.Invalid},
		{100, 100, render.Options{Format: render.WebP, Lossless: true, Effort: "4"}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Lossless: true}, render.Invalid},
		{100, 100, render.Options{Format: render.PNG, Progressive: true}, render.Invalid},
		{100, 100, render.Options{Format: render.PDF, Effort: "small"}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Effort: "slow"}, render.Invalid},
		{100, 100, render.Options{Format: render.WebP, Effort: "5"}, render.Invalid},
		{100, 100, render.Options{Format: render.PNG, Quality: 80}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Quality: 101}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Quality: -1}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Scale: math.NaN()}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Scale: render.MaxScale + 0.01}, render.Invalid},
		{100, 100, render.Options{Format: "gif"}, render.Invalid},
		{100, 100, render.Options{Format: render.PNG, Chroma: render.Chroma444}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, Chroma: "4:1:1"}, render.Invalid},
		{100, 100, render.Options{Format: render.JPEG, MaxBytes: -1}, render.Invalid},
		{3000, 3000, render.Options{Format: render.JPEG, Scale: 1.5}, render.TooLarge},
		{4096, 10, render.Options{Format: render.JPEG, Scale: 3}, render.TooLarge},
	} {
		doc := parse(t, fmt.Sprintf(`{"id": "t", "width": %d, "height": %d, "layers": []}`, test.w, test.h))
		_, err := r.Prepare(context.Background(), doc, test.opt)
		for caller, err := range map[string]error{"Prepare": err, "Check": r.Check(doc, test.opt)} {
			var known *render.Error
			if !errors.As(err, &known) || known.Kind != test.kind {
				t.Errorf("%s of %d×%d %+v: got %v, want kind %d", caller, test.w, test.h, test.opt, err, test.kind)
			}
		}
	}
}

// A change of any option that can change a byte changes the key, and no other does.
func TestKeyOfOptions(t *testing.T) {
	r := newRenderer(t)
	doc := parse(t, `{"id": "t", "width": 100, "height": 100, "layers": []}`)
	key := func(o render.Options) string {
		job, err := r.Prepare(t.Context(), doc, o)
		if err != nil {
			t.Fatalf("%+v: %v", o, err)
		}
		return job.Key()
	}
	seen := map[string]render.Options{}
	for _, o := range []render.Options{
		{Format: render.JPEG}, {Format: render.PNG}, {Format: render.WebP}, {Format: render.PDF}, {Format: render.PDF, PDF: render.PDFOptions{Archive: true}},
		{Format: render.JPEG, Quality: 79}, {Format: render.JPEG, Chroma: render.Chroma444}, {Format: render.JPEG, Effort: render.EffortSmall},
		{Format: render.JPEG, Chroma: render.ChromaAuto}, {Format: render.PNG, Colors: 16}, {Format: render.PNG, Colors: 16, Dither: true},
		{Format: render.JPEG, Progressive: true}, {Format: render.PNG, Effort: render.EffortSmall},
		{Format: render.WebP, Lossless: true}, {Format: render.WebP, Effort: "1"}, {Format: render.JPEG, Scale: 2}, {Format: render.JPEG, MaxBytes: 5000},
	} {
		if twin, ok := seen[key(o)]; ok {
			t.Errorf("%+v has the key of %+v", o, twin)
		}
		seen[key(o)] = o
	}
	for _, same := range [][2]render.Options{
		{{Format: render.JPEG}, {Format: render.JPEG, Quality: render.DefaultQuality, Scale: 1}},
		{{Format: render.JPEG}, {Format: render.JPEG, Blurhash: true, Report: true}},
		{{Format: render.JPEG}, {Format: render.JPEG, Page: 1}},
		{{Format: render.JPEG, Chroma: "420"}, {Format: render.JPEG, Chroma: render.Chroma420}},
	} {
		if key(same[0]) != key(same[1]) {
			t.Errorf("%+v and %+v have different keys", same[0], same[1])
		}
	}
}

// TestOptionMessages checks that who gives an option that does not fit is told what would.
func TestOptionMessages(t *testing.T) {
	r := newRenderer(t)
	doc := parse(t, `{"id": "t", "width": 100, "height": 100, "layers": []}`)
	for _, test := range []struct {
		opt  render.Options
		want string
	}{
		{render.Options{Format: render.PNG, Quality: 80}, "quality: PNG is lossless; leave quality out, or ask for jpg or webp"},
		{render.Options{Format: render.PDF, Quality: 80}, "quality: a PDF keeps its pictures as they are; leave quality out, or ask for jpg or webp"},
		{render.Options{Format: render.PNG, Chroma: "420"}, "chroma: only jpg can have that; leave chroma out, or ask for jpg"},
		{render.Options{Format: render.JPEG, Chroma: "422"}, `chroma: "422" is not one of auto, 4:4:4, 4:2:0`},
		{render.Options{Format: render.JPEG, Effort: "0"}, `effort: "0" is not one of fast, small`},
		{render.Options{Format: render.WebP, Effort: "9"}, `effort: "9" is not one of 0, 1, 2, 3, 4, fast, small`},
		{render.Options{Format: render.PNG, Lossless: true}, "lossless: only webp can have that; leave lossless out, or ask for webp"},
		{render.Options{Format: render.PNG, Effort: "2"}, `effort: "2" is not one of fast, small`},
		{render.Options{Format: render.WebP, Progressive: true}, "progressive: only jpg can have that; leave progressive out, or ask for jpg"},
		{render.Options{Format: render.PDF, Effort: "fast"}, "effort: only jpg, png and webp can have that; leave effort out, or ask for jpg, png or webp"},
		{render.Options{Format: render.WebP, Colors: 16}, "colors: only png can have that; leave colors out, or ask for png"},
		{render.Options{Format: render.PNG, Colors: 1}, "colors: 1 is not in 2..256"},
		{render.Options{Format: render.PNG, Colors: 257}, "colors: 257 is not in 2..256"},
		{render.Options{Format: render.PNG, Dither: true}, "dither: a PNG of all colours has nothing to mix; leave dither out, or add colors"},
		{render.Options{Format: render.JPEG, Quality: 101}, "quality: 101 is not in 1..100"},
	} {
		if err := r.Check(doc, test.opt); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %v, want %s", test.opt, err, test.want)
		}
	}
}
