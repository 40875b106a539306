package deflate

// Effort is how much time is spent on shorter files.
type Effort struct {
	Light  int // rows of so many matches and pixels outside of them, as found in one pass, are parsed for the fewest bits
	Rounds int // how often; each knows better what bits a symbol takes
	Chain  int // earlier places that are tried for a pixel
	Long   int // a match of so many bytes is taken without a look at others
}

// prices are what symbols take, in bits.
type prices struct {
	literal  [256]uint8
	length   [512]uint8 // a power of two, for the sake of bounds
	distance [distSymbols]uint8
}

// price sets the prices to the present codes. A symbol that has none may get one.
func (e *Encoder) price() {
	const newLiteral, newLength, newDistance = 12, 11, 8
	or := func(n, other uint8) uint8 {
		if n == 0 {
			return other
		}
		return n
	}
	for b := range e.prices.literal {
		e.prices.literal[b] = or(e.litLen[b], newLiteral)
	}
	for n := minMatch; n <= maxMatch; n++ {
		s := lengthSymbol[n]
		e.prices.length[n] = or(e.litLen[s.symbol], newLength) + s.bits
	}
	for s := range e.prices.distance {
		e.prices.distance[s] = or(e.distLen[s], newDistance) + uint8(max(0, s/2-1))
	}
}

// optimal finds the matches and literals that take the fewest bits, given what symbols take: the shortest path
// through pixels, from each along all matches that begin there. A long match is on the path whatever comes
// after, so it ends a stretch that is solved by itself.
type optimal struct {
	one  [1 << 12]int32     // where a pixel was seen last, plus one
	two  [1 << 14]int32     // where two were
	next [maxDistance]int32 // the place before that of the same hash, by the low bits of the place

	paths [stretch + maxMatch + 1]uint64 // the cheapest way to each byte of a stretch: bits<<32 | its last step
	known int                            // paths are set up to here
	steps []uint32                       // from the end

	tokens  []token
	written int
}

// A step is length<<16 | distance-1 of a match, or how many bytes are literals.

// stretch is how many bytes a stretch has at most; what a cut of the path costs is nothing beside so many.
const stretch = 2048

func (o *optimal) parse(tokens []token, r Rows, effort Effort, price *prices) []token {
	clear(o.one[:])
	clear(o.two[:])
	o.tokens, o.written = tokens, 0
	n := len(r.Data)
	s := spansOf(r.Unit)
	start, row := 0, -r.RowBytes
	o.begin()
	for p := 0; p < n; {
		if p == row+r.RowBytes {
			row = p
			o.literals(p-start, 1, r.Data[p:], price)
			p++
			continue
		}
		if p-start >= stretch {
			o.solve(start, p)
			start = p
			o.begin()
		}
		if length, dist := o.pixel(r, p, row, start, effort, &s, price); length >= effort.Long {
			o.solve(start, p)
			o.tokens = append(o.tokens, match(p-o.written, length, dist))
			for q := max(p+r.Unit, p+length-4*r.Unit); q < p+length; q += r.Unit {
				o.learn(r.Data[:n+Slack], q, &s)
			}
			p += length
			start, o.written = p, p
			o.begin()
			continue
		}
		p += r.Unit
	}
	o.solve(start, n)
	if o.written < n {
		o.tokens = append(o.tokens, match(n-o.written, 0, 1))
	}
	return o.tokens
}

func (o *optimal) begin() { o.paths[0], o.known = 0, 0 }

// reachable makes sure that there are paths up to at, the dearest until a cheaper one is found.
func (o *optimal) reachable(at int) {
	for o.known < at {
		o.known++
		o.paths[o.known] = 1<<64 - 1
	}
}

// literals offers n bytes as they are, n ≤ 4.
func (o *optimal) literals(at, n int, b []byte, price *prices) {
	bits := o.paths[at] >> 32
	for _, x := range b[:n] {
		bits += uint64(price.literal[x])
	}
	o.reachable(at + n)
	o.paths[at+n] = min(o.paths[at+n], bits<<32|uint64(n))
}

// matches offers matches of the lengths above shorter, up to length.
func (o *optimal) matches(at, shorter, length, dist, unit int, price *prices) {
	o.reachable(at + length)
	bits := o.paths[at]>>32 + uint64(price.distance[distSymbol(dist-1)])
	to := o.paths[at : at+length+1]
	for n := max(shorter+unit, (minMatch+unit-1)/unit*unit); n < len(to); n += unit {
		to[n] = min(to[n], (bits+uint64(price.length[n&0x1ff]))<<32|uint64(n)<<16|uint64(dist-1))
	}
}

// pixel offers all steps from p, and returns the longest match. One that is taken in any case is not
// offered.
func (o *optimal) pixel(r Rows, p, row, start int, effort Effort, s *spans, price *prices) (length, dist int) {
	b := r.Data[:len(r.Data)+Slack]
	o.literals(p-start, r.Unit, b[p:], price)
	limit := min(maxMatch, row+r.RowBytes-p)
	if limit < minMatch {
		return 0, 0
	}
	whole := &wholePixels[r.Unit-1]
	near, at := o.learn(b, p, s)
	above := -1
	if r.Vertical && row > 0 && r.RowBytes <= maxDistance {
		above = p - r.RowBytes
	}
	for _, from := range [2]int{near, above} {
		if from < 0 || p-from > maxDistance {
			continue
		}
		if l := int(whole[same(b, from, p, limit)]); l > length && l >= minMatch {
			if l >= effort.Long {
				return l, p - from
			}
			o.matches(p-start, length, l, p-from, r.Unit, price)
			length, dist = l, p-from
		}
	}
	for tries := effort.Chain; tries > 0 && at >= 0 && p-at <= maxDistance; tries-- {
		if b[at+length] == b[p+length] {
			if l := int(whole[same(b, at, p, limit)]); l > length && l >= minMatch {
				if l >= effort.Long {
					return l, p - at
				}
				o.matches(p-start, length, l, p-at, r.Unit, price)
				length, dist = l, p-at
			}
		}
		at = int(o.next[at%maxDistance]) - 1
	}
	return length, dist
}

// learn remembers the pixels at p and returns where they were before, less than 0 for nowhere.
func (o *optimal) learn(b []byte, p int, s *spans) (one, two int) {
	v := load(b, p)
	i, k := v&s.mask[0]*prime>>oneShift, v&s.mask[1]*prime>>twoShift
	one, two = int(o.one[i])-1, int(o.two[k])-1
	o.next[p%maxDistance] = o.two[k]
	o.one[i], o.two[k] = int32(p+1), int32(p+1)
	return one, two
}

// solve writes the cheapest path from start to end as tokens.
func (o *optimal) solve(start, end int) {
	o.steps = o.steps[:0]
	for at := end - start; at > 0; {
		s := uint32(o.paths[at])
		o.steps = append(o.steps, s)
		if s>>16 > 0 {
			at -= int(s >> 16)
		} else {
			at -= int(s)
		}
	}
	p := start
	for i := len(o.steps) - 1; i >= 0; i-- {
		s := o.steps[i]
		if s>>16 == 0 {
			p += int(s)
			continue
		}
		o.tokens = append(o.tokens, token(p-o.written)<<32|token(s))
		p += int(s >> 16)
		o.written = p
	}
}
