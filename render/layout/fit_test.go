package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"placard/render/display"
	"placard/render/layout"
)

func report(tb testing.TB, template string) *layout.TextReport {
	tb.Helper()
	doc := parse(tb, template)
	_, r, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: 1, Report: true})
	if err != nil {
		tb.Fatal(err)
	}
	return r.Layers[0].Text
}

// textTemplate is a template of one text layer with more fields.
func textTemplate(text, fields string) string {
	return fmt.Sprintf(`{"id": "t", "width": 1200, "height": 630, "layers": [{"id": "text", "type": "text", "x": 0, "y": 0, "text": %q, %s}]}`, text, fields)
}

func TestFit(t *testing.T) {
	const title = "A title that is much too long for its box"
	for _, test := range []struct {
		name, text, fields string
		lines              []string
		fitted, overflow   bool
		ellipsis           bool
		least, most        float64 // font size, px
	}{
		{"fits as it is", "Hello", `"width": 600, "font_size": 60, "fit": "shrink"`, []string{"Hello"}, false, false, false, 60, 60},
		{"shrinks to its lines", title, `"width": 600, "font_size": 60, "fit": "shrink", "max_lines": 1`, []string{title}, true, false, false, 25, 35},
		{"shrinks to its height", title, `"width": 600, "height": 80, "font_size": 60, "line_height": 1, "fit": "shrink"`, []string{"A title that is much too long for", "its box"}, true, false, false, 39, 40},
		{"shrinks rather than break a word", "Donaudampfschifffahrt", `"width": 300, "font_size": 60, "fit": "shrink"`, []string{"Donaudampfschifffahrt"}, true, false, false, 25, 32},
		{"stops at the minimum", title, `"width": 300, "font_size": 60, "fit": "shrink", "min_font_size": 40, "max_lines": 1`, []string{"A title that is…"}, true, true, true, 40, 40},
		{"cuts without fit", title, `"width": 300, "font_size": 60, "max_lines": 2`, []string{"A title that", "is much…"}, false, true, true, 60, 60},
		{"cuts by the height", title, `"width": 300, "height": 100, "font_size": 40, "line_height": "40px"`, []string{"A title that is", "much too lon…"}, false, true, true, 40, 40},
		{"stays visible", title, `"width": 300, "height": 50, "font_size": 40, "overflow": "visible"`, []string{"A title that is", "much too long", "for its box"}, false, true, false, 40, 40},
	} {
		r := report(t, textTemplate(test.text, test.fields))
		if strings.Join(r.Lines, "|") != strings.Join(test.lines, "|") || r.Fitted != test.fitted || r.Overflow != test.overflow || r.Ellipsis != test.ellipsis {
			t.Errorf("%s: got %q at %v px, fitted %v, overflow %v, ellipsis %v", test.name, r.Lines, r.FontSize, r.Fitted, r.Overflow, r.Ellipsis)
		}
		if r.FontSize < test.least || r.FontSize > test.most {
			t.Errorf("%s: %v px is not in %v..%v", test.name, r.FontSize, test.least, test.most)
		}
	}
}

// TestFitIsLargest checks that shrunken text would not fit one step larger.
func TestFitIsLargest(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		words := rapid.SliceOfN(rapid.SampledFrom([]string{"one", "three", "eleven", "extraordinary"}), 1, 12).Draw(rt, "words")
		text := strings.Join(words, " ")
		box := fmt.Sprintf(`"width": %d, "height": %d`, rapid.IntRange(200, 900).Draw(rt, "w"), rapid.IntRange(40, 300).Draw(rt, "h"))
		r := report(t, textTemplate(text, box+`, "font_size": 80, "min_font_size": 10, "fit": "shrink"`))
		if !r.Fitted {
			return
		}
		larger := fmt.Sprintf(`, "font_size": %v, "min_font_size": %v, "fit": "shrink"`, r.FontSize+0.51, r.FontSize+0.5)
		if again := report(t, textTemplate(text, box+larger)); !again.Overflow && r.FontSize < 79 {
			rt.Fatalf("%q fits at %v px and was set at %v px", text, again.FontSize, r.FontSize)
		}
	})
}

// TestBaseline is the rule of CSS 2.2, section 10.8.1, with Inter's metrics: the baseline lies at
// y + line/2 + 0.3637695·size.
func TestBaseline(t *testing.T) {
	doc := parse(t, textTemplate("Hello", `"width": 600, "font_size": 64, "line_height": "74px"`))
	glyphs := build(t, doc, 1).Ops[0].(*display.Glyphs)
	want := 37 + 0.3637695*64
	if got := glyphs.Glyphs[0].Y; got < want-1e-3 || got > want+1e-3 {
		t.Errorf("baseline at %v, want %v", got, want)
	}
}
