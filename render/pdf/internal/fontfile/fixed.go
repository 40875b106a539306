package fontfile

import "math"

// fixed is a number of a charstring, in 1/65536 of a font unit.
type fixed int64

const one fixed = 1 << 16

// toFixed takes a whole number for what it was before it was rounded to the 24 bits of an outline.
func toFixed(units float64) fixed {
	if whole := math.Floor(units + 0.5); math.Abs(units-whole) <= tolerance {
		return fixed(whole) * one
	}
	return fixed(math.Floor(units*float64(one) + 0.5))
}

// appendTo writes the number, in five bytes if it has a fraction.
func (v fixed) appendTo(out []byte) []byte {
	if v%one == 0 {
		return appendInt(out, int(v/one))
	}
	const fraction = 255
	return append(out, fraction, byte(v>>24), byte(v>>16), byte(v>>8), byte(v))
}
