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

// A token is a decision of the code of coefficients: twice the slot of its probability, and its value.
type token uint16

// Slots above those of the tree are decisions of constant probability: fixedSlot is that of 0/256. The number of all is
// a power of two, which spares the check of an index.
const (
	fixedSlot  = slots
	tokenSlots = 2048
)

// tokens are the coefficients of a frame as decisions. They are written when all are known, so that the
// probabilities may follow them.
type tokens struct {
	list   []token
	counts [2 * tokenSlots]uint32 // how often each token came
}

func (t *tokens) reset() {
	t.list = t.list[:0]
	clear(t.counts[:])
}

// put adds a decision of the tree and returns it.
func (t *tokens) put(bit bool, slot int) bool {
	k := token(2*slot + b2i(bit))
	t.counts[k&(2*tokenSlots-1)]++
	t.list = append(t.list, k)
	return bit
}

// fixed adds a decision of constant probability.
func (t *tokens) fixed(bit bool, prob uint8) { t.put(bit, fixedSlot+int(prob)) }

// count is how often the decision of a slot was 0 and 1.
func (t *tokens) count(slot int) [2]uint32 { return [2]uint32(t.counts[2*slot:]) }

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

// write codes the tokens: boolWriter.put for all of them, with its state in registers and without a branch on what
// they are.
func (t *tokens) write(w *boolWriter, probs *[tokenSlots]uint8) {
	low, span, count := w.low, w.span, w.count
	for _, k := range t.list {
		split := 1 + ((span-1)*uint32(probs[k>>1&(tokenSlots-1)]))>>8
		one := -uint32(k & 1)
		low += uint64(split & one)
		span = split ^ (split^(span-split))&one
		shift := shiftOf[uint8(span)]
		span <<= shift & 7
		low <<= shift & 7
		count += uint(shift)
		if count >= flushBits {
			w.low, w.count = low, count
			w.flush()
			low, count = w.low, w.count
		}
	}
	w.low, w.span, w.count = low, span, count
}
