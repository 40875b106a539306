package vp8

// A node of the trellis is a level that a coefficient may have, and the best way to it from the one before.
type trellisNode struct {
	score int
	level int32
	from  int8
}

// refine chooses the levels of a block anew: for each coefficient between the level below it and the nearest,
// such that error and cost are least together (a Viterbi search over the contexts that levels make). c are
// the coefficients; what the levels stand for is put back into them. It returns the place of the last level.
func (m *matrix) refine(levels *[16]int16, c *coefficients, plane, context, first, lambda int) int {
	last := m.interesting(c, first)
	if last < first {
		return m.clearFrom(levels, c, first)
	}
	var nodes [16][2]trellisNode
	costs := &levelCosts[plane]
	// The error of no level at all is left out on both sides.
	bestScore := lambda * int(endCosts[plane][first][context])
	bestLast, bestNode := -1, 0
	before := [2]trellisNode{{score: lambda * int(startCosts[plane][first][context]), level: int32(context)}, {score: 1 << 60}}
	for n := first; n <= last; n++ {
		i := zigzag[n] & 15
		magnitude := max(c[i], -c[i]) + m.sharpen[i]
		step := m.step[i]
		low := min(magnitude*m.inverse[i]>>quantBits, maxLevel)
		count := 1
		if 2*(magnitude-low*step) >= step && low < maxLevel {
			count = 2
		}
		for k := range 2 {
			node := &nodes[n][k]
			if k >= count {
				node.score = 1 << 60
				continue
			}
			level := low + int32(k)
			off := magnitude - level*step
			node.level = level
			node.score = 1 << 60
			v, extra := int(level), 0
			if v > wideLevel {
				v, extra = wideLevel, wideCost
			}
			for p := range 2 {
				s := before[p].score + lambda*(extra+int(costs[bandOf[n]][min(before[p].level, 2)][v]))
				if s < node.score {
					node.score, node.from = s, int8(p)
				}
			}
			node.score += int(off*off-magnitude*magnitude) * coefficientScale
			if level == 0 {
				continue
			}
			if s := node.score + lambda*int(endCosts[plane][n+1][min(level, 2)]); s < bestScore {
				bestScore, bestLast, bestNode = s, n, k
			}
		}
		before = nodes[n]
	}
	signs := *c
	m.clearFrom(levels, c, first)
	for n, k := bestLast, bestNode; n >= first; n-- {
		node := &nodes[n][k]
		i := zigzag[n] & 15
		level := node.level
		if signs[i] < 0 {
			level = -level
		}
		levels[n] = int16(level)
		c[i] = level * m.step[i]
		k = int(node.from)
	}
	return bestLast
}

// interesting is the place of the last coefficient that is at least half a step, or -1.
func (m *matrix) interesting(c *coefficients, first int) int {
	half := m.step[1] / 2
	for n := 15; n >= first; n-- {
		v := c[zigzag[n]&15]
		if max(v, -v) > half {
			return n
		}
	}
	return -1
}

// clearFrom sets all levels from place first on to 0.
func (m *matrix) clearFrom(levels *[16]int16, c *coefficients, first int) int {
	for n := first; n < 16; n++ {
		levels[n] = 0
		c[zigzag[n]&15] = 0
	}
	return -1
}
