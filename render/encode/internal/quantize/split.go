package quantize

import (
	"cmp"
	"slices"
)

// box is bins that get one colour.
type box struct {
	bins  []bin
	mean  point
	axis  int   // along which they differ most
	error int64 // the sum of squares of what they differ along it
}

func boxOf(bins []bin) box {
	b := box{bins: bins}
	var n int64
	var sum, squares [4]int64
	for i := range bins {
		n += bins[i].count
		for c, v := range bins[i].at {
			sum[c] += int64(v) * bins[i].count
		}
	}
	for c := range sum {
		b.mean[c] = int32((sum[c] + n/2) / n)
	}
	for i := range bins {
		for c, v := range bins[i].at {
			d := int64(v - b.mean[c])
			squares[c] += d * d * bins[i].count
		}
	}
	for c, v := range squares {
		if v > b.error {
			b.axis, b.error = c, v
		}
	}
	return b
}

// split cuts the space of colours into boxes, always the one whose pixels differ most, at its mean. It returns the
// means.
func split(bins []bin, colors int) []point {
	boxes := []box{boxOf(bins)}
	for len(boxes) < colors {
		worst := 0
		for i := range boxes {
			if boxes[i].error > boxes[worst].error {
				worst = i
			}
		}
		b := boxes[worst]
		if b.error == 0 {
			break // as many as there are
		}
		slices.SortFunc(b.bins, func(x, y bin) int { return cmp.Compare(x.at[b.axis], y.at[b.axis]) })
		cut, _ := slices.BinarySearchFunc(b.bins, b.mean[b.axis], func(x bin, mean int32) int {
			return cmp.Compare(x.at[b.axis], mean+1) // what is at the mean goes below
		})
		cut = min(max(cut, 1), len(b.bins)-1)
		boxes[worst] = boxOf(b.bins[:cut])
		boxes = append(boxes, boxOf(b.bins[cut:]))
	}
	means := make([]point, len(boxes))
	for i := range boxes {
		means[i] = boxes[i].mean
	}
	return means
}
