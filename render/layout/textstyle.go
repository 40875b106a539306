package layout

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/cases"
	"golang.org/x/text/language"

	"placard/fonts"
	"placard/templates"
)

// stretch is a part of a text in one style, its letters as they are drawn.
type stretch struct {
	text  string
	marks marks
}

// stretchesOf reads the markup of a text, if it has any, and changes its case.
func stretchesOf(l *templates.Text, lang string) ([]stretch, error) {
	text := l.Text
	if strings.ContainsAny(text, breakable) {
		text = lineBreaks.Replace(text)
	}
	parts := []stretch{{text: text}}
	if l.Markup {
		all, err := parseMarkup(text)
		if err != nil {
			return nil, err
		}
		parts = parts[:0]
		for _, m := range all {
			parts = append(parts, stretch{m.text, m.style})
		}
	}
	if l.TextTransform != templates.TextTransformNone {
		transform(parts, l.TextTransform, lang)
	}
	return parts, nil
}

// transform changes the case of letters, by the rules of a language (Turkish i, Greek sigma, German ß).
func transform(parts []stretch, how templates.TextTransform, lang string) {
	tag := language.Make(lang)
	switch how {
	case templates.TextTransformUppercase:
		for i := range parts {
			parts[i].text = cases.Upper(tag).String(parts[i].text)
		}
	case templates.TextTransformLowercase:
		for i := range parts {
			parts[i].text = cases.Lower(tag).String(parts[i].text)
		}
	case templates.TextTransformCapitalize:
		title := cases.Title(tag, cases.NoLower)
		within := false // a word, at the end of the part before
		for i := range parts {
			text, kept := parts[i].text, ""
			if within {
				end := strings.IndexFunc(text, func(r rune) bool { return !isWordRune(r) })
				if end < 0 {
					end = len(text)
				}
				kept, text = text[:end], text[end:]
			}
			parts[i].text = kept + title.String(text)
			if last, _ := utf8.DecodeLastRuneInString(parts[i].text); parts[i].text != "" {
				within = isWordRune(last)
			}
		}
	}
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || r == '\'' || r == '’'
}

// byParagraph splits parts at line breaks. Each paragraph has one part at least.
func byParagraph(parts []stretch) [][]stretch {
	if len(parts) == 1 && !strings.Contains(parts[0].text, "\n") {
		return [][]stretch{parts}
	}
	out := [][]stretch{nil}
	for _, p := range parts {
		for i, text := range strings.Split(p.text, "\n") {
			if i > 0 {
				out = append(out, nil)
			}
			last := &out[len(out)-1]
			if text != "" {
				*last = append(*last, stretch{text, p.marks})
			}
		}
	}
	for i := range out {
		if len(out[i]) == 0 {
			out[i] = []stretch{{}}
		}
	}
	return out
}

// textStyle is what a part of a text looks like beside its face.
type textStyle struct {
	paint      templates.Paint // nil: that of the layer
	decoration templates.TextDecoration
	highlight  *templates.Highlight
}

// What markup looks like where the template does not say.
const (
	boldWeight  = 700 // and at least boldMore more than around it
	boldMore    = 300
	codeFamily  = "JetBrains Mono"
	maxWeight   = 1000
	markerRoom  = 0.08 // em left and right of ==words==
	markerColor = "#ffe066"
)

// styleFor is what a part with marks looks like.
func styleFor(l *templates.Text, m marks) textStyle {
	s := textStyle{decoration: l.TextDecoration}
	if m.highlight {
		s.highlight = l.Highlight
		if s.highlight == nil {
			marker, _ := templates.ParseColor(markerColor)
			room := markerRoom * l.FontSize
			s.highlight = &templates.Highlight{Paint: marker, Padding: templates.Padding{0, room, 0, room}}
		}
	}
	if m.strike {
		s.decoration = templates.TextDecorationLineThrough
	}
	if m.emphasis && l.Emphasis != nil {
		s.apply(l.Emphasis)
	}
	if m.own != nil {
		s.apply(m.own)
	}
	return s
}

// apply takes over what a style says.
func (s *textStyle) apply(t *templates.TextStyle) {
	if t.Color != nil {
		s.paint = t.Color
	}
	if t.TextDecoration != "" {
		s.decoration = t.TextDecoration
	}
	if t.Highlight != nil {
		s.highlight = t.Highlight
	}
}

// spanFor is the face of a part with marks.
func spanFor(l *templates.Text, req fonts.Request, m marks) fonts.Span {
	span := fonts.Span{Families: req.Families, Weight: req.Weight, Style: req.Style, Features: req.Features, Variations: req.Variations}
	if m.bold {
		span.Weight = min(maxWeight, max(boldWeight, req.Weight+boldMore))
	}
	if m.code {
		span.Families = append([]string{codeFamily}, req.Families...)
	}
	if m.emphasis {
		if l.Emphasis == nil {
			span.Style = fonts.Italic
		} else {
			applyFace(&span, l.Emphasis)
		}
	}
	if m.own != nil {
		applyFace(&span, m.own)
	}
	return span
}

// applyFace takes over what a style says of the face.
func applyFace(span *fonts.Span, t *templates.TextStyle) {
	if t.FontFamily != "" {
		span.Families = families(t.FontFamily)
	}
	if t.FontWeight != 0 {
		span.Weight = t.FontWeight
	}
	if t.FontStyle != "" {
		span.Style = styleOf(t.FontStyle)
	}
}
