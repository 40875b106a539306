package vp8l

import (
	"math/bits"
	"slices"
)

// maxLength is the longest code of a pixel's channel, and maxMetaLength that of a code length (RFC 9649,
// section 3.7.2.1).
const (
	maxLength     = 15
	maxMetaLength = 7
)

// code is what is written for a symbol: bits, least significant first, above their number.
type code uint32

const codeShift = 4 // a length takes 4 bits

func (c code) length() uint { return uint(c & (1<<codeShift - 1)) }
func (c code) bits() uint64 { return uint64(c >> codeShift) }

// prefixBuilder makes prefix codes; it holds scratch.
type prefixBuilder struct {
	leaves []uint64
	nodes  []uint64 // weights of inner nodes
	parent []int32
	lens   []uint8
}

// lengths makes the code lengths of Huffman's code for symbols that come as often as counts say, none longer than
// limit. One symbol alone has length 1, though it is written without a bit. The result is scratch.
//
// Where the best code is too long, rare symbols are taken for less rare ones until it is not: that costs next to nothing,
// as what is rare is rare.
func (p *prefixBuilder) lengths(counts []uint32, limit int) []uint8 {
	p.lens = append(p.lens[:0], make([]uint8, len(counts))...)
	const symbolBits = 16
	for floor := uint32(1); ; floor *= 2 {
		p.leaves = p.leaves[:0]
		for s, n := range counts {
			if n > 0 {
				p.leaves = append(p.leaves, uint64(max(n, floor))<<symbolBits|uint64(s))
			}
		}
		n := len(p.leaves)
		if n == 0 {
			return p.lens
		}
		if n == 1 {
			p.lens[p.leaves[0]&(1<<symbolBits-1)] = 1
			return p.lens
		}
		slices.Sort(p.leaves)
		if p.assign(symbolBits) <= limit {
			return p.lens
		}
	}
}

// assign joins the two lightest nodes again and again. Leaves are sorted and inner nodes are made in order of weight,
// so the lightest is at the head of one of the two queues. It returns the greatest length.
func (p *prefixBuilder) assign(symbolBits uint) int {
	n := len(p.leaves)
	p.nodes = p.nodes[:0]
	p.parent = slices.Grow(p.parent[:0], 2*n)[:2*n] // of leaves, then of inner nodes
	leaf, node := 0, 0
	take := func(to int) uint64 {
		if leaf < n && (node >= len(p.nodes) || p.leaves[leaf]>>symbolBits <= p.nodes[node]) {
			p.parent[leaf] = int32(to)
			leaf++
			return p.leaves[leaf-1] >> symbolBits
		}
		p.parent[n+node] = int32(to)
		node++
		return p.nodes[node-1]
	}
	for k := range n - 1 {
		a := take(n + k)
		p.nodes = append(p.nodes, a+take(n+k))
	}
	// Depths from the root, the last inner node, downwards; they take the place of the parents.
	root, greatest := 2*n-2, int32(0)
	p.parent[root] = 0
	for i := root - 1; i >= 0; i-- {
		p.parent[i] = p.parent[p.parent[i]] + 1
		if i < n {
			greatest = max(greatest, p.parent[i])
			p.lens[p.leaves[i]&(1<<symbolBits-1)] = uint8(min(p.parent[i], 255))
		}
	}
	return int(greatest)
}

// codes numbers the codes of equal length in the order of their symbols, as deflate does. A code of one symbol
// takes no bits.
func codes(dst []code, lens []uint8) {
	var next, number [maxLength + 1]uint32
	used := 0
	for _, l := range lens {
		if l > 0 {
			number[l]++
			used++
		}
	}
	for l := 1; l < maxLength; l++ {
		next[l+1] = (next[l] + number[l]) << 1
	}
	for s, l := range lens {
		dst[s] = 0
		if l > 0 && used > 1 {
			dst[s] = code(bits.Reverse32(next[l])>>(32-l))<<codeShift | code(l)
			next[l]++
		}
	}
}

// lengthOrder is in which order the lengths of the codes of lengths come (RFC 9649, section 3.7.2.1.2).
var lengthOrder = [19]uint8{17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15}

// run is a symbol of the code of lengths: a length, or 16..18 for repeats of the one before, or of zero.
type run struct {
	symbol, extra, extraBits uint8
}

// runs shortens a list of code lengths.
func runs(dst []run, lens []uint8) []run {
	before := uint8(8) // what is repeated before there was a length
	for i := 0; i < len(lens); {
		l := lens[i]
		n := 1
		for i+n < len(lens) && lens[i+n] == l {
			n++
		}
		i += n
		if l == 0 {
			for n >= 11 {
				k := min(n, 138)
				dst = append(dst, run{18, uint8(k - 11), 7})
				n -= k
			}
			if n >= 3 {
				dst = append(dst, run{17, uint8(n - 3), 3})
				n = 0
			}
		} else {
			if l != before {
				dst = append(dst, run{symbol: l})
				before = l
				n--
			}
			for n >= 3 {
				k := min(n, 6)
				dst = append(dst, run{16, uint8(k - 3), 2})
				n -= k
			}
		}
		for ; n > 0; n-- {
			dst = append(dst, run{symbol: l})
		}
	}
	return dst
}

// prefixCode writes the code for symbols of such counts and sets dst to it (RFC 9649, section 3.7.2.1).
func (p *prefixBuilder) prefixCode(b *bitWriter, dst []code, counts []uint32) {
	lens := p.lengths(counts, maxLength)
	codes(dst, lens)
	used, last := [2]int{}, 0
	for s, l := range lens {
		if l > 0 {
			used[min(last, 1)] = s
			last++
		}
	}
	switch {
	case last == 0:
		b.put(0b0001, 4) // simple, one symbol, of a bit: 0
	case last <= 2 && used[min(last-1, 1)] < 256:
		b.put(1, 1)
		b.put(uint64(last-1), 1)
		for i, s := range used[:last] {
			if i == 0 {
				wide := uint64(min(s/2, 1))
				b.put(wide, 1)
				b.put(uint64(s), uint(1+7*wide))
				continue
			}
			b.put(uint64(s), 8)
		}
	default:
		p.normalCode(b, lens)
	}
}

// normalCode writes code lengths, themselves coded.
func (p *prefixBuilder) normalCode(b *bitWriter, lens []uint8) {
	list := runs(nil, lens)
	var counts [19]uint32
	for _, r := range list {
		counts[r.symbol]++
	}
	// At the end of the alphabet there may be nothing; what is left out is zero.
	meta := slices.Clone(p.lengths(counts[:], maxMetaLength))
	var metaCodes [19]code
	codes(metaCodes[:], meta)
	n := len(lengthOrder)
	for n > 4 && meta[lengthOrder[n-1]] == 0 {
		n--
	}
	b.put(0, 1)
	b.put(uint64(n-4), 4)
	for _, s := range lengthOrder[:n] {
		b.put(uint64(meta[s]), 3)
	}
	b.put(0, 1) // all lengths follow
	for _, r := range list {
		c := metaCodes[r.symbol]
		b.put(c.bits(), c.length())
		b.put(uint64(r.extra), uint(r.extraBits))
	}
}
