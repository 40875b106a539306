package encode

import "math/bits"

// token is a value to be coded once its table is known, and the bits behind its code:
//
//	bits 0–15 the bits, 16–20 how many, 21–28 the value, 29–30 the table, 31 there is no value
type token uint32

const (
	tokenSize  = 16
	tokenValue = 21
	tokenTable = 29
	tokenPlain = 31
)

// tables is how many Huffman tables a scan may use: of each class one for means and one for the rest.
const tables = 2 * classes

// tableOf names the table of a class; ac: of other coefficients than the mean.
func tableOf(class int, ac bool) int {
	if ac {
		return class<<1 | 1
	}
	return class << 1
}

// tokens are what a scan has to say, and how often each value comes.
type tokens struct {
	list   []token
	counts [tables]valueCounts
}

// valueCounts are how often each value of a table comes.
type valueCounts [256]uint32

func (t *tokens) reset() { t.list, t.counts = t.list[:0], [tables]valueCounts{} }

// value adds a value of a table and the size bits behind it.
func (t *tokens) value(table, value int, extra uint32, size uint) {
	t.counts[table&(tables-1)][value&0xff]++
	t.list = append(t.list, token(extra|uint32(size)<<tokenSize|uint32(value)<<tokenValue|uint32(table)<<tokenTable))
}

// bit adds a bit without a code.
func (t *tokens) bit(b uint8) { t.list = append(t.list, token(b)|1<<tokenSize|1<<tokenPlain) }

// level adds a level of the given run of zeros before it.
func (t *tokens) level(table, run int, level int32) {
	extra, size := magnitude(level)
	t.value(table, run<<4|int(size), extra, size)
}

// block adds the levels of a block; mean is that of the block before. It is bitWriter.block for tables that
// are not known yet.
func (t *tokens) block(l *levels, mean int32, component int) {
	class := classOf(component)
	t.level(tableOf(class, false), 0, l.mean-mean)
	ac, next := tableOf(class, true), 1
	for i, rest := 0, l.nonzero; rest != 0; i, rest = i+1, rest&(rest-1) {
		k := bits.TrailingZeros64(rest)
		run := k - next
		next = k + 1
		for ; run > maxRun; run -= maxRun + 1 {
			t.value(ac, sixteenZero, 0, 0)
		}
		t.level(ac, run, int32(l.values[i]))
	}
	if next < blockSize {
		t.value(ac, endOfBlock, 0, 0)
	}
}

// write codes all tokens.
func (t *tokens) write(w *bitWriter, codes *[tables]huffmanTable) {
	for _, v := range t.list {
		size := uint(v >> tokenSize & 31)
		extra := uint64(v & (1<<tokenSize - 1))
		if v>>tokenPlain != 0 {
			w.put(extra, size)
			continue
		}
		c := codes[v>>tokenTable&(tables-1)][v>>tokenValue&0xff]
		w.put(uint64(c>>8)<<size|extra, uint(c&0xff)+size)
	}
}
