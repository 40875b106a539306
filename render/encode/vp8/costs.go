package vp8

import "math"

// Costs are in 1/256 bit.

// costOf is what a decision of 0 costs by its probability.
var costOf = func() (c [257]uint16) {
	for p := 1; p <= 256; p++ {
		c[p] = uint16(math.Round(-256 * math.Log2(float64(p)/256)))
	}
	c[0] = c[1]
	return c
}()

// bitCost is what a decision costs that is 0 with the probability prob/256.
func bitCost(bit bool, prob uint8) int {
	if bit {
		return int(costOf[256-int(prob)])
	}
	return int(costOf[prob])
}

// Probabilities of the modes of whole macroblocks, and of chroma (RFC 6386, 11.2).
const (
	probWhole     = 145
	probTMH       = 156
	probV         = 163
	probTM        = 128
	probChromaAC  = 142
	probChromaHTM = 114
	probChromaTM  = 183
)

// A branch of a tree of modes: on 0 its first way, on 1 its second; ways below 0 are modes, as ^mode.
type branch struct {
	ways [2]int8
	prob uint8 // or its place in the probabilities of the context
}

var (
	tree16 = []branch{
		{[2]int8{1, 2}, probTMH}, {[2]int8{^modeDC, ^modeV}, probV}, {[2]int8{^modeH, ^modeTM}, probTM},
	}
	treeChroma = []branch{
		{[2]int8{^modeDC, 1}, probChromaAC}, {[2]int8{^modeV, 2}, probChromaHTM}, {[2]int8{^modeH, ^modeTM}, probChromaTM},
	}
	tree4 = []branch{
		{[2]int8{^modeDC, 1}, 0}, {[2]int8{^modeTM, 2}, 1}, {[2]int8{^modeV, 3}, 2}, {[2]int8{4, 6}, 3},
		{[2]int8{^modeH, 5}, 4}, {[2]int8{^modeRD, ^modeVR}, 5},
		{[2]int8{^modeLD, 7}, 6}, {[2]int8{^modeVL, 8}, 7}, {[2]int8{^modeHD, ^modeHU}, 8},
	}
)

// A step is a decision of the way to a mode.
type step struct {
	bit  bool
	prob uint8
}

// waysOf lists the decisions to each mode of a tree.
func waysOf(tree []branch) (ways [modes4][]step) {
	var walk func(at int8, way []step)
	walk = func(at int8, way []step) {
		if at < 0 {
			ways[^at] = way
			return
		}
		b := tree[at]
		n := len(way)
		walk(b.ways[0], append(way[:n:n], step{false, b.prob}))
		walk(b.ways[1], append(way[:n:n], step{true, b.prob}))
	}
	walk(0, nil)
	return ways
}

var ways16, waysChroma, ways4 = waysOf(tree16), waysOf(treeChroma), waysOf(tree4)

// Costs of the modes: of a macroblock, of chroma, and of a block by the modes above and to the left.
var cost16, costChroma, cost4 = modeCosts()

func modeCosts() (c16, cc [modes16]int, c4 [modes4][modes4][modes4]uint16) {
	for m := range modes16 {
		c16[m] = bitCost(true, probWhole)
		for _, s := range ways16[m] {
			c16[m] += bitCost(s.bit, s.prob)
		}
		for _, s := range waysChroma[m] {
			cc[m] += bitCost(s.bit, s.prob)
		}
	}
	for a := range c4 {
		for l := range c4[a] {
			for m := range c4[a][l] {
				for _, s := range ways4[m] {
					c4[a][l][m] += uint16(bitCost(s.bit, modeProbabilities[a][l][s.prob]))
				}
			}
		}
	}
	return c16, cc, c4
}
