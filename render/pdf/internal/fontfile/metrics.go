package fontfile

import (
	"encoding/binary"
	"math"
)

// metrics are the advances of a font's glyphs and how far their outlines reach, in font units.
type metrics struct {
	advances []int
	bearings []int // from the pen to the left end of the outline
	bounds   box   // of all glyphs

	maxAdvance, minLeft, minRight, maxExtent int
}

func newMetrics(glyphs int) metrics {
	return metrics{advances: make([]int, 0, glyphs), bearings: make([]int, 0, glyphs)}
}

func (m *metrics) add(advance int, b box) {
	if b.filled {
		if !m.bounds.filled {
			m.minLeft, m.minRight, m.maxExtent = b.x0, advance-b.x1, b.x1
		}
		m.minLeft, m.minRight = min(m.minLeft, b.x0), min(m.minRight, advance-b.x1)
		m.maxExtent = max(m.maxExtent, b.x1)
	}
	m.bounds.union(b)
	m.advances, m.bearings = append(m.advances, advance), append(m.bearings, b.x0)
	m.maxAdvance = max(m.maxAdvance, advance)
}

// long is how many glyphs need an advance of their own in hmtx: those at the end that advance alike share
// one.
func (m *metrics) long() int {
	n := len(m.advances)
	for n > 1 && m.advances[n-1] == m.advances[n-2] {
		n--
	}
	return n
}

func (m *metrics) hmtx() []byte {
	out := make([]byte, 0, 4*len(m.advances))
	long := m.long()
	for i, bearing := range m.bearings {
		if i < long {
			out = binary.BigEndian.AppendUint16(out, uint16(m.advances[i]))
		}
		out = binary.BigEndian.AppendUint16(out, uint16(bearing))
	}
	return out
}

func (f *Font) hhea(m *metrics) []byte {
	out := make([]byte, 36)
	be := binary.BigEndian
	be.PutUint32(out, 0x00010000)
	for i, v := range []int{
		f.units(f.Ascent), -f.units(f.Descent), 0, m.maxAdvance,
		m.minLeft, clampInt16(m.minRight), m.maxExtent,
		1, // the caret stands upright
	} {
		be.PutUint16(out[4+2*i:], uint16(v))
	}
	be.PutUint16(out[34:], uint16(m.long()))
	return out
}

func clampInt16(v int) int { return min(max(v, math.MinInt16), math.MaxInt16) }
