package encode

import "math/bits"

// plane is the levels of a component of a whole picture, for scans that go over them again and again.
type plane struct {
	blocks     []planeBlock // in the order of a scan of all components
	values     []int16      // of all blocks
	across     int          // blocks in a MCU, across and down
	mcus       int          // in a row
	wide, high int          // blocks that have pixels; others only fill the last MCUs
}

// planeBlock is the levels of a block, whose values start at start.
type planeBlock struct {
	nonzero uint64
	start   int
	mean    int32
}

// reset empties the plane, for a picture of w×h px that has a sample for shrink×shrink px.
func (p *plane) reset(w, h, side, across, shrink int) {
	blocksOf := func(px int) int {
		samples := (px + shrink - 1) / shrink
		return (samples + blockSide - 1) / blockSide
	}
	p.blocks, p.values = p.blocks[:0], p.values[:0]
	p.across, p.mcus = across, (w+side-1)/side
	p.wide, p.high = blocksOf(w), blocksOf(h)
}

func (p *plane) add(l *levels) {
	p.blocks = append(p.blocks, planeBlock{nonzero: l.nonzero, start: len(p.values), mean: l.mean})
	p.values = append(p.values, l.values[:bits.OnesCount64(l.nonzero)]...)
}

// at returns the block in column x of row y.
func (p *plane) at(x, y int) *planeBlock {
	mcu := y/p.across*p.mcus + x/p.across
	return &p.blocks[(mcu*p.across+y%p.across)*p.across+x%p.across]
}

// band returns which of coefficients from..to of a block are not 0, and their values.
func (p *plane) band(b *planeBlock, from, to int) (nonzero uint64, values []int16) {
	below := uint64(1)<<from - 1
	nonzero = b.nonzero &^ below & (1<<(to+1) - 1)
	return nonzero, p.values[b.start+bits.OnesCount64(b.nonzero&below):]
}
