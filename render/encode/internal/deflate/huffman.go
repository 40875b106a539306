package deflate

import (
	"math/bits"
	"slices"
)

// code is a Huffman code as it is written, its first bit lowest, above its length: bits<<8 | length.
type code uint32

func (c code) bits() uint64 { return uint64(c >> 8) }
func (c code) len() uint    { return uint(c & 0xff) }

// huffman makes codes for symbols that occur count times.
type huffman struct {
	order []uint64 // count<<symbolBits | symbol, by count
	work  []uint32
}

const symbolBits = 9 // 286 symbols at most

// lengths puts into dst the length of each symbol's code, none above limit, 0 for one that does not occur.
// A lone symbol gets one bit.
func (h *huffman) lengths(dst []uint8, count []uint32, limit int) {
	clear(dst)
	h.order = h.order[:0]
	for s, n := range count {
		if n > 0 {
			h.order = append(h.order, uint64(n)<<symbolBits|uint64(s))
		}
	}
	if len(h.order) < 2 {
		for _, o := range h.order {
			dst[o&(1<<symbolBits-1)] = 1
		}
		return
	}
	slices.Sort(h.order)
	h.work = h.work[:0]
	for _, o := range h.order {
		h.work = append(h.work, uint32(o>>symbolBits))
	}
	depths(h.work)
	var used [maxBits + 1]int // codes of each length
	for _, d := range h.work {
		used[min(int(d), limit)]++
	}
	fit(&used, limit)
	// The rarest symbols get the longest codes.
	at := 0
	for n := limit; n > 0; n-- {
		for range used[n] {
			dst[h.order[at]&(1<<symbolBits-1)] = uint8(n)
			at++
		}
	}
}

// depths turns rising counts into the depths of the leaves of a Huffman tree, in place: Moffat and Katajainen,
// "In-Place Calculation of Minimum-Redundancy Codes", 1995.
func depths(a []uint32) {
	n := len(a)
	// From the left: a[next] becomes the weight of an inner node, and then the index of its parent.
	a[0] += a[1]
	root, leaf := 0, 2
	for next := 1; next < n-1; next++ {
		if leaf >= n || a[root] < a[leaf] {
			a[next] = a[root]
			a[root] = uint32(next)
			root++
		} else {
			a[next] = a[leaf]
			leaf++
		}
		if leaf >= n || root < next && a[root] < a[leaf] {
			a[next] += a[root]
			a[root] = uint32(next)
			root++
		} else {
			a[next] += a[leaf]
			leaf++
		}
	}
	// From the right: parents become depths of inner nodes.
	a[n-2] = 0
	for next := n - 3; next >= 0; next-- {
		a[next] = a[a[next]] + 1
	}
	// From the right: depths of inner nodes become depths of leaves.
	free, inner, depth := 1, 0, uint32(0)
	root, next := n-2, n-1
	for free > 0 {
		for root >= 0 && a[root] == depth {
			inner++
			root--
		}
		for free > inner {
			a[next] = depth
			next--
			free--
		}
		free, inner = 2*inner, 0
		depth++
	}
}

// fit makes a whole code of the numbers of codes of each length after some were cut to limit. Each step hangs one
// of the longest beside a shorter one, a level below it, until all have room (Kraft's inequality).
func fit(used *[maxBits + 1]int, limit int) {
	room := 1 << limit
	for n := 1; n <= limit; n++ {
		room -= used[n] << (limit - n)
	}
	for ; room < 0; room++ {
		n := limit - 1
		for used[n] == 0 {
			n--
		}
		used[n]--
		used[n+1] += 2
		used[limit]--
	}
}

// assign puts into dst the canonical codes of the lengths (RFC 1951, section 3.2.2).
func assign(dst []code, lengths []uint8) {
	var first [maxBits + 2]uint32
	for _, n := range lengths {
		first[n+1]++
	}
	first[1] = 0 // of the symbols that have no code
	for n := 1; n <= maxBits; n++ {
		first[n+1] = (first[n+1] + first[n]) << 1
	}
	for s, n := range lengths {
		if n == 0 {
			dst[s] = 0
			continue
		}
		dst[s] = code(bits.Reverse32(first[n])>>(32-n))<<8 | code(n)
		first[n]++
	}
}
