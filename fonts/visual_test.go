package fonts_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"placard/fonts"
)

// TestVisual puts texts on lines. Spaces at a line's end stand at its outer end: right in a left-to-right
// paragraph, left in the other.
func TestVisual(t *testing.T) {
	const all = -1
	for _, c := range []struct {
		name, text string
		direction  fonts.Direction
		from, to   int
		want       string
	}{
		{"all on one line", "ab אב 12", fonts.LTR, 0, all, `Inter 400 "ab ", Inter 400 "12", ←Hebrew 400 "אב "`},
		{"in the other direction", "ab אב 12", fonts.RTL, 0, all, `Inter 400 "12", ←Hebrew 400 "אב ", ←Inter 400 " ", Inter 400 "ab"`},
		{"spaces at the end, left to right", "ab אב  ", fonts.LTR, 0, all, `Inter 400 "ab ", ←Hebrew 400 "אב", Hebrew 400 "  "`},
		{"spaces at the end, right to left", "אב ab  ", fonts.RTL, 0, all, `←Inter 400 "  ", Inter 400 "ab", ←Hebrew 400 "אב "`},
		{"a line that ends amid Hebrew", "ab אב גד", fonts.LTR, 0, 6, `Inter 400 "ab ", ←Hebrew 400 "אב", ←Hebrew 400 " "`},
		{"its rest", "ab אב גד", fonts.LTR, 6, 8, `←Hebrew 400 "גד"`},
		{"a number after Hebrew, then Latin", "xא123abc", fonts.LTR, 0, all, `Inter 400 "x", Inter 400 "123", ←Hebrew 400 "א", Inter 400 "abc"`},
		{"an isolate", "a \u2067ב 1\u2069 c", fonts.LTR, 0, all, `Inter 400 "a \u2067", Inter 400 "1", ←Hebrew 400 "ב ", Inter 400 "\u2069 ", Inter 400 "c"`},
		{"brackets mirror with their word", "(א)", fonts.Auto, 0, all, `←Inter 400 ")", ←Hebrew 400 "א", ←Inter 400 "("`},
		{"nothing", "ab", fonts.LTR, 1, 1, ``},
	} {
		text := shape(t, fonts.Request{Text: c.text, Direction: c.direction})
		if c.to == all {
			c.to = len(text.Clusters)
		}
		if got := line(text, c.from, c.to); got != c.want {
			t.Errorf("%s:\ngot  %s\nwant %s", c.name, got, c.want)
		}
	}
}

// TestMirroring wants the other bracket's glyph where a bracket runs right to left.
func TestMirroring(t *testing.T) {
	glyph := func(direction fonts.Direction) fonts.GlyphID {
		return shape(t, fonts.Request{Text: "(", Direction: direction}).Runs[0].Glyphs[0].ID
	}
	closing := shape(t, fonts.Request{Text: ")", Direction: fonts.LTR}).Runs[0].Glyphs[0].ID
	if glyph(fonts.LTR) == closing || glyph(fonts.RTL) != closing {
		t.Errorf("( is glyph %d, in right-to-left %d; ) is %d", glyph(fonts.LTR), glyph(fonts.RTL), closing)
	}
}

// TestVisualKeepsAll cuts texts into lines anywhere: each line has its clusters' glyphs, once, and their width.
func TestVisualKeepsAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := shape(t, fonts.Request{Text: texts.Draw(t, "text")})
		from := rapid.IntRange(0, len(text.Clusters)).Draw(t, "from")
		to := rapid.IntRange(from, len(text.Clusters)).Draw(t, "to")
		var want, got float64
		wantGlyphs, gotGlyphs := 0, 0
		for _, cluster := range text.Clusters[from:to] {
			want += float64(cluster.Advance)
		}
		for _, run := range text.Runs {
			for _, glyph := range run.Glyphs {
				if from <= glyph.Cluster && glyph.Cluster < to {
					wantGlyphs++
				}
			}
		}
		var characters []rune
		for _, piece := range text.Visual(from, to) {
			characters = append(characters, []rune(piece.Text)...)
			for _, glyph := range piece.Glyphs {
				got += float64(glyph.Advance)
				gotGlyphs++
				if glyph.Cluster < from || glyph.Cluster >= to {
					t.Fatalf("line [%d, %d) has a glyph of cluster %d", from, to, glyph.Cluster)
				}
			}
		}
		if gotGlyphs != wantGlyphs || math.Abs(got-want) > 1e-4 {
			t.Fatalf("line [%d, %d): %d glyphs %g em wide, want %d of %g em", from, to, gotGlyphs, got, wantGlyphs, want)
		}
		var expected []rune
		if from < to {
			expected = slices.Clone(text.Runes[text.Clusters[from].Start:text.Clusters[to-1].End])
		}
		slices.Sort(characters)
		slices.Sort(expected)
		if !slices.Equal(characters, expected) {
			t.Fatalf("line [%d, %d) has the characters %q, want %q", from, to, string(characters), string(expected))
		}
	})
}
