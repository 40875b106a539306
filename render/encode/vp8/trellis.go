package vp8

// A node of the trellis is a level that a coefficient may have, and the best way to it from the one before.
type node struct {
	score   int
	level   int32
	context uint8 // that the level is for the next
	from    uint8
}

// never is the score of a node that is no choice.
const never = 1 << 60

// refineLambda is the worth of a bit for levels, in 1/16 of that for modes. It is less, so that fine grain,
// whose levels lose almost what they cost, is kept.
const refineLambda = 10

// refine chooses the levels of a block of luma: for each coefficient between the level below it and the
// nearest, and where they end, such that error and cost are least together (a Viterbi search over the
// contexts that levels make). It sets levels and the coefficients that they stand for, as quantize does.
func (c *coder) refine(levels *[16]int16, whole, raw *coefficients, plane int, context uint8) int8 {
	m := &c.q.luma
	lambda := c.lambda * refineLambda / 16
	first := 0
	if plane == planeLumaAC {
		first = 1
	}
	end := m.interesting(raw, first)
	var nodes [16][2]node
	costs := &levelCosts[plane]
	// The error without any level is left out on both sides.
	least := lambda * int(endCosts[plane][first][context])
	last, at := -1, uint8(0)
	before := &[2]node{{score: lambda * int(startCosts[plane][first][context]), context: context}, {score: never}}
	for n := first; n <= end; n++ {
		v := raw[zigzag[n]&15]
		magnitude := max(v, -v)
		low := magnitude * m.inverse[n] >> quantBits
		now := &nodes[n]
		now[1].score = never
		choices := 1
		if 2*(magnitude-low*m.step[n]) >= m.step[n] {
			choices = 2
		}
		for k := range now[:choices] {
			to := &now[k]
			to.level = low + int32(k)
			to.context = uint8(min(to.level, 2))
			off := magnitude - to.level*m.step[n]
			gain := int(off*off-magnitude*magnitude) * coefficientScale
			price, extra := priced(to.level)
			by := &costs[bandOf[n]&7]
			s0 := before[0].score + lambda*(int(by[before[0].context][price])+extra)
			s1 := before[1].score + lambda*(int(by[before[1].context][price])+extra)
			to.score, to.from = s0+gain, 0
			if s1 < s0 {
				to.score, to.from = s1+gain, 1
			}
			if to.level == 0 {
				continue
			}
			if s := to.score + lambda*int(endCosts[plane][n+1][to.context]); s < least {
				least, last, at = s, n, uint8(k)
			}
		}
		before = now
	}
	for n := 15; n >= first; n-- {
		i := zigzag[n] & 15
		level := int32(0)
		if n <= last {
			level = nodes[n][at&1].level
			at = nodes[n][at&1].from
			if raw[i] < 0 {
				level = -level
			}
		}
		levels[n] = int16(level)
		whole[i] = level * m.step[n]
	}
	return int8(last)
}

// priced is the place of a magnitude in levelCosts, and what it costs beside.
func priced(level int32) (place, extra int) {
	if level > wideLevel {
		return wideLevel, wideCost
	}
	return int(level), 0
}

// interesting is the place of the last coefficient that is more than half a step, or -1.
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
