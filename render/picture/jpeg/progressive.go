package jpeg

import "math/bits"

// block is all coefficients of a block in zigzag order, while the scans of a progressive picture go over them.
type block struct {
	values [blockSize]int16
	mask   uint64 // those that are not zero
}

func (b *block) set(k int, v int32) {
	b.values[k] = saturate(v)
	b.mask |= 1 << k
}

// first decodes the first bits of coefficients (T.81, G.1.2.1 and G.1.2.2).
func (s *scan) first(c *scanned, b *block) error {
	k := s.from
	if k == 0 {
		if err := s.mean(c); err != nil {
			return err
		}
		b.values[0] = saturate(c.last << s.low)
		k++
	}
	if s.skip > 0 && k <= s.to {
		s.skip--
		return nil
	}
	for ; k <= s.to; k++ {
		var v int32
		var err error
		if k, v, err = s.rare(c.ac, k, s.to); err != nil {
			return err
		}
		if v != 0 {
			b.set(k, v<<s.low)
		}
	}
	return nil
}

// refine decodes one more bit of coefficients (T.81, G.1.2.3).
func (s *scan) refine(c *scanned, b *block) error {
	if s.from == 0 {
		if s.bit() {
			b.values[0] |= 1 << s.low
		}
		return nil
	}
	k := s.from
	for s.skip == 0 && k <= s.to {
		symbol, err := s.symbol(c.ac)
		if err != nil {
			return err
		}
		zeros, v := int(symbol>>4), int32(0)
		switch symbol & 15 {
		case 0:
			if zeros < 15 {
				s.skip = 1<<zeros + int(s.read(zeros))
				continue
			}
		case 1:
			v = 1 << s.low
			if !s.bit() {
				v = -v
			}
		default:
			return broken("a coefficient that begins in a later scan with more than a bit")
		}
		if k = s.correct(b, k, zeros); k > s.to {
			return broken("more coefficients than a block has")
		}
		if v != 0 {
			b.set(k, v)
		}
		k++
	}
	if s.skip > 0 {
		s.skip--
		s.correct(b, k, blockSize)
	}
	return nil
}

// correct reads a bit for each coefficient from k on that is not zero, up to the zero behind some others, and
// returns where that is; beyond the end: there is none.
func (s *scan) correct(b *block, k, zeros int) int {
	for k <= s.to {
		next := min(k+bits.TrailingZeros64(b.mask>>k), s.to+1)
		if next-k > zeros {
			return k + zeros
		}
		zeros -= next - k
		if k = next; k > s.to {
			break
		}
		if s.bit() {
			v := int32(b.values[k])
			if v >= 0 {
				v += 1 << s.low
			} else {
				v -= 1 << s.low
			}
			b.values[k] = saturate(v)
		}
		k++
	}
	return k
}
