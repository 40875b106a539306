package fonts

import "placard/fonts/internal/bidi"

// Visual returns the clusters [from, to) as one line: pieces of one face from left to right (UAX #9, L1 and
// L2). White space at the line's end takes the base direction, so it stands at the line's outer end. The
// pieces share the Text's glyphs.
func (t *Text) Visual(from, to int) []Piece {
	if from >= to {
		return nil
	}
	if t.Clusters[from].Run == t.Clusters[to-1].Run && t.Runs[t.Clusters[from].Run].Level == t.baseLevel() {
		return []Piece{t.piece(from, to)}
	}
	levels, trailing := make([]bidi.Level, to-from), make([]bidi.Trailing, to-from)
	for i, cluster := range t.Clusters[from:to] {
		levels[i], trailing[i] = t.Runs[cluster.Run].Level, cluster.trailing
	}
	bidi.ResetTrailing(levels, trailing, t.baseLevel())

	// Neighbours of one run and one level stay together whatever the order.
	var starts []int
	var startLevels []bidi.Level
	for i := range levels {
		if i == 0 || levels[i] != levels[i-1] || t.Clusters[from+i].Run != t.Clusters[from+i-1].Run {
			starts = append(starts, from+i)
			startLevels = append(startLevels, levels[i])
		}
	}
	starts = append(starts, to)
	pieces := make([]Piece, 0, len(startLevels))
	for _, i := range bidi.Order(startLevels) {
		pieces = append(pieces, t.piece(starts[i], starts[i+1]))
	}
	return pieces
}

func (t *Text) baseLevel() bidi.Level {
	if t.RTL {
		return 1
	}
	return 0
}

// piece makes one piece of clusters [from, to), which are of one run.
func (t *Text) piece(from, to int) Piece {
	run := &t.Runs[t.Clusters[from].Run]
	return Piece{
		Face:   run.Face,
		Span:   run.Span,
		RTL:    run.Level%2 == 1,
		From:   from,
		To:     to,
		Glyphs: t.glyphs(from, to),
		Text:   string(t.Runes[t.Clusters[from].Start:t.Clusters[to-1].End]),
	}
}

// glyphs are those of clusters [from, to), which are of one run. In a right-to-left run the glyphs of the last
// cluster come first.
func (t *Text) glyphs(from, to int) []Glyph {
	run := &t.Runs[t.Clusters[from].Run]
	first, count := len(run.Glyphs), 0
	for i := from; i < to; i++ {
		if cluster := &t.Clusters[i]; cluster.glyphs > 0 {
			first = min(first, cluster.firstGlyph)
			count += cluster.glyphs
		}
	}
	return run.Glyphs[first : first+count : first+count]
}
