package deflate

import (
	"encoding/binary"
	"math/bits"
)

// greedy finds repeats in one pass. It knows the last place of each pixel, of each two and of each three, and
// takes the match of the most. To wait for a better one a pixel later makes files larger: it costs the bits of a
// pixel, and the better one mostly comes anyway.
//
// The tables hold the low 16 bits of a place. What they say may be stale, but is a distance at which to look,
// and what is found there is compared.
type greedy struct {
	one   [1 << 12]uint16
	two   [1 << 14]uint16
	three [1 << 14]uint16
}

const (
	oneShift   = 64 - 12
	twoShift   = 64 - 14
	threeShift = 64 - 14
	prime      = 0x9e3779b97f4a7c15 // 2^64 divided by the golden ratio: multiplied by it, bits spread upwards

	// A match of a single pixel farther away takes more bits than the pixel.
	nearby = 4096
	// In a longer match the tables need not know each pixel; it is as good as a run.
	longMatch = 64
)

// A pixel, two and three of them, as bytes. Bytes come in more of each: a match is of 3 at least.
type spans struct {
	one, two int
	mask     [2]uint64 // the bytes of one and of two
	more     int       // at which three end, less the 8 of a word
}

func spansOf(unit int) spans {
	s := spans{one: 3, two: 6, more: 1}
	switch unit {
	case 1:
		s = spans{one: 3, two: 5, more: 0}
	case 4:
		s = spans{one: 4, two: 8, more: 4}
	}
	s.mask = [2]uint64{1<<(8*s.one) - 1, ^uint64(0) >> (64 - 8*s.two)}
	return s
}

func load(b []byte, i int) uint64 { return binary.LittleEndian.Uint64(b[i : i+8 : i+8]) }

func (g *greedy) parse(tokens []token, r Rows) []token {
	*g = greedy{}
	n := len(r.Data)
	b := r.Data[:n+Slack]
	s := spansOf(r.Unit)
	whole := &wholePixels[r.Unit-1]
	written := 0
	for row := 0; row < n; row += r.RowBytes {
		end := row + r.RowBytes
		for p := row + 1; p < end; {
			v := load(b, p)
			i1 := v & s.mask[0] * prime >> oneShift
			i2 := v & s.mask[1] * prime >> twoShift
			i3 := (v*prime ^ load(b, p+s.more)) * prime >> threeShift
			d1, d2, d3 := uint16(p)-g.one[i1], uint16(p)-g.two[i2], uint16(p)-g.three[i3]
			g.one[i1], g.two[i2], g.three[i3] = uint16(p), uint16(p), uint16(p)
			reach := uint(min(p, maxDistance))
			length, dist := 0, 0
			switch {
			case uint(d3-1) < reach && (load(b, p-int(d3))^v)&s.mask[1] == 0:
				length, dist = s.two+same(b, p-int(d3)+s.two, p+s.two, maxMatch-s.two), int(d3)
			case uint(d2-1) < reach && (load(b, p-int(d2))^v)&s.mask[1] == 0:
				length, dist = s.two+same(b, p-int(d2)+s.two, p+s.two, maxMatch-s.two), int(d2)
			case uint(d1-1) < min(reach, nearby) && (load(b, p-int(d1))^v)&s.mask[0] == 0:
				length, dist = s.one, int(d1)
			}
			if r.Vertical && row > 0 && length < longMatch {
				if l := same(b, p-r.RowBytes, p, maxMatch); l > length && r.RowBytes <= maxDistance {
					length, dist = l, r.RowBytes
				}
			}
			length = int(whole[min(length, end-p)])
			if length < minMatch {
				p += r.Unit
				continue
			}
			tokens = append(tokens, match(p-written, length, dist))
			if length < longMatch {
				g.learn(b[p+r.Unit:p+length+Slack], p+r.Unit, r.Unit, &s)
			}
			p += length
			written = p
		}
	}
	if written < n {
		tokens = append(tokens, match(n-written, 0, 1))
	}
	return tokens
}

// learn remembers the pixels of b, less its slack, which is at p.
func (g *greedy) learn(b []byte, p, unit int, s *spans) {
	for i := 0; i < len(b)-Slack; i += unit {
		v := load(b, i)
		g.one[v&s.mask[0]*prime>>oneShift] = uint16(p + i)
		g.two[v&s.mask[1]*prime>>twoShift] = uint16(p + i)
		g.three[(v*prime^load(b, i+s.more))*prime>>threeShift] = uint16(p + i)
	}
}

// wholePixels is how much of a length is whole pixels of 1..4 bytes.
var wholePixels = func() (t [4][maxMatch + 1]uint16) {
	for u := range t {
		for n := range t[u] {
			t[u][n] = uint16(n - n%(u+1))
		}
	}
	return t
}()

// same is how many bytes from a on are those from p on, limit at most. It reads no farther than to the next
// multiple of 8 from p.
func same(b []byte, a, p, limit int) int {
	for n := 0; n < limit && p+n+8 <= len(b); n += 8 {
		if x := load(b, a+n) ^ load(b, p+n); x != 0 {
			return min(limit, n+bits.TrailingZeros64(x)>>3)
		}
	}
	return limit
}
