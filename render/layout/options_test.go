package layout_test

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"placard/fonts"
	"placard/render/display"
	"placard/render/layout"
	"placard/templates"
)

// glyphRuns are all glyphs of a list.
func glyphRuns(list *display.List) []*display.Glyphs {
	var runs []*display.Glyphs
	for _, op := range list.Ops {
		if run, ok := op.(*display.Glyphs); ok {
			runs = append(runs, run)
		}
	}
	return runs
}

// withoutLineEnds leaves out the spaces after lines, which others do not have.
func withoutLineEnds(runs, others []*display.Glyphs) []*display.Glyphs {
	var kept []*display.Glyphs
	for _, run := range runs {
		n := len(kept)
		if run.Text == " " && (n == len(others) || !reflect.DeepEqual(run.Glyphs, others[n].Glyphs)) {
			continue
		}
		kept = append(kept, run)
	}
	return kept
}

// TestClustersSayTheText: in every script, what the clusters of a run say, one after the other in logical order, is
// what the run says, and their widths add up to the run's. That their glyphs do is checked by display.Check.
func TestClustersSayTheText(t *testing.T) {
	for _, text := range []string{
		"Office flights, fjord", "e\u0301te\u0301 \u00adsoft\u00adhy\u00adphen", "سلام عليكم (12) لا", "שלום עולם 34", "क्षत्रिय हिन्दी श्री", "ภาษาไทยน้ำ",
		"日本語の文章、縦", "👩‍👩‍👧‍👦 👍🏽 🇩🇪 ok", "mixed עברית and العربية 123 text", "\u200b\u200bzero\u200dwidth\u200c", "a\u00adb\u00ad", "\u202eabc\u202c def", "ﷺ",
	} {
		doc := parse(t, fmt.Sprintf(`{"id":"t","width":600,"height":300,"layers":[{"id":"a","type":"text","width":160,"text":%q,"font_size":30}]}`, text))
		plain, list := build(t, doc, 1), buildWith(t, doc, layout.Options{Clusters: true})
		runs := withoutLineEnds(glyphRuns(list), glyphRuns(plain))
		if len(runs) == 0 || len(runs) != len(glyphRuns(plain)) {
			t.Errorf("%q: %d runs, and without clusters %d", text, len(runs), len(glyphRuns(plain)))
		}
		for i, run := range runs {
			var said []string
			for _, c := range run.Clusters {
				said = append(said, c.Text)
				if c.Count == 0 || c.Text == "" {
					t.Errorf("%q: a cluster of %d glyphs that says %q", text, c.Count, c.Text)
				}
			}
			if run.RTL {
				slices.Reverse(said)
			}
			if got := strings.Join(said, ""); got != run.Text && len(run.Glyphs) > 0 { // a lone control has no glyph to say it
				t.Errorf("%q: the clusters say %q", run.Text, said)
			}
			if other := glyphRuns(plain)[i]; other.Clusters != nil || !reflect.DeepEqual(other.Glyphs, run.Glyphs) {
				t.Errorf("%q: without clusters it is another run", text)
			}
		}
	}
}

// TestNothingUnlessAskedFor: tags change nothing of what is drawn, and are not there without being asked for.
func TestNothingUnlessAskedFor(t *testing.T) {
	names, err := filepath.Glob("testdata/*.json")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		doc := document(t, name)
		plain, tagged := build(t, doc, 1), buildWith(t, doc, layout.Options{Tags: true})
		if plain.Tags != nil || !strings.HasPrefix(display.Dump(tagged), display.Dump(plain)) {
			t.Errorf("%s: tags change it", name)
		}
	}
}

// TestBleedMovesAll: what does not end at the edge is where it was, further in by the bleed, at every scale, and
// the report counts from the document's corner.
func TestBleedMovesAll(t *testing.T) {
	doc := document(t, "testdata/bleed.json")
	for _, scale := range []float64{0.5, 1, 2} {
		plain, reported, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: scale, Report: true})
		if err != nil {
			t.Fatal(err)
		}
		list, report, err := layout.Build(doc, registry, checkers{}, layout.Options{Scale: scale, Report: true, Bleed: 7.25})
		if err != nil {
			t.Fatal(err)
		}
		if report.Width != reported.Width || report.Height != reported.Height {
			t.Errorf("%d×%d in the report", report.Width, report.Height)
		}
		for i, layer := range report.Layers {
			for k, want := range reported.Layers[i].Box {
				if d := layer.Box[k] - want; d > 1e-9 || d < -1e-9 {
					t.Errorf("scale %v: %s: %v, without bleed %v", scale, layer.ID, layer.Box, reported.Layers[i].Box)
				}
			}
		}
		shift := 7.25 * scale
		before, after := glyphRuns(plain)[0], glyphRuns(list)[0]
		if d := after.Glyphs[0].X - before.Glyphs[0].X - shift; d > 1e-9 || d < -1e-9 {
			t.Errorf("scale %v: text at %v was at %v", scale, after.Glyphs[0].X, before.Glyphs[0].X)
		}
		if want := int(300*scale + 2*shift + 0.999); list.Width != want {
			t.Errorf("scale %v: %d px wide; want %d", scale, list.Width, want)
		}
	}
}

// asked records the languages that texts are shaped in.
type asked struct {
	layout.Fonts
	langs []string
}

func (a *asked) Shape(r fonts.Request) (*fonts.Text, error) {
	a.langs = append(a.langs, r.Lang)
	return a.Fonts.Shape(r)
}

// TestLangOfDocument: texts that have no language are in the document's.
func TestLangOfDocument(t *testing.T) {
	doc := parse(t, `{"id":"t","width":90,"height":90,"lang":"sr","layers":[
		{"id":"a","type":"text","width":90,"text":"a"},{"id":"b","type":"text","width":90,"text":"b","lang":"de"}]}`)
	f := &asked{Fonts: registry}
	list, _, err := layout.Build(doc, f, checkers{}, layout.Options{Scale: 1, Tags: true})
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Compact(f.langs); !slices.Equal(got, []string{"sr", "de"}) {
		t.Errorf("shaped in %q", got)
	}
	if list.Tags[0].Lang != "" || list.Tags[1].Lang != "de" {
		t.Errorf("%+v", list.Tags)
	}
}

// TestStartersWithEverything: each starter passes the check with tags, clusters and bleed, and each text that is
// drawn has a tag.
func TestStartersWithEverything(t *testing.T) {
	names, err := filepath.Glob("../../templates/starter/*.json")
	if err != nil || len(names) < 10 {
		t.Fatalf("%d starters: %v", len(names), err)
	}
	for _, name := range names {
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		template, err := templates.Decode(data)
		if err != nil {
			t.Fatal(err)
		}
		for _, sample := range template.Samples {
			doc, err := template.Apply(sample.Changes)
			if err != nil {
				t.Fatal(err)
			}
			list, _, err := layout.Build(doc, registry, anyPicture{}, layout.Options{Scale: 1, Tags: true, Clusters: true, Bleed: 10})
			if err != nil {
				t.Fatalf("%s: %v", name, err)
			}
			read := make([]bool, len(list.Ops))
			for _, tag := range list.Tags {
				for i := tag.From; i < tag.To; i++ {
					read[i] = read[i] || tag.Role == display.Paragraph || tag.Role == display.Figure
				}
			}
			for i, op := range list.Ops {
				if run, ok := op.(*display.Glyphs); ok && !read[i] {
					t.Errorf("%s: nothing reads %q", name, run.Text)
				}
			}
		}
	}
}

// anyPicture has a picture for every src.
type anyPicture struct{}

func (anyPicture) Picture(*templates.Image) (display.Source, layout.Shown, error) {
	return picture{300, 200}, layout.ShownOwn, nil
}
