package code

import (
	"fmt"
	"strings"
)

// The digits of ITF, 1: wide. Of a pair, the first is the bars and the second the spaces between them (ISO/IEC
// 16390, table 1).
var itfDigits = [10]string{"00110", "10001", "01001", "11000", "00101", "10100", "01100", "00011", "10010", "01010"}

// itf is Interleaved 2 of 5. 14 digits are an ITF-14, whose last is its check digit; 13 are one without.
func itf(value string) (*Bars, error) {
	if at := notDigit(value); at >= 0 {
		return nil, lacks(value, at, "digits", "write the number without spaces or hyphens")
	}
	if len(value) == 13 || len(value) == 14 {
		var err error
		if value, err = checked(value, 14); err != nil {
			return nil, err
		}
	}
	if len(value)%2 == 1 {
		return nil, fmt.Errorf("%s has %d digits, and it holds pairs; write 0%s", value, len(value), value)
	}
	w := twoWidths(nil, "0000")
	for i := 0; i < len(value); i += 2 {
		bars, spaces := itfDigits[value[i]-'0'], itfDigits[value[i+1]-'0']
		for k := range len(bars) {
			w = twoWidths(w, bars[k:k+1]+spaces[k:k+1])
		}
	}
	return plain(twoWidths(w, "100"), value), nil
}

const codabarChars = "0123456789-$:/.+ABCD"

// The characters of Codabar as bar, space, …, bar, 1: wide (ANSI/AIM BC3).
var codabarPatterns = strings.Fields(`
	0000011 0000110 0001001 1100000 0010010 1000010 0100001 0100100 0110000 1001000
	0001100 0011000 1000101 1010001 1010100 0010101 0011010 0101001 0001011 0001110`)

// codabar starts and ends in one of A to D: A, unless the value says which.
func codabar(value string) (*Bars, error) {
	start, body, stop := "A", strings.ToUpper(value), "A"
	if n := len(body); n > 2 && isStop(body[0]) && isStop(body[n-1]) {
		start, body, stop = body[:1], body[1:n-1], body[n-1:]
	}
	for i := range len(body) {
		if strings.IndexByte(codabarChars, body[i]) < 0 || isStop(body[i]) {
			return nil, lacks(body, i, "digits and - $ : / . +, and one of A to D at both ends", "use code128 or a qr layer")
		}
	}
	var w []int
	for i, c := range []byte(start + body + stop) {
		if i > 0 {
			w = append(w, 1) // the gap between characters
		}
		w = twoWidths(w, codabarPatterns[strings.IndexByte(codabarChars, c)])
	}
	return plain(w, body), nil
}

func isStop(c byte) bool { return 'A' <= c && c <= 'D' }
