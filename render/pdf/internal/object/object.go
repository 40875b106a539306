// Package object writes the objects of a PDF file (ISO 32000-1, section 7): values, streams and the
// cross-reference table.
//
// The same calls give the same bytes: objects are numbered in the order in which they are reserved,
// dictionaries are sorted, and nothing is dated. A File is for one goroutine.
package object

import (
	"maps"
	"slices"
	"strconv"
	"unicode/utf16"
)

// Name is a name such as /Type, without its slash.
type Name string

// Text is a string that people read: the title, an alternative text. It is written as UTF-16.
type Text string

// Bytes is a string that programs read.
type Bytes []byte

// Raw is written as it is.
type Raw string

// Ref names an object of the file.
type Ref int

// Exact is a number that others are multiplied by, such as the scale of a page: it has more decimals.
type Exact float64

// Array is a list of values.
type Array []any

// Dict is a dictionary. A value that is nil is left out.
type Dict map[Name]any

// Append writes a value: one of the types of this package, a bool, an int or a float64.
func Append(out []byte, value any) []byte {
	switch v := value.(type) {
	case Name:
		return appendName(out, v)
	case Text:
		return appendText(out, string(v))
	case Bytes:
		return appendHex(out, v)
	case Raw:
		return append(out, v...)
	case Ref:
		return append(strconv.AppendInt(out, int64(v), 10), " 0 R"...)
	case Array:
		return appendArray(out, v)
	case Dict:
		return appendDict(out, v)
	case bool:
		return strconv.AppendBool(out, v)
	case int:
		return strconv.AppendInt(out, int64(v), 10)
	case float64:
		return AppendNumber(out, v)
	case Exact:
		const decimals = 9 // of 10,000 px, a hundredth of a thousandth is left
		return appendDecimals(out, float64(v), decimals)
	default:
		panic("object: a value of a type that PDF does not have") // a fault of ours, whatever the input
	}
}

// AppendNumber writes a number to 1/10000, without an exponent, which PDF does not have.
func AppendNumber(out []byte, v float64) []byte {
	const decimals = 4
	return appendDecimals(out, v, decimals)
}

func appendDecimals(out []byte, v float64, decimals int) []byte {
	start := len(out)
	out = strconv.AppendFloat(out, v, 'f', decimals, 64)
	for out[len(out)-1] == '0' {
		out = out[:len(out)-1]
	}
	if out[len(out)-1] == '.' {
		out = out[:len(out)-1]
	}
	if string(out[start:]) == "-0" {
		out = append(out[:start], '0')
	}
	return out
}

func appendName(out []byte, n Name) []byte {
	const plain = "!" // the first character that needs no escape; the last is ~
	out = append(out, '/')
	for i := range len(n) {
		switch c := n[i]; {
		case c < plain[0] || c > '~' || slices.Contains([]byte("#()<>[]{}/%"), c):
			out = append(out, '#', hexDigits[c>>4], hexDigits[c&15])
		default:
			out = append(out, c)
		}
	}
	return out
}

const hexDigits = "0123456789ABCDEF"

func appendHex(out []byte, b []byte) []byte {
	out = append(out, '<')
	for _, c := range b {
		out = append(out, hexDigits[c>>4], hexDigits[c&15])
	}
	return append(out, '>')
}

// appendText writes UTF-16 with a byte order mark (section 7.9.2.2), or the characters themselves where
// they are plain ASCII.
func appendText(out []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c < ' ' || c > '~' || c == '(' || c == ')' || c == '\\' {
			return appendHex(out, UTF16(s))
		}
	}
	return append(append(append(out, '('), s...), ')')
}

// UTF16 is big-endian UTF-16 with a byte order mark.
func UTF16(s string) []byte {
	b := []byte{0xFE, 0xFF}
	for _, u := range utf16.Encode([]rune(s)) {
		b = append(b, byte(u>>8), byte(u))
	}
	return b
}

func appendArray(out []byte, a Array) []byte {
	out = append(out, '[')
	for i, v := range a {
		if i > 0 {
			out = append(out, ' ')
		}
		out = Append(out, v)
	}
	return append(out, ']')
}

func appendDict(out []byte, d Dict) []byte {
	out = append(out, "<<"...)
	for _, key := range slices.Sorted(maps.Keys(d)) {
		if d[key] == nil {
			continue
		}
		out = append(appendName(out, key), ' ')
		out = Append(out, d[key])
	}
	return append(out, ">>"...)
}
