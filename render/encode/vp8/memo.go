package vp8

import (
	"encoding/binary"
	"image"
	"slices"

	"placard/render/internal/cache"
)

// Store keeps what pictures were encoded as, so that what comes again is not encoded again. It may forget
// anything at any time. It is safe for concurrent use.
type Store interface {
	Get(cache.Sum) ([]byte, bool)
	Put(cache.Sum, []byte) // of all that decides about the bytes, which are not changed after
}

// memo keeps rows of macroblocks, which need no conversion of colours when they come again, and macroblocks, for
// the rows where something changed. What either is encoded as depends on its pixels, and on what is around it through the
// edges of its neighbours alone. Where a change meets what is even, the edges beyond are the same again.
type memo struct {
	store  Store
	params [4]byte
	buf    []byte
	row    cache.Sum
}

// The kinds of what is kept, as they begin what is hashed.
const (
	kindRow = iota
	kindMacroblock
)

func (m *memo) start(o Options, index int) {
	m.store = o.Store
	m.params = [4]byte{0, byte(index), byte(o.Method)}
}

// begin starts to collect what a key is made of.
func (m *memo) begin(kind byte) {
	m.buf = append(m.buf[:0], kind, m.params[1], m.params[2])
}

// rowKey names the row of macroblocks that starts at pixel row top.
func (m *memo) rowKey(img *image.RGBA, top int, above []edge) cache.Sum {
	m.begin(kindRow)
	m.buf = binary.LittleEndian.AppendUint32(m.buf, uint32(img.Rect.Dx()))
	m.buf = append(m.buf, b2u(top == 0))
	bottom := min(top+side, img.Rect.Dy())
	if img.Stride == 4*img.Rect.Dx() {
		m.hash(img.Pix[top*img.Stride : bottom*img.Stride])
	} else {
		for y := top; y < bottom; y++ {
			m.hash(rowOf(img, y))
		}
	}
	for x := range above {
		m.buf = above[x].append(m.buf)
	}
	return cache.SumOf(m.buf)
}

// hash collects the hash of b instead of b.
func (m *memo) hash(b []byte) {
	k := cache.SumOf(b)
	m.buf = binary.LittleEndian.AppendUint64(m.buf, k[0])
	m.buf = binary.LittleEndian.AppendUint64(m.buf, k[1])
	m.buf = binary.LittleEndian.AppendUint32(m.buf, uint32(len(b)))
}

// siteKey names a macroblock.
func (m *memo) siteKey(s *site) cache.Sum {
	m.begin(kindMacroblock)
	m.buf = append(m.buf, b2u(s.top), b2u(s.leftmost))
	m.buf = append(m.buf, s.corner[:]...)
	m.buf = append(m.buf, s.right[:]...)
	m.buf = s.above.append(m.buf)
	m.buf = s.left.append(m.buf)
	m.buf = append(m.buf, s.source[:]...)
	return cache.SumOf(m.buf)
}

func b2u(b bool) byte { return byte(b2i(b)) }

// edgeSize is what an edge takes in bytes.
const edgeSize = side + side + 4 + filledMeans + 1

func (e *edge) append(b []byte) []byte {
	b = append(b, e.luma[:]...)
	b = append(b, e.chroma[0][:]...)
	b = append(b, e.chroma[1][:]...)
	b = append(b, e.modes[:]...)
	return append(b, e.filled[:]...)
}

// read sets e to what append wrote, and returns what is after it.
func (e *edge) read(b []byte) []byte {
	e.luma = [side]uint8(b)
	e.chroma[0] = [side / 2]uint8(b[side:])
	e.chroma[1] = [side / 2]uint8(b[side+side/2:])
	e.modes = [4]uint8(b[2*side:])
	e.filled = [filledMeans + 1]uint8(b[2*side+4:])
	return b[edgeSize:]
}

const (
	choiceSkip  = 1 << 7
	choiceSplit = 1 << 6
	choiceEven  = 1 << 5
)

func (c *choice) append(b []byte) []byte {
	b = append(b, c.chroma|choiceSkip*b2u(c.skip)|choiceSplit*b2u(c.split)|choiceEven*c.segment)
	if c.split {
		return append(b, c.modes[:]...)
	}
	return append(b, c.modes[0])
}

// read sets c to what append wrote, and returns what is after it.
func (c *choice) read(b []byte) []byte {
	c.skip, c.split, c.chroma = b[0]&choiceSkip != 0, b[0]&choiceSplit != 0, b[0]&^(choiceSkip|choiceSplit|choiceEven)
	c.segment = b[0] & choiceEven / choiceEven
	if c.split {
		c.modes = [16]uint8(b[1:])
		return b[17:]
	}
	for i := range c.modes {
		c.modes[i] = b[1]
	}
	return b[2:]
}

// appendTokens appends list, the last thing in what is kept.
func appendTokens(b []byte, list []token) []byte {
	for _, k := range list {
		b = binary.LittleEndian.AppendUint16(b, uint16(k))
	}
	return b
}

// replay adds tokens that appendTokens wrote.
func (t *tokens) replay(b []byte) {
	at, n := len(t.list), len(b)/2
	t.list = slices.Grow(t.list, n)[:at+n]
	dst := t.list[at:]
	b = b[:2*len(dst)]
	for i := range dst {
		k := token(b[2*i]) | token(b[2*i+1])<<8
		dst[i] = k
		t.counts[k&(2*tokenSlots-1)]++
	}
}

// recallRow adds a row that was kept, and says whether there was one.
func (e *encoder) recallRow(img *image.RGBA, top int) bool {
	e.memo.row = e.memo.rowKey(img, top, e.above)
	data, ok := e.memo.store.Get(e.memo.row)
	if !ok {
		return false
	}
	for x := range e.above {
		data = e.above[x].read(data)
	}
	for range e.above {
		var c choice
		data = c.read(data)
		e.choices = append(e.choices, c)
	}
	e.tokens.replay(data)
	return true
}

// rememberRow keeps the row whose tokens begin at mark.
func (e *encoder) rememberRow(mark int) {
	list := e.choices[len(e.choices)-e.across:]
	data := make([]byte, 0, e.across*(edgeSize+4)+2*(len(e.tokens.list)-mark))
	for x := range e.above {
		data = e.above[x].append(data)
	}
	for i := range list {
		data = list[i].append(data)
	}
	e.memo.store.Put(e.memo.row, appendTokens(data, e.tokens.list[mark:]))
}

// recall adds the macroblock of a key, if it was kept.
func (e *encoder) recall(k cache.Sum, above, left *edge) bool {
	data, ok := e.memo.store.Get(k)
	if !ok {
		return false
	}
	data = above.read(data)
	data = left.read(data)
	var c choice
	data = c.read(data)
	e.choices = append(e.choices, c)
	e.tokens.replay(data)
	return true
}

// remember keeps the macroblock that was encoded last.
func (e *encoder) remember(k cache.Sum, above, left *edge, mark int) {
	data := make([]byte, 0, 2*edgeSize+17+2*(len(e.tokens.list)-mark))
	data = above.append(data)
	data = left.append(data)
	data = e.choices[len(e.choices)-1].append(data)
	e.memo.store.Put(k, appendTokens(data, e.tokens.list[mark:]))
}
