package fonts

import (
	"slices"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
)

// stretch is a part of the text in one style, from the end of the one before.
type stretch struct {
	end        int        // rune; a grapheme boundary
	faces      candidates // of the style
	sameFaces  bool       // as the stretch before
	features   int        // index in shaper.features; that of the stretch before where they are equal
	variations []Variation
}

// stretch lays the styles of a request out over its text: its spans, or its own style for all.
func (s *shaper) stretch(request *Request, set *faceSet, text []rune) {
	s.stretches = s.stretches[:0]
	s.features = s.features[:0]
	if len(request.Spans) == 0 {
		s.addStretch(request, stretch{
			end:        len(text),
			faces:      set.candidatesFor(request.Families, request.Weight, request.Style),
			variations: request.Variations,
		}, request.Features)
		return
	}
	for i := range request.Spans {
		span := &request.Spans[i]
		next := stretch{end: span.End, variations: span.Variations}
		for s.boundaries[next.end]&graphemeBoundary == 0 || bound(text, next.end) {
			next.end++
		}
		if i > 0 && sameFaces(span, &request.Spans[i-1]) {
			next.faces, next.sameFaces = s.stretches[i-1].faces, true
		} else {
			next.faces = set.candidatesFor(span.Families, span.Weight, span.Style)
		}
		if i > 0 && slices.Equal(span.Features, request.Spans[i-1].Features) {
			next.features = s.stretches[i-1].features
			s.stretches = append(s.stretches, next)
			continue
		}
		s.addStretch(request, next, span.Features)
	}
}

// addStretch adds a stretch whose features are others than those of the one before.
func (s *shaper) addStretch(request *Request, next stretch, features []Feature) {
	next.features = len(s.features)
	s.stretches = append(s.stretches, next)
	s.features = append(s.features, libraryFeatures(request.NoLigatures, features))
}

func sameFaces(a, b *Span) bool {
	return a.Weight == b.Weight && a.Style == b.Style && slices.Equal(a.Families, b.Families)
}

// noLigatures are the settings for Request.NoLigatures.
var noLigatures = []harfbuzz.Feature{
	{Tag: opentype.MustNewTag("liga"), End: harfbuzz.FeatureGlobalEnd},
	{Tag: opentype.MustNewTag("clig"), End: harfbuzz.FeatureGlobalEnd},
}

// libraryFeatures are a style's features as the library takes them: of two for a tag the last counts.
func libraryFeatures(without bool, features []Feature) []harfbuzz.Feature {
	var all []harfbuzz.Feature
	if without {
		all = noLigatures
	}
	if len(features) == 0 {
		return all
	}
	all = slices.Clone(all)
	for _, f := range features {
		all = append(all, harfbuzz.Feature{Tag: opentype.MustNewTag(f.Tag), Value: f.Value, End: harfbuzz.FeatureGlobalEnd})
	}
	return all
}

// optionalLigatures are the features that are off at a border which would otherwise part a ligature. Arrows
// of hyphens and the like are in "calt", which the joined scripts need for their joining.
var (
	optionalLigatures = []opentype.Tag{
		opentype.MustNewTag("liga"), opentype.MustNewTag("clig"), opentype.MustNewTag("dlig"), opentype.MustNewTag("calt"),
	}
	joinedScripts = []language.Script{
		language.Arabic, language.Syriac, language.Mongolian, language.Nko, language.Mandaic, language.Adlam, language.Hanifi_Rohingya,
	}
)

// maxDissolved bounds the borders that dissolve looks after in a run, each of which costs the shaper a pass
// over it; the ligatures at others stay.
const maxDissolved = 64

// dissolve gives the features under which a run has no optional ligature across a border of spans; nil where
// it has none as it is. Those that the script requires go by their first character.
func (s *shaper) dissolve(run *Run, script language.Script, features []harfbuzz.Feature) (changed []harfbuzz.Feature) {
	tags := optionalLigatures
	if slices.Contains(joinedScripts, script) {
		tags = tags[:len(tags)-1]
	}
	first, _ := slices.BinarySearchFunc(s.stretches, run.Start+1, func(a stretch, at int) int { return a.end - at })
	last, count := 0, 0
	for i := first; s.stretches[i].end < run.End && count < maxDissolved; i++ {
		at := s.stretches[i].end
		if at == last || s.boundaries[at]&shapingBoundary != 0 {
			continue
		}
		last = at
		count++
		if changed == nil {
			changed = slices.Clone(features)
		}
		for _, tag := range tags {
			changed = append(changed, harfbuzz.Feature{Tag: tag, Start: at, End: at + 1})
		}
	}
	return changed
}

// cutSpans cuts shaped runs at the borders of spans.
func (s *shaper) cutSpans(text *Text) {
	whole := text.Runs
	text.Runs = make([]Run, 0, len(whole)+len(s.stretches))
	span := 0
	for _, run := range whole {
		glyphs := run.Glyphs
		for start := run.Start; start < run.End; {
			for s.stretches[span].end <= start {
				span++
			}
			end := min(s.stretches[span].end, run.End)
			for end < run.End && s.boundaries[end]&(graphemeBoundary|shapingBoundary) != graphemeBoundary|shapingBoundary {
				end++
			}
			part := Run{Face: run.Face, Level: run.Level, Start: start, End: end, Span: span}
			part.Glyphs, glyphs = takeGlyphs(glyphs, run.Level%2 == 1, end)
			text.Runs = append(text.Runs, part)
			start = end
		}
	}
}

// takeGlyphs parts the glyphs of the characters before end from those that follow, which in a right-to-left
// run come first.
func takeGlyphs(glyphs []Glyph, rtl bool, end int) (taken, rest []Glyph) {
	n := len(glyphs)
	if rtl {
		for n > 0 && glyphs[n-1].Cluster < end {
			n--
		}
		return glyphs[n:], glyphs[:n]
	}
	n = 0
	for n < len(glyphs) && glyphs[n].Cluster < end {
		n++
	}
	return glyphs[:n:n], glyphs[n:]
}
