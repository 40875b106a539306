package render_test

import (
	"fmt"
	"math"
	"strings"
	"testing"

	"placard/render"
)

// contrastOf draws layers, of which the one called "words" is a text, and returns its contrast.
func contrastOf(t *testing.T, layers string) float64 {
	t.Helper()
	doc := parse(t, `{"id": "t", "width": 400, "height": 200, "background": "white", "layers": [`+layers+`]}`)
	out, err := newRenderer(t).Render(t.Context(), doc, render.Options{Format: render.Raw, Report: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range out.Report.Layers {
		if l.ID == "words" {
			return l.Text.Contrast
		}
	}
	t.Fatal("no text in the report")
	return 0
}

// wordsIn is a text of a colour with more fields.
func wordsIn(color, fields string) string {
	return fmt.Sprintf(`{"id": "words", "type": "text", "x": 20, "y": 20, "width": 360, "font_size": 30, "text": "Hamburgefonstiv", "color": %q%s}`, color, fields)
}

// TestContrasts holds what is measured in the pixels to what WCAG says of the colours, whatever lies between.
func TestContrasts(t *testing.T) {
	const (
		halfDark = `{"id": "dark", "type": "rect", "x": 0, "y": 0, "width": 120, "height": 200, "fill": "black"},`
		over     = `,{"id": "veil", "type": "rect", "x": 0, "y": 0, "width": 400, "height": 200, "fill": "#ffffff80"}`
	)
	for _, c := range []struct {
		name, layers string
		want         float64
	}{
		{"black on white", wordsIn("black", ""), 21},
		{"grey on white", wordsIn("#767676", ""), 4.54},
		{"white on white", wordsIn("white", ""), 1},
		{"on what is worst", halfDark + wordsIn("#101010", ""), 1.1},
		{"small and thin", strings.Replace(wordsIn("#767676", ""), "30", "11", 1), 4.54},
		{"faded", wordsIn("black", `, "opacity": 0.5`), 3.95},
		{"under a veil", wordsIn("black", "") + over, 3.95},
		{"turned", wordsIn("#767676", `, "rotation": 20`), 4.54},
		{"with an outline to read by", wordsIn("white", `, "stroke": {"paint": "black", "width": 4, "align": "outside"}`), 21},
		{"on a box of its own", wordsIn("white", `, "background": "#767676"`), 4.54},
		{"cut off by a group", `{"id": "g", "type": "group", "width": 100, "height": 100, "clip": true, "layers": [` + wordsIn("#767676", "") + `]}`, 4.54},
		{"out of sight", strings.Replace(wordsIn("black", ""), `"y": 20`, `"y": 900`, 1), 0},
	} {
		if got := contrastOf(t, c.layers); math.Abs(got-c.want) > 0.06*c.want {
			t.Errorf("%s: %.2f, want %.2f", c.name, got, c.want)
		}
	}
}

// TestSurvey says the same as the report on the picture, but for what only pixels tell.
func TestSurvey(t *testing.T) {
	doc := parse(t, `{"id": "t", "width": 400, "height": 200, "layers": [`+wordsIn("black", "")+`]}`)
	r := newRenderer(t)
	out, err := r.Render(t.Context(), doc, render.Options{Format: render.PNG, Report: true})
	if err != nil {
		t.Fatal(err)
	}
	got, err := r.Survey(t.Context(), doc, render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if out.Report.Layers[0].Text.Contrast == 0 || got.Layers[0].Text.Contrast != 0 {
		t.Error("the picture has a contrast, the survey has none")
	}
	out.Report.Layers[0].Text.Contrast = 0
	if a, b := fmt.Sprintf("%+v", *out.Report.Layers[0].Text), fmt.Sprintf("%+v", *got.Layers[0].Text); a != b {
		t.Errorf("drawn %s\nsurveyed %s", a, b)
	}
}

// BenchmarkReport is what a report costs, most of it for contrasts.
func BenchmarkReport(b *testing.B) {
	doc := readDocument(b, "testdata/golden/arabic.json")
	r := newRenderer(b)
	for _, c := range []struct {
		name string
		opt  render.Options
	}{{"without", render.Options{Format: render.Raw}}, {"with", render.Options{Format: render.Raw, Report: true}}} {
		b.Run(c.name, func(b *testing.B) {
			for b.Loop() {
				if _, err := r.Render(b.Context(), doc, c.opt); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
