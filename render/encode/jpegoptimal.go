package encode

// maxCodeBits is the longest a code may be (T.81, C.2).
const maxCodeBits = 16

// reservedValue stands for the code of all ones, which must not be used: it would look like padding.
const reservedValue = 256

// optimalSpec makes the Huffman table that takes the fewest bits for values that come as often as counts
// say (T.81, K.2). A value that does not come gets no code.
func optimalSpec(counts *valueCounts) huffmanSpec {
	sizes := codeSizes(counts)
	var spec huffmanSpec
	for size, n := range limitSizes(sizes) {
		if size > 0 {
			spec.counts[size-1] = n
		}
	}
	for size := 1; size <= reservedValue; size++ {
		for value, s := range sizes[:reservedValue] {
			if s == size {
				spec.values = append(spec.values, byte(value))
			}
		}
	}
	return spec
}

// codeSizes are the lengths of Huffman's codes, of 0 for values that do not come (T.81, figure K.1).
func codeSizes(counts *valueCounts) (sizes [reservedValue + 1]int) {
	var left [reservedValue + 1]uint64 // how often a tree's values come; 0: no tree, or part of another
	var next [reservedValue + 1]int    // the values of a tree are a chain
	for value, n := range counts {
		left[value] = uint64(n)
		next[value] = -1
	}
	left[reservedValue], next[reservedValue] = 1, -1
	for {
		a := rarest(&left, -1)
		b := rarest(&left, a)
		if b < 0 {
			return sizes
		}
		left[b] += left[a]
		left[a] = 0
		last := b
		for v := b; v >= 0; v = next[v] {
			sizes[v]++
			last = v
		}
		next[last] = a
		for v := a; v >= 0; v = next[v] {
			sizes[v]++
		}
	}
}

// rarest returns the tree that comes least but for one, of several the last; -1 if there is none. The
// reserved value is the first to be found, and so has a longest code.
func rarest(left *[reservedValue + 1]uint64, but int) int {
	found := -1
	for v, n := range left {
		if n > 0 && v != but && (found < 0 || n <= left[found]) {
			found = v
		}
	}
	return found
}

// limitSizes counts codes by length, makes those that are too long shorter at the cost of others (T.81,
// figure K.3), and takes the reserved one away.
func limitSizes(sizes [reservedValue + 1]int) (counts [maxCodeBits + 1]uint8) {
	var n [reservedValue + 1]int
	for _, size := range sizes {
		n[size]++
	}
	n[0] = 0
	for size := reservedValue; size > maxCodeBits; size-- {
		for n[size] > 0 {
			// Two of the longest share all but their last bit. One takes that prefix; the other and a code
			// of a shorter length become the two codes one bit longer than that.
			shorter := size - 2
			for n[shorter] == 0 {
				shorter--
			}
			n[size] -= 2
			n[size-1]++
			n[shorter+1] += 2
			n[shorter]--
		}
	}
	last := maxCodeBits
	for last > 0 && n[last] == 0 {
		last--
	}
	n[last]-- // the reserved one
	for size := range counts {
		counts[size] = uint8(n[size])
	}
	return counts
}
