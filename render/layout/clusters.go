package layout

import (
	"slices"

	"placard/fonts"
	"placard/render/display"
)

// clusters says what each glyph of a piece says, left to right, at a size in device px. A character without
// glyphs, such as a soft hyphen, goes with the cluster before it in the text, the first with the one after.
func clusters(t *fonts.Text, piece fonts.Piece, size float64) []display.Cluster {
	out := make([]display.Cluster, 0, len(piece.Glyphs))
	starts := make([]int, 0, len(piece.Glyphs)+1) // of each, in the runes of t
	last := -1
	for _, g := range piece.Glyphs {
		if g.Cluster != last {
			last = g.Cluster
			c := t.Clusters[last]
			out = append(out, display.Cluster{Advance: float64(c.Advance) * size})
			starts = append(starts, c.Start)
		}
		out[len(out)-1].Count++
	}
	if len(out) == 0 {
		return nil
	}
	if piece.RTL {
		slices.Reverse(out)
		slices.Reverse(starts)
	}
	starts[0] = t.Clusters[piece.From].Start
	starts = append(starts, t.Clusters[piece.To-1].End)
	for i := range out {
		out[i].Text = string(t.Runes[starts[i]:starts[i+1]])
	}
	if piece.RTL {
		slices.Reverse(out)
	}
	return out
}
