package encode

// huffmanSpec is a table as a file has it (T.81, B.2.4.2): how many codes of 1..16 bits, and their values.
type huffmanSpec struct {
	counts [16]uint8
	values []byte
}

// huffmanCode is a code above its length, of eight bits, in bits; 0 is a value without one.
type huffmanCode uint32

// huffmanTable are the codes of values: a mean's category, or run<<4 | category.
type huffmanTable [256]huffmanCode

// codesOf numbers the codes (T.81, C.2): each is the one before it plus one, with zeros added when they get
// longer.
func codesOf(spec huffmanSpec) (codes huffmanTable) {
	code, k := huffmanCode(0), 0
	for i, count := range spec.counts {
		for range count {
			codes[spec.values[k]] = code<<8 | huffmanCode(i+1)
			code++
			k++
		}
		code <<= 1
	}
	return codes
}
