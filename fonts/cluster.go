package fonts

import (
	"github.com/go-text/typesetting/language"

	"placard/fonts/internal/bidi"
)

// formClusters cuts the shaped runs into clusters. A boundary is where both a grapheme cluster and the
// glyphs end: a ligature holds several graphemes, a stacked syllable too.
func (s *shaper) formClusters(text *Text) {
	s.clusterOf = s.clusterOf[:0]
	text.Clusters = make([]Cluster, 0, len(text.Runes))
	for i := range text.Runs {
		run := &text.Runs[i]
		for start := run.Start; start < run.End; {
			end := start + 1
			for end < run.End && s.boundaries[end]&(graphemeBoundary|shapingBoundary) != graphemeBoundary|shapingBoundary {
				end++
			}
			for range end - start {
				s.clusterOf = append(s.clusterOf, len(text.Clusters))
			}
			text.Clusters = append(text.Clusters, s.newCluster(text.Runes, start, end, i))
			start = end
		}
		attachGlyphs(text.Clusters, run, s.clusterOf)
	}
}

// markGlyphs marks the characters at which a run's glyphs begin.
func (s *shaper) markGlyphs(glyphs []Glyph) {
	for i := range glyphs {
		s.boundaries[glyphs[i].Cluster] |= shapingBoundary
	}
}

func (s *shaper) unmarkGlyphs(run *Run) {
	for i := run.Start; i < run.End; i++ {
		s.boundaries[i] &^= shapingBoundary
	}
}

// newCluster makes the cluster of text[start:end], still without its glyphs.
func (s *shaper) newCluster(text []rune, start, end, run int) Cluster {
	cluster := Cluster{Start: start, End: end, Run: run, Space: true, trailing: bidi.White}
	for _, r := range text[start:end] {
		cluster.Space = cluster.Space && isSpace(r)
		switch bidi.TrailingOf(r) {
		case bidi.Visible:
			cluster.trailing = bidi.Visible
		case bidi.Separator:
			cluster.trailing = bidi.Separator
		}
	}
	cluster.CanBreak = s.boundaries[end]&lineBoundary != 0 || s.canBreakWord(text, end)
	return cluster
}

// attachGlyphs tells a run's glyphs and clusters of one another. The library keeps the glyphs of a cluster
// together.
func attachGlyphs(clusters []Cluster, run *Run, clusterOf []int) {
	for i := range run.Glyphs {
		glyph := &run.Glyphs[i]
		glyph.Cluster = clusterOf[glyph.Cluster]
		cluster := &clusters[glyph.Cluster]
		if cluster.glyphs == 0 {
			cluster.firstGlyph = i
		}
		cluster.glyphs++
		cluster.Advance += glyph.Advance
	}
}

// canBreakWord says whether a line may end inside a word before text[at], in scripts without spaces. A vowel
// or sign that belongs to the letter beside it is not parted from it.
func (s *shaper) canBreakWord(text []rune, at int) bool {
	if at == len(text) || !breaksAnywhere(s.scripts[at]) || !breaksAnywhere(s.scripts[at-1]) {
		return false
	}
	if scriptOf(text[at]) == language.Common || scriptOf(text[at-1]) == language.Common {
		return false // UAX #14 has decided on digits and punctuation
	}
	return !leansForward(text[at-1]) && !leansBack(text[at])
}

// leansForward is true for the vowels of Thai, Lao and Tai Viet that are written before their consonant.
func leansForward(r rune) bool {
	switch {
	case 'เ' <= r && r <= 'ไ', 'ເ' <= r && r <= 'ໄ':
		return true
	}
	switch r {
	case '\uaab5', '\uaab6', '\uaab9', '\uaabb', '\uaabc':
		return true
	}
	return false
}

// leansBack is true for the Thai and Lao vowels written after their consonant, and for the repetition and
// abbreviation signs.
func leansBack(r rune) bool {
	switch r {
	case 'ะ', 'า', 'ๅ', 'ๆ', 'ฯ', 'ະ', 'າ', 'ໆ', 'ຯ':
		return true
	}
	return false
}

// findMissing lists the characters that were drawn with .notdef, each once, in order.
func findMissing(text *Text) []rune {
	var missing []rune
	seen := make(map[rune]bool)
	for i := range text.Runs {
		run := &text.Runs[i]
		last := -1
		for _, glyph := range run.Glyphs {
			if glyph.ID != 0 || glyph.Cluster == last {
				continue
			}
			last = glyph.Cluster
			cluster := text.Clusters[last]
			for _, r := range text.Runes[cluster.Start:cluster.End] {
				if !seen[r] && !run.Face.coverage.draws(r) {
					seen[r] = true
					missing = append(missing, r)
				}
			}
		}
	}
	return missing
}
