package render_test

import (
	"context"
	"errors"
	"fmt"
	"math"
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
		{100, 100, render.Options{Format: render.WebP, Quality: 80}, render.Invalid},
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
