package vp8l

import "math"

// The alphabet of the first code of a pixel: green, or a length, or an index of the colour cache.
const (
	firstLength  = 256
	firstCached  = firstLength + lengthCodes
	maxCacheBits = 11
	greenCodes   = firstCached + 1<<maxCacheBits
)

// histogram counts the symbols of the five codes that a pixel is written with.
type histogram struct {
	green            [greenCodes]uint32
	red, blue, alpha [256]uint32
	dist             [distCodes]uint32
}

// add counts a token's symbols.
func (h *histogram) add(t token, cacheBits uint) {
	switch kind := uint32(t >> kindShift); kind {
	case 0:
		h.green[t>>8&255]++
		h.red[t>>16&255]++
		h.blue[t&255]++
		h.alpha[t>>24&255]++
	case cached:
		h.green[firstCached+cacheIndex(uint32(t), cacheBits)]++
	default:
		s, _, _ := prefixOf(kind)
		h.green[firstLength+s]++
		s, _, _ = prefixOf(uint32(t))
		h.dist[s]++
	}
}

// bits estimates what the symbols and their codes take. The plain bits after lengths and distances are left out: they are
// the same whatever the codes.
func (h *histogram) bits(cacheBits uint) float64 {
	sum := entropy(h.green[:alphabet(cacheBits)]) + entropy(h.red[:]) + entropy(h.blue[:]) + entropy(h.alpha[:]) + entropy(h.dist[:])
	return sum
}

// alphabet is the size of the first code's.
func alphabet(cacheBits uint) int {
	if cacheBits == 0 {
		return firstCached
	}
	return firstCached + 1<<cacheBits
}

// codeBits is about what the length of a used symbol's code takes in a file.
const codeBits = 4

// entropy is the least number of bits for symbols that come so often, and their code.
func entropy(counts []uint32) float64 {
	total, sum := 0.0, 0.0
	used := 0
	for _, n := range counts {
		if n > 0 {
			f := float64(n)
			total += f
			sum -= f * math.Log2(f)
			used++
		}
	}
	if used < 2 {
		return 0
	}
	return sum + total*math.Log2(total) + codeBits*float64(used)
}

// cacheIndex is where the colour cache keeps a colour (section 3.6.2.3).
func cacheIndex(argb uint32, cacheBits uint) uint32 {
	return argb * 0x1e35a7bd >> (32 - cacheBits)
}

// markCached marks the literals that a colour cache of such a size would hold, and unmarks the others.
func (e *encoder) markCached(pix []uint32, cacheBits uint) {
	e.cache = [1 << maxCacheBits]uint32{}
	i := 0
	for k, t := range e.tokens {
		kind := uint32(t >> kindShift)
		n := int(kind)
		if kind == 0 || kind == cached {
			n = 1
			e.tokens[k] = t & (1<<kindShift - 1)
			if at := cacheIndex(uint32(t), cacheBits); e.cache[at] == uint32(t) {
				e.tokens[k] |= cached << kindShift
			}
		}
		for _, v := range pix[i : i+n] {
			e.cache[cacheIndex(v, cacheBits)] = v
		}
		i += n
	}
}

// unmarkCached makes all literals plain.
func (e *encoder) unmarkCached() {
	for k, t := range e.tokens {
		if t>>kindShift == cached {
			e.tokens[k] = t & (1<<kindShift - 1)
		}
	}
}

// cacheTried is the size of colour cache that is weighed against none: 256 colours. Larger ones need longer codes.
const cacheTried = 8

// chooseCache decides for a colour cache or none, by what the symbols take, and marks the tokens.
func (e *encoder) chooseCache(pix []uint32) (cacheBits uint) {
	var plain, with histogram
	for _, t := range e.tokens {
		plain.add(t, 0)
	}
	e.markCached(pix, cacheTried)
	for _, t := range e.tokens {
		with.add(t, cacheTried)
	}
	if with.bits(cacheTried) < plain.bits(0) {
		return cacheTried
	}
	e.unmarkCached()
	return 0
}
