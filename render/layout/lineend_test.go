package layout_test

import (
	"fmt"
	"testing"

	"placard/render/layout"
)

// TestLineEnds: what the operations say one after the other has a space wherever a line ends between words, and
// none where it ends within one, or between letters of a script without spaces.
func TestLineEnds(t *testing.T) {
	for _, test := range []struct{ text, want string }{
		{"Two days on letters and layout", "Two days on letters and layout"},
		{"one\ntwo\n\nthree", "one two  three"},
		{"same\nsame", "same same"},
		{"日本語の文章、日本語の文章", "日本語の文章、日本語の文章"},
		{"incompre\u00adhensi\u00adbilities", "incompre\u00ad-hensi\u00adbilities"},
		{"alone", "alone"},
	} {
		doc := parse(t, fmt.Sprintf(`{"id":"t","width":600,"height":300,"layers":[{"id":"a","type":"text","width":190,"text":%q,"font_size":30}]}`, test.text))
		said := ""
		for _, run := range glyphRuns(buildWith(t, doc, layout.Options{Clusters: true})) {
			for _, c := range run.Clusters {
				said += c.Text
			}
		}
		if said != test.want {
			t.Errorf("%q says %q, want %q", test.text, said, test.want)
		}
	}
}

// TestLineEndsRightToLeft: the space is left of the words, where the line ends.
func TestLineEndsRightToLeft(t *testing.T) {
	doc := parse(t, `{"id":"t","width":600,"height":300,"layers":[{"id":"a","type":"text","x":50,"width":190,"text":"שלום עולם שלום עולם","font_size":40}]}`)
	runs := glyphRuns(buildWith(t, doc, layout.Options{Clusters: true}))
	if len(runs) != 3 || runs[1].Text != " " {
		t.Fatalf("%d runs, want two lines and a space between them", len(runs))
	}
	end := runs[1].Glyphs[0].X + runs[1].Clusters[0].Advance
	if line := runs[0].Glyphs[0].X; end < line-0.01 || end > line+0.01 {
		t.Errorf("the space ends at %v, and the line before it at %v", end, line)
	}
}
