package deflate

// codeOrder is in which order the lengths of the code of code lengths are written (RFC 1951, section 3.2.7).
var codeOrder = [19]uint8{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

// Symbols that stand for repeated code lengths.
const (
	repeatLast  = 16 // 3..6 times, 2 bits
	repeatZero3 = 17 // 3..10 times, 3 bits
	repeatZero  = 18 // 11..138 times, 7 bits
)

// header describes the two codes of a block.
type header struct {
	symbols []uint16 // code lengths and repeats, with the repeat's extra bits above 5 bits of symbol
	all     []uint8
	count   [19]uint32
	length  [19]uint8
	codes   [19]code
	lits    int // lengths of the first code that are written
	dists   int
	listed  int // lengths of the code of code lengths that are written
}

// plan decides how the lengths of both codes are written.
func (h *header) plan(lits, dists []uint8, huff *huffman) {
	h.lits, h.dists = endOfBlock+1, 1
	for i, n := range lits {
		if n > 0 {
			h.lits = max(h.lits, i+1)
		}
	}
	for i, n := range dists {
		if n > 0 {
			h.dists = i + 1
		}
	}
	h.all = append(append(h.all[:0], lits[:h.lits]...), dists[:h.dists]...)
	clear(h.count[:])
	h.symbols = h.symbols[:0]
	for i := 0; i < len(h.all); {
		n := 1
		for i+n < len(h.all) && h.all[i+n] == h.all[i] {
			n++
		}
		h.run(h.all[i], n)
		i += n
	}
	huff.lengths(h.length[:], h.count[:], 7)
	assign(h.codes[:], h.length[:])
	for i, s := range codeOrder {
		if h.length[s] > 0 {
			h.listed = max(4, i+1)
		}
	}
}

// run adds n equal lengths.
func (h *header) run(length uint8, n int) {
	if length > 0 {
		h.add(uint16(length), 0)
		n--
	}
	for n > 0 {
		switch {
		case n < 3:
			h.add(uint16(length), 0)
			n--
		case length > 0:
			k := min(n, 6)
			h.add(repeatLast, k-3)
			n -= k
		case n <= 10:
			h.add(repeatZero3, n-3)
			n = 0
		default:
			k := min(n, 138)
			h.add(repeatZero, k-11)
			n -= k
		}
	}
}

func (h *header) add(symbol uint16, extra int) {
	h.count[symbol]++
	h.symbols = append(h.symbols, symbol|uint16(extra)<<5)
}

// extraBits is how many bits follow a symbol of a header.
func extraBits(symbol uint16) uint {
	switch symbol {
	case repeatLast:
		return 2
	case repeatZero3:
		return 3
	case repeatZero:
		return 7
	}
	return 0
}

// size is how many bits write writes.
func (h *header) size() int {
	n := 5 + 5 + 4 + 3*h.listed
	for s, c := range h.count {
		n += int(c) * int(uint(h.length[s])+extraBits(uint16(s)))
	}
	return n
}

func (h *header) write(w *bitWriter) {
	w.bits(uint64(h.lits-257)|uint64(h.dists-1)<<5|uint64(h.listed-4)<<10, 14)
	for _, s := range codeOrder[:h.listed] {
		w.bits(uint64(h.length[s]), 3)
	}
	for _, s := range h.symbols {
		c := h.codes[s&31]
		w.bits(c.bits()|uint64(s>>5)<<c.len(), c.len()+extraBits(s&31))
	}
}
