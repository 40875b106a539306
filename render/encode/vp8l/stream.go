package vp8l

// codeGroup is the five codes of a pixel.
type codeGroup struct {
	green            [greenCodes]code
	red, blue, alpha [256]code
	dist             [distCodes]code
}

// writeCodes writes a group's codes and sets g to them.
func (e *encoder) writeCodes(g *codeGroup, h *histogram, cacheBits uint) {
	n := alphabet(cacheBits)
	e.prefix.prefixCode(&e.bits, g.green[:n], h.green[:n])
	e.prefix.prefixCode(&e.bits, g.red[:], h.red[:])
	e.prefix.prefixCode(&e.bits, g.blue[:], h.blue[:])
	e.prefix.prefixCode(&e.bits, g.alpha[:], h.alpha[:])
	e.prefix.prefixCode(&e.bits, g.dist[:], h.dist[:])
}

// write writes a token.
func (g *codeGroup) write(b *bitWriter, t token, cacheBits uint) {
	switch kind := uint32(t >> kindShift); kind {
	case 0:
		green, red := g.green[t>>8&255], g.red[t>>16&255]
		b.put(green.bits()|red.bits()<<green.length(), green.length()+red.length())
		blue, alpha := g.blue[t&255], g.alpha[t>>24&255]
		b.put(blue.bits()|alpha.bits()<<blue.length(), blue.length()+alpha.length())
	case cached:
		c := g.green[firstCached+cacheIndex(uint32(t), cacheBits)]
		b.put(c.bits(), c.length())
	default:
		s, n, extra := prefixOf(kind)
		c := g.green[firstLength+s]
		b.put(c.bits()|uint64(extra)<<c.length(), c.length()+uint(n))
		s, n, extra = prefixOf(uint32(t))
		c = g.dist[s]
		b.put(c.bits()|uint64(extra)<<c.length(), c.length()+uint(n))
	}
}

// putCache tells the decoder the size of the colour cache.
func (e *encoder) putCache(cacheBits uint) {
	if cacheBits == 0 {
		e.bits.put(0, 1)
		return
	}
	e.bits.put(1|uint64(cacheBits)<<1, 5)
}

// subImage writes pixels that a transform or the codes need, with codes of their own and no colour cache ("entropy-coded
// image", section 3.6).
func (e *encoder) subImage(pix []uint32, w int) {
	e.tokenize(pix, w)
	e.putCache(0)
	g := &e.side
	g.histogram = histogram{}
	for _, t := range e.tokens {
		g.add(t, 0)
	}
	e.writeCodes(&g.codeGroup, &g.histogram, 0)
	for _, t := range e.tokens {
		g.write(&e.bits, t, 0)
	}
}

// image writes the pixels of the picture ("spatially-coded image", section 3.6).
func (e *encoder) image(pix []uint32, w int) {
	e.tokenize(pix, w)
	cacheBits := e.chooseCache(pix)
	n := e.chooseGroups(w, len(pix)/w, cacheBits)
	tokens := e.tokens
	e.putCache(cacheBits)
	if n == 1 {
		e.bits.put(0, 1)
	} else {
		e.bits.put(1|(tileBits-2)<<1, 4)
		e.spare = e.spare[:0] // the tokens of the image of groups must not take the place of these
		e.tokens, e.spare = e.spare, e.tokens
		e.subImage(e.groupImage(), e.tilesAcross)
		e.tokens, e.spare = e.spare, e.tokens
	}
	for i := range n {
		g := &e.groups[i]
		e.writeCodes(&g.codeGroup, &g.histogram, cacheBits)
	}
	if n == 1 {
		for _, t := range tokens {
			e.groups[0].write(&e.bits, t, cacheBits)
		}
		return
	}
	at := place{width: w, across: e.tilesAcross}
	for _, t := range tokens {
		e.groups[e.group[at.tile()]].write(&e.bits, t, cacheBits)
		at.advance(t)
	}
}
