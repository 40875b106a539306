package vp8

// Planes of coefficients, as they index probabilities (RFC 6386, 13.3).
const (
	planeLumaAC = iota // luma whose means are in planeMeans
	planeMeans         // the means of the 16 blocks of luma
	planeChroma
	planeLuma
	planes
)

const (
	bands    = 8
	contexts = 3
	nodes    = 11
	slots    = planes * bands * contexts * nodes
)

// bandOf is the band of a coefficient by its place in zigzag order; the one after the last is never read.
var bandOf = [17]uint8{0, 1, 2, 3, 6, 4, 5, 6, 6, 6, 6, 6, 6, 6, 6, 7, 0}

// zigzag is where a block has its coefficients, in the order of the code.
var zigzag = [16]uint8{0, 1, 4, 8, 5, 2, 3, 6, 9, 12, 13, 10, 7, 11, 14, 15}

// A token is a decision of the code of coefficients: its value, and where its probability is.
type token uint16

const (
	tokenBit   token = 1 << 15
	tokenFixed token = 1 << 14 // the lowest 8 bits are the probability itself, else its slot
)

// tokens are the coefficients of a frame as decisions. They are written when all are known, so that the
// probabilities may follow them.
type tokens struct {
	list   []token
	counts [slots][2]uint32 // how often a decision was 0 and 1
}

func (t *tokens) reset() {
	t.list = t.list[:0]
	clear(t.counts[:])
}

// put adds a decision of the tree and returns it.
func (t *tokens) put(bit bool, slot int) bool {
	k := token(slot)
	if bit {
		t.counts[slot][1]++
		k |= tokenBit
	} else {
		t.counts[slot][0]++
	}
	t.list = append(t.list, k)
	return bit
}

// fixed adds a decision of constant probability.
func (t *tokens) fixed(bit bool, prob uint8) {
	k := tokenFixed | token(prob)
	if bit {
		k |= tokenBit
	}
	t.list = append(t.list, k)
}

func slotOf(plane, place, context int) int {
	return ((plane*bands+int(bandOf[place]))*contexts + context) * nodes
}

// block adds the levels first..last of a block in zigzag order; last is below first if all are zero.
func (t *tokens) block(levels *[16]int16, plane, context, first, last int) {
	slot := slotOf(plane, first, context)
	if !t.put(last >= first, slot) {
		return
	}
	for n := first; n < 16; {
		v := int(levels[n])
		n++
		if !t.put(v != 0, slot+1) {
			slot = slotOf(plane, n, 0)
			continue
		}
		magnitude := max(v, -v)
		if t.put(magnitude > 1, slot+2) {
			t.magnitude(magnitude, slot)
			slot = slotOf(plane, n, 2)
		} else {
			slot = slotOf(plane, n, 1)
		}
		t.fixed(v < 0, 128)
		if n == 16 || !t.put(n <= last, slot) {
			return
		}
	}
}

// magnitude adds a magnitude of 2 or more.
func (t *tokens) magnitude(v, slot int) {
	if !t.put(v > 4, slot+3) {
		if t.put(v > 2, slot+4) {
			t.put(v > 3, slot+5)
		}
		return
	}
	if !t.put(v > 10, slot+6) {
		if !t.put(v > 6, slot+7) {
			t.fixed(v > 5, 159)
			return
		}
		t.fixed(v > 8, 165)
		t.fixed((v-7)&1 != 0, 145)
		return
	}
	c := categoryOf(v)
	t.put(c >= 2, slot+8)
	t.put(c&1 != 0, slot+9+c>>1)
	rest := v - categories[c].base
	probs := categories[c].probs
	for i, p := range probs {
		t.fixed(rest>>(len(probs)-1-i)&1 != 0, p)
	}
}

// categories are the ranges of large magnitudes with the probabilities of their bits (RFC 6386, 13.2).
var categories = [4]struct {
	base  int
	probs []uint8
}{
	{11, []uint8{173, 148, 140}},
	{19, []uint8{176, 155, 140, 135}},
	{35, []uint8{180, 157, 141, 134, 130}},
	{67, []uint8{254, 254, 243, 230, 196, 177, 153, 140, 133, 130, 129}},
}

func categoryOf(v int) int {
	c := 0
	for c < len(categories)-1 && v >= categories[c+1].base {
		c++
	}
	return c
}

// write codes the tokens.
func (t *tokens) write(w *boolWriter, probs *[slots]uint8) {
	for _, k := range t.list {
		p := uint8(k)
		if k&tokenFixed == 0 {
			p = probs[int(k&^tokenBit)]
		}
		w.put(k&tokenBit != 0, p)
	}
}
