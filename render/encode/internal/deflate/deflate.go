// Package deflate compresses rows of filtered pixels (RFC 1951).
//
// It looks for repeats where pixels begin, a pixel or two at a time, which in pictures finds nearly all of
// what a search at each byte does.
package deflate

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// The numbers of RFC 1951, section 3.2.
const (
	maxBits     = 15
	endOfBlock  = 256
	litSymbols  = 286
	distSymbols = 30
	minMatch    = 3
	maxMatch    = 258
	maxDistance = 1 << 15
	maxStored   = 1<<16 - 1
)

// Encoder compresses. It keeps scratch from one call to the next, and nothing else.
type Encoder struct {
	tokens    []token
	litCount  [litSymbols]uint32
	distCount [distSymbols]uint32
	litLen    [litSymbols]uint8
	distLen   [distSymbols]uint8
	lits      [litSymbols]code
	dists     [distSymbols]code
	lengths   [maxMatch + 1]uint64
	huff      huffman
	header    header
	greedy    greedy
	optimal   *optimal // nil until one is needed
	prices    prices
}

// token is some bytes as they are, and then a match unless its length is 0:
// literals<<32 | length<<16 | distance-1.
type token uint64

func match(literals, length, distance int) token {
	return token(literals)<<32 | token(length)<<16 | token(distance-1)
}

func (t token) literals() int { return int(t >> 32) }
func (t token) length() int   { return int(t >> 16 & 0xffff) }
func (t token) distance() int { return int(t&0xffff) + 1 }

// Slack is how many bytes behind the rows are overwritten, so that words can be read up to their end.
const Slack = 12

// Rows are rows of pixels as PNG filters them: a byte for the filter, and then pixels.
type Rows struct {
	Data     []byte // has Slack bytes of capacity left
	RowBytes int    // with the filter's; below 4 GB
	Unit     int    // bytes a pixel, 1..4; 1 as well for several pixels a byte
	Vertical bool   // a row looks like the one above, as unfiltered ones do
}

// Append appends blocks that hold r, none of them the last of a stream, and then an empty stored block, so
// that they end with a byte.
func (e *Encoder) Append(dst []byte, r Rows, effort Effort) []byte {
	clear(r.Data[len(r.Data) : len(r.Data)+Slack])
	w := bitWriter{buf: dst}
	clear(r.Data[len(r.Data):][:Slack]) // or the hashes of the last pixels would depend on it
	e.tokens = e.greedy.parse(e.tokens[:0], r)
	e.codes(r.Data)
	if work := e.work(r.Unit); work <= effort.Light {
		if e.optimal == nil {
			e.optimal = new(optimal)
		}
		for range effort.Rounds {
			e.price()
			e.tokens = e.optimal.parse(e.tokens[:0], r, effort, &e.prices)
			e.codes(r.Data)
		}
	}
	e.block(&w, r.Data)
	w.bits(0, 3) // an empty stored block
	w.align()
	return append(w.buf, 0, 0, 0xff, 0xff)
}

// work is how many matches and pixels outside of them there are.
func (e *Encoder) work(unit int) int {
	n := 0
	for _, t := range e.tokens {
		n += t.literals()
	}
	return n/unit + len(e.tokens)
}

// codes makes the codes that suit the tokens best.
func (e *Encoder) codes(data []byte) {
	e.count(data)
	e.huff.lengths(e.litLen[:], e.litCount[:], maxBits)
	e.huff.lengths(e.distLen[:], e.distCount[:], maxBits)
}

// block writes the tokens as a block of codes of its own, or data as it is if that is shorter.
func (e *Encoder) block(w *bitWriter, data []byte) {
	e.header.plan(e.litLen[:], e.distLen[:], &e.huff)
	size := e.size()
	if size >= 8*len(data) {
		stored(w, data)
		return
	}
	assign(e.lits[:], e.litLen[:])
	assign(e.dists[:], e.distLen[:])
	for n := minMatch; n <= maxMatch; n++ {
		s := lengthSymbol[n]
		c := e.lits[s.symbol]
		e.lengths[n] = (c.bits()|uint64(s.extra)<<c.len())<<8 | uint64(c.len()+uint(s.bits))
	}
	w.bits(2<<1, 3) // dynamic codes
	e.header.write(w)
	w.buf = slices.Grow(w.buf, size/8+16)
	e.write(w, data)
}

// count counts symbols.
func (e *Encoder) count(data []byte) {
	clear(e.litCount[:])
	clear(e.distCount[:])
	e.litCount[endOfBlock] = 1
	var counts [3][256]uint32
	for _, t := range e.tokens {
		n := t.literals()
		run := data[:n]
		for len(run) >= 3 {
			counts[0][run[0]]++
			counts[1][run[1]]++
			counts[2][run[2]]++
			run = run[3:]
		}
		for _, b := range run {
			counts[0][b]++
		}
		if l := t.length(); l > 0 {
			e.litCount[lengthSymbol[l].symbol]++
			e.distCount[distSymbol(t.distance()-1)]++
			n += l
		}
		data = data[n:]
	}
	for b := range 256 {
		e.litCount[b] = counts[0][b] + counts[1][b] + counts[2][b]
	}
}

// size is how many bits the block takes.
func (e *Encoder) size() int {
	n := e.header.size()
	for s, c := range e.litCount {
		extra := 0
		if s > endOfBlock {
			extra = int(lengthExtra[s-endOfBlock-1])
		}
		n += int(c) * (int(e.litLen[s]) + extra)
	}
	for s, c := range e.distCount {
		n += int(c) * (int(e.distLen[s]) + max(0, s/2-1))
	}
	return n
}

// write writes the tokens. It needs size bits of room, and a word more.
func (e *Encoder) write(w *bitWriter, data []byte) {
	buf := w.buf[:cap(w.buf)]
	at, acc, held := len(w.buf), w.acc, w.held
	for _, t := range e.tokens {
		n := t.literals()
		run := data[:n]
		for len(run) >= 3 { // three codes and what waits fit into 64 bits
			a, b, c := e.lits[run[0]], e.lits[run[1]], e.lits[run[2]]
			acc |= a.bits() << (held & 63)
			held += a.len()
			acc |= b.bits() << (held & 63)
			held += b.len()
			acc |= c.bits() << (held & 63)
			held += c.len()
			binary.LittleEndian.PutUint64(buf[at:], acc)
			at += int(held >> 3)
			acc >>= held & 56 & 63
			held &= 7
			run = run[3:]
		}
		for _, b := range run {
			c := e.lits[b]
			acc |= c.bits() << (held & 63)
			held += c.len()
		}
		if len(run) > 0 {
			binary.LittleEndian.PutUint64(buf[at:], acc)
			at += int(held >> 3)
			acc >>= held & 56 & 63
			held &= 7
		}
		if l := t.length(); l > 0 {
			c := e.lengths[l]
			acc |= c >> 8 << (held & 63)
			held += uint(c & 0xff)
			d := uint32(t.distance() - 1)
			s := distSymbol(int(d))
			dc := e.dists[s]
			acc |= dc.bits() << (held & 63)
			held += dc.len()
			extra := uint(max(0, s/2-1))
			acc |= uint64(d) & (1<<(extra&63) - 1) << (held & 63)
			held += extra
			binary.LittleEndian.PutUint64(buf[at:], acc)
			at += int(held >> 3)
			acc >>= held & 56 & 63
			held &= 7
			n += l
		}
		data = data[n:]
	}
	w.buf, w.acc, w.held = buf[:at], acc, held
	c := e.lits[endOfBlock]
	w.bits(c.bits(), c.len())
}

// stored writes data as it is.
func stored(w *bitWriter, data []byte) {
	for len(data) > 0 {
		n := min(len(data), maxStored)
		w.bits(0, 3)
		w.align()
		w.buf = binary.LittleEndian.AppendUint16(w.buf, uint16(n))
		w.buf = binary.LittleEndian.AppendUint16(w.buf, ^uint16(n))
		w.buf = append(w.buf, data[:n]...)
		data = data[n:]
	}
}

// lengthExtra is how many bits follow the symbols of lengths, from 257 (section 3.2.5).
var lengthExtra = [29]uint8{0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0}

// lengthSymbol tells how a match's length is written.
var lengthSymbol = func() (t [maxMatch + 1]struct {
	symbol uint16
	extra  uint8 // what follows
	bits   uint8 // how many bits that is
}) {
	n := 3
	for i, extra := range lengthExtra[:28] {
		for k := range 1 << extra {
			if n < maxMatch {
				t[n].symbol, t[n].extra, t[n].bits = uint16(endOfBlock+1+i), uint8(k), extra
			}
			n++
		}
	}
	t[maxMatch].symbol = litSymbols - 1
	return t
}()

// distSymbol is the symbol of a distance less one: twice the place of the highest bit and the bit below it.
func distSymbol(d int) int {
	if d < 2 {
		return d
	}
	n := bits.Len32(uint32(d)) - 1
	return 2*n + d>>(n-1)&1
}
