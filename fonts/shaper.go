package fonts

import (
	"errors"
	"unicode"

	"github.com/go-text/typesetting/font/opentype"
	"github.com/go-text/typesetting/harfbuzz"
	"github.com/go-text/typesetting/language"
	"github.com/go-text/typesetting/segmenter"

	"placard/fonts/internal/bidi"
)

// shaper holds the working memory of one paragraph in the making, and the library's handles on faces, which
// must not be shared. Making one costs more than shaping a title, so they are pooled.
type shaper struct {
	segmenter  segmenter.Segmenter
	paragraph  bidi.Paragraph
	scripts    []language.Script // by character
	runScripts []language.Script // by run
	boundaries []uint8           // by character, see graphemeBoundary
	clusterOf  []int             // by character
	input      []rune            // the text as the shaper is to see it

	buffer   *harfbuzz.Buffer
	plans    map[harfbuzz.SegmentProperties]bool // that buffer has made
	fonts    map[*Face]*harfbuzz.Font
	features []harfbuzz.Feature // of the request
	language language.Language  // of the request
}

func newShaper() *shaper {
	return &shaper{
		buffer: harfbuzz.NewBuffer(),
		plans:  make(map[harfbuzz.SegmentProperties]bool),
		fonts:  make(map[*Face]*harfbuzz.Font),
	}
}

// errShaper marks an error after which a shaper must not be used again.
var errShaper = errors.New("shaper panicked")

// noLigatures are the settings for Request.NoLigatures.
var noLigatures = []harfbuzz.Feature{
	{Tag: opentype.MustNewTag("liga"), End: harfbuzz.FeatureGlobalEnd},
	{Tag: opentype.MustNewTag("clig"), End: harfbuzz.FeatureGlobalEnd},
}

// maxPlans bounds how many combinations of language, script and direction a buffer sees: it keeps a plan
// for each and each face, searches them one by one, and languages come from requests.
const maxPlans = 64

// setProperties prepares the buffer for a run.
func (s *shaper) setProperties(properties harfbuzz.SegmentProperties) {
	if !s.plans[properties] {
		if len(s.plans) == maxPlans {
			s.buffer, s.plans = harfbuzz.NewBuffer(), make(map[harfbuzz.SegmentProperties]bool)
		}
		s.plans[properties] = true
	}
	s.buffer.Clear()
	s.buffer.Props = properties
	s.buffer.Flags = harfbuzz.RemoveDefaultIgnorables
}

// fontOf is the library's handle on a face, at the scale where a unit is a font unit.
func (s *shaper) fontOf(face *Face) (*harfbuzz.Font, error) {
	if font, ok := s.fonts[face]; ok {
		return font, nil
	}
	parsed, err := face.parse()
	if err != nil {
		return nil, err
	}
	font := harfbuzz.NewFont(parsed.newLibraryFace())
	s.fonts[face] = font
	return font, nil
}

// shapeRuns fills the glyphs of every run. Their Cluster is the character for now; formClusters makes it the
// cluster.
func (s *shaper) shapeRuns(text *Text) error {
	s.input = s.input[:0]
	for _, r := range text.Runes {
		s.input = append(s.input, drawnAs(r))
	}
	glyphs := make([]Glyph, 0, len(text.Runes))
	for i := range text.Runs {
		run := &text.Runs[i]
		before := len(glyphs)
		var err error
		if glyphs, err = s.shapeRun(glyphs, run, s.runScripts[i]); err != nil {
			return &FaceError{Face: run.Face.Name(), Step: "shaping", Err: err}
		}
		run.Glyphs = glyphs[before:len(glyphs):len(glyphs)]
	}
	return nil
}

// drawnAs replaces control characters, for which fonts have no glyphs or odd ones.
func drawnAs(r rune) rune {
	const ignorable = '\u2060' // word joiner
	switch {
	case isSpace(r) && unicode.IsControl(r), r == '\u2028', r == '\u2029':
		return ' '
	case unicode.IsControl(r):
		return ignorable
	}
	return r
}

// shapeRun appends a run's glyphs. The shaper sees the text around the run, so that Arabic letters join
// across faces.
func (s *shaper) shapeRun(glyphs []Glyph, run *Run, script language.Script) (_ []Glyph, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errors.Join(errShaper, caught(r))
		}
	}()
	font, err := s.fontOf(run.Face)
	if err != nil {
		return nil, err
	}
	properties := harfbuzz.SegmentProperties{Language: s.language, Script: script, Direction: harfbuzz.LeftToRight}
	if run.Level%2 == 1 {
		properties.Direction = harfbuzz.RightToLeft
	}
	s.setProperties(properties)
	s.buffer.AddRunes(s.input, run.Start, run.End-run.Start)
	s.buffer.Shape(font, s.features)
	em := 1 / float32(font.XScale)
	for i, info := range s.buffer.Info {
		position := s.buffer.Pos[i]
		glyph := Glyph{
			ID:      GlyphID(info.Glyph),
			Cluster: info.Cluster,
			Advance: float32(position.XAdvance) * em,
			DX:      float32(position.XOffset) * em,
			DY:      0 - float32(position.YOffset)*em, // 0 -, lest it be a negative zero
		}
		if !inRange(glyph.Advance) || !inRange(glyph.DX) || !inRange(glyph.DY) {
			return nil, errOutOfRange
		}
		glyphs = append(glyphs, glyph)
	}
	return glyphs, nil
}

var errOutOfRange = errors.New("a glyph is moved out of range")
