package vp8

// pickLuma encodes luma with the mode that predicts it best.
func (c *coder) pickLuma(s *site, r *result, order [modes16]rank) {
	if !c.pickPieces(s, order[0].score()) {
		c.encodeWhole(s, r, order[0].mode())
		return
	}
	r.takePieces(&c.trial)
}

// takePieces takes luma of 4×4 modes from t.
func (r *result) takePieces(t *result) {
	segment := r.segment
	*r = *t
	r.split, r.segment = true, segment
	r.last[meansAt] = -1
}

// splitCost is what levels of 4×4 modes cost more than those of the whole, in squares of the step.
const splitCost = 1000 * errorScale / 256

// pickPieces encodes luma with 4×4 modes into trial, and says whether they predict it so much better than a
// score that it pays.
func (c *coder) pickPieces(s *site, limit int) bool {
	step := int(c.q.luma.step[1])
	score := splitCost * step * step
	t := &c.trial
	above, left := s.above.modes, s.left.modes
	cost := 0
	for n := range 16 {
		if score >= limit || cost > c.most {
			return false
		}
		x, y := n&3, n>>2
		e := c.around(s, n)
		predict4(&c.pieces, &e)
		src := s.source.block(n)
		costs := &cost4[above[x]][left[y]]
		best := rank(1 << 62)
		wrong := 0
		for m := range c.pieces {
			w := squaredError(src, &c.pieces[m])
			if k := ranked(w*errorScale+guessPieceCost*int(costs[m]), uint8(m)); k < best {
				best, wrong = k, w
			}
		}
		score += best.score()
		mode := best.mode()
		cost += int(costs[mode])
		above[x], left[y], t.modes[n] = mode, mode, mode
		c.spare.try(src, &c.pieces[mode], &c.q.luma, wrong)
		c.spare.put(t, n, &c.pieces[mode])
	}
	return score < limit && cost <= c.most
}

// around is what block n of luma is predicted from, trial's blocks before it among that. The blocks at the
// right side take what is above and to the right of the whole macroblock.
func (c *coder) around(s *site, n int) (e around) {
	x, y := n&3, n>>2
	t := &c.trial.samples
	if x == 0 {
		left := (*[4]uint8)(s.left.luma[4*y:])
		e[0], e[1], e[2], e[3] = left[3], left[2], left[1], left[0]
	} else {
		b := t.block(n - 1)
		e[0], e[1], e[2], e[3] = b[15], b[11], b[7], b[3]
	}
	switch {
	case y == 0 && x == 0:
		e[4] = s.corner[0]
	case y == 0:
		e[4] = s.above.luma[4*x-1]
	case x == 0:
		e[4] = s.left.luma[4*y-1]
	default:
		e[4] = t.block(n - 5)[15]
	}
	over, beyond := (*[4]uint8)(s.above.luma[4*x:]), &s.right
	if y > 0 {
		over = (*[4]uint8)(t.block(n - 4)[12:])
	}
	switch {
	case x == 3:
	case y == 0:
		beyond = (*[4]uint8)(s.above.luma[4*x+4:])
	default:
		beyond = (*[4]uint8)(t.block(n - 3)[12:])
	}
	e[5], e[6], e[7], e[8] = over[0], over[1], over[2], over[3]
	e[9], e[10], e[11], e[12] = beyond[0], beyond[1], beyond[2], beyond[3]
	return e
}
