package jpeg

// block decodes a block of a sequential scan to a row (T.81, F.2.2). It is the inner loop of decoding: the
// accumulator is in registers, and what is rare is left to others.
func (s *scan) block(c *scanned, to *row) error {
	if err := s.mean(c); err != nil {
		return err
	}
	out, n := to.room(), 2
	out[0] = uint16(saturate(c.last))
	if s.skip > 0 {
		s.skip--
		out[1] = 0
		to.n += n
		return nil
	}
	r, look := &s.bitReader, &c.ac.look
	acc, have := s.acc, s.n
coefficients:
	for k := 1; k < blockSize; k++ {
		if have < needed {
			acc, have = r.fill(acc, have)
		}
		e := look[acc>>(64-lookBits)]
		v, used := e.value(), e.used()
		k += e.zeros()
		if v == 0 || k >= blockSize {
			switch {
			case k >= blockSize || e.isRare():
				r.acc, r.n = acc, have
				var err error
				if k, v, err = s.rare(c.ac, k-e.zeros(), blockSize-1); err != nil {
					return err
				}
				if acc, have, used = r.acc, r.n, 0; v == 0 {
					continue
				}
			case e.size() == 0: // the end of the block
				acc <<= used
				have -= int(used)
				break coefficients
			default: // the value follows
				acc <<= used
				have -= int(used)
				used = e.size()
				v = leading(acc, used)
			}
		}
		acc <<= used
		have -= int(used)
		n = put(out, n, k, v)
	}
	r.acc, r.n = acc, have
	out[1] = uint16(n - 2)
	to.n += n
	return nil
}

// mean decodes the difference of a block's mean to that of the one before (T.81, F.2.2.1).
func (s *scan) mean(c *scanned) error {
	r := &s.bitReader
	if r.n < needed {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	if e := c.dc.look[r.acc>>(64-lookBits)]; e.value() != 0 && e.zeros() == 0 {
		c.last += e.value()
		r.acc <<= e.used()
		r.n -= int(e.used())
		return nil
	}
	size, err := r.symbol(c.dc)
	if err != nil {
		return err
	}
	const most = 16 // bits
	if size > most {
		return broken("a mean of %d bits", size)
	}
	c.last += extend(r.read(int(size)), uint(size))
	return nil
}

// rare decodes what comes at coefficient k of a block that ends with coefficient end: another coefficient or zeros,
// or that nothing comes, in this block or in several. It returns where its value is to be; k is beyond the end if it
// was the end.
func (s *scan) rare(t *table, k, end int) (at int, value int32, err error) {
	symbol, err := s.symbol(t)
	if err != nil {
		return 0, 0, err
	}
	zeros, size := int(symbol>>4), int(symbol&15)
	switch {
	case size != 0 && k+zeros <= end:
		return k + zeros, extend(s.read(size), uint(size)), nil
	case size != 0: // damaged, which libjpeg takes for the end
		return blockSize, 0, nil
	case zeros == 15:
		return k + zeros, 0, nil
	}
	s.skip = 1<<zeros + int(s.read(zeros)) - 1
	return blockSize, 0, nil
}

// symbol decodes a code, however long it is.
func (r *bitReader) symbol(t *table) (uint8, error) {
	if r.n < needed {
		r.acc, r.n = r.fill(r.acc, r.n)
	}
	e := t.look[r.acc>>(64-lookBits)]
	symbol, length := e.symbol(), e.code()
	if length == 0 {
		if symbol, length = t.find(uint32(r.acc>>48), 16); length == 0 {
			return 0, broken("a code that is none")
		}
	}
	r.acc <<= length
	r.n -= int(length)
	return symbol, nil
}

// leading makes a value of the first bits of an accumulator, like extend.
func leading(acc uint64, size uint) int32 {
	negative := int32(^(int64(acc) >> 63))
	return int32(acc>>(64-size&63)) + negative&(-1<<size+1)
}

// saturate keeps a value in 16 bits. Only those of damaged pictures are not.
func saturate(v int32) int16 { return int16(min(max(v, -1<<15), 1<<15-1)) }
