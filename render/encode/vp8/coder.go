package vp8

// coder encodes macroblocks one by one. What it makes of one depends on its site, quantiser and method alone.
type coder struct {
	quants [segments]*quantizer
	effort effort
	q      *quantizer // of the segment
	lambda int        // the worth of 1/256 bit in scores
	most   int        // what 4×4 modes of a macroblock may cost

	sums   sums
	wrong  [modes16]int // squared errors of luma as modes of the whole predict it
	whole  [16]block
	pieces [modes4]block
	raw    [16]coefficients
	means  coefficients

	trial            result // another way to encode luma, while it is weighed
	best, spare      *attempt
	tinted, tintless *tint
}

// effort is how many modes are encoded to weigh what they lose and cost, the best guesses of them. At 0 the
// best guess is taken.
type effort struct {
	whole, pieces, chroma int
	refine                bool // levels are weighed as well
}

var efforts = [maxMethod + 1]effort{
	{},
	{whole: 1, pieces: 1, chroma: 1, refine: true},
	{whole: 1, pieces: 2, chroma: 2, refine: true},
	{whole: 2, pieces: 3, chroma: 4, refine: true},
	{whole: 3, pieces: 6, chroma: 4, refine: true},
}

// Scores are squared errors of samples times errorScale. Those of coefficients are four times as large.
const (
	errorScale       = 4096
	coefficientScale = errorScale / 4
)

// lambda1024 is what a bit is worth in the square of the step, in 1/1024. It was tuned for the best PSNR at
// the same size.
const lambda1024 = 20

// start readies the coder for a frame whose macroblocks may each spend most on 4×4 modes, in 1/256 bit.
func (c *coder) start(index, method, most int) {
	c.most = most
	finer := finerChroma(index)
	for i, index := range [segments]int{index, evenIndex(index)} {
		if q := c.quants[i]; q == nil || q.index != index || q.finer != finer {
			c.quants[i] = newQuantizer(index, finer)
		}
	}
	c.effort = efforts[method]
	if c.best == nil {
		c.best, c.spare = new(attempt), new(attempt)
		c.tinted, c.tintless = new(tint), new(tint)
	}
}

// encode chooses modes and levels.
func (c *coder) encode(s *site, r *result) {
	r.segment = segmentOf(s.source)
	if c.quants[r.segment].index == c.quants[segmentBusy].index {
		r.segment = segmentBusy
	}
	c.q = c.quants[r.segment]
	step := int(c.q.luma.step[1])
	c.lambda = step * step * lambda1024 * (errorScale / 256) / 1024
	order := c.guessWhole(s)
	if c.effort.whole > 0 {
		c.weighLuma(s, r, order)
	} else {
		c.pickLuma(s, r, order)
	}
	ranks := c.guessChroma(s)
	if c.effort.chroma > 1 {
		c.weighChroma(s, r, ranks)
	} else {
		c.encodeChroma(s, r, ranks[0].mode())
	}
}

// rank is a score with a mode in its lowest 4 bits.
type rank int

func ranked(score int, mode uint8) rank { return rank(score<<4 | int(mode)) }

func (r rank) score() int { return int(r >> 4) }

func (r rank) mode() uint8 { return uint8(r & 15) }

// Weights of the cost of modes while levels are not known, in errorScale per 1/256 bit.
const (
	guessWholeCost  = 106 * errorScale / 256
	guessPieceCost  = 11 * errorScale / 256
	guessChromaCost = 120 * errorScale / 256
)

// unguessed is the rank of a mode that was not tried, as another was right.
const unguessed = rank(1 << 62)

// guessWhole sorts the modes of the whole macroblock by how they predict luma. A mode without any error is the
// last that is tried.
func (c *coder) guessWhole(s *site) (order [modes16]rank) {
	order = [modes16]rank{unguessed, unguessed, unguessed, unguessed}
	q := s.luma()
	if flat(s.source[:16*chromaAt], q.mean()) {
		c.wrong[modeDC] = 0
		order[0] = ranked(cost16[modeDC]*guessWholeCost, modeDC)
		return order
	}
	c.sums.take(s.source, 0, 4)
	for mode := range uint8(modes16) {
		wrong, ok := q.wrong(&c.sums, mode)
		if !ok {
			wrong = q.predict(c.whole[:], mode).beside(s.source, 0)
		}
		c.wrong[mode] = wrong
		order[mode] = ranked(wrong*errorScale+cost16[mode]*guessWholeCost, mode)
		if wrong == 0 {
			break
		}
	}
	bestFirst(order[:], modes16)
	return order
}

// guessChroma does the same for U and V.
func (c *coder) guessChroma(s *site) (order [modes16]rank) {
	order = [modes16]rank{unguessed, unguessed, unguessed, unguessed}
	u, v := s.chroma(0), s.chroma(1)
	if flat(s.source[16*chromaAt:16*chromaAt+64], u.mean()) && flat(s.source[16*chromaAt+64:], v.mean()) {
		order[0] = ranked(costChroma[modeDC]*guessChromaCost, modeDC)
		return order
	}
	var sum [modes16]int
	for plane, q := range [2]square{u, v} {
		first := chromaAt + 4*plane
		c.sums.take(s.source, first, 2)
		for mode := range uint8(modes16) {
			wrong, ok := q.wrong(&c.sums, mode)
			if !ok {
				wrong = q.predict(c.whole[:4], mode).beside(s.source, first)
			}
			sum[mode] += wrong
		}
	}
	for mode := range uint8(modes16) {
		order[mode] = ranked(sum[mode]*errorScale+costChroma[mode]*guessChromaCost, mode)
		if sum[mode] == 0 {
			break
		}
	}
	bestFirst(order[:], modes16)
	return order
}

// bestFirst puts the n lowest scores first.
func bestFirst(order []rank, n int) {
	for i := range order[:n] {
		best, at := order[i], i
		for j, k := range order[i+1:] {
			if k < best {
				best, at = k, i+1+j
			}
		}
		order[i], order[at] = best, order[i]
	}
}
