package quantize

import "slices"

// rounds of moving colours to the mean of what is nearest to them; more move them little.
const rounds = 4

// refine moves means to where the bins nearest to each have theirs (Lloyd's algorithm), and returns
// them as pixels. One that mostly stands for a single bin becomes that bin's colour: plain areas come out
// as they are.
func refine(bins []bin, means []point) []uint32 {
	for round := range rounds {
		f := finderOf(means)
		sums := make([][4]int64, len(means))
		counts := make([]int64, len(means))
		largest := make([]*bin, len(means))
		for i := range bins {
			b := &bins[i]
			k := f.nearest(b.at)
			counts[k] += b.count
			for c, v := range b.at {
				sums[k][c] += int64(v) * b.count
			}
			if largest[k] == nil || b.count > largest[k].count {
				largest[k] = b
			}
		}
		for k, n := range counts {
			if n == 0 {
				continue
			}
			for c := range sums[k] {
				means[k][c] = int32((sums[k][c] + n/2) / n)
			}
			if round == rounds-1 && largest[k].count > n/2 {
				means[k] = largest[k].at
			}
		}
	}
	palette := make([]uint32, len(means))
	for i, m := range means {
		palette[i] = m.pixel()
	}
	slices.Sort(palette)
	return slices.Compact(palette)
}
