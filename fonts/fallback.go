package fonts

import (
	"slices"
	"unicode"

	"github.com/go-text/typesetting/language"
	"golang.org/x/text/unicode/norm"
)

// candidates is the order in which faces are tried for a request: the requested families, the default, and
// the rest, each with the face that CSS matching picks in it.
type candidates struct {
	text  []*Face // plain faces before those with colour, but for requested ones
	emoji []*Face // faces with colour before the others
}

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
	var lastText, lastEmoji []*Face
	for i, f := range ordered {
		face := f.match(weight, style)
		if face.color {
			c.emoji = append(c.emoji, face)
		} else {
			lastEmoji = append(lastEmoji, face)
		}
		if face.color && i >= requested {
			lastText = append(lastText, face)
		} else {
			c.text = append(c.text, face)
		}
	}
	c.text = append(c.text, lastText...)
	c.emoji = append(c.emoji, lastEmoji...)
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

// faceChooser walks a paragraph's grapheme clusters in order and picks a face for each.
type faceChooser struct {
	candidates
	text    []rune
	scripts []language.Script

	script     language.Script // of the script run that the walk is in
	scriptFace *Face           // that of the script run's first letter; nil before one is known
	previous   *Face           // of the cluster before
	afterDigit bool            // the cluster before is a digit
	found      [128]foundFace  // what find gave for single characters, by their last bits
}

type foundFace struct {
	character rune
	face      *Face
}

// choose picks the face for text[start:end]. Letters take the first face that has them. Common characters
// would mostly be found in the requested face, but must not look foreign in a fallback's text: white space
// keeps the face before it; stops and dashes follow their digit, or else their script run. Digits, symbols
// and brackets stay in the requested face, so that all numbers of a line look alike, and both brackets of
// a pair.
func (c *faceChooser) choose(start, end int) *Face {
	cluster, script := c.text[start:end], c.scripts[start]
	if start == 0 || script != c.script {
		c.script, c.scriptFace = script, nil
	}
	face := c.pick(cluster)
	if scriptOf(cluster[0]).Strong() && c.scriptFace == nil {
		c.scriptFace = face
	}
	c.afterDigit = unicode.IsDigit(cluster[0])
	c.previous = face
	return face
}

func (c *faceChooser) pick(cluster []rune) *Face {
	if isEmoji(cluster) {
		return c.orPrimary(find(c.emoji, cluster))
	}
	if near := c.neighbour(cluster[0]); near != nil && !near.color && near.coverage.drawsAll(cluster) {
		return near
	}
	if len(cluster) > 1 {
		return c.orPrimary(find(c.candidates.text, cluster))
	}
	known := &c.found[int(cluster[0])%len(c.found)]
	if known.face == nil || known.character != cluster[0] {
		*known = foundFace{cluster[0], c.orPrimary(find(c.candidates.text, cluster))}
	}
	return known.face
}

// neighbour is the face that a common character should share, nil for none.
func (c *faceChooser) neighbour(r rune) *Face {
	switch {
	case isSpace(r), scriptOf(r) == language.Inherited:
		return c.previous
	case !unicode.In(r, unicode.Po, unicode.Pd, unicode.Pc):
		return nil
	case c.afterDigit:
		return c.previous
	case setWestern(c.script):
		return nil
	}
	return c.scriptFace
}

// orPrimary makes a cluster that no face has a cluster of the requested face, which draws its .notdef.
func (c *faceChooser) orPrimary(face *Face) *Face {
	if face == nil {
		return c.candidates.text[0]
	}
	return face
}
