package vp8

// Scores are squared errors in 1/256 and costs times a lambda: what a bit is worth. Errors of coefficients
// are four times those of samples.
const (
	errorScale       = 256
	coefficientScale = errorScale / 4
	meansScale       = coefficientScale / 4
)

// lambda is the worth of a bit by the step of the quantiser, in 1/1024 of its square.
const lambda1024 = 20

// attempt is a block of coefficients on trial.
type attempt struct {
	c      coefficients
	levels [16]int16
	last   int
	err    int // squared, of coefficients
}

// try transforms and quantises what src is beside pred.
func (a *attempt) try(src, pred *block, m *matrix) {
	forward(&a.c, src, pred)
	a.last, a.err = m.quantizeError(&a.levels, &a.c, 0)
}

// choose encodes a macroblock by what its modes cost and lose.
func (c *coder) choose(s *site, r *result) {
	score := c.choose16(s, r)
	if c.choose4(s, score) {
		r.split, r.modes, r.last = true, c.trial.modes, c.trial.last
		r.levels, r.samples = c.trial.levels, c.trial.samples
	}
	c.chooseChroma(s, r)
}

// choose16 encodes luma with the best mode of the whole, and returns its score.
func (c *coder) choose16(s *site, r *result) int {
	order := c.order16(s)
	best := 1 << 62
	for _, k := range order[:tries16] {
		t := &c.trial
		t.split = false
		mode := uint8(k & 15)
		for n := range t.modes {
			t.modes[n] = mode
		}
		c.encode16(s, t)
		score := c.score16(s, t)
		if score < best {
			best = score
			*r = *t
		}
	}
	return best
}

// tries16 is how many of the modes that predict a macroblock best are weighed with their levels.
const tries16 = 2

// order16 are the modes of the whole macroblock, the one that predicts it best first, in the lowest 4 bits.
func (c *coder) order16(s *site) (order [modes16]int) {
	q := s.luma()
	for mode := range uint8(modes16) {
		q.predict(c.pred16[mode][:], mode)
		score := cost16[mode] * lambda16
		for n := range c.pred16[mode] {
			score += 256 * squaredError(s.source.block(n), &c.pred16[mode][n])
		}
		order[mode] = score<<4 | int(mode)
	}
	for i := range order {
		for j := i; j > 0 && order[j] < order[j-1]; j-- {
			order[j], order[j-1] = order[j-1], order[j]
		}
	}
	return order
}

func (c *coder) score16(s *site, r *result) int {
	score := cost16[r.modes[0]]
	above, left := s.above.filled, s.left.filled
	score += blockCost(&r.levels[meansAt], planeMeans, int(above[filledMeans]+left[filledMeans]), 0, int(r.last[meansAt]))
	wrong := 0
	for n := range 16 {
		x, y := n&3, n>>2
		score += blockCost(&r.levels[n], planeLumaAC, int(above[x]+left[y]), 1, int(r.last[n]))
		above[x] = bit(r.last[n])
		left[y] = above[x]
		wrong += squaredError(s.source.block(n), r.samples.block(n))
	}
	return score*c.lambda + errorScale*wrong
}

// choose4 encodes luma with 4×4 modes into trial, and says whether that is better than a score.
func (c *coder) choose4(s *site, limit int) bool {
	t := &c.trial
	t.split = true
	score := c.lambda * bitCost(false, probWhole)
	above, left := s.above.modes, s.left.modes
	filledAbove, filledLeft := s.above.filled, s.left.filled
	for n := range 16 {
		x, y := n&3, n>>2
		e := c.around(s, n)
		predict4(&c.pred4, &e)
		costs := &cost4[above[x]][left[y]]
		mode, best := c.chooseBlock(s.source.block(n), costs, int(filledAbove[x]+filledLeft[y]))
		score += best
		if score >= limit {
			return false
		}
		a := c.best
		if c.method >= 4 && a.last >= 0 {
			forward(&a.c, s.source.block(n), &c.pred4[mode])
			a.last = c.q.luma.refine(&a.levels, &a.c, planeLuma, int(filledAbove[x]+filledLeft[y]), 0, c.lambda)
		}
		above[x], left[y], t.modes[n] = mode, mode, mode
		t.levels[n], t.last[n] = a.levels, int8(a.last)
		filledAbove[x] = bit(t.last[n])
		filledLeft[y] = filledAbove[x]
		inverse(t.samples.block(n), &c.pred4[mode], &a.c)
	}
	t.last[meansAt] = -1
	return true
}

// tries is how many of the modes that predict a block best are weighed with their levels.
const tries = 4

// chooseBlock leaves the best attempt at a block of 4×4 in best, and returns its mode and score.
func (c *coder) chooseBlock(src *block, costs *[modes4]uint16, context int) (mode uint8, score int) {
	var order [modes4]int
	for m := range c.pred4 {
		order[m] = (squaredError(src, &c.pred4[m])*errorScale+lambda4*int(costs[m]))<<4 | m
	}
	score = 1 << 62
	for i := range tries {
		for j := i + 1; j < modes4; j++ {
			if order[j] < order[i] {
				order[i], order[j] = order[j], order[i]
			}
		}
		m := uint8(order[i] & 15)
		a := c.spare
		a.try(src, &c.pred4[m], &c.q.luma)
		v := a.err*coefficientScale + c.lambda*int(costs[m])
		if v >= score {
			continue
		}
		v += c.lambda * blockCost(&a.levels, planeLuma, context, 0, a.last)
		if v < score {
			mode, score = m, v
			c.best, c.spare = a, c.best
		}
	}
	return mode, score
}

// chooseChroma encodes U and V with the best mode.
func (c *coder) chooseChroma(s *site, r *result) {
	c.pickChroma(s, r)
	score := 1 << 62
	for mode := range uint8(modes16) {
		v := c.tryChroma(s, mode)
		if v < score {
			score, r.chroma = v, mode
			c.chroma, c.chromaSpare = c.chromaSpare, c.chroma
		}
	}
	for i := range c.chroma {
		n, a := chromaAt+i, &c.chroma[i]
		r.levels[n], r.last[n] = a.levels, int8(a.last)
		inverse(r.samples.block(n), &c.predUV[r.chroma][i], &a.c)
	}
}

// tryChroma leaves the levels of a mode in chromaSpare, and returns its score.
func (c *coder) tryChroma(s *site, mode uint8) int {
	above, left := s.above.filled, s.left.filled
	cost, wrong := costChroma[mode], 0
	for i := range c.chromaSpare {
		a := &c.chromaSpare[i]
		a.try(s.source.block(chromaAt+i), &c.predUV[mode][i], &c.q.chroma)
		p := filledChroma + i/4*2
		x, y := &above[p+i&1], &left[p+i>>1&1]
		cost += blockCost(&a.levels, planeChroma, int(*x+*y), 0, a.last)
		*x = bit(int8(a.last))
		*y = *x
		wrong += a.err
	}
	return wrong*coefficientScale + c.lambda*cost
}
