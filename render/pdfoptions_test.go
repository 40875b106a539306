package render_test

import (
	"math"
	"reflect"
	"strings"
	"testing"

	"placard/render"
	"placard/templates"
)

// TestPDFOptions checks that what cannot be is refused by the name that the option has in a URL.
func TestPDFOptions(t *testing.T) {
	r := newRenderer(t)
	card := parse(t, cardTemplate)
	for _, test := range []struct {
		opt  render.Options
		want string
	}{
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Paper: "A44"}}, `paper_size: "A44" is not one of A0, `},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Paper: "A44"}}, `; did you mean A4?`},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Orientation: "upright"}}, `orientation: "upright" is not one of auto, portrait, landscape`},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Paper: "A4", Fit: "kontain"}}, `did you mean contain?`},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Fit: "cover"}}, "fit: needs a paper size"},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Margin: -1}}, "margin: "},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Margin: math.NaN()}}, "margin: "},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Paper: "A10", Margin: 1000}}, "margin: leaves no room"},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{Bleed: math.Inf(1)}}, "bleed: "},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{DPI: render.MaxDPI + 1}}, "dpi: 601 is not in 72..600"},
		{render.Options{Format: render.PDF, PDF: render.PDFOptions{DPI: -1}}, "dpi: "},
		{render.Options{Format: render.PDF, Quality: 80}, "quality: a PDF"},
		{render.Options{Format: render.PDF, Chroma: render.Chroma420}, "chroma: only jpg can have that"},
		{render.Options{Format: render.PDF, Page: -1}, "page: "},
		{render.Options{Format: render.PNG, Page: 2}, "page: 2 is not in 1..1"},
		{render.Options{Format: render.PNG, PDF: render.PDFOptions{DPI: 96}}, "dpi: only a PDF"},
		{render.Options{Format: render.PNG, PDF: render.PDFOptions{Archive: true}}, "pdfa: only a PDF"},
	} {
		err := r.Check(card, test.opt)
		if kind := kindOf(t, err); kind != render.Invalid {
			t.Errorf("%+v: kind %d", test.opt, kind)
		} else if !strings.Contains(err.Error(), test.want) {
			t.Errorf("%+v: %q, want %q", test.opt, err, test.want)
		}
	}
	for _, docs := range [][]*templates.Document{{}, {card, card}} {
		if kind := kindOf(t, r.CheckAll(docs, render.Options{Format: render.PNG})); kind != render.Invalid {
			t.Errorf("%d documents as PNG: kind %d", len(docs), kind)
		}
	}
}

// TestPDFOptionsInKey checks that every option changes the key, those that are added later too, and that
// what means the same does not.
func TestPDFOptionsInKey(t *testing.T) {
	r := newRenderer(t)
	key := func(o render.PDFOptions) string {
		t.Helper()
		job, err := r.Prepare(t.Context(), parse(t, cardTemplate), render.Options{Format: render.PDF, PDF: o})
		if err != nil {
			t.Fatal(err)
		}
		return job.Key()
	}
	base := render.PDFOptions{Paper: "A4"}
	seen := map[string]string{key(base): "A4", key(render.PDFOptions{}): "none"}
	other := map[string]any{
		"Paper": "A5", "Orientation": "landscape", "Margin": 0.5, "Fit": "cover", "Bleed": 0.5, "CropMarks": true, "DPI": 193, "Archive": true,
	}
	for _, field := range reflect.VisibleFields(reflect.TypeFor[render.PDFOptions]()) {
		o := base
		reflect.ValueOf(&o).Elem().FieldByIndex(field.Index).Set(reflect.ValueOf(other[field.Name]))
		if clash, ok := seen[key(o)]; ok {
			t.Errorf("%s and %s have the same key", field.Name, clash)
		}
		seen[key(o)] = field.Name
	}
	for _, o := range []render.PDFOptions{{Paper: "a4"}, {Paper: "A4", DPI: render.DefaultDPI}, {Paper: "A4", Fit: "contain", Orientation: "Auto"}} {
		if seen[key(o)] != "A4" {
			t.Errorf("%+v changes the key", o)
		}
	}
}

// TestPagesInKey checks that pages, and their order, change the key.
func TestPagesInKey(t *testing.T) {
	r := newRenderer(t)
	a, b := parse(t, cardTemplate), parse(t, book)
	seen := map[string]string{}
	for name, docs := range map[string][]*templates.Document{
		"a": {a}, "b": {b}, "b, page 2": {b.Pages()[1]}, "a b": {a, b}, "b a": {b, a}, "a a": {a, a},
	} {
		job, err := r.PrepareAll(t.Context(), docs, render.Options{Format: render.PDF})
		if err != nil {
			t.Fatal(err)
		}
		if other, ok := seen[job.Key()]; ok {
			t.Errorf("%s and %s have the same key", name, other)
		}
		seen[job.Key()] = name
	}
	job, err := r.Prepare(t.Context(), b, render.Options{Format: render.PDF, Page: 2})
	if err != nil {
		t.Fatal(err)
	}
	if seen[job.Key()] != "b, page 2" {
		t.Errorf("page 2 of a template has not the key of that page")
	}
}
