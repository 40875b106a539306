package vp8

// weighLuma encodes luma with the modes that lose and cost least together.
func (c *coder) weighLuma(s *site, r *result, order [modes16]rank) {
	c.encodeWhole(s, r, order[0].mode())
	score := c.scoreWhole(s, r)
	for _, k := range order[1:c.effort.whole] {
		if k == unguessed {
			break
		}
		t := &c.trial
		c.encodeWhole(s, t, k.mode())
		if v := c.scoreWhole(s, t); v < score {
			score = v
			t.segment = r.segment
			*r = *t
		}
	}
	if c.weighPieces(s, score) {
		r.takePieces(&c.trial)
	}
}

// scoreWhole is the error and cost of luma with a mode of the whole macroblock.
func (c *coder) scoreWhole(s *site, r *result) int {
	above, left := s.above.filled, s.left.filled
	cost := cost16[r.modes[0]] + blockCost(&r.levels[meansAt], planeMeans, above[filledMeans]+left[filledMeans], 0, r.last[meansAt])
	wrong := 0
	for n := range 16 {
		x, y := n&3, n>>2
		cost += blockCost(&r.levels[n], planeLumaAC, above[x]+left[y], 1, r.last[n])
		above[x] = bit(r.last[n])
		left[y] = above[x]
		wrong += squaredError(s.source.block(n), r.samples.block(n))
	}
	return cost*c.lambda + wrong*errorScale
}

// leastPiece is what a 4×4 mode and an empty block cost at least.
var leastPiece = func() int {
	least := uint16(1 << 15)
	for a := range cost4 {
		for l := range cost4[a] {
			for _, v := range cost4[a][l] {
				least = min(least, v)
			}
		}
	}
	return int(least) + int(min(endCosts[planeLuma][0][0], endCosts[planeLuma][0][1], endCosts[planeLuma][0][2]))
}()

// weighPieces encodes luma with 4×4 modes into trial, and says whether that is better than a score.
func (c *coder) weighPieces(s *site, limit int) bool {
	t := &c.trial
	least := c.lambda * leastPiece
	score := c.lambda*bitCost(false, probWhole) + 16*least
	above, left := s.above.modes, s.left.modes
	filledAbove, filledLeft := s.above.filled, s.left.filled
	cost := 0
	for n := range 16 {
		if score >= limit || cost > c.most {
			return false
		}
		x, y := n&3, n>>2
		e := c.around(s, n)
		predict4(&c.pieces, &e)
		context := filledAbove[x] + filledLeft[y]
		costs := &cost4[above[x]][left[y]]
		best := c.weighPiece(s.source.block(n), costs, context)
		score += best.score() - least
		mode := best.mode()
		cost += int(costs[mode])
		a := c.best
		if c.effort.refine && a.last >= 0 {
			a.last = c.refine(&a.levels, &a.whole, &a.raw, planeLuma, context)
		}
		a.put(t, n, &c.pieces[mode])
		above[x], left[y], t.modes[n] = mode, mode, mode
		filledAbove[x] = bit(a.last)
		filledLeft[y] = filledAbove[x]
	}
	return score < limit && cost <= c.most
}

// weighPiece leaves the best attempt at a block of 4×4 in best.
func (c *coder) weighPiece(src *block, costs *[modes4]uint16, context uint8) rank {
	var order [modes4]rank
	var wrong [modes4]int
	for m := range c.pieces {
		wrong[m] = squaredError(src, &c.pieces[m])
		order[m] = ranked(wrong[m]*errorScale+guessPieceCost*int(costs[m]), uint8(m))
	}
	bestFirst(order[:], c.effort.pieces)
	best := rank(1 << 62)
	for _, k := range order[:c.effort.pieces] {
		m := k.mode()
		a := c.spare
		a.try(src, &c.pieces[m], &c.q.luma, wrong[m])
		score := a.wrong*coefficientScale + c.lambda*int(costs[m])
		if score >= best.score() {
			continue
		}
		score += c.lambda * blockCost(&a.levels, planeLuma, context, 0, a.last)
		if k := ranked(score, m); k < best {
			best = k
			c.best, c.spare = a, c.best
		}
	}
	return best
}

// wellPredicted is the cost of a score below which no further mode of chroma is weighed.
const wellPredicted = 512

// weighChroma encodes U and V with the mode that loses and costs least.
func (c *coder) weighChroma(s *site, r *result, order [modes16]rank) {
	score, least := 1<<62, c.lambda*wellPredicted
	for _, k := range order[:c.effort.chroma] {
		if k == unguessed {
			break
		}
		v := c.tryChroma(s, k.mode())
		if v < score {
			score, r.chroma = v, k.mode()
			c.tinted, c.tintless = c.tintless, c.tinted
		}
		if v < least {
			break
		}
	}
	t := c.tinted
	for i := range t.attempts {
		t.attempts[i].put(r, chromaAt+i, &t.preds[i])
	}
}

// tryChroma encodes U and V with a mode into tintless. It returns the score.
func (c *coder) tryChroma(s *site, mode uint8) int {
	t := c.tintless
	t.predict(s, mode)
	above, left := s.above.filled, s.left.filled
	cost, wrong := costChroma[mode], 0
	for i := range t.attempts {
		a := t.try(s, i, &c.q.chroma)
		p := filledChroma + i/4*2
		x, y := &above[p+i&1], &left[p+i>>1&1]
		cost += blockCost(&a.levels, planeChroma, *x+*y, 0, a.last)
		*x = bit(a.last)
		*y = *x
		wrong += a.wrong
	}
	return wrong*coefficientScale + c.lambda*cost
}
