package svg

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// scanner reads the words of an attribute: numbers, names and lists of them.
type scanner struct {
	text string
	at   int // bytes
}

// space is what SVG and CSS take for white space.
const space = " \t\n\f\r"

// peek is the next byte, or 0 at the end.
func (s *scanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

func (s *scanner) space() {
	for s.at < len(s.text) && strings.IndexByte(space, s.text[s.at]) >= 0 {
		s.at++
	}
}

// comma skips white space with one comma in it at most.
func (s *scanner) comma() {
	s.space()
	if s.peek() == ',' {
		s.at++
		s.space()
	}
}

// done skips white space, and says whether that was all.
func (s *scanner) done() bool {
	s.space()
	return s.at == len(s.text)
}

// accept skips a byte if it is next.
func (s *scanner) accept(c byte) bool {
	if s.at < len(s.text) && s.text[s.at] == c {
		s.at++
		return true
	}
	return false
}

// name reads letters, digits and hyphens.
func (s *scanner) name() string {
	start := s.at
	for isName(s.peek()) {
		s.at++
	}
	return s.text[start:s.at]
}

func isName(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || isDigit(c) || c == '-' || c == '_' || c >= utf8.RuneSelf
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// wanted says what should be next.
func (s *scanner) wanted(what string) error {
	column := utf8.RuneCountInString(s.text[:s.at]) + 1
	if s.at >= len(s.text) {
		return fmt.Errorf("character %d: want %s, but it ends here", column, what)
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.at:])
	return fmt.Errorf("character %d: want %s, got %q", column, what, string(r))
}

// number reads a number, which ends where the next one can only start: 1.5.5-2 are three.
func (s *scanner) number() (float64, error) {
	start := s.at
	if c := s.peek(); c == '+' || c == '-' {
		s.at++
	}
	whole := s.digits()
	if s.peek() == '.' {
		s.at++
		if s.digits()+whole == 0 {
			return 0, s.wanted("a digit")
		}
	} else if whole == 0 {
		return 0, s.wanted("a number")
	}
	s.exponent()
	v, _ := strconv.ParseFloat(s.text[start:s.at], 64) // of this form it can only be too large, and is infinite then
	if !(math.Abs(v) <= MaxNumber) {
		return 0, fmt.Errorf("%s is not in %v..%v", clip(s.text[start:s.at]), -MaxNumber, MaxNumber)
	}
	return v, nil
}

// digits skips digits, and counts them.
func (s *scanner) digits() int {
	start := s.at
	for isDigit(s.peek()) {
		s.at++
	}
	return s.at - start
}

// exponent skips an exponent if there is a whole one, which em is not.
func (s *scanner) exponent() {
	start := s.at
	if s.peek()|0x20 != 'e' {
		return
	}
	s.at++
	if c := s.peek(); c == '+' || c == '-' {
		s.at++
	}
	if s.digits() == 0 {
		s.at = start
	}
}

// another says whether a number is next, a comma before it or not.
func (s *scanner) another() bool {
	s.space()
	c := s.peek()
	return c == ',' || c == '.' || c == '-' || c == '+' || isDigit(c)
}

// numbers reads a list of at most so many numbers.
func numbers(text string, most int) ([]float64, error) {
	s := scanner{text: text}
	var out []float64
	for !s.done() {
		if len(out) == most {
			return nil, fmt.Errorf("there are more than %d numbers", most)
		}
		if len(out) > 0 {
			s.comma()
		}
		v, err := s.number()
		if err != nil {
			return nil, err
		}
		out = append(out, v)
	}
	return out, nil
}

// number1 reads text that is one number.
func number1(text string) (float64, error) {
	s := scanner{text: text}
	s.space()
	v, err := s.number()
	if err == nil && !s.done() {
		err = s.wanted("nothing more")
	}
	return v, err
}
