package layout

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"placard/fonts"
	"placard/fonts/bundled"
)

var registry = bundled.New()

func shapeText(tb rapid.TB, text string) *fonts.Text {
	tb.Helper()
	t, err := registry.Shape(fonts.Request{Text: text, Families: []string{"Inter"}, Weight: 400})
	if err != nil {
		tb.Fatal(err)
	}
	return t
}

// lineText is what a line shows, but for an ellipsis.
func lineText(l textLine) string {
	if l.end == l.from {
		return ""
	}
	c := l.text.Clusters
	shown := string(l.text.Runes[c[l.from].Start:c[l.end-1].End])
	if l.tail != nil && string(l.tail.Runes) == "-" {
		shown += "-"
	}
	return shown
}

func TestWrap(t *testing.T) {
	hyphen := shapeText(t, "-")
	for _, test := range []struct {
		name, text string
		width      float64 // em
		want       string  // lines joined by "|"
	}{
		{"one line", "Hello world", 20, "Hello world"},
		{"at a space, which hangs", "Hello world", 4, "Hello|world"},
		{"several spaces hang", "Hello   world", 4, "Hello|world"},
		{"empty", "", 4, ""},
		{"a word that is too wide breaks", "abcdefghijkl", 2, "abc|def|ghij|kl"},
		{"a cluster wider than the line", "mm", 0.1, "m|m"},
		{"after a hyphen", "well-known", 3.2, "well-|known"},
		{"a no-break space holds", "10\u00a0km far", 2.9, "10\u00a0km|far"},
		{"Japanese breaks between letters but not before a stop", "日本語です。", 3, "日本語|です。"},
		{"a soft hyphen is seen at the end of a line", "Schiff\u00adfahrt", 3.3, "Schiff\u00ad-|fahrt"},
		{"a soft hyphen is not seen within one", "Schiff\u00adfahrt", 9, "Schiff\u00adfahrt"},
		{"a soft hyphen that does not fit is no opportunity", "ab Schiff\u00adfahrt", 4.3, "ab|Schiff\u00ad-|fahrt"},
		{"an emoji family stays whole", "a 👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 1.7, "a|👩‍👩‍👧‍👦|👩‍👩‍👧‍👦"},
	} {
		var lines []string
		for _, l := range wrap(shapeText(t, test.text), test.width, 0, hyphen) {
			lines = append(lines, lineText(l))
		}
		if got := strings.Join(lines, "|"); got != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// words are of scripts that break in different ways.
var words = []string{"a", "The", "quick", "brown-fox", "Donaudampfschifffahrt", " ", "  ", "日本語", "ภาษาไทย", "مرحبا", "שלום", "12,5", "👩‍🚀", "\u00a0", "—", "(x)", "Schiff\u00adfahrt"}

// TestWrapProperties checks on any text and width that no cluster is lost, that no line is wider than
// asked unless it is one cluster, and that no line could have taken the next word.
func TestWrapProperties(t *testing.T) {
	hyphen := shapeText(t, "-")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 0, 30).Draw(t, "words"), rapid.SampledFrom([]string{"", " "}).Draw(t, "between"))
		width := rapid.Float64Range(0.5, 30).Draw(t, "width")
		spacing := rapid.Float64Range(-0.05, 0.5).Draw(t, "spacing")
		shaped := shapeText(t, text)
		at := 0
		for _, l := range wrap(shaped, width, spacing, hyphen) {
			if l.from != at || l.to < l.end || l.end < l.from || l.to == l.from && len(shaped.Clusters) > 0 {
				t.Fatalf("line %d..%d..%d after %d", l.from, l.end, l.to, at)
			}
			at = l.to
			if l.width > width+2*fitSlack && l.end-l.from > 1 {
				t.Fatalf("line %q is %.3f em wide, asked for %.3f", lineText(l), l.width, width)
			}
			if !greedy(shaped, l, width, spacing, hyphen) {
				t.Fatalf("line %q ends early at width %.3f", lineText(l), width)
			}
		}
		if at != len(shaped.Clusters) {
			t.Fatalf("%d of %d clusters in lines", at, len(shaped.Clusters))
		}
	})
}

// greedy tells that up to the next opportunity after the line it would have been too wide.
func greedy(t *fonts.Text, l textLine, width, spacing float64, hyphen *fonts.Text) bool {
	for to := l.to + 1; to <= len(t.Clusters); to++ {
		if t.Clusters[to-1].CanBreak || to == len(t.Clusters) || l.broken {
			longer := cut(t, l.from, to, spacing)
			if endsInSoftHyphen(t, to-1) && to < len(t.Clusters) {
				longer = longer.endIn(hyphen, spacing)
			}
			return longer.width > width
		}
	}
	return true
}

// TestLimitLines checks that what ends in an ellipsis fits, on any text and letter spacing.
func TestLimitLines(t *testing.T) {
	ellipsis, hyphen := shapeText(t, "…"), shapeText(t, "-")
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 5, 40).Draw(t, "words"), " ")
		width := rapid.Float64Range(3, 20).Draw(t, "width")
		most := rapid.IntRange(1, 4).Draw(t, "most")
		spacing := rapid.Float64Range(-0.05, 0.5).Draw(t, "spacing")
		lines := wrap(shapeText(t, text), width, spacing, hyphen)
		if len(lines) <= most {
			return
		}
		short := limitLines(lines, most, width, spacing, ellipsis)
		last := short[len(short)-1]
		if len(short) != most || last.tail != ellipsis || last.width > width+2*fitSlack {
			t.Fatalf("%d lines, the last %q of %.3f em in %.3f, tail %v", len(short), lineText(last), last.width, width, last.tail)
		}
		if strings.HasSuffix(lineText(last), " ") {
			t.Fatalf("a space before the ellipsis: %q", lineText(last))
		}
	})
}
