package layout

import (
	"cmp"
	"strings"
	"unicode/utf8"

	"placard/fonts"
	"placard/templates"
)

// shaped is a text layer's paragraphs, shaped once for every size.
type shaped struct {
	layer      *templates.Text
	paragraphs []paragraph
	ellipsis   *fonts.Text
	hyphen     *fonts.Text // nil: there are no soft hyphens
	space      *fonts.Text // nil: nobody reads the text of operations
	face       *fonts.Face // whose metrics place the baseline
	spacing    float64     // letter spacing, em
	fixed      float64     // px: the size that its fit group has settled on; 0: its own
	sets       map[pair]textSet
}

// paragraph is what stands between two line breaks.
type paragraph struct {
	text   *fonts.Text
	styles []textStyle // by the spans of text; one where there are none
}

// shapeNew shapes the paragraphs of a text, and what may come at the end of a line.
func (b *builder) shapeNew(l *templates.Text) (*shaped, error) {
	req := b.requestOf(l)
	s := &shaped{layer: l, spacing: l.LetterSpacing / l.FontSize}
	req.NoLigatures = s.spacing != 0
	all, err := stretchesOf(l, cmp.Or(l.Lang, b.lang))
	if err != nil {
		return nil, err
	}
	for _, stretches := range byParagraph(all) {
		p, err := b.shapeParagraph(l, req, stretches)
		if err != nil {
			return nil, err
		}
		s.paragraphs = append(s.paragraphs, p)
	}
	req.Text = "…"
	if s.ellipsis, err = b.fonts.Shape(req); err != nil {
		return nil, err
	}
	if strings.Contains(l.Text, "\u00ad") {
		req.Text = "-"
		if s.hyphen, err = b.fonts.Shape(req); err != nil {
			return nil, err
		}
	}
	if s.space, err = b.shapeSpace(req); err != nil {
		return nil, err
	}
	s.face = b.fonts.Match(req.Families, req.Weight, req.Style)
	return s, nil
}

// requestOf is what a layer says of all its text.
func (b *builder) requestOf(l *templates.Text) fonts.Request {
	req := fonts.Request{
		Families: families(l.FontFamily), Weight: l.FontWeight, Style: styleOf(l.FontStyle),
		Lang: cmp.Or(l.Lang, b.lang), Direction: directions[l.Direction],
	}
	for _, f := range l.Features {
		req.Features = append(req.Features, fonts.Feature{Tag: f.Tag, Value: uint32(f.Value)})
	}
	for _, v := range l.Variations {
		req.Variations = append(req.Variations, fonts.Variation{Tag: v.Tag, Value: v.Value})
	}
	return req
}

// shapeParagraph shapes a paragraph of one or several styles.
func (b *builder) shapeParagraph(l *templates.Text, req fonts.Request, stretches []stretch) (paragraph, error) {
	p := paragraph{styles: make([]textStyle, len(stretches))}
	for i, part := range stretches {
		p.styles[i] = styleFor(l, part.marks)
	}
	req.Text = stretches[0].text
	if len(stretches) > 1 || stretches[0].marks != (marks{}) {
		req.Text, req.Spans = spansFor(l, req, stretches)
	}
	var err error
	p.text, err = b.fonts.Shape(req)
	return p, err
}

// spansFor joins stretches of several styles to one text with its spans, of which an empty text has none.
func spansFor(l *templates.Text, req fonts.Request, stretches []stretch) (string, []fonts.Span) {
	var text strings.Builder
	var spans []fonts.Span
	runes := 0
	for _, part := range stretches {
		text.WriteString(part.text)
		runes += utf8.RuneCountInString(part.text)
		span := spanFor(l, req, part.marks)
		span.End = runes
		spans = append(spans, span)
	}
	if runes == 0 {
		return "", nil
	}
	return text.String(), spans
}

// breakable is what a text has where it has any of those.
const breakable = "\r\v\f\u0085\u2028\u2029"

// lineBreaks makes every mandatory break of UAX #14 (BK, CR, LF, NL) a "\n".
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n", "\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

var directions = map[templates.Direction]fonts.Direction{
	templates.DirectionAuto: fonts.Auto, templates.DirectionLTR: fonts.LTR, templates.DirectionRTL: fonts.RTL,
}

func styleOf(s templates.FontStyle) fonts.Style {
	if s == templates.FontStyleItalic {
		return fonts.Italic
	}
	return fonts.Normal
}

// families splits a CSS font-family list.
func families(list string) []string {
	out := strings.Split(list, ",")
	for i, f := range out {
		out[i] = strings.Trim(strings.TrimSpace(f), `"'`)
	}
	return out
}
