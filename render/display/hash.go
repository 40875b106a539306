package display

import "hash/maphash"

// Hash identifies what operations paint. It has 128 bits of two keys that no other process knows: nobody can look
// for two lists that share it, and by chance two of 10^12 do once in 10^14.
type Hash [2]uint64

// Hasher names operations by their content. It is safe for concurrent use; each has hashes of its own.
type Hasher struct {
	seeds [2]maphash.Seed
}

// NewHasher returns a Hasher with new keys.
func NewHasher() *Hasher {
	return &Hasher{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}}
}

// Prefixes gives the hash of every beginning of a list that Check accepts: the i-th is of the canvas's size and the
// operations up to and including the i-th. It covers all that decides about a pixel, and nothing of what operations
// say to a reader.
//
// Lists whose i-th hashes are equal paint the same pixels up to there, but for a Shadow that is last: whether a box
// hides it is up to what follows.
func (h *Hasher) Prefixes(list *List) []Hash {
	out := make([]Hash, len(list.Ops))
	w := make(writer, 0, 4096) // a line of text takes 1 kB
	w.int(list.Width)
	w.int(list.Height)
	for i, op := range list.Ops {
		w.op(op)
		out[i] = Hash{maphash.Bytes(h.seeds[0], w), maphash.Bytes(h.seeds[1], w)}
		w = w[:0]
		w.uint64(out[i][0])
		w.uint64(out[i][1])
	}
	return out
}
