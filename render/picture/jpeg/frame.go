package jpeg

import "encoding/binary"

// frame reads a frame header (T.81, B.2.2).
func (d *decoder) frame(data []byte) error {
	const fixed, each = 6, 3
	m := d.image
	if m.components != nil {
		return broken("two frame headers")
	}
	if len(data) < fixed || data[0] != 8 {
		return broken("a frame header of %d bytes, or not 8 bits a sample", len(data))
	}
	n := int(data[5])
	if n != 1 && n != 3 && n != 4 || len(data) != fixed+each*n {
		return broken("a frame header of %d bytes for %d components", len(data), n)
	}
	m.height, m.width = int(binary.BigEndian.Uint16(data[1:])), int(binary.BigEndian.Uint16(data[3:]))
	for i := range n {
		b := data[fixed+each*i:]
		c := &component{id: b[0], h: int(b[1] >> 4), v: int(b[1] & 15), table: b[2]}
		for _, other := range m.components {
			if other.id == c.id {
				return broken("two components %d", c.id)
			}
		}
		if c.table > 3 {
			return broken("quantisation table %d", c.table)
		}
		m.components = append(m.components, c)
	}
	if !m.sampled() {
		return broken("an unusual subsampling")
	}
	m.measure()
	return nil
}

// sampled says whether the sampling factors are among those that are in use: of chroma one sample for one, two or four
// across, and one or two down; of ink the same as of the lightness. A single component has no factors (T.81, A.2.2).
func (m *Image) sampled() bool {
	c := m.components
	if len(c) == 1 {
		ok := isFactor(c[0].h) && isFactor(c[0].v)
		c[0].h, c[0].v = 1, 1
		return ok
	}
	for _, other := range c {
		if !isFactor(other.h) || !isFactor(other.v) {
			return false
		}
	}
	if c[0].v == 4 || c[0].h%c[1].h != 0 || c[0].v%c[1].v != 0 || c[1].h != c[2].h || c[1].v != c[2].v {
		return false
	}
	if len(c) == 3 {
		return true
	}
	return c[0].h == c[0].v && c[0].h <= 2 && c[1].h == 1 && c[1].v == 1 && c[3].h == c[0].h && c[3].v == c[0].v
}

func isFactor(n int) bool { return n == 1 || n == 2 || n == 4 }

// measure counts the blocks of the components (T.81, A.1.1 and A.2.4).
func (m *Image) measure() {
	m.mostH, m.mostV = m.components[0].h, m.components[0].v
	m.mcusAcross, m.mcusDown = over(m.width, 8*m.mostH), over(m.height, 8*m.mostV)
	for _, c := range m.components {
		c.across, c.down = over(over(m.width*c.h, m.mostH), 8), over(over(m.height*c.v, m.mostV), 8)
		c.stride = m.mcusAcross * c.h
	}
}

// over returns a/b, rounded up.
func over(a, b int) int { return (a + b - 1) / b }

// scan reads a scan header (T.81, B.2.3) and the compressed data from a byte on. It returns where that ends, or before.
func (d *decoder) scan(header []byte, at int) (int, error) {
	s := &scan{file: d.data, image: d.image, to: blockSize - 1, every: d.every, marker: rst0}
	if len(header) < 1 || len(header) != 4+2*int(header[0]) || d.image.components == nil {
		return 0, broken("a scan header of %d bytes", len(header))
	}
	n := int(header[0])
	if n < 1 || n > len(d.image.components) {
		return 0, broken("a scan of %d components", n)
	}
	total := 0
	for i := range n {
		c, err := d.component(header[1+2*i], header[2+2*i])
		if err != nil {
			return 0, err
		}
		for _, other := range s.components {
			if other.component == c.component {
				return 0, broken("a scan with a component twice")
			}
		}
		total += c.h * c.v
		s.components = append(s.components, c)
	}
	const most = 10 // T.81, B.2.3
	if len(d.image.components) > 1 && total > most {
		return 0, broken("a scan with %d blocks an MCU", total)
	}
	if d.image.progressive {
		if err := s.band(header[1+2*n:]); err != nil {
			return 0, err
		}
	}
	if err := d.prepare(s); err != nil {
		return 0, err
	}
	d.scanned = true
	buffer := buffers.Get().(*[]byte)
	s.data = *buffer
	s.next = s.load(s.file, at)
	s.skip = d.skip // a run that reaches over the end of a damaged scan goes on, as in the standard library
	err := s.decode()
	d.skip = s.skip
	*buffer = s.data
	buffers.Put(buffer)
	return s.next, err
}

// component finds one by its id, and its tables.
func (d *decoder) component(id, tables byte) (*scanned, error) {
	mean, other := tables>>4, tables&15
	if mean > 3 || other > 3 || d.baseline && (mean > 1 || other > 1) {
		return nil, broken("Huffman tables %d and %d", mean, other)
	}
	for _, c := range d.image.components {
		if c.id == id {
			return &scanned{component: c, dc: d.tables[0][mean], ac: d.tables[1][other]}, nil
		}
	}
	return nil, broken("a scan of component %d, which is none", id)
}

// band reads which coefficients and bits of them a progressive scan is of (T.81, G.1.1.1.1).
func (s *scan) band(b []byte) error {
	s.from, s.to, s.high, s.low = int(b[0]), int(b[1]), uint(b[2]>>4), uint(b[2]&15)
	switch {
	case s.from == 0 && s.to != 0, s.from > s.to, s.to >= blockSize:
		return broken("a scan of coefficients %d to %d", s.from, s.to)
	case s.from != 0 && !s.alone():
		return broken("a scan of coefficients of %d components", len(s.components))
	case s.high != 0 && s.high != s.low+1:
		return broken("a scan of bits %d to %d", s.low, s.high)
	}
	return nil
}

// prepare sees to it that there is all that the scan uses.
func (d *decoder) prepare(s *scan) error {
	for _, c := range s.components {
		refines := s.high != 0
		if c.dc == nil && s.from == 0 && !refines || c.ac == nil && s.to > 0 {
			return broken("a scan without its Huffman table")
		}
		switch {
		case !d.image.progressive:
			c.quantizer = d.quantizers[c.table]
			if c.component.rows == nil {
				c.component.rows = make([][]uint16, c.down)
			}
			_, v := s.blocks(c)
			c.rows = make([]row, v)
		case c.blocks == nil:
			c.blocks = make([]block, c.stride*d.image.mcusDown*c.v)
		}
	}
	return nil
}
