package fonts_test

import (
	"strings"
	"testing"

	"github.com/rivo/uniseg"
	"pgregory.net/rapid"

	"placard/fonts"
)

// marked writes a text with | where a line may end, and · at the other cluster boundaries.
func marked(text *fonts.Text) string {
	var b strings.Builder
	for _, cluster := range text.Clusters {
		b.WriteString(string(text.Runes[cluster.Start:cluster.End]))
		if cluster.CanBreak {
			b.WriteString("|")
		} else {
			b.WriteString("·")
		}
	}
	return b.String()
}

func TestBreaks(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"words", "to be", "t·o· |b·e|"},
		{"hyphen and dash", "re-do a—b", "r·e·-|d·o· |a|—|b|"},
		{"no break", "5\u00a0km", "5·\u00a0·k·m|"},
		{"stops stay with their word", "no! (a)", "n·o·!· |(·a·)|"},
		{"URL", "a/b", "a·/|b|"},
		{"zero width space", "a\u200bb", "a\u200b|b|"},
		{"word joiner", "a \u2060b", "a· \u2060·b|"},
		{"ligature", "a->b", "a·->·b|"},
		{"combining marks", "e\u0301e", "e\u0301·e|"},
		{"Japanese, with a small kana and a stop", "きょう。", "き·ょ|う·。|"},
		{"Korean", "한국 말", "한|국· |말|"},
		{"Thai vowels lean on their consonant", "เก่งมาก", "เ·ก่|ง|ม·า|ก|"},
		{"Thai repetition", "ต่างๆ", "ต่·า|ง·ๆ|"},
		{"Thai beside Latin and digits", "กข ab12", "ก|ข· |a·b·1·2|"},
		{"Lao", "ເກົ່າ", "ເ·ກົ່·າ|"},
		{"Khmer, stacked", "ក្រុង", "ក្រុ|ង|"},
		{"Devanagari conjunct and reordered vowel", "क्षि की", "क्षि· |की|"},
		{"emoji", "👨‍👩‍👧🇩🇪", "👨‍👩‍👧|🇩🇪|"},
		{"tab", "a\tb", "a·\t|b|"},
	} {
		if got := marked(shape(t, fonts.Request{Text: c.text})); got != c.want {
			t.Errorf("%s: got %q, want %q", c.name, got, c.want)
		}
	}
}

func TestSpaces(t *testing.T) {
	for text, want := range map[string]bool{
		" ": true, "\t": true, "\u3000": true, "\u2003": true, "\n": true,
		"\u00a0": false, "\u202f": false, "\u2007": false, "a": false, "\u200b": false,
	} {
		if got := shape(t, fonts.Request{Text: text}).Clusters[0].Space; got != want {
			t.Errorf("%+q is space: %t, want %t", text, got, want)
		}
	}
}

// texts draws texts of many scripts, with what makes clusters and directions hard.
var texts = rapid.Custom(func(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{
		"a", "fi", "ffi", "->", "1", "23", " ", "  ", ".", "(", ")", "é", "e\u0301", "x\u0323\u0302", "\u0301",
		"ع", "لا", "مُ", "ש", "בְּ", "क्ष", "क", "ि", "्", "ำ", "เก่", "ก", "ក្រ", "가", "\u1112\u1161\u11ab",
		"世", "か\u3099", "👨\u200d👩\u200d👧", "🇩🇪", "🇩", "👍🏽", "❤\ufe0f", "1\ufe0f\u20e3", "\u200d", "\u200b",
		"\u00ad", "\u202e", "\u202c", "\u2067", "\u2069", "\t", "\n", "\x00", "\u00a0", "\ufffd", "ଓ", "\U000e0041",
	}), 0, 24).Draw(t, "parts"), "")
})

// TestClusters holds clusters to the invariants that layout rests on, and their boundaries to another
// implementation of UAX #29.
func TestClusters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := texts.Draw(t, "text")
		text := shape(t, fonts.Request{Text: words, Direction: rapid.SampledFrom(
			[]fonts.Direction{fonts.Auto, fonts.LTR, fonts.RTL}).Draw(t, "direction")})
		checkText(t, text)
		graphemes := make(map[int]bool)
		at := 0
		for rest := words; rest != ""; {
			var grapheme string
			grapheme, rest, _, _ = uniseg.FirstGraphemeClusterInString(rest, -1)
			graphemes[at] = true
			at += len([]rune(grapheme))
		}
		for _, cluster := range text.Clusters {
			if !graphemes[cluster.Start] {
				t.Fatalf("%+q: a cluster begins at %d, inside a grapheme", words, cluster.Start)
			}
		}
	})
}
