package jpeg

import "encoding/binary"

// decoder is what the segments of a file have said.
type decoder struct {
	data       []byte
	image      *Image
	quantizers [4]quantizer
	tables     [2][4]*table // for means, and for other coefficients
	baseline   bool
	every      int // MCUs between restart markers; 0: there are none
	skip       int // of the last scan, see there
	scanned    bool
}

// quantizer is what coefficients are multiplied with, in zigzag order.
type quantizer [blockSize]int32

// Decode reads a file, which is not kept. Its coefficients may take most bytes, else the error is ErrMemory; of a
// progressive file there are 136 bytes a block besides while it is decoded. The size is not limited here.
func Decode(data []byte, most int) (*Image, error) {
	if len(data) < 2 || data[0] != 0xff || data[1] != soi {
		return nil, broken("no JPEG")
	}
	d := &decoder{data: data, image: &Image{most: most}}
	for at := 2; ; {
		s, next, err := nextSegment(data, at)
		switch {
		case err != nil:
		case s.Code == EOI:
			return d.image, d.finish()
		case s.Code == SOS:
			next, err = d.scan(s.Data, next)
		default:
			err = d.segment(s)
		}
		if err != nil {
			return nil, err
		}
		at = next
	}
}

// segment takes in one that is not a scan.
func (d *decoder) segment(s Segment) error {
	switch {
	case s.Code == SOF0 || s.Code == sof1 || s.Code == SOF2:
		d.baseline = s.Code == SOF0
		d.image.progressive = s.Code == SOF2
		return d.frame(s.Data)
	case s.Code == dht:
		return d.huffman(s.Data)
	case s.Code == dqt:
		return d.quantizer(s.Data)
	case s.Code == dri:
		if len(s.Data) != 2 {
			return broken("a restart interval of %d bytes", len(s.Data))
		}
		d.every = int(binary.BigEndian.Uint16(s.Data))
	case s.Code == app0:
		if len(s.Data) >= 5 {
			d.image.jfif = string(s.Data[:5]) == "JFIF\x00"
		}
	case s.Code == app14:
		if len(s.Data) >= 12 && string(s.Data[:5]) == "Adobe" {
			d.image.adobe, d.image.transform = true, s.Data[11]
		}
	case app0 < s.Code && s.Code <= app15 || s.Code == com:
	default:
		return broken("marker %#x", s.Code)
	}
	return nil
}

// quantizer reads tables (T.81, B.2.4.1).
func (d *decoder) quantizer(data []byte) error {
	for len(data) > 0 {
		wide, to := int(data[0]>>4), int(data[0]&15)
		size := blockSize * (1 + wide)
		data = data[1:]
		if to <= 3 && wide <= 1 && len(data) == 0 { // a number alone, which other decoders let pass
			return nil
		}
		if to > 3 || wide > 1 || len(data) < size {
			return broken("a quantisation table")
		}
		for k := range d.quantizers[to] {
			if wide == 0 {
				d.quantizers[to][k] = int32(data[k])
			} else {
				d.quantizers[to][k] = int32(binary.BigEndian.Uint16(data[2*k:]))
			}
		}
		data = data[size:]
	}
	return nil
}

// huffman reads tables (T.81, B.2.4.2).
func (d *decoder) huffman(data []byte) error {
	for len(data) > 0 {
		const counted = 17
		if len(data) < counted {
			return broken("a Huffman table that is cut off")
		}
		class, to := data[0]>>4, data[0]&15
		if class > 1 || to > 3 || d.baseline && to > 1 {
			return broken("Huffman table %d of class %d", to, class)
		}
		var counts [17]int32
		codes := 0
		for length := 1; length <= 16; length++ {
			counts[length] = int32(data[length])
			codes += int(data[length])
		}
		data = data[counted:]
		if codes == 0 || codes > 256 || codes > len(data) {
			return broken("a Huffman table of %d codes", codes)
		}
		d.tables[class][to] = newTable(&counts, data[:codes])
		data = data[codes:]
	}
	return nil
}

// finish makes an image of what was scanned.
func (d *decoder) finish() error {
	m := d.image
	if !d.scanned {
		return broken("without a scan")
	}
	if len(m.components) == 4 && !m.adobe {
		return broken("of four components without Adobe's note on what they are")
	}
	for _, c := range m.components {
		if m.progressive {
			c.quantizer = d.quantizers[c.table]
			if err := m.collect(c); err != nil {
				return err
			}
		}
	}
	return nil
}
