package fonts

import (
	"errors"

	"placard/fonts/internal/bidi"
)

// ErrNoFonts is returned by an empty registry.
var ErrNoFonts = errors.New("no font is loaded; add at least one to the registry")

// Shape sets a paragraph: it resolves directions (UAX #9) and scripts (UAX #24), picks a face for each
// grapheme cluster, shapes each run, and finds where lines may break (UAX #14). The same request gives an
// equal Text, possibly the same one, which is shared: do not write to it.
//
// A text past a limit gives an error that is ErrTooLong; spans, features or variations out of form a
// *StyleError; a face that turns out to be damaged a *FaceError or *FileError. Characters that no face has are no error: they are in Text.Missing, and drawn as the
// first face draws what it lacks, usually as a box. Control characters are drawn as nothing; tabs and line
// breaks as spaces.
func (r *Registry) Shape(request Request) (*Text, error) {
	set := r.current.Load()
	if len(set.families) == 0 {
		return nil, ErrNoFonts
	}
	if request.rich() {
		if err := checkStyles(&request); err != nil {
			return nil, err
		}
	}
	key := keyOf(&request)
	if text := set.texts.get(&key); text != nil {
		return text, nil
	}
	if err := checkLength(request.Text); err != nil {
		return nil, err
	}
	s, _ := set.shapers.Get().(*shaper)
	if s == nil {
		s = newShaper()
	}
	text, err := s.shape(&request, set)
	if errors.Is(err, errShaper) {
		return nil, err // what panicked is in no state to be used again
	}
	set.shapers.Put(s)
	if err != nil {
		return nil, err
	}
	set.texts.put(&key, text)
	return text, nil
}

// shape runs the steps. Their results are per character until runs are formed.
func (s *shaper) shape(request *Request, set *faceSet) (*Text, error) {
	text := &Text{Runes: []rune(request.Text), RTL: request.Direction == RTL}
	if err := checkSpansEnd(request.Spans, len(text.Runes)); err != nil {
		return nil, err
	}
	if len(text.Runes) == 0 {
		return text, nil
	}
	if err := s.segment(text.Runes); err != nil {
		return nil, err
	}
	levels, baseLevel := s.paragraph.Resolve(text.Runes, bidi.Base(request.Direction))
	text.RTL = baseLevel == 1
	s.scripts = resolveScripts(s.scripts, text.Runes)
	s.stretch(request, set, text.Runes)
	if err := s.itemise(text, levels, set); err != nil {
		return nil, err
	}
	s.language = languageOf(request.Lang)
	if err := s.shapeRuns(text); err != nil {
		return nil, err
	}
	if len(s.stretches) > 1 {
		s.cutSpans(text)
	}
	s.formClusters(text)
	text.Missing = findMissing(text)
	return text, nil
}
