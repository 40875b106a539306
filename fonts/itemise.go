package fonts

import (
	"slices"

	"github.com/go-text/typesetting/language"

	"placard/fonts/internal/bidi"
)

// Marks on the boundary before a character, by index; the one past the end has them too.
const (
	graphemeBoundary = 1 << iota // UAX #29
	lineBoundary                 // a line may end here, UAX #14
	shapingBoundary              // no glyph spans it
)

// segment finds grapheme clusters and line break opportunities.
func (s *shaper) segment(text []rune) error {
	if cap(s.boundaries) <= len(text) {
		s.boundaries = make([]uint8, len(text)+1)
	}
	s.boundaries = s.boundaries[:len(text)+1]
	clear(s.boundaries)
	s.segmenter.Init(text)
	for graphemes := s.segmenter.GraphemeIterator(); graphemes.Next(); {
		grapheme := graphemes.Grapheme()
		if len(grapheme.Text) > MaxClusterRunes {
			return &LimitError{
				What: "characters in one cluster (a letter with its marks, or an emoji)", Limit: MaxClusterRunes,
				At: grapheme.Offset + MaxClusterRunes,
			}
		}
		s.boundaries[grapheme.Offset] |= graphemeBoundary
	}
	for lines := s.segmenter.LineIterator(); lines.Next(); {
		line := lines.Line()
		s.boundaries[line.Offset+len(line.Text)] |= lineBoundary
	}
	s.boundaries[len(text)] |= graphemeBoundary
	return nil
}

// manner is what a run is shaped under, beside its face and level.
type manner struct {
	script   language.Script
	features int // index in shaper.features
}

// itemise cuts the text into runs of one level, script, face and features. Runs hold whole grapheme clusters:
// a cluster goes by its first character. Spans alone do not cut, lest a change of colour undo kerning.
func (s *shaper) itemise(text *Text, levels []bidi.Level, set *faceSet) error {
	s.manners = s.manners[:0]
	style := &s.stretches[0]
	faces := &faceChooser{candidates: style.faces, text: text.Runes, scripts: s.scripts}
	varied := varier{cache: &set.variants, variations: style.variations, text: text}
	for start, next := 0, 1; start < len(text.Runes); {
		end := start + 1
		for s.boundaries[end]&graphemeBoundary == 0 {
			end++
		}
		for ; style.end <= start; next++ {
			style = &s.stretches[next]
			if !style.sameFaces {
				faces.restyle(style.faces)
			}
			varied.restyle(style.variations)
		}
		face, err := varied.face(faces.choose(start, end))
		if err != nil {
			return err
		}
		run := manner{s.scripts[start], style.features}
		if face.color {
			run.script = language.Common // the joining rules of emoji are under no script
		}
		last := len(text.Runs) - 1
		if last >= 0 && text.Runs[last].Face == face && text.Runs[last].Level == levels[start] && s.manners[last] == run {
			text.Runs[last].End = end
		} else {
			text.Runs = append(text.Runs, Run{Face: face, Level: levels[start], Start: start, End: end})
			s.manners = append(s.manners, run)
		}
		start = end
	}
	return nil
}

// varier makes the variations of a style to the faces that are chosen for it.
type varier struct {
	cache      *variantCache
	variations []Variation
	text       *Text // remembers the variants

	base, varied *Face // the last one
}

func (v *varier) restyle(variations []Variation) {
	v.variations, v.base = variations, nil
}

func (v *varier) face(base *Face) (*Face, error) {
	if len(v.variations) == 0 {
		return base, nil
	}
	if base == v.base {
		return v.varied, nil
	}
	varied, err := v.cache.vary(base, v.variations)
	if err != nil {
		return nil, err
	}
	if varied.variant && !slices.Contains(v.text.variants, varied) {
		v.text.variants = append(v.text.variants, varied)
	}
	v.base, v.varied = base, varied
	return varied, nil
}
