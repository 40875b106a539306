package code

import "strings"

const (
	code39Chars = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-. $/+%"
	code39Holds = "digits, capital letters and - . $ / + % space"
)

// The characters of Code 39 as bar, space, …, bar, 1: wide (ISO/IEC 16388, table 1); the last is the start and
// stop.
var code39Patterns = strings.Fields(`
	000110100 100100001 001100001 101100000 000110001 100110000 001110000 000100101 100100100 001100100
	100001001 001001001 101001000 000011001 100011000 001011000 000001101 100001100 001001100 000011100
	100000011 001000011 101000010 000010011 100010010 001010010 000000111 100000110 001000110 000010110
	110000001 011000001 111000000 010010001 110010000 011010000 010000101 110000100 011000100 010101000
	010100010 010001010 000101010 010010100`)

func code39(value string) (*Bars, error) {
	values, err := code39Values(value)
	if err != nil {
		return nil, err
	}
	end := len(code39Chars)
	var w []int
	for i, v := range append(append([]int{end}, values...), end) {
		if i > 0 {
			w = append(w, 1) // the gap between characters
		}
		w = twoWidths(w, code39Patterns[v])
	}
	return plain(w, value), nil
}

// code39Values are the numbers of a value's characters. Code 93 has the same.
func code39Values(value string) ([]int, error) {
	out := make([]int, len(value))
	for i := range len(value) {
		out[i] = strings.IndexByte(code39Chars, value[i])
		if out[i] < 0 {
			remedy := "write capitals, or use code128"
			if strings.ToUpper(value) == value {
				remedy = "use code128 or a qr layer"
			}
			return nil, lacks(value, i, code39Holds, remedy)
		}
	}
	return out, nil
}

// The characters of Code 93 (AIM BC5); the last is the start and stop.
var code93Patterns = strings.Fields(`
	131112 111213 111312 111411 121113 121212 121311 111114 131211 141111
	211113 211212 211311 221112 221211 231111 112113 112212 112311 122112
	132111 111123 111222 111321 121122 131121 212112 212211 211122 211221
	221121 222111 112122 112221 122121 123111 121131 311112 311211 321111
	112131 113121 211131 121221 312111 311121 122211 111141`)

// code93 ends in two check characters, each the weighted sum modulo 47 of what stands before it.
func code93(value string) (*Bars, error) {
	values, err := code39Values(value)
	if err != nil {
		return nil, err
	}
	for _, most := range []int{20, 15} {
		sum := 0
		for i, v := range values {
			sum += v * ((len(values)-1-i)%most + 1)
		}
		values = append(values, sum%47)
	}
	end := len(code93Patterns) - 1
	var w []int
	for _, v := range append(append([]int{end}, values...), end) {
		w = widths(w, code93Patterns[v])
	}
	return plain(append(w, 1), value), nil
}
