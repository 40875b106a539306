package fonts_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"placard/fonts"
	"placard/fonts/bundled"
)

// title is 60 characters long.
const title = "How we made our picture service ten times faster, in pure Go"

// BenchmarkShape shapes a text that is not in the cache: a title in several scripts, a paragraph, and the
// longest text there may be.
func BenchmarkShape(b *testing.B) {
	for _, c := range []struct{ name, text string }{
		{"title", title},
		{"arabic", "كيف جعلنا خدمة الصور أسرع بعشر مرات في إصدار Placard 2.0"},
		{"hindi", "हमने अपनी चित्र सेवा को दस गुना तेज़ कैसे बनाया"},
		{"japanese", "画像サービスを十倍速くした方法、純粋なGoで書かれたコードの話"},
		{"emoji", "Ship it 🚀 with 👩🏽‍💻 and 👨‍👩‍👧‍👦 today"},
		{"paragraph", strings.Repeat(title+" ", 10)},
		{"longest", strings.Repeat(title+" ", 200)[:fonts.MaxRunes-10]},
	} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				i++
				if _, err := registry.Shape(fonts.Request{Text: fmt.Sprint(c.text, i), Weight: 700}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkShapeSpans shapes the title with two words in bold, and with a span for each letter, in one weight and
// in two.
func BenchmarkShapeSpans(b *testing.B) {
	words := []fonts.Span{{End: 12, Weight: 400}, {End: 20, Weight: 700}, {End: 48, Weight: 400}, {End: 55, Weight: 700}}
	var colours, weights []fonts.Span
	for i := range len(title) {
		colours = append(colours, fonts.Span{End: i + 1, Weight: 700})
		weights = append(weights, fonts.Span{End: i + 1, Weight: 400 + 300*(i%2)})
	}
	for _, c := range []struct {
		name  string
		spans []fonts.Span
	}{{"words", words}, {"colours", colours}, {"weights", weights}} {
		b.Run(c.name, func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				i++
				text := fmt.Sprint(title, i)
				spans := slices.Concat(c.spans, []fonts.Span{{End: len(text), Weight: 400}})
				if _, err := registry.Shape(fonts.Request{Text: text, Spans: spans}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkExtent measures a title on one line.
func BenchmarkExtent(b *testing.B) {
	text := shape(b, fonts.Request{Text: title})
	for b.Loop() {
		text.Extent(0, len(text.Clusters))
	}
}

// BenchmarkShapeCached asks for the same title again.
func BenchmarkShapeCached(b *testing.B) {
	families := []string{"Inter"}
	for b.Loop() {
		if _, err := registry.Shape(fonts.Request{Text: title, Families: families, Weight: 700}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFirst starts from nothing: the registry, the font and the title.
func BenchmarkFirst(b *testing.B) {
	for b.Loop() {
		if _, err := bundled.New().Shape(fonts.Request{Text: title, Weight: 700}); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkVisual puts a title on one line, in one direction and in two.
func BenchmarkVisual(b *testing.B) {
	for _, words := range []string{title, "إصدار Placard 2.0 متاح"} {
		text := shape(b, fonts.Request{Text: words})
		b.Run(words, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				text.Visual(0, len(text.Clusters))
			}
		})
	}
}

// BenchmarkOutline gets an outline that is kept.
func BenchmarkOutline(b *testing.B) {
	run := shape(b, fonts.Request{Text: "g"}).Runs[0]
	for b.Loop() {
		run.Face.Outline(run.Glyphs[0].ID)
	}
}
