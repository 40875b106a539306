package code

import (
	"math"

	"rsc.io/qr/coding"
)

// MaxHole is the largest share of a code's side that may be left out of its middle: what is hidden is then 4 %
// of the modules, and with a module around it at most 8 %.
const MaxHole = 0.2

// holeSize is how many modules a side of the hole has. It lies in the middle, so that it is odd as codes are, and
// what it is for has no more than its share.
func holeSize(size int, share float64) int {
	if share == 0 {
		return 0
	}
	side := int(math.Floor(share*float64(size))) + 2
	return side - (size-side)%2
}

// readable tells whether each block of a code can be restored without the modules in the middle. It may lose
// half of what it can mend: the other half is for dirt, folds and bad light.
func readable(plan *coding.Plan, hole int) bool {
	lost := make(map[int]bool) // codewords
	from := (len(plan.Pixel) - hole) / 2
	for _, row := range plan.Pixel[from : from+hole] {
		for _, p := range row[from : from+hole] {
			if role := p.Role(); role == coding.Data || role == coding.Check {
				lost[int(p.Offset()/8)] = true
			}
		}
	}
	perBlock := make([]int, plan.Blocks)
	for codeword := range lost {
		perBlock[blockOf(plan, codeword)]++
	}
	mends := plan.CheckBytes / plan.Blocks / 2
	for _, n := range perBlock {
		if 2*n > mends {
			return false
		}
	}
	return true
}

// blockOf is the block of a codeword. The data of all blocks come first, those of longer blocks last; then the
// check codewords (ISO/IEC 18004, 7.6).
func blockOf(plan *coding.Plan, codeword int) int {
	if codeword >= plan.DataBytes {
		return (codeword - plan.DataBytes) / (plan.CheckBytes / plan.Blocks)
	}
	short := plan.DataBytes / plan.Blocks
	shorts := plan.Blocks - plan.DataBytes%plan.Blocks
	if codeword < short*shorts {
		return codeword / short
	}
	return shorts + (codeword-short*shorts)/(short+1)
}
