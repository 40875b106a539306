package vp8l

import (
	"math"
	"slices"
)

// A picture has parts that differ: letters, a gradient, a photo. Each square tile of it may choose one of several
// groups of codes (section 3.7.2.2). They are found as clusters: from a first division by how much a tile's pixels cost,
// each tile moves to the group whose codes are the shortest for it, and the codes are made anew.

const (
	tileBits  = 5 // 32 px a side
	maxGroups = 8 // 2 words of four sums; more gain little
	rounds    = 2
	// tokensPerGroup is how many tokens pay for the codes of another group.
	tokensPerGroup = 4000
	costShift      = 4 // costs are in 1/16 bit
)

// group is codes and the counts of the symbols that use them.
type group struct {
	histogram
	codeGroup
}

// place walks over the picture as tokens do.
type place struct{ x, y, width, across int }

func (p *place) tile() int { return p.y>>tileBits*p.across + p.x>>tileBits }

func (p *place) advance(t token) {
	n := 1
	if kind := uint32(t >> kindShift); kind != cached {
		n = max(1, int(kind))
	}
	for p.x += n; p.x >= p.width; p.x -= p.width {
		p.y++
	}
}

// costs are what symbols take in each of the groups: four sums of 16 bits a word, so that one addition does for four.
type costs struct {
	green            [greenCodes][maxGroups / 4]uint64
	red, blue, alpha [256][maxGroups / 4]uint64
	dist             [distCodes][maxGroups / 4]uint64
}

// set enters what the symbols of a group cost.
func (c *costs) set(at int, h *histogram, cacheBits uint) {
	n := alphabet(cacheBits)
	setCosts(c.green[:n], h.green[:n], at)
	setCosts(c.red[:], h.red[:], at)
	setCosts(c.blue[:], h.blue[:], at)
	setCosts(c.alpha[:], h.alpha[:], at)
	setCosts(c.dist[:], h.dist[:], at)
}

func setCosts(dst [][maxGroups / 4]uint64, counts []uint32, at int) {
	total, used := uint32(0), 0
	for _, n := range counts {
		total += n
		if n > 0 {
			used++
		}
	}
	log := math.Log2(float64(max(total, 1)))
	shift := 16 * (at & 3)
	for s, n := range counts {
		bits := log + codeBits // a symbol that has no code yet
		if n > 0 {
			bits = log - math.Log2(float64(n))
		}
		word := &dst[s][at>>2]
		*word = *word&^(0xffff<<shift) | uint64(min(bits, 2*maxLength)*(1<<costShift)+.5)<<shift
	}
}

// chooseGroups divides the tiles among groups, counts their symbols, and returns how many groups there are.
func (e *encoder) chooseGroups(w, h int, cacheBits uint) int {
	e.tilesAcross = (w + 1<<tileBits - 1) >> tileBits
	tiles := e.tilesAcross * ((h + 1<<tileBits - 1) >> tileBits)
	e.group = append(e.group[:0], make([]uint8, tiles)...)
	e.countGroups(w, 1, cacheBits)
	n := min(maxGroups, len(e.tokens)/tokensPerGroup, tiles)
	if n < 2 {
		return 1
	}
	alone := e.groups[0].bits(cacheBits)
	*e.costs = costs{}
	e.costs.set(0, &e.groups[0].histogram, cacheBits)
	sums := e.tileCosts(w, tiles, cacheBits)
	e.divide(sums, n)
	for range rounds {
		e.countGroups(w, n, cacheBits)
		for i := range n {
			e.costs.set(i, &e.groups[i].histogram, cacheBits)
		}
		n = e.nearest(e.tileCosts(w, tiles, cacheBits), n)
	}
	e.countGroups(w, n, cacheBits)
	together := 0.0
	for i := range n {
		together += e.groups[i].bits(cacheBits)
	}
	if together+2*float64(tiles) < alone {
		return n
	}
	clear(e.group)
	e.countGroups(w, 1, cacheBits)
	return 1
}

// countGroups counts the symbols of each of n groups.
func (e *encoder) countGroups(w, n int, cacheBits uint) {
	for i := range n {
		e.groups[i].histogram = histogram{}
	}
	at := place{width: w, across: e.tilesAcross}
	for _, t := range e.tokens {
		e.groups[e.group[at.tile()]].add(t, cacheBits)
		at.advance(t)
	}
}

// tileCosts is what each tile would take in each group.
func (e *encoder) tileCosts(w, tiles int, cacheBits uint) [][maxGroups]uint32 {
	e.sums = append(e.sums[:0], make([][maxGroups]uint32, tiles)...)
	at := place{width: w, across: e.tilesAcross}
	c := e.costs
	for _, t := range e.tokens {
		sum := &e.sums[at.tile()]
		at.advance(t)
		var a, b uint64
		switch kind := uint32(t >> kindShift); kind {
		case 0:
			green, red, blue, alpha := &c.green[t>>8&255], &c.red[t>>16&255], &c.blue[t&255], &c.alpha[t>>24&255]
			a, b = green[0]+red[0]+blue[0]+alpha[0], green[1]+red[1]+blue[1]+alpha[1]
		case cached:
			green := &c.green[firstCached+cacheIndex(uint32(t), cacheBits)]
			a, b = green[0], green[1]
		default:
			length, _, _ := prefixOf(kind)
			far, _, _ := prefixOf(uint32(t))
			green, dist := &c.green[firstLength+length], &c.dist[far]
			a, b = green[0]+dist[0], green[1]+dist[1]
		}
		for i := range 4 {
			sum[i] += uint32(a >> (16 * i) & 0xffff)
			sum[4+i] += uint32(b >> (16 * i) & 0xffff)
		}
	}
	return e.sums
}

// divide makes n groups of tiles that cost the like, as near as can be of the same cost together.
func (e *encoder) divide(sums [][maxGroups]uint32, n int) {
	order := make([]int, len(sums))
	total := uint64(0)
	for i := range order {
		order[i] = i
		total += uint64(sums[i][0])
	}
	slices.SortStableFunc(order, func(a, b int) int { return int(sums[a][0]) - int(sums[b][0]) })
	done := uint64(0)
	for _, i := range order {
		e.group[i] = uint8(min(done*uint64(n)/max(total, 1), uint64(n-1)))
		done += uint64(sums[i][0])
	}
}

// nearest moves each tile to the group where it costs least, renumbers the groups without gaps, and returns how
// many there are.
func (e *encoder) nearest(sums [][maxGroups]uint32, n int) int {
	var number [maxGroups]uint8
	used := 0
	before := uint8(0)
	for i, sum := range sums {
		best := before // a tile without tokens of its own does as its neighbour
		for g := range uint8(n) {
			if sum[g] < sum[best] {
				best = g
			}
		}
		e.group[i], before = best, best
		if number[best] == 0 {
			used++
			number[best] = uint8(used)
		}
	}
	for i, g := range e.group {
		e.group[i] = number[g] - 1
	}
	return used
}

// groupImage is the picture of groups: a tile's number is in red and green.
func (e *encoder) groupImage() []uint32 {
	e.small = e.small[:0]
	for _, g := range e.group {
		e.small = append(e.small, uint32(g)<<8)
	}
	return e.small
}
