package templates

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// pathScanner reads the words of path data, and of lists of numbers as SVG writes them.
type pathScanner struct {
	text string
	at   int // bytes
}

// pathSpace is white space in SVG.
const pathSpace = " \t\n\f\r"

// column is the place of what is next, counted in characters from 1.
func (s *pathScanner) column() int { return utf8.RuneCountInString(s.text[:s.at]) + 1 }

// peek is the next byte, or 0 at the end.
func (s *pathScanner) peek() byte {
	if s.at < len(s.text) {
		return s.text[s.at]
	}
	return 0
}

// space skips white space.
func (s *pathScanner) space() {
	for s.at < len(s.text) && strings.IndexByte(pathSpace, s.text[s.at]) >= 0 {
		s.at++
	}
}

// comma skips white space with one comma in it at most.
func (s *pathScanner) comma() {
	s.space()
	if s.peek() == ',' {
		s.at++
		s.space()
	}
}

// done skips white space, and says whether that was all.
func (s *pathScanner) done() bool {
	s.space()
	return s.at == len(s.text)
}

// wanted says what should be next.
func (s *pathScanner) wanted(what string) error {
	if s.at >= len(s.text) {
		return fmt.Errorf("character %d: want %s, but it ends here", s.column(), what)
	}
	r, _ := utf8.DecodeRuneInString(s.text[s.at:])
	return fmt.Errorf("character %d: want %s, got %s", s.column(), what, strconv.Quote(string(r)))
}

// command reads a letter; the first of a path is a move.
func (s *pathScanner) command(first bool) (byte, error) {
	c := s.peek()
	_, known := arity[c|lowerCase]
	switch letter := 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'; {
	case first && c|lowerCase != 'm':
		return 0, s.wanted("M, as a path starts with a move")
	case !letter || !known:
		return 0, s.wanted("one of M L H V C S Q T A Z")
	}
	s.at++
	return c, nil
}

// another says whether the command's numbers come once more.
func (s *pathScanner) another() bool {
	s.space()
	c := s.peek()
	return c == ',' || c == '.' || c == '-' || c == '+' || isDigit(c)
}

// argument reads a number of a command, or a flag: one digit, which the next number may follow at once. Only
// before the first of a command may there be no comma.
func (s *pathScanner) argument(first, flag bool) (float64, error) {
	if first {
		s.space()
	} else {
		s.comma()
	}
	if !flag {
		return s.number()
	}
	c := s.peek()
	if c != '0' && c != '1' {
		return 0, s.wanted("a flag, 0 or 1")
	}
	s.at++
	return float64(c - '0'), nil
}

// number reads a number, which ends where the next one can only start: 1.5.5-2 are three.
func (s *pathScanner) number() (float64, error) {
	start := s.at
	if c := s.peek(); c == '+' || c == '-' {
		s.at++
	}
	whole := s.digits()
	if s.peek() == '.' {
		s.at++
		if s.digits() == 0 {
			return 0, s.wanted("a digit")
		}
	} else if whole == 0 {
		return 0, s.wanted("a number")
	}
	s.exponent()
	word := s.text[start:s.at]
	number, _ := strconv.ParseFloat(word, 64) // of this form it can only be too large, and is infinite then
	if bounds := (span{-MaxOffset, MaxOffset}); !bounds.has(number) {
		s.at = start
		return 0, fmt.Errorf("character %d: %s is not in %s", s.column(), clip(word), bounds)
	}
	return number, nil
}

// digits skips digits, and counts them.
func (s *pathScanner) digits() int {
	start := s.at
	for isDigit(s.peek()) {
		s.at++
	}
	return s.at - start
}

// exponent skips an exponent if there is a whole one.
func (s *pathScanner) exponent() {
	start := s.at
	if s.peek()|lowerCase != 'e' {
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

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// scanNumbers reads a list of numbers with white space or commas between, up to one more than most.
func scanNumbers(text string, most int) ([]float64, error) {
	s := pathScanner{text: text}
	var out []float64
	for !s.done() && len(out) <= most {
		if len(out) > 0 {
			s.comma()
		}
		number, err := s.number()
		if err != nil {
			return nil, err
		}
		out = append(out, number)
	}
	return out, nil
}
