package vp8

import "encoding/binary"

// sums are what the squared error of a prediction by columns and rows is made of, without the samples one by
// one: the sum of (s - p)² is that of s², less 2·s·p, plus p².
type sums struct {
	columns, rows [side]int32
	total         int32
	squares       int32
}

// flat says whether all samples are v.
func flat(s []uint8, v uint8) bool {
	want := 0x0101010101010101 * uint64(v)
	for ; len(s) >= 8; s = s[8:] {
		if binary.LittleEndian.Uint64(s) != want {
			return false
		}
	}
	return true
}

// take sums the samples of the blocks from first on, across a row.
func (m *sums) take(s *source, first, across int) {
	*m = sums{}
	for y := range across {
		rows := (*[4]int32)(m.rows[4*y:])
		for x := range across {
			b := s.block(first + y*across + x)
			columns := (*[4]int32)(m.columns[4*x:])
			for i := range 4 {
				p := (*[4]uint8)(b[4*i:])
				s0, s1, s2, s3 := int32(p[0]), int32(p[1]), int32(p[2]), int32(p[3])
				columns[0] += s0
				columns[1] += s1
				columns[2] += s2
				columns[3] += s3
				rows[i] += s0 + s1 + s2 + s3
				m.squares += s0*s0 + s1*s1 + s2*s2 + s3*s3
			}
		}
	}
	for _, v := range m.rows {
		m.total += v
	}
}

// wrong is the squared error of the square predicted with a mode. It is false if modeTM would clamp samples.
func (q *square) wrong(m *sums, mode uint8) (int, bool) {
	n := int32(len(q.left))
	switch mode {
	case modeDC:
		p := int32(q.mean())
		return int(m.squares - 2*p*m.total + n*n*p*p), true
	case modeV:
		return int(m.squares + part(q.above, m.columns[:], 0, n)), true
	case modeH:
		return int(m.squares + part(q.left, m.rows[:], 0, n)), true
	}
	lowest, highest := extremes(q.above)
	lowLeft, highLeft := extremes(q.left)
	corner := int32(q.corner)
	if lowest+lowLeft < corner || highest+highLeft-corner > 255 {
		return 0, false
	}
	above, left := int32(sumOf(q.above)), int32(sumOf(q.left))-n*corner
	return int(m.squares + part(q.above, m.columns[:], 0, n) + part(q.left, m.rows[:], corner, n) + 2*above*left), true
}

// part is what lines of n samples, each predicted as one of values less an offset, add to the squares.
func part(values []uint8, lines []int32, offset, n int32) (sum int32) {
	lines = lines[:len(values)]
	for i, v := range values {
		p := int32(v) - offset
		sum += (n*p - 2*lines[i]) * p
	}
	return sum
}

func extremes(s []uint8) (lowest, highest int32) {
	lowest = 255
	for _, v := range s {
		lowest, highest = min(lowest, int32(v)), max(highest, int32(v))
	}
	return lowest, highest
}
