package vp8

// adapt chooses for each probability between its default and what was counted, and writes which (RFC 6386,
// 13.4). A change costs its 8 bits and the flag.
func adapt(w *boolWriter, t *tokens) *[tokenSlots]uint8 {
	var probs [tokenSlots]uint8
	slot := 0
	for p := range planes {
		for b := range bands {
			for c := range contexts {
				for n := range nodes {
					old, update := defaultProbabilities[p][b][c][n], updateProbabilities[p][b][c][n]
					count := t.count(slot)
					fresh := probability(&count)
					now := pathCost(&count, old) + bitCost(false, update)
					then := pathCost(&count, fresh) + bitCost(true, update) + 8*256
					change := then < now
					w.put(change, update)
					if change {
						w.putBits(uint32(fresh), 8)
						old = fresh
					}
					probs[slot] = old
					slot++
				}
			}
		}
	}
	for p := range 256 {
		probs[fixedSlot+p] = uint8(p)
	}
	return &probs
}

// probability is the likeliest for the counts of 0 and 1.
func probability(count *[2]uint32) uint8 {
	zeros, all := uint64(count[0]), uint64(count[0])+uint64(count[1])
	if all == 0 {
		return 255
	}
	return uint8(max(1, min(255, (zeros*256+all/2)/all)))
}

// pathCost is what all decisions of a node cost.
func pathCost(count *[2]uint32, prob uint8) int {
	return int(count[0])*bitCost(false, prob) + int(count[1])*bitCost(true, prob)
}
