package fonts

import (
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

// itemise cuts the text into runs of one level, script and face. Runs hold whole grapheme clusters: a
// cluster goes by its first character.
func (s *shaper) itemise(text *Text, levels []bidi.Level, faces *faceChooser) {
	s.runScripts = s.runScripts[:0]
	for start := 0; start < len(text.Runes); {
		end := start + 1
		for s.boundaries[end]&graphemeBoundary == 0 {
			end++
		}
		face := faces.choose(start, end)
		script := s.scripts[start]
		if face.color {
			script = language.Common // the joining rules of emoji are under no script
		}
		last := len(text.Runs) - 1
		if last >= 0 && text.Runs[last].Face == face && text.Runs[last].Level == levels[start] &&
			s.runScripts[last] == script {
			text.Runs[last].End = end
		} else {
			text.Runs = append(text.Runs, Run{Face: face, Level: levels[start], Start: start, End: end})
			s.runScripts = append(s.runScripts, script)
		}
		start = end
	}
}
