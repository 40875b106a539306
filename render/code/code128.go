package code

import "strings"

// The characters of Code 128 as bar, space, bar, … (ISO/IEC 15417, table 1); the last is the stop.
var code128Patterns = strings.Fields(`
	212222 222122 222221 121223 121322 131222 122213 122312 132212 221213
	221312 231212 112232 122132 122231 113222 123122 123221 223211 221132
	221231 213212 223112 312131 311222 321122 321221 312212 322112 322211
	212123 212321 232121 111323 131123 131321 112313 132113 132311 211313
	231113 231311 112133 112331 132131 113123 113321 133121 313121 211331
	231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
	314111 221411 431111 111224 111422 121124 121421 141122 141221 112214
	112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
	111242 121142 121241 114212 124112 124211 411212 421112 421211 212141
	214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
	114131 311141 411131 211412 211214 211232 2331112`)

// The code sets: A has capitals and control characters, B all letters, C pairs of digits.
const (
	setA = iota
	setB
	setC
	sets
)

const (
	code128Shift = 98
	code128FNC1  = 102
	code128Start = 103 // in A; then B and C
	code128Stop  = 106
)

// toSet is the character that changes to a set.
var toSet = [sets]int{setA: 101, setB: 100, setC: 99}

// fnc1 stands for FNC1 in a value whose other bytes are ASCII. It starts a GS1-128 and ends a field of any
// length in it.
const fnc1 = 0x80

func code128(value string) (*Bars, error) {
	if at := strings.IndexFunc(value, func(r rune) bool { return r > 0x7f }); at >= 0 {
		return nil, lacks(value, at, "ASCII characters", "use a qr layer for other text")
	}
	return plain(code128Bars(value), printable(value)), nil
}

// printable is a value as it is printed: a control character cannot be seen.
func printable(value string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || r == 0x7f {
			return ' '
		}
		return r
	}, value)
}

// code128Bars adds the check character: the sum of all, each times its place, modulo 103.
func code128Bars(value string) []int {
	symbols := code128Symbols(value)
	sum := symbols[0]
	for i, s := range symbols {
		sum += i * s
	}
	var w []int
	for _, s := range append(symbols, sum%103, code128Stop) {
		w = widths(w, code128Patterns[s])
	}
	return w
}

// move is what is done next from a place in the value: change to a set, then take a character of it. A shift
// takes it from the other of A and B, and stays.
type move struct {
	cost  int // of this and all that follows, in characters
	set   int
	shift bool
}

// code128Symbols finds the fewest characters from the end of the value: what follows a place costs the same
// however it was reached.
func code128Symbols(value string) []int {
	const never = 4 * maxValue
	best := make([][sets]move, len(value)+1)
	for i := len(value) - 1; i >= 0; i-- {
		for from := range sets {
			m := move{cost: never}
			for to := range sets {
				n := taken(value, i, to)
				if n == 0 {
					continue
				}
				cost := 1 + best[i+n][to].cost
				if to != from {
					cost++
				}
				if cost < m.cost {
					m = move{cost: cost, set: to}
				}
				if cost := 2 + best[i+1][from].cost; to+from == setA+setB && to != from && cost < m.cost {
					m = move{cost: cost, set: from, shift: true}
				}
			}
			best[i][from] = m
		}
	}
	return code128Walk(value, best)
}

// code128Walk writes the characters along the cheapest way.
func code128Walk(value string, best [][sets]move) []int {
	set := setA
	for s := range sets {
		if best[0][s].cost < best[0][set].cost {
			set = s
		}
	}
	symbols := []int{code128Start + set}
	for i := 0; i < len(value); {
		m := best[i][set]
		if m.shift {
			symbols = append(symbols, code128Shift, code128Value(value, i, setA+setB-set))
			i++
			continue
		}
		if m.set != set {
			set = m.set
			symbols = append(symbols, toSet[set])
		}
		symbols = append(symbols, code128Value(value, i, set))
		i += taken(value, i, set)
	}
	return symbols
}

// taken is how many bytes a set's next character stands for; 0: it has none for them.
func taken(value string, i, set int) int {
	c := value[i]
	switch {
	case c == fnc1, set == setA && c < 0x60, set == setB && ' ' <= c && c < fnc1:
		return 1
	case set == setC && isDigit(c) && i+1 < len(value) && isDigit(value[i+1]):
		return 2
	}
	return 0
}

// code128Value is the character that a set has for what comes at i.
func code128Value(value string, i, set int) int {
	c := int(value[i])
	switch {
	case c == fnc1:
		return code128FNC1
	case set == setC:
		return 10*(c-'0') + int(value[i+1]-'0')
	case c < ' ':
		return c + 64
	}
	return c - ' '
}
