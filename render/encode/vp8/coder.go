package vp8

// coder encodes macroblocks one by one. What it makes of one depends on its site, quantiser and method alone.
type coder struct {
	q      *quantizer
	method int

	pred16    [modes16][16]block
	predUV    [modes16][8]block
	pred4     [modes4]block
	transform [blocks]coefficients
	means     coefficients
	trial     result // 4×4 modes, while those are being weighed

	lambda              int
	best, spare         *attempt
	chroma, chromaSpare *[8]attempt
}

func (c *coder) start(index, method int) {
	if c.q == nil || c.q.index != index {
		c.q = newQuantizer(index)
	}
	c.method = method
	step := int(c.q.luma.step[1])
	c.lambda = max(1, step*step*lambda1024>>10)
	if c.best == nil {
		c.best, c.spare = new(attempt), new(attempt)
		c.chroma, c.chromaSpare = new([8]attempt), new([8]attempt)
	}
}

// encode chooses modes and levels.
func (c *coder) encode(s *site, r *result) {
	if c.method >= 3 {
		c.choose(s, r)
		return
	}
	score := c.pick16(s, r)
	if !c.pick4(s, score) {
		c.encode16(s, r)
	} else {
		r.split, r.modes = true, c.trial.modes
		r.last = c.trial.last
		r.levels, r.samples = c.trial.levels, c.trial.samples
	}
	c.pickChroma(s, r)
	c.encodeChroma(s, r)
}

// Weights of the rate of modes, in squared error per 1/256 bit and 256, when levels are not counted.
const (
	lambda16     = 106
	lambda4      = 11
	lambdaChroma = 120
)

// pick16 sets the mode of the whole macroblock that predicts it best, and returns its score.
func (c *coder) pick16(s *site, r *result) int {
	q := s.luma()
	best, bestScore := uint8(0), 1<<62
	for mode := range uint8(modes16) {
		q.predict(c.pred16[mode][:], mode)
		score := cost16[mode] * lambda16
		for n := range c.pred16[mode] {
			score += 256 * squaredError(s.source.block(n), &c.pred16[mode][n])
		}
		if score < bestScore {
			best, bestScore = mode, score
		}
	}
	r.split = false
	for n := range r.modes {
		r.modes[n] = best
	}
	return bestScore
}

// encode16 sets the levels of luma for the mode of the whole macroblock.
func (c *coder) encode16(s *site, r *result) {
	preds := &c.pred16[r.modes[0]]
	luma := (*[16]coefficients)(c.transform[:16])
	for n := range luma {
		forward(&luma[n], s.source.block(n), &preds[n])
	}
	forwardMeans(&c.means, luma)
	r.last[meansAt] = int8(c.q.means.quantize(&r.levels[meansAt], &c.means, 0))
	above, left := s.above.filled, s.left.filled
	for n := range luma {
		if c.method >= 4 {
			x, y := n&3, n>>2
			r.last[n] = int8(c.q.luma.refine(&r.levels[n], &luma[n], planeLumaAC, int(above[x]+left[y]), 1, c.lambda))
			above[x] = bit(r.last[n])
			left[y] = above[x]
			continue
		}
		r.last[n] = int8(c.q.luma.quantize(&r.levels[n], &luma[n], 1))
	}
	inverseMeans(luma, &c.means)
	for n := range luma {
		inverse(r.samples.block(n), &preds[n], &luma[n])
	}
}

// pick4 encodes luma with 4×4 modes into trial, and says whether that is better than a score.
func (c *coder) pick4(s *site, limit int) bool {
	step := int(c.q.luma.step[1])
	score := 1000 * step * step
	t := &c.trial
	t.split = true
	above, left := s.above.modes, s.left.modes
	for n := range 16 {
		x, y := n&3, n>>2
		e := c.around(s, n)
		predict4(&c.pred4, &e)
		src := s.source.block(n)
		costs := &cost4[above[x]][left[y]]
		best, bestScore := uint8(0), 1<<62
		for m := range uint8(modes4) {
			v := 256*squaredError(src, &c.pred4[m]) + lambda4*int(costs[m])
			if v < bestScore {
				best, bestScore = m, v
			}
		}
		score += bestScore
		if score >= limit {
			return false
		}
		above[x], left[y], t.modes[n] = best, best, best
		k := &c.transform[n]
		forward(k, src, &c.pred4[best])
		t.last[n] = int8(c.q.luma.quantize(&t.levels[n], k, 0))
		inverse(t.samples.block(n), &c.pred4[best], k)
	}
	t.last[meansAt] = -1
	return true
}

// around is what block n of luma is predicted from, trial's blocks before it among that. The blocks at the
// right side take what is above and to the right of the whole macroblock.
func (c *coder) around(s *site, n int) (e around) {
	x, y := n&3, n>>2
	var left [4]uint8
	if x == 0 {
		left = [4]uint8(s.left.luma[4*y:])
	} else {
		b := c.trial.samples.block(n - 1)
		left = [4]uint8{b[3], b[7], b[11], b[15]}
	}
	e[0], e[1], e[2], e[3] = left[3], left[2], left[1], left[0]
	switch {
	case y == 0 && x == 0:
		e[4] = s.corner[0]
	case y == 0:
		e[4] = s.above.luma[4*x-1]
	case x == 0:
		e[4] = s.left.luma[4*y-1]
	default:
		e[4] = c.trial.samples.block(n - 5)[15]
	}
	if y == 0 {
		copy(e[5:9], s.above.luma[4*x:])
	} else {
		copy(e[5:9], c.trial.samples.block(n - 4)[12:])
	}
	switch {
	case x == 3:
		copy(e[9:], s.right[:])
	case y == 0:
		copy(e[9:], s.above.luma[4*x+4:])
	default:
		copy(e[9:], c.trial.samples.block(n - 3)[12:])
	}
	return e
}

// pickChroma sets the mode that predicts U and V best.
func (c *coder) pickChroma(s *site, r *result) {
	u, v := s.chroma(0), s.chroma(1)
	bestScore := 1 << 62
	for mode := range uint8(modes16) {
		preds := &c.predUV[mode]
		u.predict(preds[:4], mode)
		v.predict(preds[4:], mode)
		score := costChroma[mode] * lambdaChroma
		for n := range preds {
			score += 256 * squaredError(s.source.block(chromaAt+n), &preds[n])
		}
		if score < bestScore {
			r.chroma, bestScore = mode, score
		}
	}
}

func (c *coder) encodeChroma(s *site, r *result) {
	preds := &c.predUV[r.chroma]
	for i := range preds {
		n := chromaAt + i
		k := &c.transform[n]
		forward(k, s.source.block(n), &preds[i])
		r.last[n] = int8(c.q.chroma.quantize(&r.levels[n], k, 0))
		inverse(r.samples.block(n), &preds[i], k)
	}
}

func squaredError(a, b *block) int {
	sum := int32(0)
	for i := range a {
		d := int32(a[i]) - int32(b[i])
		sum += d * d
	}
	return int(sum)
}
