package fonts_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"unicode/utf8"

	"placard/fonts"
)

// checkText holds a shaped text to what callers rely on.
func checkText(t interface{ Fatalf(string, ...any) }, text *fonts.Text) {
	next := 0
	for i, run := range text.Runs {
		if run.Start != next || run.End <= run.Start || run.Face == nil {
			t.Fatalf("run %d covers [%d, %d) after %d", i, run.Start, run.End, next)
		}
		next = run.End
	}
	if next != len(text.Runes) {
		t.Fatalf("runs end at %d of %d characters", next, len(text.Runes))
	}
	advances := make([]float64, len(text.Clusters))
	next = 0
	for i, cluster := range text.Clusters {
		run := text.Runs[cluster.Run]
		if cluster.Start != next || cluster.End <= cluster.Start || cluster.Start < run.Start || cluster.End > run.End {
			t.Fatalf("cluster %d covers [%d, %d) after %d, in a run [%d, %d)", i, cluster.Start, cluster.End, next, run.Start, run.End)
		}
		next = cluster.End
	}
	if next != len(text.Runes) {
		t.Fatalf("clusters end at %d of %d characters", next, len(text.Runes))
	}
	if n := len(text.Clusters); n > 0 && !text.Clusters[n-1].CanBreak {
		t.Fatalf("no line may end at the end of the text")
	}
	for i, run := range text.Runs {
		checkGlyphs(t, text, i, run, advances)
	}
	for i, cluster := range text.Clusters {
		if math.Abs(advances[i]-float64(cluster.Advance)) > 1e-3 {
			t.Fatalf("cluster %d is %g em wide, its glyphs %g", i, cluster.Advance, advances[i])
		}
	}
}

// checkGlyphs checks a run's glyphs: finite, of clusters of this run, in visual order.
func checkGlyphs(t interface{ Fatalf(string, ...any) }, text *fonts.Text, index int, run fonts.Run, advances []float64) {
	previous := -1
	for _, glyph := range run.Glyphs {
		for _, em := range []float32{glyph.Advance, glyph.DX, glyph.DY} {
			if math.IsNaN(float64(em)) || math.Abs(float64(em)) > 64 {
				t.Fatalf("glyph %+v is out of range", glyph)
			}
		}
		if glyph.Cluster < 0 || glyph.Cluster >= len(text.Clusters) || text.Clusters[glyph.Cluster].Run != index {
			t.Fatalf("glyph %+v of run %d is of no cluster of the run", glyph, index)
		}
		if previous >= 0 && glyph.Cluster != previous && (glyph.Cluster < previous) != (run.Level%2 == 1) {
			t.Fatalf("cluster %d follows %d at level %d", glyph.Cluster, previous, run.Level)
		}
		previous = glyph.Cluster
		advances[glyph.Cluster] += float64(glyph.Advance)
	}
}

// fuzzSpans reads spans from a fuzzer's bytes, three for each: how far it goes, its style, its features.
func fuzzSpans(data []byte, runes int) (spans []fonts.Span) {
	tags := []string{"tnum", "liga", "calt", "ss01", "rlig", "aalt"}
	end := 0
	for ; len(data) >= 3 && len(spans) < fonts.MaxSpans-1; data = data[3:] {
		end = min(end+int(data[0]%16), runes)
		span := fonts.Span{End: end, Families: []string{[]string{"Inter", "serif", "Noto Sans Arabic", dmSans}[data[1]%4]}, Weight: 100 * int(data[1]/4%16)}
		if data[2] > 0 {
			span.Features = []fonts.Feature{{tags[int(data[2])%len(tags)], uint32(data[2] / 64)}}
		}
		if data[1] >= 128 {
			span.Variations = []fonts.Variation{{"wght", float64(data[1]) * 4}, {"opsz", float64(data[2])}}
		}
		spans = append(spans, span)
	}
	if len(spans) > 0 {
		spans = append(spans, fonts.Span{End: runes})
	}
	return spans
}

// FuzzShape shapes any text in any family, direction and spans, and cuts it in two lines.
func FuzzShape(f *testing.F) {
	for _, words := range []string{
		"Hello, world", "AVATAR -> ffi", "إصدار Placard 2.0 متاح", "xא123abc", "क्षत्रिय", "สวัสดี", "世界。2024年", "한국어",
		"👨‍👩‍👧‍👦🇩🇪👍🏽❤️1️⃣", "e\u0301\u0323", "\u202e\u2067a\u2069", "\xff\xfe", "a\x00\tb\n", "ଓ", "\u0600\u0661", "\U000e0041",
		strings.Repeat("်ာ", 40), strings.Repeat("\u0301", 65),
	} {
		f.Add(words, "Inter", 700, uint8(0), "en", false, []byte{})
		f.Add(words, "serif", 400, uint8(2), "ar", true, []byte("\x01\x10\x00\x01\x1c\x41\x02\x83\x14"))
	}
	varied := variable(f)
	f.Fuzz(func(t *testing.T, words, family string, weight int, direction uint8, lang string, noLigatures bool, styles []byte) {
		spans := fuzzSpans(styles, utf8.RuneCountInString(words))
		text, err := varied.Shape(fonts.Request{
			Text: words, Families: []string{family}, Weight: weight, Style: fonts.Style(direction / 3 % 2),
			Lang: lang, Direction: fonts.Direction(direction % 3), NoLigatures: noLigatures, Spans: spans,
		})
		if err != nil {
			if !errors.Is(err, fonts.ErrTooLong) {
				t.Fatalf("%+q: %v", words, err)
			}
			return
		}
		if len(text.Runes) != utf8.RuneCountInString(words) {
			t.Fatalf("%+q has %d characters", words, len(text.Runes))
		}
		checkText(t, text)
		if len(spans) > 0 {
			checkSpans(t, text, spans)
		}
		half := len(text.Clusters) / 2
		glyphs := 0
		for _, piece := range append(text.Visual(0, half), text.Visual(half, len(text.Clusters))...) {
			for _, glyph := range piece.Glyphs {
				piece.Face.Outline(glyph.ID)
				glyphs++
			}
			m := text.Metrics(piece.From, piece.To)
			if top, bottom := text.Extent(piece.From, piece.To); top > bottom || m.Ascent+m.Descent <= 0 {
				t.Fatalf("%+q: piece %q reaches from %g to %g, %+v", words, piece.Text, top, bottom, m)
			}
		}
		for _, run := range text.Runs {
			glyphs -= len(run.Glyphs)
		}
		if glyphs != 0 {
			t.Fatalf("%+q: the lines have %d glyphs more than the text", words, glyphs)
		}
	})
}
