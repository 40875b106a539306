package jpeg

import "bytes"

// scan is a pass over blocks: of a sequential picture over all coefficients, of a progressive one over some of them,
// or of their bits (T.81, B.2.3).
type scan struct {
	bitReader
	file       []byte
	next       int // the first byte behind what the reader has
	image      *Image
	components []*scanned

	from, to  int  // coefficients, in zigzag order
	high, low uint // the bits below high are known already, 0: none is; those from low on are now
	skip      int  // blocks that follow without coefficients, or without new ones

	every  int  // MCUs between restart markers; 0: there are none
	marker byte // the next of them
}

// scanned is a component in a scan.
type scanned struct {
	*component
	dc, ac *table
	last   int32 // the mean of the block before
	rows   []row // of blocks, in a row of MCUs
}

// decode reads the compressed data, row of MCUs by row.
func (s *scan) decode() error {
	across, down := s.image.mcusAcross, s.image.mcusDown
	if s.alone() {
		across, down = s.components[0].across, s.components[0].down
	}
	for y := range down {
		for x := range across {
			if i := y*across + x; s.every > 0 && i > 0 && i%s.every == 0 {
				if err := s.restart(); err != nil {
					return err
				}
			}
			for _, c := range s.components {
				if err := s.mcu(c, x, y); err != nil {
					return err
				}
			}
		}
		if err := s.keep(y); err != nil {
			return err
		}
	}
	return nil
}

// alone says whether the scan is of one component. An MCU is one block of it then (T.81, A.2.2).
func (s *scan) alone() bool { return len(s.components) == 1 }

// blocks are those of a component in an MCU.
func (s *scan) blocks(c *scanned) (h, v int) {
	if s.alone() {
		return 1, 1
	}
	return c.h, c.v
}

// mcu decodes the blocks of a component in one MCU.
func (s *scan) mcu(c *scanned, x, y int) error {
	h, v := s.blocks(c)
	for j := range v {
		for i := range h {
			var err error
			switch {
			case !s.image.progressive:
				err = s.block(c, &c.rows[j])
			case s.high == 0:
				err = s.first(c, c.at(x*h+i, y*v+j))
			default:
				err = s.refine(c, c.at(x*h+i, y*v+j))
			}
			if err == nil && s.overrun() {
				err = errShort
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// keep stores the rows of a row of MCUs. Those of a progressive picture come in the end.
func (s *scan) keep(y int) error {
	if s.image.progressive {
		return nil
	}
	for _, c := range s.components {
		_, v := s.blocks(c)
		for j := range v {
			if err := s.image.store(c.component, y*v+j, &c.rows[j]); err != nil {
				return err
			}
		}
	}
	return nil
}

// restart goes on behind the next restart marker: what comes before it is skipped, which another marker may not be.
func (s *scan) restart() error {
	for {
		i := bytes.IndexByte(s.file[s.next:], 0xff)
		if i < 0 || s.next+i+1 >= len(s.file) {
			return errShort
		}
		s.next += i
		switch code := s.file[s.next+1]; code {
		case s.marker:
			s.next = s.load(s.file, s.next+2)
			s.marker = rst0 + (code+1)&7
			s.skip = 0
			for _, c := range s.components {
				c.last = 0
			}
			return nil
		case 0:
			s.next += 2
		case 0xff:
			s.next++
		default:
			return broken("marker %#x instead of restart marker %#x", code, s.marker)
		}
	}
}
