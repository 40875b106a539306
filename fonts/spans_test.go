package fonts_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"placard/fonts"
)

// inSpans writes a text's runs: the span, the weight, and the words.
func inSpans(text *fonts.Text) string {
	var runs []string
	for _, run := range text.Runs {
		runs = append(runs, fmt.Sprintf("%d: %d %q", run.Span, run.Face.Weight(), string(text.Runes[run.Start:run.End])))
	}
	return strings.Join(runs, ", ")
}

// weights makes spans of these weights, each up to its end.
func weights(families string, endsAndWeights ...int) (spans []fonts.Span) {
	for i := 0; i < len(endsAndWeights); i += 2 {
		spans = append(spans, fonts.Span{End: endsAndWeights[i], Weight: endsAndWeights[i+1], Families: []string{families}})
	}
	return spans
}

// TestSpans cuts texts where styles change, and nowhere inside what belongs together.
func TestSpans(t *testing.T) {
	for _, c := range []struct {
		name, text string
		spans      []fonts.Span
		want       string
	}{
		{"a bold word", "a bold word", weights("Inter", 2, 400, 6, 700, 11, 400), `0: 400 "a ", 1: 700 "bold", 2: 400 " word"`},
		{"only one span", "word", weights("Inter", 4, 700), `0: 700 "word"`},
		{"of one style", "to be", weights("Inter", 2, 400, 5, 400), `0: 400 "to", 1: 400 " be"`},
		{"empty spans count", "to be", weights("Inter", 0, 400, 2, 400, 2, 700, 2, 400, 5, 700, 5, 400), `1: 400 "to", 4: 700 " be"`},
		{"inside a letter with its accent", "e\u0301e", weights("Inter", 1, 400, 3, 700), "0: 400 \"e\u0301\", 1: 700 \"e\""},
		{"inside an emoji", "👩\u200d💻!", weights("Inter", 1, 400, 2, 700, 4, 800), `0: 400 "👩\u200d💻", 2: 800 "!"`},
		{"an emoji in a bold word", "a🚀b", weights("Inter", 0, 400, 3, 700), `1: 700 "a", 1: 400 "🚀", 1: 700 "b"`},
		{"inside a conjunct", "क्ष", weights("Noto Sans Devanagari", 2, 400, 3, 700), `0: 400 "क्ष"`},
		{"inside a ligature that may go", "office", weights("serif", 2, 400, 6, 400), `0: 400 "of", 1: 400 "fice"`},
		{"inside an arrow", "->", weights("Inter", 1, 400, 2, 400), `0: 400 "-", 1: 400 ">"`},
		{"inside a ligature that must stay", "سلام", weights("Noto Sans Arabic", 2, 400, 4, 400), `0: 400 "سلا", 1: 400 "م"`},
		{"a comma keeps to its script's face", "سلام، عالم", weights("Inter", 4, 400, 10, 700), `0: 400 "سلام", 1: 700 "، عالم"`},
	} {
		text := shape(t, fonts.Request{Text: c.text, Spans: c.spans})
		if got := inSpans(text); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
		for _, piece := range text.Visual(0, len(text.Clusters)) {
			if want := text.Runs[text.Clusters[piece.From].Run].Span; piece.Span != want {
				t.Errorf("%s: piece %q is of span %d, want %d", c.name, piece.Text, piece.Span, want)
			}
		}
		checkText(t, text)
	}
}

// TestSpanStyles gives each part a style of its own, and wants of each what it has alone.
func TestSpanStyles(t *testing.T) {
	spans := []fonts.Span{
		{End: 2, Families: []string{"Inter"}, Weight: 400},
		{End: 4, Families: []string{"Inter"}, Weight: 400, Features: []fonts.Feature{{"tnum", 1}}},
		{End: 6, Families: []string{"monospace"}, Weight: 700},
		{End: 8, Families: []string{"serif"}, Weight: 400, Style: fonts.Italic},
		{End: 10, Families: []string{dmSans}, Weight: 400, Variations: []fonts.Variation{{"wght", 650}}},
	}
	r := variable(t)
	text, err := r.Shape(fonts.Request{Text: "1111111111", Spans: spans, Families: []string{"Twemoji"}, Weight: 900})
	if err != nil {
		t.Fatal(err)
	}
	for i, run := range text.Runs {
		span := spans[i]
		alone, err := r.Shape(fonts.Request{
			Text: "11", Families: span.Families, Weight: span.Weight, Style: span.Style, Features: span.Features, Variations: span.Variations,
		})
		if err != nil {
			t.Fatal(err)
		}
		if run.Face != alone.Runs[0].Face || run.Span != i || !slices.Equal(glyphsOf(alone), []fonts.GlyphID{run.Glyphs[0].ID, run.Glyphs[1].ID}) {
			t.Errorf("span %d is set in %s, glyphs %v; alone in %s, %d", i, run.Face.Name(), run.Glyphs, alone.Runs[0].Face.Name(), glyphsOf(alone))
		}
	}
	if len(text.Runs) != len(spans) || text.Runs[0].Glyphs[0].ID == text.Runs[1].Glyphs[0].ID {
		t.Errorf("runs %s", inSpans(text))
	}
}

// TestJoiningAcrossSpans puts every letter of joined words in a span of its own, of changing colours and then of
// changing weights: all keep the forms that they have without. The two weights number their glyphs alike.
func TestJoiningAcrossSpans(t *testing.T) {
	for _, words := range []string{"السلام عليكم", "بسم الله الرحمن الرحيم", "مُحَمَّدٌ", "پیوند می\u200cخواهم"} {
		plain := shape(t, fonts.Request{Text: words, Families: []string{"Noto Sans Arabic"}, Weight: 400})
		for _, other := range []int{400, 700} {
			var spans []fonts.Span
			for i, cluster := range plain.Clusters {
				spans = append(spans, weights("Noto Sans Arabic", cluster.End, []int{400, other}[i%2])...)
			}
			text := shape(t, fonts.Request{Text: words, Spans: spans})
			var got []fonts.GlyphID
			for _, run := range slices.Backward(text.Runs) {
				for _, glyph := range run.Glyphs {
					got = append(got, glyph.ID)
				}
			}
			if want := glyphsOf(plain); !slices.Equal(got, want) {
				t.Errorf("%q in weights 400 and %d: glyphs %d, want %d", words, other, got, want)
			}
			checkSpans(t, text, spans)
		}
	}
}

// TestBidiAcrossSpans wants the order that the paragraph has without spans.
func TestBidiAcrossSpans(t *testing.T) {
	for _, words := range []string{"ab אב 12", "إصدار Placard 2.0 متاح", "(א) ב 5%", "a \u2067ב 1\u2069 c"} {
		plain := shape(t, fonts.Request{Text: words})
		for end := range len(plain.Clusters) + 1 {
			at := len(plain.Runes)
			if end < len(plain.Clusters) {
				at = plain.Clusters[end].Start
			}
			spans := weights("Inter", at, 400, len(plain.Runes), 700)
			text := shape(t, fonts.Request{Text: words, Spans: spans})
			if got, want := visualOrder(text), visualOrder(plain); got != want || text.RTL != plain.RTL {
				t.Errorf("%q bold from %d: %q from left to right, want %q", words, at, got, want)
			}
		}
	}
}

// visualOrder writes a text's clusters from left to right.
func visualOrder(text *fonts.Text) string {
	var words strings.Builder
	for _, piece := range text.Visual(0, len(text.Clusters)) {
		clusters := text.Clusters[piece.From:piece.To]
		for i := range clusters {
			if piece.RTL {
				i = len(clusters) - 1 - i
			}
			words.WriteString(string(text.Runes[clusters[i].Start:clusters[i].End]))
		}
	}
	return words.String()
}

// TestKerningAcrossSpans colours each letter: pairs stay as close as they were.
func TestKerningAcrossSpans(t *testing.T) {
	const words = "AVATAR To."
	plain := shape(t, fonts.Request{Text: words, Families: []string{"Inter"}, Weight: 400})
	var spans []fonts.Span
	for i := range len(words) {
		spans = append(spans, weights("Inter", i+1, 400)...)
	}
	text := shape(t, fonts.Request{Text: words, Spans: spans})
	if len(text.Runs) != len(words) {
		t.Errorf("%d runs, want one for each letter", len(text.Runs))
	}
	for i, cluster := range text.Clusters {
		if want := plain.Clusters[i].Advance; cluster.Advance != want {
			t.Errorf("letter %d is %g em wide, without spans %g", i, cluster.Advance, want)
		}
	}
}

// spanStyles are what random spans are drawn from.
var spanStyles = []fonts.Span{
	{Families: []string{"Inter"}, Weight: 400},
	{Families: []string{"Inter"}, Weight: 700},
	{Families: []string{"serif"}, Weight: 400, Style: fonts.Italic},
	{Families: []string{"monospace"}, Weight: 400, Features: []fonts.Feature{{"liga", 0}, {"calt", 0}}},
	{Families: []string{dmSans}, Weight: 400, Variations: []fonts.Variation{{"wght", 650}, {"opsz", 20}}},
}

// drawSpans cuts a text of so many characters into spans with styles drawn from the given ones.
func drawSpans(t *rapid.T, runes int, styles []fonts.Span) []fonts.Span {
	ends := append(rapid.SliceOfN(rapid.IntRange(0, runes), 0, 8).Draw(t, "ends"), runes)
	slices.Sort(ends)
	var spans []fonts.Span
	for _, end := range ends {
		span := rapid.SampledFrom(styles).Draw(t, "style")
		span.End = end
		spans = append(spans, span)
	}
	return spans
}

// checkSpans wants every cluster in the span of its first character, or of the letter which that is bound to.
func checkSpans(t interface{ Fatalf(string, ...any) }, text *fonts.Text, spans []fonts.Span) {
	want, before := 0, 0
	for _, cluster := range text.Clusters {
		for spans[want].End <= cluster.Start {
			want++
		}
		got := text.Runs[cluster.Run].Span
		if got != want && (got != before || !fonts.Bound(text.Runes, cluster.Start)) {
			t.Fatalf("cluster [%d, %d) is in span %d, want %d", cluster.Start, cluster.End, got, want)
		}
		before = got
	}
}

// TestAnySpans shapes random texts in random spans. Those of different styles hold the invariants of clusters and
// runs; those of one style leave each glyph as it is without spans.
func TestAnySpans(t *testing.T) {
	r := variable(t)
	rapid.Check(t, func(t *rapid.T) {
		words := texts.Draw(t, "text")
		runes := len([]rune(words))
		spans := drawSpans(t, runes, spanStyles)
		text, err := r.Shape(fonts.Request{Text: words, Spans: spans})
		if err != nil {
			t.Fatal(err)
		}
		checkText(t, text)
		checkSpans(t, text, spans)

		style := rapid.SampledFrom(spanStyles).Draw(t, "one style")
		plain, err := r.Shape(fonts.Request{
			Text: words, Families: style.Families, Weight: style.Weight, Style: style.Style, Features: style.Features, Variations: style.Variations,
		})
		if err != nil {
			t.Fatal(err)
		}
		spans = drawSpans(t, runes, []fonts.Span{style})
		spanned, err := r.Shape(fonts.Request{Text: words, Spans: spans})
		if err != nil {
			t.Fatal(err)
		}
		checkText(t, spanned)
		checkSpans(t, spanned, spans)
		if !dissolves(plain, words, spans) {
			compareSpanned(t, plain, spanned)
		}
	})
}

// dissolves says whether a border of spans lies between two graphemes of one cluster, so that a ligature may be
// dissolved.
func dissolves(plain *fonts.Text, words string, spans []fonts.Span) bool {
	graphemes, at := map[int]bool{}, 0
	for rest := words; rest != ""; {
		var grapheme string
		grapheme, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
		graphemes[at] = true
		at += len([]rune(grapheme))
	}
	starts := map[int]bool{at: true}
	for _, cluster := range plain.Clusters {
		starts[cluster.Start] = true
	}
	return slices.ContainsFunc(spans, func(span fonts.Span) bool {
		border := span.End
		for border < at && (!graphemes[border] || fonts.Bound(plain.Runes, border)) {
			border++
		}
		return !starts[border]
	})
}

// compareSpanned wants the same clusters with the same glyphs.
func compareSpanned(t *rapid.T, plain, spanned *fonts.Text) {
	byCluster := func(text *fonts.Text) map[int][]fonts.Glyph {
		glyphs := make(map[int][]fonts.Glyph)
		for _, run := range text.Runs {
			for _, glyph := range run.Glyphs {
				glyphs[glyph.Cluster] = append(glyphs[glyph.Cluster], glyph)
			}
		}
		return glyphs
	}
	if a, b := byCluster(plain), byCluster(spanned); !reflect.DeepEqual(a, b) {
		t.Fatalf("glyphs %v, without spans %v", b, a)
	}
	for i := range spanned.Clusters {
		a, b := plain.Clusters[i], spanned.Clusters[i]
		x, y := plain.Runs[a.Run], spanned.Runs[b.Run]
		if a.Start != b.Start || a.CanBreak != b.CanBreak || x.Face != y.Face || x.Level != y.Level {
			t.Fatalf("cluster %d: %+v in %s, without spans %+v in %s", i, b, y.Face.Name(), a, x.Face.Name())
		}
	}
}
