package code

import "rsc.io/qr/coding"

// masks is how many masks there are: patterns to turn modules over by, so that no code looks like a part of a
// finder pattern or is mostly of one colour.
const masks = 8

// masked is the code with the mask that makes it the easiest to read, as the standard scores it.
func masked(plan *coding.Plan, parts []coding.Encoding) (*Matrix, error) {
	var best *Matrix
	least := 0
	for mask := coding.Mask(0); mask < masks; mask++ {
		p, err := coding.NewPlan(plan.Version, plan.Level, mask)
		if err != nil {
			return nil, err
		}
		c, err := p.Encode(parts...)
		if err != nil {
			return nil, err
		}
		m := matrixOf(c)
		if score := m.penalty(); best == nil || score < least {
			best, least = m, score
		}
	}
	return best, nil
}

func matrixOf(c *coding.Code) *Matrix {
	m := &Matrix{Size: c.Size, dark: make([]bool, c.Size*c.Size)}
	for i := range m.dark {
		m.dark[i] = c.Black(i%c.Size, i/c.Size)
	}
	return m
}

// penalty scores a code by the four rules of ISO/IEC 18004, 7.8.3.1.
func (m *Matrix) penalty() int {
	sum, dark := 0, 0
	for i := range m.Size {
		sum += linePenalty(m.dark[i*m.Size:(i+1)*m.Size], 1, m.Size)
		sum += linePenalty(m.dark[i:], m.Size, m.Size)
	}
	for y := range m.Size {
		for x := range m.Size {
			d := m.dark[y*m.Size+x]
			if d {
				dark++
			}
			if x > 0 && y > 0 && d == m.dark[y*m.Size+x-1] && d == m.dark[(y-1)*m.Size+x] && d == m.dark[(y-1)*m.Size+x-1] {
				sum += 3 // a block of 2×2
			}
		}
	}
	off := 2*dark - len(m.dark)
	return sum + 10*(10*max(off, -off)/len(m.dark)) // for each 5 % away from half
}

// linePenalty scores a row or a column: n modules, every step-th of line.
func linePenalty(line []bool, step, n int) int {
	const finder, window = 0b1011101, 0b11111111111
	sum, run, bits := 0, 0, 0
	for i := range n {
		d := line[i*step]
		if i > 0 && d == line[(i-1)*step] {
			run++
		} else {
			run = 1
		}
		switch {
		case run == 5:
			sum += 3
		case run > 5:
			sum++
		}
		bits = bits << 1 & window
		if d {
			bits |= 1
		}
		if i >= 10 && (bits == finder || bits == finder<<4) { // beside four light modules
			sum += 40
		}
	}
	return sum
}
