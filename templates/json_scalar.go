package templates

import (
	"fmt"
	"strconv"
	"unicode/utf16"
	"unicode/utf8"
)

// string reads a string in double quotes.
func (p *parser) string(out *string) error {
	start := p.at
	p.at++
	for from := p.at; p.at < len(p.data); p.at++ {
		switch c := p.data[p.at]; {
		case c == '"':
			*out = string(p.data[from:p.at])
			p.at++
			return nil
		case c == '\\':
			return p.escaped(start, from, out)
		case c < ' ':
			return p.fail(p.at, `a control character in a string; write it as \u%04x`, c)
		}
	}
	return p.fail(start, "a string without its closing quote")
}

// escaped reads the rest of a string that has an escape at p.at and its first character at from.
func (p *parser) escaped(start, from int, out *string) error {
	text := append([]byte(nil), p.data[from:p.at]...)
	for p.at < len(p.data) {
		c := p.data[p.at]
		switch {
		case c == '"':
			*out = string(text)
			p.at++
			return nil
		case c < ' ':
			return p.fail(p.at, `a control character in a string; write it as \u%04x`, c)
		case c == '\\':
			r, err := p.escape()
			if err != nil {
				return err
			}
			text = utf8.AppendRune(text, r)
		default:
			text = append(text, c)
			p.at++
		}
	}
	return p.fail(start, "a string without its closing quote")
}

// escapes are the characters that follow a backslash, and what they stand for.
var escapes = map[byte]rune{'"': '"', '\\': '\\', '/': '/', 'b': '\b', 'f': '\f', 'n': '\n', 'r': '\r', 't': '\t'}

// escape reads what starts with a backslash: two characters, \uXXXX, or two of those for a character
// beyond U+FFFF.
func (p *parser) escape() (rune, error) {
	start := p.at
	p.at++
	c := p.peek()
	p.at++
	if r, ok := escapes[c]; ok {
		return r, nil
	}
	high, ok := p.hex4()
	if c != 'u' || !ok {
		return 0, p.fail(start, `not an escape; write \\ for a backslash`)
	}
	if !utf16.IsSurrogate(high) {
		return high, nil
	}
	if p.peek() == '\\' && p.at+1 < len(p.data) && p.data[p.at+1] == 'u' {
		p.at += 2
		if low, ok := p.hex4(); ok {
			if r := utf16.DecodeRune(high, low); r != utf8.RuneError {
				return r, nil
			}
		}
	}
	return 0, p.fail(start, "half of a surrogate pair")
}

// hex4 reads four hexadecimal digits.
func (p *parser) hex4() (rune, bool) {
	if p.at+4 > len(p.data) {
		return 0, false
	}
	v, err := strconv.ParseUint(string(p.data[p.at:p.at+4]), 16, 16)
	p.at += 4
	return rune(v), err == nil
}

// number reads a number: a minus, digits without a leading zero, a fraction, an exponent.
func (p *parser) number(n *node) error {
	start := p.at
	if p.peek() == '-' {
		p.at++
	}
	zero := p.peek() == '0'
	digits := p.digits()
	ok := digits == 1 || digits > 1 && !zero
	if p.peek() == '.' {
		p.at++
		ok = p.digits() > 0 && ok
	}
	if c := p.peek(); c == 'e' || c == 'E' {
		p.at++
		if c := p.peek(); c == '+' || c == '-' {
			p.at++
		}
		ok = p.digits() > 0 && ok
	}
	n.text = string(p.data[start:p.at])
	if !ok {
		return p.fail(start, "%s is not a JSON number", quote(n.text))
	}
	value, err := strconv.ParseFloat(n.text, 64)
	if err != nil {
		err := p.fail(start, "%s is too large a number", quote(n.text))
		err.Path = p.place.String()
		return err
	}
	if value != 0 { // minus zero stays zero, which it equals: one document, one digest
		n.number = value
	}
	return nil
}

// digits skips digits and counts them.
func (p *parser) digits() int {
	start := p.at
	for c := p.peek(); '0' <= c && c <= '9'; c = p.peek() {
		p.at++
	}
	return p.at - start
}

// fail reports that the text at offset is not JSON, or not JSON that is read here.
func (p *parser) fail(offset int, format string, args ...any) *Error {
	line, column := lineColumn(p.data, offset)
	return &Error{Msg: fmt.Sprintf(format, args...), Line: line, Column: column, kind: ErrInvalid}
}

// unexpected reports what stands where something else was wanted.
func (p *parser) unexpected(want string) *Error {
	if p.at >= len(p.data) {
		return p.fail(p.at, "want %s, got the end", want)
	}
	r, _ := utf8.DecodeRune(p.data[p.at:])
	if r == '/' {
		return p.fail(p.at, "want %s; JSON has no comments", want)
	}
	return p.fail(p.at, "want %s, got %s", want, quote(string(r)))
}
