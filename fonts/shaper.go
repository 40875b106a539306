package fonts

import (
	"encoding/binary"
	"errors"
	"unicode"

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
	stretches  []stretch         // by span, or the only one
	manners    []manner          // by run, before they are cut at spans
	boundaries []uint8           // by character, see graphemeBoundary
	clusterOf  []int             // by character
	input      []rune            // the text as the shaper is to see it

	features [][]harfbuzz.Feature // of the styles
	language language.Language    // of the request

	buffer   *harfbuzz.Buffer
	plans    map[string]bool // that buffer has made, by planKey
	planKey  []byte
	fonts    map[*Face]*harfbuzz.Font
	variants int // among fonts
}

func newShaper() *shaper {
	s := &shaper{}
	s.forget()
	return s
}

// forget drops what the shaper keeps of faces.
func (s *shaper) forget() {
	s.buffer, s.plans = harfbuzz.NewBuffer(), make(map[string]bool)
	s.fonts, s.variants = make(map[*Face]*harfbuzz.Font), 0
}

// errShaper marks an error after which a shaper must not be used again.
var errShaper = errors.New("shaper panicked")

const (
	// maxPlans bounds how many combinations of language, script, direction and features a buffer sees: it
	// keeps a plan for each and each face, searches them one by one, and they come from requests.
	maxPlans = 64

	// maxVariants bounds how many variants a shaper has a handle on: each has the extents of all glyphs, 1 MB
	// in a Chinese font, and requests may ask for any axis value.
	maxVariants = 16
)

// setProperties prepares the buffer for a run.
func (s *shaper) setProperties(properties harfbuzz.SegmentProperties, features []harfbuzz.Feature) {
	s.planKey = appendPlan(s.planKey[:0], properties, features)
	if !s.plans[string(s.planKey)] {
		if len(s.plans) == maxPlans {
			s.buffer, s.plans = harfbuzz.NewBuffer(), make(map[string]bool)
		}
		s.plans[string(s.planKey)] = true
	}
	s.buffer.Clear()
	s.buffer.Props = properties
	s.buffer.Flags = harfbuzz.RemoveDefaultIgnorables
}

// appendPlan writes what a plan depends on beside its face: where a feature begins and ends does not matter.
func appendPlan(key []byte, properties harfbuzz.SegmentProperties, features []harfbuzz.Feature) []byte {
	key = append(key, byte(properties.Direction), byte(len(properties.Language)))
	key = append(key, properties.Language...)
	key = binary.BigEndian.AppendUint32(key, uint32(properties.Script))
	for i := range features {
		key = binary.BigEndian.AppendUint32(key, uint32(features[i].Tag))
		key = binary.BigEndian.AppendUint32(key, features[i].Value)
		key = append(key, byte(min(features[i].Start, 1)))
	}
	return key
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
	if face.variant {
		if s.variants == maxVariants {
			s.forget()
		}
		s.variants++
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
		features := s.features[s.manners[i].features]
		if glyphs, err = s.shapeRun(glyphs, run, s.manners[i].script, features); err != nil {
			return &FaceError{Face: run.Face.Name(), Step: "shaping", Err: err}
		}
		s.markGlyphs(glyphs[before:])
		if len(s.stretches) > 1 {
			if features = s.dissolve(run, s.manners[i].script, features); features != nil {
				s.unmarkGlyphs(run)
				if glyphs, err = s.shapeRun(glyphs[:before], run, s.manners[i].script, features); err != nil {
					return &FaceError{Face: run.Face.Name(), Step: "shaping", Err: err}
				}
				s.markGlyphs(glyphs[before:])
			}
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
func (s *shaper) shapeRun(glyphs []Glyph, run *Run, script language.Script, features []harfbuzz.Feature) (_ []Glyph, err error) {
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
	s.setProperties(properties, features)
	s.buffer.AddRunes(s.input, run.Start, run.End-run.Start)
	s.buffer.Shape(font, features)
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
