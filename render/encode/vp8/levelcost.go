package vp8

// levelCosts are what magnitudes cost in a frame with the default probabilities, by plane, band and
// context. A frame has others, but those are known only when all is decided; and decisions that do not
// depend on the rest of the picture can be kept for the next one.
//
// The flag that there is a level at all is part of the cost where it is written: in every context but 0,
// which follows a zero.
var levelCosts = func() (costs [planes][bands][contexts][wideLevel + 1]uint16) {
	for p := range costs {
		for b := range costs[p] {
			for c := range costs[p][b] {
				probs := &defaultProbabilities[p][b][c]
				more := 0
				if c > 0 {
					more = bitCost(true, probs[0])
				}
				for v := range costs[p][b][c] {
					costs[p][b][c][v] = uint16(more + magnitudeCost(v, probs))
				}
			}
		}
	}
	return costs
}()

// wideLevel is where the last category begins, whose levels share a cost but for their bits.
const wideLevel = 67

// wideCost is that of the 11 bits of the last category: all but the highest are about as likely 0 as 1.
const wideCost = 11 * 256

// magnitudeCost follows the tree as tokens.block writes it, sign included.
func magnitudeCost(v int, probs *[nodes]uint8) int {
	if v == 0 {
		return bitCost(false, probs[1])
	}
	cost := bitCost(true, probs[1]) + 256 + bitCost(v > 1, probs[2])
	switch {
	case v == 1:
	case v <= 4:
		cost += bitCost(false, probs[3]) + bitCost(v > 2, probs[4])
		if v > 2 {
			cost += bitCost(v > 3, probs[5])
		}
	case v <= 10:
		cost += bitCost(true, probs[3]) + bitCost(false, probs[6]) + bitCost(v > 6, probs[7])
		if v <= 6 {
			cost += bitCost(v > 5, 159)
		} else {
			cost += bitCost(v > 8, 165) + bitCost((v-7)&1 != 0, 145)
		}
	default:
		c := categoryOf(v)
		cost += bitCost(true, probs[3]) + bitCost(true, probs[6]) + bitCost(c >= 2, probs[8]) + bitCost(c&1 != 0, probs[9+c>>1])
		if v < wideLevel {
			n := len(categories[c].probs)
			for i, p := range categories[c].probs {
				cost += bitCost((v-categories[c].base)>>(n-1-i)&1 != 0, p)
			}
		}
	}
	return cost
}

// endCosts are those of the flag that ends a block, and startCosts of the flag that begins one where
// levelCosts leave it out, by plane, place and context.
var endCosts, startCosts = func() (end, start [planes][17][contexts]uint16) {
	for p := range end {
		for n := range 16 {
			for c := range contexts {
				prob := defaultProbabilities[p][bandOf[n]][c][0]
				end[p][n][c] = uint16(bitCost(false, prob))
				if c == 0 {
					start[p][n][c] = uint16(bitCost(true, prob))
				}
			}
		}
	}
	return end, start
}()

// blockCost is what tokens.block writes for a block, at the default probabilities.
func blockCost(levels *[16]int16, plane int, context uint8, first int, last int8) int {
	if last < 0 {
		return int(endCosts[plane][first&15][context])
	}
	cost := int(startCosts[plane][first&15][context])
	costs := &levelCosts[plane]
	for n := first; n <= int(last&15); n++ {
		v := int32(levels[n])
		v = max(v, -v)
		place, extra := priced(v)
		cost += extra + int(costs[bandOf[n]&7][context][place])
		context = uint8(min(v, 2))
	}
	return cost + int(endCosts[plane][last+1][context])
}
