package vp8

// attempt is a block encoded with a mode.
type attempt struct {
	raw, whole coefficients // of the samples, and those that the levels stand for
	levels     [16]int16
	last       int8 // place of the last level, -1 if there is none
	wrong      int  // squared error of coefficients
}

// try encodes what src is beside pred, which is wrong by a squared error.
func (a *attempt) try(src, pred *block, m *matrix, wrong int) {
	if m.silent(src, pred, wrong) {
		a.last, a.wrong = -1, 4*wrong
		return
	}
	forward(&a.raw, src, pred)
	a.last, a.wrong = m.quantize(&a.levels, &a.whole, &a.raw, 0)
}

// put puts the attempt into block n of a result.
func (a *attempt) put(r *result, n int, pred *block) {
	r.levels[n], r.last[n] = a.levels, a.last
	if a.last < 0 {
		*r.samples.block(n) = *pred
		return
	}
	inverse(r.samples.block(n), pred, &a.whole)
}

// setWhole gives luma the mode of a whole macroblock.
func (r *result) setWhole(mode uint8) {
	r.split = false
	for n := range r.modes {
		r.modes[n] = mode
	}
}

// encodeWhole encodes luma with a mode of the whole macroblock.
func (c *coder) encodeWhole(s *site, r *result, mode uint8) {
	r.setWhole(mode)
	q := s.luma()
	q.predict(c.whole[:], mode)
	if c.wrong[mode] <= min(c.q.luma.quiet, c.q.means.quiet/4) {
		// No coefficient of means is larger than four times the root of the squared error.
		r.last[meansAt] = -1
		for n := range c.whole {
			r.last[n] = -1
			*r.samples.block(n) = c.whole[n]
		}
		return
	}
	for n := range c.raw {
		forward(&c.raw[n], s.source.block(n), &c.whole[n])
	}
	forwardMeans(&c.means, &c.raw)
	r.last[meansAt], _ = c.q.means.quantize(&r.levels[meansAt], &c.means, &c.means, 0)
	above, left := s.above.filled, s.left.filled
	for n := range c.raw {
		k, x, y := &c.raw[n], n&3, n>>2
		if c.effort.refine {
			r.last[n] = c.refine(&r.levels[n], k, k, planeLumaAC, above[x]+left[y])
		} else {
			r.last[n], _ = c.q.luma.quantize(&r.levels[n], k, k, 1)
		}
		above[x] = bit(r.last[n])
		left[y] = above[x]
	}
	inverseMeans(&c.raw, &c.means)
	for n := range c.raw {
		inverse(r.samples.block(n), &c.whole[n], &c.raw[n])
	}
}

// tint is U and V encoded with a mode.
type tint struct {
	preds    [8]block
	attempts [8]attempt
}

// predict predicts all blocks.
func (t *tint) predict(s *site, mode uint8) {
	u, v := s.chroma(0), s.chroma(1)
	u.predict(t.preds[:4], mode)
	v.predict(t.preds[4:], mode)
}

// try encodes block i and returns the attempt.
func (t *tint) try(s *site, i int, m *matrix) *attempt {
	src, pred, a := s.source.block(chromaAt+i), &t.preds[i], &t.attempts[i]
	a.try(src, pred, m, squaredError(src, pred))
	return a
}

// encodeChroma encodes U and V with a mode.
func (c *coder) encodeChroma(s *site, r *result, mode uint8) {
	r.chroma = mode
	t := c.tinted
	t.predict(s, mode)
	for i := range t.preds {
		t.try(s, i, &c.q.chroma).put(r, chromaAt+i, &t.preds[i])
	}
}
