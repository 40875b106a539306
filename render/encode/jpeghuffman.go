package encode

import "math/bits"

// huffmanSpec is a table as a file has it (T.81, B.2.4.2): how many codes of 1..16 bits, and their values.
type huffmanSpec struct {
	counts [16]uint8
	values []byte
}

// huffmanSpecs are T.81's tables K.3 to K.6, by class, for means and for other coefficients.
var huffmanSpecs = [classes][2]huffmanSpec{
	luma: {
		{
			[16]uint8{0, 1, 5, 1, 1, 1, 1, 1, 1},
			[]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
		},
		{
			[16]uint8{0, 2, 1, 3, 3, 2, 4, 3, 5, 5, 4, 4, 0, 0, 1, 125},
			[]byte("\x01\x02\x03\x00\x04\x11\x05\x12\x21\x31\x41\x06\x13\x51\x61\x07\x22\x71\x14\x32\x81\x91\xa1\x08" +
				"\x23\x42\xb1\xc1\x15\x52\xd1\xf0\x24\x33\x62\x72\x82\x09\x0a\x16\x17\x18\x19\x1a\x25\x26\x27\x28" +
				"\x29\x2a\x34\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49\x4a\x53\x54\x55\x56\x57\x58\x59" +
				"\x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x83\x84\x85\x86\x87\x88\x89" +
				"\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4\xb5\xb6" +
				"\xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda\xe1\xe2" +
				"\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf1\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa"),
		},
	},
	chroma: {
		{
			[16]uint8{0, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1},
			[]byte{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11},
		},
		{
			[16]uint8{0, 2, 1, 2, 4, 4, 3, 4, 7, 5, 4, 4, 0, 1, 2, 119},
			[]byte("\x00\x01\x02\x03\x11\x04\x05\x21\x31\x06\x12\x41\x51\x07\x61\x71\x13\x22\x32\x81\x08\x14\x42\x91" +
				"\xa1\xb1\xc1\x09\x23\x33\x52\xf0\x15\x62\x72\xd1\x0a\x16\x24\x34\xe1\x25\xf1\x17\x18\x19\x1a\x26" +
				"\x27\x28\x29\x2a\x35\x36\x37\x38\x39\x3a\x43\x44\x45\x46\x47\x48\x49\x4a\x53\x54\x55\x56\x57\x58" +
				"\x59\x5a\x63\x64\x65\x66\x67\x68\x69\x6a\x73\x74\x75\x76\x77\x78\x79\x7a\x82\x83\x84\x85\x86\x87" +
				"\x88\x89\x8a\x92\x93\x94\x95\x96\x97\x98\x99\x9a\xa2\xa3\xa4\xa5\xa6\xa7\xa8\xa9\xaa\xb2\xb3\xb4" +
				"\xb5\xb6\xb7\xb8\xb9\xba\xc2\xc3\xc4\xc5\xc6\xc7\xc8\xc9\xca\xd2\xd3\xd4\xd5\xd6\xd7\xd8\xd9\xda" +
				"\xe2\xe3\xe4\xe5\xe6\xe7\xe8\xe9\xea\xf2\xf3\xf4\xf5\xf6\xf7\xf8\xf9\xfa"),
		},
	},
}

// huffmanCode is a code and its length in bits, 0 for a value without one.
type huffmanCode struct {
	bits   uint16
	length uint8
}

// codeTables are the codes of a class by value: a mean's category, or run<<4 | category.
type codeTables struct{ dc, ac [256]huffmanCode }

var huffmanCodes = func() (t [classes]codeTables) {
	for class := range t {
		t[class].dc = codesOf(huffmanSpecs[class][0])
		t[class].ac = codesOf(huffmanSpecs[class][1])
	}
	return t
}()

// codesOf numbers the codes (T.81, C.2): each is the one before it plus one, with zeros added when they get
// longer.
func codesOf(spec huffmanSpec) (codes [256]huffmanCode) {
	code, k := 0, 0
	for i, count := range spec.counts {
		for range count {
			codes[spec.values[k]] = huffmanCode{uint16(code), uint8(i + 1)}
			code++
			k++
		}
		code <<= 1
	}
	return codes
}

const (
	endOfBlock  = 0x00
	sixteenZero = 0xf0
)

// block writes a block's levels (T.81, F.1.2) and returns its mean, for the next block.
func (w *bitWriter) block(l *levels, mean int32, t *codeTables) int32 {
	w.level(0, l.values[0]-mean, &t.dc)
	last := 0
	for rest := l.nonzero &^ 1; rest != 0; rest &= rest - 1 {
		k := bits.TrailingZeros64(rest)
		run := k - last - 1
		for ; run > 15; run -= 16 {
			w.code(t.ac[sixteenZero])
		}
		w.level(run, l.values[k&(blockSize-1)], &t.ac)
		last = k
	}
	if last < blockSize-1 {
		w.code(t.ac[endOfBlock])
	}
	return l.values[0]
}

// level writes the code of run and category, and the bits that tell the level from others of its category:
// of a negative one those of the level less one (T.81, F.1.2.1).
func (w *bitWriter) level(run int, v int32, codes *[256]huffmanCode) {
	sign := v >> 31
	category := bits.Len32(uint32((v ^ sign) - sign))
	c := codes[(run<<4|category)&0xff]
	extra := uint32(v+sign) & (1<<category - 1)
	w.put(uint64(c.bits)<<category|uint64(extra), uint(c.length)+uint(category))
}
