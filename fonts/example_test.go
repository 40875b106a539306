package fonts_test

import (
	"fmt"

	"placard/fonts"
	"placard/fonts/bundled"
)

// A paragraph is shaped once, in em; lines of it are then put in order from left to right.
func Example() {
	registry := bundled.New()
	text, err := registry.Shape(fonts.Request{Text: "إصدار Placard 2.0 🚀", Families: []string{"Inter"}, Weight: 700})
	if err != nil {
		fmt.Println(err)
		return
	}
	const size = 64 // px
	x := 0.0
	for _, piece := range text.Visual(0, len(text.Clusters)) {
		fmt.Printf("at %.0f px in %s: %q\n", x, piece.Face.Name(), piece.Text)
		for _, glyph := range piece.Glyphs {
			x += float64(glyph.Advance) * size
		}
	}
	// Output:
	// at 0 px in Twemoji 400: "🚀"
	// at 64 px in Inter 700: " "
	// at 79 px in Inter 700: "Placard 2.0"
	// at 434 px in Noto Sans Arabic 700: "إصدار "
}
