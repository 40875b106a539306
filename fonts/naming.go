package fonts

import (
	"slices"
	"strings"

	"github.com/go-text/typesetting/font"
)

// widths are the names that CSS gives to widths. Families here have one width each, so a condensed font is
// a family of its own, as its files usually say already.
var widths = map[font.Stretch]string{
	font.StretchUltraCondensed: "Ultra Condensed", font.StretchExtraCondensed: "Extra Condensed",
	font.StretchCondensed: "Condensed", font.StretchSemiCondensed: "Semi Condensed",
	font.StretchSemiExpanded: "Semi Expanded", font.StretchExpanded: "Expanded",
	font.StretchExtraExpanded: "Extra Expanded", font.StretchUltraExpanded: "Ultra Expanded",
}

// weightNames are the names of weights, as some variable fonts append that of their default to their family.
var weightNames = []string{"thin", "extralight", "light", "regular", "medium", "semibold", "bold", "extrabold", "black"}

// familyName is what a font calls its family, with the width unless that is normal.
func familyName(description font.Description, variable bool) string {
	words := strings.Fields(description.Family)
	if last := len(words) - 1; variable && last > 0 && slices.Contains(weightNames, strings.ToLower(words[last])) {
		words = words[:last]
	}
	name, width := strings.Join(words, " "), widths[description.Aspect.Stretch]
	squeeze := func(s string) string { return strings.ToLower(strings.NewReplacer(" ", "", "-", "").Replace(s)) }
	if name == "" || strings.Contains(squeeze(name), squeeze(width)) {
		return name
	}
	return name + " " + width
}
