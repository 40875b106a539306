package templates

import "strings"

// aliases are names that authors bring from CSS and from other services, and what changes call it. Dashes
// have become underscores before.
var aliases = map[string]string{
	"image_url": "src", "image": "src", "background_image": "src",
	"text_color":       "color",
	"background_color": "background",
	"hide":             "hidden",
	"left":             "x", "top": "y",
	"text_align_h": "align", "horizontal_align": "align", "text_align": "align",
	"text_align_v": "vertical_align", "align_items": "vertical_align",
	"autofit": "fit", "text_fit": "fit", "object_fit": "fit",
	"target": "value", "qr_target": "value", "rating_score": "value",
}

// valueAliases are words for values by the field's canonical name.
var valueAliases = map[string]map[string]string{
	"vertical_align": {"center": "middle", "start": "top", "flex-start": "top", "end": "bottom", "flex-end": "bottom"},
}

// canonicalName is what changes call a field, whatever its spelling.
func canonicalName(name string) string {
	if strings.Contains(name, "-") {
		name = strings.ReplaceAll(name, "-", "_")
	}
	if known, ok := aliases[name]; ok {
		return known
	}
	return name
}

// canonicalValue is the value that a field takes, whatever its spelling. A fit that is switched on or off
// shrinks the text or leaves it.
func canonicalValue(field string, n node) node {
	switch {
	case n.kind == stringKind:
		if known, ok := valueAliases[field][n.text]; ok {
			n.text = known
		}
	case n.kind == boolKind && field == "fit":
		word := FitNone
		if n.truth {
			word = FitShrink
		}
		n = node{kind: stringKind, text: string(word), offset: n.offset}
	}
	return n
}
