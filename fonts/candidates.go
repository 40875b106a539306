package fonts

import (
	"slices"

	"golang.org/x/text/unicode/norm"
)

// candidates is the order in which faces are tried for a request: the requested families, the default, and
// the rest, each with the face that CSS matching picks in it.
type candidates struct {
	plainFirst []*Face // those with colour come last, but for requested ones
	colorFirst []*Face
}

// candidatesKey is what candidates depend on.
type candidatesKey struct {
	families string // by joinFamilies
	count    int    // of families, so that a name with a zero byte is not taken for two
	weight   int
	style    Style
}

// candidatesFor keeps the candidates of the styles seen, which are few: a template's fonts.
func (s *faceSet) candidatesFor(families []string, weight int, style Style) candidates {
	key := candidatesKey{joinFamilies(families), len(families), weight, style}
	s.candidatesMu.Lock()
	defer s.candidatesMu.Unlock()
	known, ok := s.candidatesOf[key]
	if !ok {
		if s.candidatesOf == nil || len(s.candidatesOf) >= maxCandidates {
			s.candidatesOf = make(map[candidatesKey]candidates)
		}
		known = s.candidates(families, weight, style)
		s.candidatesOf[key] = known
	}
	return known
}

// maxCandidates bounds what candidatesFor keeps, since requests may ask for any families and weights.
const maxCandidates = 256

func (s *faceSet) candidates(families []string, weight int, style Style) candidates {
	var ordered []*family
	add := func(f *family) {
		if f != nil && !slices.Contains(ordered, f) {
			ordered = append(ordered, f)
		}
	}
	for _, name := range families {
		add(s.byName[foldName(name)])
	}
	requested := len(ordered)
	add(s.primary(families))
	for _, f := range s.families {
		add(f)
	}
	var c candidates
	var lastColor, lastPlain []*Face
	for i, f := range ordered {
		face := f.match(weight, style)
		if face.color {
			c.colorFirst = append(c.colorFirst, face)
		} else {
			lastPlain = append(lastPlain, face)
		}
		if face.color && i >= requested {
			lastColor = append(lastColor, face)
		} else {
			c.plainFirst = append(c.plainFirst, face)
		}
	}
	c.plainFirst = append(c.plainFirst, lastColor...)
	c.colorFirst = append(c.colorFirst, lastPlain...)
	return c
}

// find returns the first face that draws all of a grapheme cluster, else the first that draws its base
// character, else none.
func find(faces []*Face, cluster []rune) *Face {
	if len(cluster) == 1 {
		return findBase(faces, cluster[0])
	}
	// A font may have é and no combining acute.
	composed := []rune(norm.NFC.String(string(cluster)))
	for _, face := range faces {
		if face.coverage.drawsAll(cluster) || face.coverage.drawsAll(composed) {
			return face
		}
	}
	return findBase(faces, cluster[0])
}

func findBase(faces []*Face, base rune) *Face {
	for _, face := range faces {
		if face.coverage.draws(base) {
			return face
		}
	}
	return nil
}
