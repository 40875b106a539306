package display

import "placard/render/internal/cache"

// Prefixes gives the sum of every beginning of a list that Check accepts: the i-th is of the canvas's size and the
// operations up to and including the i-th. It covers all that decides about a pixel, and nothing of what operations
// say to a reader.
//
// Lists whose i-th sums are equal paint the same pixels up to there, but for a Shadow that is last: whether a box
// hides it is up to what follows.
func Prefixes(list *List) []cache.Sum {
	out := make([]cache.Sum, len(list.Ops))
	w := make(writer, 0, 4096) // a line of text takes 1 kB
	w.int(list.Width)
	w.int(list.Height)
	for i, op := range list.Ops {
		w.op(op)
		out[i] = cache.SumOf(w)
		w = w[:0]
		w.uint64(out[i][0])
		w.uint64(out[i][1])
	}
	return out
}
