package jpeg

// lookBits is how many bits a table is looked up by. Ten hold nine of ten coefficients of a photo together with their
// values; a table has 4 kB.
const lookBits = 10

// table decodes the codes of one Huffman table (T.81, annex C).
type table struct {
	look [1 << lookBits]entry // by the next lookBits bits

	values [256]byte // symbols in the order of their codes
	least  [17]int32 // by length: the first code,
	most   [17]int32 // the last, -1: none,
	first  [17]int32 // and where the symbol of the first is
}

// entry is what some bits mean:
//
//	bits 0..5    how many of them are used; 0: the code is longer than lookBits
//	bit 7        whether it is something rare, not a coefficient or the end of a block
//	bits 8..11   zeros before the coefficient
//	bits 12..15  the bits of its value, which follow if value is 0
//	bits 16..31  its value
type entry uint32

const rare = 1 << 7

func (e entry) used() uint    { return uint(e & 63) }
func (e entry) isRare() bool  { return e&rare != 0 }
func (e entry) zeros() int    { return int(e >> 8 & 15) }
func (e entry) size() uint    { return uint(e >> 12 & 15) }
func (e entry) value() int32  { return int32(e) >> 16 }
func (e entry) symbol() uint8 { return uint8(e>>4&0xf0 | e>>12&15) }

// code is the length of the code alone.
func (e entry) code() uint {
	if e.value() != 0 {
		return e.used() - e.size()
	}
	return e.used()
}

// newTable makes a table of how many codes there are of each length, and of their symbols. Of codes that there is no room
// for the decoder of the standard library does not complain either; they are never met.
func newTable(counts *[17]int32, values []byte) *table {
	t := new(table)
	copy(t.values[:], values)
	code, index := int32(0), int32(0)
	for length := 1; length <= 16; length++ {
		n := counts[length]
		t.least[length], t.most[length], t.first[length] = code, code+n-1, index
		if n == 0 {
			t.most[length] = -1
		}
		code = (code + n) << 1
		index += n
	}
	for bits := range t.look {
		t.look[bits] = t.entry(uint32(bits))
	}
	return t
}

// entry is what lookBits bits mean.
func (t *table) entry(bits uint32) entry {
	symbol, length := t.find(bits<<(16-lookBits), lookBits)
	if length == 0 {
		return rare
	}
	e := entry(length) | entry(symbol>>4)<<8 | entry(symbol&15)<<12
	size := uint(symbol & 15)
	switch {
	case size == 0 && symbol != 0:
		return e | rare
	case size == 0 || length+size > lookBits:
		return e
	}
	v := extend(bits>>(lookBits-length-size)&(1<<size-1), size)
	return e + entry(size) | entry(uint32(v)<<16)
}

// find returns the symbol whose code 16 bits begin with, and the length of it; 0: none of up to most bits is.
func (t *table) find(bits uint32, most uint) (symbol uint8, length uint) {
	for l := uint(1); l <= most; l++ {
		if code := int32(bits >> (16 - l)); code <= t.most[l] {
			return t.values[(t.first[l]+code-t.least[l])&255], l
		}
	}
	return 0, 0
}

// extend makes a value of its bits: of those that begin with 0 it is negative (T.81, F.2.2.1).
func extend(bits uint32, size uint) int32 {
	v := int32(bits)
	if v < 1<<size>>1 {
		v += -1<<size + 1
	}
	return v
}
