package deflate

// Effort is how much time is spent on shorter files.
type Effort struct {
	Light  int // rows of so many matches and pixels outside of them, as found in one pass, are parsed for the fewest bits
	Rounds int // how often; each knows better what bits a symbol takes
	Chain  int // earlier places that are tried for a pixel
}

// prices are what symbols take, in bits.
type prices struct {
	literal  [256]uint8
	length   [maxMatch + 1]uint8
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

	cost  [stretch + maxMatch + 1]uint32 // bits from the stretch's start
	step  [stretch + maxMatch + 1]uint32 // the last step of the cheapest path: length<<16 | distance-1, or a literal's length
	known int                            // costs are set up to here
	path  []uint32

	tokens  []token
	written int
}

// stretch is how many bytes a stretch has at most; what a cut of the path costs is nothing beside so many.
const stretch = 4096

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
			o.reach(p-start, 1, uint32(price.literal[r.Data[p]]), 1)
			p++
			continue
		}
		if p-start >= stretch {
			o.solve(start, p)
			start = p
			o.begin()
		}
		if length, dist := o.pixel(r, p, row, start, effort.Chain, &s, price); length >= longMatch {
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

func (o *optimal) begin() { o.cost[0], o.known = 0, 0 }

// reach offers a step from at, in bytes from the stretch's start.
func (o *optimal) reach(at, length int, bits, step uint32) {
	for to := at + length; o.known < to; {
		o.known++
		o.cost[o.known] = 1 << 31
	}
	if c := o.cost[at] + bits; c < o.cost[at+length] {
		o.cost[at+length], o.step[at+length] = c, step
	}
}

// pixel offers all steps from p, and returns the longest match.
func (o *optimal) pixel(r Rows, p, row, start, chain int, s *spans, price *prices) (length, dist int) {
	b := r.Data[:len(r.Data)+Slack]
	bits := uint32(0)
	for _, x := range b[p : p+r.Unit] {
		bits += uint32(price.literal[x])
	}
	o.reach(p-start, r.Unit, bits, uint32(r.Unit))
	v := load(b, p)
	near, at := o.learn(b, p, s)
	limit := min(maxMatch, row+r.RowBytes-p)
	whole := &wholePixels[r.Unit-1]
	offer := func(from int) {
		l := int(whole[same(b, from, p, limit)])
		if l <= length || l < minMatch {
			return
		}
		d := p - from
		if l >= longMatch {
			length, dist = l, d
			return // it will be taken
		}
		bits := uint32(price.distance[distSymbol(d-1)])
		for n := max(length, minMatch-1)/r.Unit*r.Unit + r.Unit; n <= l; n += r.Unit {
			if n >= minMatch {
				o.reach(p-start, n, bits+uint32(price.length[n]), uint32(n)<<16|uint32(d-1))
			}
		}
		length, dist = l, d
	}
	if near >= 0 && p-near <= maxDistance && (load(b, near)^v)&s.mask[0] == 0 {
		offer(near)
	}
	if row > 0 && r.Vertical && r.RowBytes <= maxDistance {
		offer(p - r.RowBytes)
	}
	for ; chain > 0 && at >= 0 && p-at <= maxDistance && length < longMatch; chain-- {
		if b[at+length] == b[p+length] {
			offer(at)
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
	o.path = o.path[:0]
	for at := end - start; at > 0; {
		s := o.step[at]
		o.path = append(o.path, s)
		if s>>16 > 0 {
			at -= int(s >> 16)
		} else {
			at -= int(s)
		}
	}
	p := start
	for i := len(o.path) - 1; i >= 0; i-- {
		s := o.path[i]
		if s>>16 == 0 {
			p += int(s)
			continue
		}
		o.tokens = append(o.tokens, token(p-o.written)<<32|token(s))
		p += int(s >> 16)
		o.written = p
	}
}
