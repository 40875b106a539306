package encode

import (
	"image"
	"math/bits"
)

// progression is libjpeg's order of scans: the means, then a rough picture of few coefficients without their
// two low bits, then more coefficients and bits.
var progression = []jpegScan{
	{components: []int{0, 1, 2}, low: 1},
	{components: []int{0}, from: 1, to: 5, low: 2},
	{components: []int{2}, from: 1, to: 63, low: 1},
	{components: []int{1}, from: 1, to: 63, low: 1},
	{components: []int{0}, from: 6, to: 63, low: 2},
	{components: []int{0}, from: 1, to: 63, high: 2, low: 1},
	{components: []int{0, 1, 2}, high: 1},
	{components: []int{2}, from: 1, to: 63, high: 1},
	{components: []int{1}, from: 1, to: 63, high: 1},
	{components: []int{0}, from: 1, to: 63, high: 1},
}

// progressive codes the picture in scans that make it better and better (T.81, G), each with tables of its
// own.
func (e *jpegEncoder) progressive(img *image.RGBA) {
	w, h := img.Rect.Dx(), img.Rect.Dy()
	for c := range e.planes {
		across, shrink := e.across, 1
		if c > 0 {
			across, shrink = 1, e.across
		}
		e.planes[c].reset(w, h, e.side, across, shrink)
	}
	e.blocksOf(0, 0, w, h, func(l *levels, _ int32, component int) { e.planes[component].add(l) })
	e.start(markerSOF2, w, h)
	for _, s := range progression {
		e.tokens.reset()
		switch {
		case s.from == 0:
			e.means(s)
		case s.high == 0:
			e.tokens.early(&e.planes[s.components[0]], classOf(s.components[0]), s)
		default:
			e.tokens.refine(&e.planes[s.components[0]], classOf(s.components[0]), s)
		}
		e.scan(s)
	}
}

// means collects the scan of the means: the difference to the block before, or a bit more of each.
func (e *jpegEncoder) means(s jpegScan) {
	var before [components]int32
	for mcu := range e.planes[1].blocks {
		for c := range e.planes {
			p := &e.planes[c]
			n := p.across * p.across
			for i := range p.blocks[mcu*n:][:n] {
				mean := p.blocks[mcu*n+i].mean >> s.low
				if s.high > 0 {
					e.tokens.bit(uint8(mean & 1))
					continue
				}
				e.tokens.level(tableOf(classOf(c), false), 0, mean-before[c])
				before[c] = mean
			}
		}
	}
}

// endRun is blocks with nothing more to come, which one code tells of (T.81, G.1.2.2), and the bits that
// refine their coefficients.
type endRun struct {
	blocks int
	bits   []uint8
}

// maxEndRun is the longest run with a code.
const maxEndRun = 1<<15 - 1

// end adds the code of a run and its bits, and empties it.
func (t *tokens) end(r *endRun, table int) {
	if r.blocks > 0 {
		size := uint(bits.Len(uint(r.blocks))) - 1
		t.value(table, int(size)<<4, uint32(r.blocks)&(1<<size-1), size)
		t.bits(r.bits)
		r.blocks, r.bits = 0, r.bits[:0]
	}
}

func (t *tokens) bits(list []uint8) {
	for _, b := range list {
		t.bit(b)
	}
}

// early collects a scan of coefficients that is their first (T.81, G.1.2.2).
func (t *tokens) early(p *plane, class int, s jpegScan) {
	var ended endRun
	table := tableOf(class, true)
	for y := range p.high {
		for x := range p.wide {
			next := s.from
			nonzero, values := p.band(p.at(x, y), s.from, s.to)
			for i := 0; nonzero != 0; i, nonzero = i+1, nonzero&(nonzero-1) {
				level := int32(values[i])
				sign := level >> 31
				level = ((level^sign)-sign)>>s.low ^ sign - sign // towards 0
				if level == 0 {
					continue
				}
				k := bits.TrailingZeros64(nonzero)
				run := k - next
				next = k + 1
				t.end(&ended, table)
				for ; run > maxRun; run -= maxRun + 1 {
					t.value(table, sixteenZero, 0, 0)
				}
				t.level(table, run, level)
			}
			if next <= s.to {
				ended.blocks++
			}
			if ended.blocks == maxEndRun {
				t.end(&ended, table)
			}
		}
	}
	t.end(&ended, table)
}

// refine collects a scan that adds a bit to coefficients (T.81, G.1.2.3): those that are 1 from now on have
// codes, and behind these come the bits of those before them that were not 0 already.
func (t *tokens) refine(p *plane, class int, s jpegScan) {
	var ended endRun
	for y := range p.high {
		for x := range p.wide {
			nonzero, values := p.band(p.at(x, y), s.from, s.to)
			t.refineBlock(&ended, nonzero, values, tableOf(class, true), s)
		}
	}
	t.end(&ended, tableOf(class, true))
}

func (t *tokens) refineBlock(ended *endRun, nonzero uint64, values []int16, table int, s jpegScan) {
	values = values[:bits.OnesCount64(nonzero)]
	last := lastNew(nonzero, values, s.low)
	run, next := 0, s.from
	var old [blockSize]uint8 // bits of coefficients that were not 0, to follow the next code
	n := 0
	for _, level := range values {
		k := bits.TrailingZeros64(nonzero)
		nonzero &= nonzero - 1
		run += k - next
		next = k + 1
		size := max(level, -level) >> s.low
		if size == 0 {
			run++
			continue
		}
		for ; run > maxRun && k <= last; run -= maxRun + 1 {
			t.end(ended, table)
			t.value(table, sixteenZero, 0, 0)
			t.bits(old[:n])
			n = 0
		}
		if size > 1 {
			old[n] = uint8(size & 1)
			n++
			continue
		}
		t.end(ended, table)
		t.value(table, run<<4|1, uint32(^level>>15&1), 1)
		t.bits(old[:n])
		run, n = 0, 0
	}
	if run+s.to+1-next > 0 || n > 0 {
		ended.blocks++
		ended.bits = append(ended.bits, old[:n]...)
	}
	if ended.blocks == maxEndRun {
		t.end(ended, table)
	}
}

// lastNew returns the last coefficient that is 1 or -1 without its low bits, -1 if there is none.
func lastNew(nonzero uint64, values []int16, low uint) int {
	last := -1
	for _, level := range values {
		if max(level, -level)>>low == 1 {
			last = bits.TrailingZeros64(nonzero)
		}
		nonzero &= nonzero - 1
	}
	return last
}
