package fonts

import (
	"unicode"

	"github.com/go-text/typesetting/language"
)

// faceChooser walks a paragraph's grapheme clusters in order and picks a face for each.
type faceChooser struct {
	candidates
	text    []rune
	scripts []language.Script

	script       language.Script // of the script run that the walk is in
	scriptFace   *Face           // that of the script run's first letter; nil before one is known
	scriptLetter rune            // that letter
	previous     *Face           // of the cluster before
	lead         rune            // the character that previous was found for
	afterDigit   bool            // the cluster before is a digit
	found        [128]foundFace  // what find gave for single characters, by their last bits
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
		c.scriptFace, c.scriptLetter = face, cluster[0]
	}
	c.afterDigit = unicode.IsDigit(cluster[0])
	c.previous = face
	return face
}

func (c *faceChooser) pick(cluster []rune) *Face {
	if isEmoji(cluster) {
		return c.orPrimary(find(c.colorFirst, cluster))
	}
	if near := c.neighbour(cluster[0]); near != nil && !near.color && near.coverage.drawsAll(cluster) {
		if near == c.scriptFace {
			c.lead = c.scriptLetter
		}
		return near
	}
	c.lead = cluster[0]
	if len(cluster) > 1 {
		return c.orPrimary(find(c.plainFirst, cluster))
	}
	known := &c.found[int(cluster[0])%len(c.found)]
	if known.face == nil || known.character != cluster[0] {
		*known = foundFace{cluster[0], c.orPrimary(find(c.plainFirst, cluster))}
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
		return c.plainFirst[0]
	}
	return face
}

// restyle goes on with the faces of another style. Common characters then take the face that those before them
// would have in it.
func (c *faceChooser) restyle(faces candidates) {
	c.candidates = faces
	clear(c.found[:])
	if c.scriptFace != nil {
		c.scriptFace = c.orPrimary(findBase(faces.plainFirst, c.scriptLetter))
	}
	if c.previous != nil && !c.previous.color {
		c.previous = c.orPrimary(findBase(faces.plainFirst, c.lead))
	}
}
