package layout_test

import (
	"math"
	"slices"
	"testing"

	"placard/fonts/bundled"
	"placard/render/layout"
	"placard/templates"
)

// reportOf lays out the layers of a canvas of 400×200 px at a scale.
func reportOf(t *testing.T, layers string, opt layout.Options) *layout.Report {
	t.Helper()
	tmpl, err := templates.Decode([]byte(`{"id": "t", "width": 400, "height": 200, "layers": [` + layers + `]}`))
	if err != nil {
		t.Fatal(err)
	}
	doc, err := tmpl.Apply(nil)
	if err != nil {
		t.Fatal(err)
	}
	opt.Report = true
	_, report, err := layout.Build(doc, bundled.New(), nil, opt)
	if err != nil {
		t.Fatal(err)
	}
	return report
}

// TestReportOfTurns: a box is said upright, with its turn and what it takes up once turned, wherever the bleed has
// moved it.
func TestReportOfTurns(t *testing.T) {
	for _, bleed := range []float64{0, 10} {
		report := reportOf(t, `{"id": "still", "type": "rect", "x": 10, "y": 20, "width": 100, "height": 40, "fill": "red"},
			{"id": "turned", "type": "rect", "x": 100, "y": 50, "width": 100, "height": 40, "rotation": 90, "fill": "red"}`,
			layout.Options{Scale: 2, Bleed: bleed})
		still, turned := report.Layers[0], report.Layers[1]
		if still.Box != (layout.Box{20, 40, 200, 80}) || still.Rotation != 0 || still.Bounds != nil {
			t.Errorf("still: %+v", still)
		}
		if turned.Box != (layout.Box{200, 100, 200, 80}) || turned.Rotation != 90 {
			t.Errorf("turned: %+v", turned)
		}
		if turned.Bounds == nil || !near(*turned.Bounds, layout.Box{260, 40, 80, 200}) {
			t.Errorf("turned: bounds %v", turned.Bounds)
		}
	}
}

func near(a, b layout.Box) bool {
	for i := range a {
		if math.Abs(a[i]-b[i]) > 0.01 {
			return false
		}
	}
	return true
}

// TestReportOfLines: each line's box is where its letters are, by alignment, padding and turn.
func TestReportOfLines(t *testing.T) {
	const text = `{"id": "a", "type": "text", "x": 20, "y": 10, "width": 200, "height": 100, "font_size": 20, "line_height": 1.5, "text": "MMM\nM"`
	left := reportOf(t, text+`}`, layout.Options{Scale: 1}).Layers[0].Text.LineBoxes
	if len(left) != 2 || left[0][0] != 20 || left[0][1] != 10 || left[1][1] != 40 || left[0][3] != 30 {
		t.Errorf("lines at %v", left)
	}
	if wide := left[0][2] / left[1][2]; math.Abs(wide-3) > 0.05 {
		t.Errorf("three letters are %.2f times as wide as one", wide)
	}
	right := reportOf(t, text+`, "align": "right", "padding": 10}`, layout.Options{Scale: 1}).Layers[0].Text.LineBoxes
	if end := right[1][0] + right[1][2]; math.Abs(end-210) > 0.01 || right[0][1] != 20 {
		t.Errorf("to the right within a padding: %v", right)
	}
	turned := reportOf(t, text+`, "rotation": 180}`, layout.Options{Scale: 1}).Layers[0].Text.LineBoxes
	if math.Abs(turned[0][1]+turned[0][3]-110) > 0.01 || turned[0][0] < 100 {
		t.Errorf("upside down: %v", turned)
	}
	justified := reportOf(t, `{"id": "a", "type": "text", "x": 0, "y": 0, "width": 150, "font_size": 20, "align": "justify", "text": "so many words as to need three lines"}`,
		layout.Options{Scale: 1}).Layers[0].Text.LineBoxes
	if justified[0][2] != 150 || justified[len(justified)-1][2] >= 150 {
		t.Errorf("justified: %v", justified)
	}
}

// TestReportOfFonts: what stands in for a named font is told from the font itself, by any of its names.
func TestReportOfFonts(t *testing.T) {
	for _, c := range []struct {
		name, fields string
		want         []string
	}{
		{"own", `"font_family": "inter", "text": "A"`, nil},
		{"generic", `"font_family": "serif", "text": "A"`, nil},
		{"unknown", `"font_family": "Nowhere Sans", "text": "A"`, []string{"Inter 400"}},
		{"second", `"font_family": "Nowhere Sans, Inter", "text": "A"`, nil},
		{"emoji", `"text": "A😀"`, []string{"Twemoji 400"}},
		{"code", `"text": "A ` + "`b`" + `", "markup": true`, nil},
	} {
		text := reportOf(t, `{"id": "a", "type": "text", "x": 0, "y": 0, "width": 300, `+c.fields+`}`, layout.Options{Scale: 1}).Layers[0].Text
		if !slices.Equal(text.Fallback, c.want) {
			t.Errorf("%s: %q stand in, want %q; fonts %q", c.name, text.Fallback, c.want, text.Fonts)
		}
	}
}

// TestReportOfClipping tells what is cut off from what is cut short.
func TestReportOfClipping(t *testing.T) {
	for overflow, want := range map[string][3]bool{ // overflow, clipped, ellipsised
		"clip": {true, true, false}, "ellipsis": {true, false, true}, "visible": {true, false, false},
	} {
		got := reportOf(t, `{"id": "a", "type": "text", "x": 0, "y": 0, "width": 60, "height": 30, "text": "far too many words for it", "overflow": "`+overflow+`"}`,
			layout.Options{Scale: 1}).Layers[0].Text
		if [3]bool{got.Overflow, got.Clipped, got.Ellipsis} != want {
			t.Errorf("%s: %+v", overflow, got)
		}
	}
}
