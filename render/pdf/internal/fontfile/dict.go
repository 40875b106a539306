package fontfile

import (
	"math"
	"strconv"
)

// Operators of a DICT; those of two bytes begin with 12.
const (
	opFontBBox      = 5
	opCharset       = 15
	opCharStrings   = 17
	opPrivate       = 18
	opDefaultWidthX = 20
	opNominalWidthX = 21
	opFontMatrix    = 12<<8 | 7
	opROS           = 12<<8 | 30
	opCIDCount      = 12<<8 | 34
	opFDArray       = 12<<8 | 36
	opFDSelect      = 12<<8 | 37
)

// appendEntry writes an operator after its operands.
func appendEntry(out []byte, op int, operands ...int) []byte {
	for _, v := range operands {
		out = appendInt(out, v)
	}
	return appendOperator(out, op)
}

func appendOperator(out []byte, op int) []byte {
	if op > math.MaxUint8 {
		out = append(out, byte(op>>8))
	}
	return append(out, byte(op))
}

// appendInt writes an integer in the fewest bytes. Charstrings have those of 16 bits alike.
func appendInt(out []byte, v int) []byte {
	switch {
	case -107 <= v && v <= 107:
		return append(out, byte(v+139))
	case 108 <= v && v <= 1131:
		return append(out, byte((v-108)>>8+247), byte(v-108))
	case -1131 <= v && v <= -108:
		return append(out, byte((-v-108)>>8+251), byte(-v-108))
	case math.MinInt16 <= v && v <= math.MaxInt16:
		return append(out, 28, byte(v>>8), byte(v))
	}
	return appendInt32(out, v)
}

// appendInt32 writes an integer in five bytes, whatever its size.
func appendInt32(out []byte, v int) []byte {
	return append(out, 29, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}

// appendMatrix writes the matrix from font units to em.
func appendMatrix(out []byte, scale float64) []byte {
	for _, v := range []float64{scale, 0, 0, scale, 0, 0} {
		out = appendReal(out, v)
	}
	return appendOperator(out, opFontMatrix)
}

// appendReal writes a number in decimal, a digit for each half of a byte.
func appendReal(out []byte, v float64) []byte {
	if v == math.Trunc(v) {
		return appendInt(out, int(v))
	}
	const real, point, end = 30, 0xA, 0xF
	digits := []byte{}
	for _, c := range strconv.AppendFloat(nil, v, 'f', -1, 64) {
		if c == '.' {
			digits = append(digits, point)
		} else {
			digits = append(digits, c-'0')
		}
	}
	digits = append(digits, end)
	if len(digits)%2 == 1 {
		digits = append(digits, end)
	}
	out = append(out, real)
	for i := 0; i < len(digits); i += 2 {
		out = append(out, digits[i]<<4|digits[i+1])
	}
	return out
}
