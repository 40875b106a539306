package pdf

import (
	"testing"

	"placard/fonts"
)

// BenchmarkText writes a card of three faces and some 200 glyphs.
func BenchmarkText(b *testing.B) {
	list := typeset(b,
		line{Request: fonts.Request{Text: "How we cut our build times in half", Weight: 700}, size: 64},
		line{Request: fonts.Request{Text: "A tour of caches, queues and the compilers that", Families: []string{"Source Serif 4"}}, size: 32},
		line{Request: fonts.Request{Text: "stood in our way — with figures, and a recipe to repeat it.", Families: []string{"Source Serif 4"}}, size: 32},
		line{Request: fonts.Request{Text: "engineering.example.com/builds · 12 minutes to read", Families: []string{"JetBrains Mono"}}, size: 20})
	w, doc := writer(b), onePage(list)
	for b.Loop() {
		if _, err := w.Write(b.Context(), doc); err != nil {
			b.Fatal(err)
		}
	}
}
