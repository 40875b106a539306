package fonts

import "github.com/go-text/typesetting/font"

// Rule is a line drawn along a text.
type Rule struct {
	Top       float64 // em from the baseline, y down: positive is below
	Thickness float64 // em
}

// Decoration says where the lines go that decorate text, and how tall its letters are.
type Decoration struct {
	Underline     Rule
	Strikethrough Rule
	XHeight       float64 // of lowercase letters, em above the baseline
	CapHeight     float64 // of capitals, em above the baseline
}

// Proportions of text faces, where a font says nothing or nonsense: those of a regular weight, which most have
// to within a third.
const (
	usualThickness = 0.05
	usualUnderline = 0.1 // from the baseline to the line's top
	usualXHeight   = 0.5
	usualCapHeight = 0.7
)

// What is believed of a font, in em. The thickest lines of the bundled fonts are 0.15 and the heaviest
// weights on the market come to 0.2; the deepest underline is Inter's, at 0.17. Letters are taller than 1 em in
// no font that sets text.
const (
	thinnestRule    = 0.01
	thickestRule    = 0.25
	deepestRule     = 0.4
	shortestLetters = 0.2
	tallestLetters  = 1.2
)

// Decoration reads post and OS/2, as the face's axes vary them. What they leave out or say nonsense of is
// measured on an x and an H, or else as in most fonts.
func (f *Face) Decoration() Decoration {
	d := f.said()
	d.XHeight = f.letterHeight(d.XHeight, 'x', usualXHeight)
	d.CapHeight = f.letterHeight(d.CapHeight, 'H', usualCapHeight)
	under, strike := &d.Underline, &d.Strikethrough
	if !under.sound() {
		under.Thickness = usualThickness
		if strike.sound() {
			under.Thickness = strike.Thickness
		}
	}
	if !strike.sound() {
		strike.Thickness = under.Thickness
	}
	if !between(under.Top, thinnestRule, deepestRule) {
		under.Top = usualUnderline
	}
	if middle := -strike.Top - strike.Thickness/2; !between(middle, d.XHeight/4, d.XHeight) {
		strike.Top = -d.XHeight/2 - strike.Thickness/2
	}
	return d
}

// sound says whether a rule's thickness is to be believed.
func (r *Rule) sound() bool { return between(r.Thickness, thinnestRule, thickestRule) }

func between(em, low, high float64) bool { return low <= em && em <= high } // false for NaN

// letterHeight is what the font says, or the height of a letter, or the usual one.
func (f *Face) letterHeight(said float64, letter rune, usual float64) float64 {
	if between(said, shortestLetters, tallestLetters) {
		return said
	}
	parsed, err := f.parse()
	if err != nil || !f.coverage.Has(letter) {
		return usual
	}
	glyph, _ := parsed.font.NominalGlyph(letter) // coverage has looked it up before
	if height := -float64(f.Hull(GlyphID(glyph)).Y0); between(height, shortestLetters, tallestLetters) {
		return height
	}
	return usual
}

// said is what the font says; nothing where reading that panics on a damaged one.
func (f *Face) said() (d Decoration) {
	parsed, err := f.parse()
	if err != nil {
		return Decoration{}
	}
	f.glyphs.mu.Lock()
	defer f.glyphs.mu.Unlock()
	defer func() {
		if recover() != nil {
			d = Decoration{}
		}
	}()
	library := f.library(parsed)
	em := func(metric font.LineMetric) float64 { return float64(library.LineMetric(metric) / parsed.upem) }
	return Decoration{
		Underline:     Rule{Top: -em(font.UnderlinePosition), Thickness: em(font.UnderlineThickness)},
		Strikethrough: Rule{Top: -em(font.StrikethroughPosition), Thickness: em(font.StrikethroughThickness)},
		XHeight:       em(font.XHeight),
		CapHeight:     em(font.CapHeight),
	}
}
