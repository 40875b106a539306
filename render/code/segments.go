package code

import (
	"strings"

	"rsc.io/qr/coding"
)

// The modes in which a QR code holds text.
const (
	numeric = iota
	alphanumeric
	bytes
	modes
)

// maxDigits is what the largest code holds of what it holds most of (ISO/IEC 18004, table 7).
const maxDigits = 7089

// bitsPerByte is what a byte of the value takes in each mode, in sixths of a bit: 10 bits for 3 digits, 11 for 2
// letters.
var bitsPerByte = [modes]int{20, 33, 48}

// fit tells whether segments fit in a version.
func fit(parts []coding.Encoding, v coding.Version, level Level) bool {
	bits := 0
	for _, p := range parts {
		bits += p.Bits(v)
	}
	return bits <= 8*v.DataBytes(coding.Level(level))
}

// segments splits a value into those that take the fewest bits in a version. It finds the way from the end:
// what follows a byte costs the same however it was reached.
func segments(value string, v coding.Version) []coding.Encoding {
	head := [modes]int{6 * coding.Num("").Bits(v), 6 * coding.Alpha("").Bits(v), 6 * coding.String("").Bits(v)}
	best := [modes]int{}                     // the cost of what is left, with a segment of the mode open
	next := make([][modes]uint8, len(value)) // the mode of the byte before which that segment is open
	for i := len(value) - 1; i >= 0; i-- {
		here := [modes]int{}
		for open := range modes {
			here[open] = -1
			for mode := range modes {
				if !holds(mode, value[i]) {
					continue
				}
				cost := bitsPerByte[mode] + best[mode]
				if mode != open {
					cost += head[mode] + 5 // up to 5 sixths are lost where a segment ends within a bit
				}
				if here[open] < 0 || cost < here[open] {
					here[open], next[i][open] = cost, uint8(mode)
				}
			}
		}
		best = here
	}
	return cut(value, next, start(head, best))
}

// start is the mode of the first segment.
func start(head, best [modes]int) int {
	mode := bytes
	for m := range modes {
		if head[m]+best[m] < head[mode]+best[mode] {
			mode = m
		}
	}
	return mode
}

// cut makes the segments, and says first that bytes are UTF-8 where that makes a difference. By the standard
// they are Latin-1 otherwise, and readers guess: zbar took 28 of 200 texts for Japanese or Chinese.
func cut(value string, next [][modes]uint8, mode int) []coding.Encoding {
	var parts []coding.Encoding
	if strings.IndexFunc(value, func(r rune) bool { return r > 0x7f }) >= 0 {
		parts = append(parts, utf8Follows{})
	}
	from := 0
	for i := 0; i <= len(value); i++ {
		to := mode
		if i < len(value) {
			to = int(next[i][mode])
		}
		if i < len(value) && to == mode {
			continue
		}
		if i > from {
			parts = append(parts, segment(mode, value[from:i]))
		}
		from, mode = i, to
	}
	return parts
}

func segment(mode int, s string) coding.Encoding {
	switch mode {
	case numeric:
		return coding.Num(s)
	case alphanumeric:
		return coding.Alpha(s)
	}
	return coding.String(s)
}

func holds(mode int, c byte) bool {
	switch mode {
	case numeric:
		return isDigit(c)
	case alphanumeric:
		return isDigit(c) || 'A' <= c && c <= 'Z' || strings.IndexByte(" $%*+-./:", c) >= 0
	}
	return true
}

// utf8Follows is the extended channel interpretation 26 (ISO/IEC 18004, 7.4.3).
type utf8Follows struct{}

func (utf8Follows) Check() error            { return nil }
func (utf8Follows) Bits(coding.Version) int { return 12 }
func (utf8Follows) Encode(b *coding.Bits, _ coding.Version) {
	b.Write(7, 4)
	b.Write(26, 8)
}
