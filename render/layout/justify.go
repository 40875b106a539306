package layout

import (
	"unicode"

	"placard/fonts"
)

// leastJustified is how much of its box a line must fill to be justified, 0..1: a line of two words that is half
// empty looks torn apart.
const leastJustified = 0.6

// justify makes line i as wide as the box: its spaces are stretched, or the room between all clusters where it
// has none. The last line of a paragraph stays, as do those that a line break, a cut or a missing word ends early.
func (t *typesetter) justify(i int, p *pen) {
	line := &t.lines[i]
	last := i+1 == len(t.lines) || t.lines[i+1].text != line.text || t.lines[i+1].from != line.to
	spare := t.box.w - line.width*t.size
	if last || spare <= 0 || line.width*t.size < leastJustified*t.box.w {
		return
	}
	for _, stretches := range []func(*fonts.Text, int) bool{isSpace, isApart} {
		if n := countStretches(line, stretches); n > 0 {
			p.stretches, p.stretch = stretches, spare/float64(n)
			p.x = t.box.x
			return
		}
	}
}

// countStretches counts the gaps of a line that stretch, as typesetter.glyphs comes by them.
func countStretches(line *textLine, stretches func(*fonts.Text, int) bool) int {
	count, previous := 0, -1
	for _, piece := range line.text.Visual(line.from, line.end) {
		for _, g := range piece.Glyphs {
			if previous >= 0 && g.Cluster != previous && stretches(line.text, min(previous, g.Cluster)) {
				count++
			}
			previous = g.Cluster
		}
	}
	return count
}

// isSpace says whether a cluster is white space, after which words may part.
func isSpace(t *fonts.Text, cluster int) bool { return t.Clusters[cluster].Space }

// isApart says whether letters may part after a cluster: those of scripts that are written without spaces.
func isApart(t *fonts.Text, cluster int) bool {
	return unicode.In(t.Runes[t.Clusters[cluster].Start], unspaced...)
}

var unspaced = []*unicode.RangeTable{
	unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Bopomofo, unicode.Yi,
	{R16: []unicode.Range16{{Lo: 0x3000, Hi: 0x303f, Stride: 1}, {Lo: 0xff00, Hi: 0xffef, Stride: 1}}}, // their punctuation
}
