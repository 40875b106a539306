package pathdata

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"unicode/utf8"
)

// Scanner reads the words of path data, and of lists of numbers as SVG writes them.
type Scanner struct {
	Text string
	At   int     // bytes
	Most float64 // the greatest number there may be, of either sign
	Dots bool    // a number may end in a dot, as in "1.", which SVG does not say but browsers read
}

// Spaces are white space in SVG.
const Spaces = " \t\n\f\r"

// column is the place of what is next, counted in characters from 1.
func (s *Scanner) column() int { return utf8.RuneCountInString(s.Text[:s.At]) + 1 }

// Peek is the next byte, or 0 at the end.
func (s *Scanner) Peek() byte {
	if s.At < len(s.Text) {
		return s.Text[s.At]
	}
	return 0
}

// Space skips white space.
func (s *Scanner) Space() {
	for s.At < len(s.Text) && strings.IndexByte(Spaces, s.Text[s.At]) >= 0 {
		s.At++
	}
}

// Comma skips white space with one comma in it at most.
func (s *Scanner) Comma() {
	s.Space()
	if s.Peek() == ',' {
		s.At++
		s.Space()
	}
}

// Done skips white space, and says whether that was all.
func (s *Scanner) Done() bool {
	s.Space()
	return s.At == len(s.Text)
}

// Wanted says what should be next.
func (s *Scanner) Wanted(what string) error {
	if s.At >= len(s.Text) {
		return fmt.Errorf("character %d: want %s, but it ends here", s.column(), what)
	}
	r, _ := utf8.DecodeRuneInString(s.Text[s.At:])
	return fmt.Errorf("character %d: want %s, got %s", s.column(), what, strconv.Quote(string(r)))
}

// command reads a letter; the first of a path is a move.
func (s *Scanner) command(first bool) (byte, error) {
	c := s.Peek()
	_, known := arity[c|lowerCase]
	switch letter := 'A' <= c && c <= 'Z' || 'a' <= c && c <= 'z'; {
	case first && c|lowerCase != 'm':
		return 0, s.Wanted("M, as a path starts with a move")
	case !letter || !known:
		return 0, s.Wanted("one of M L H V C S Q T A Z")
	}
	s.At++
	return c, nil
}

// Another says whether the command's numbers come once more.
func (s *Scanner) Another() bool {
	s.Space()
	c := s.Peek()
	return c == ',' || c == '.' || c == '-' || c == '+' || isDigit(c)
}

// argument reads a number of a command, or a flag: one digit, which the next number may follow at once. Only
// before the first of a command may there be no comma.
func (s *Scanner) argument(first, flag bool) (float64, error) {
	if first {
		s.Space()
	} else {
		s.Comma()
	}
	if !flag {
		return s.Number()
	}
	c := s.Peek()
	if c != '0' && c != '1' {
		return 0, s.Wanted("a flag, 0 or 1")
	}
	s.At++
	return float64(c - '0'), nil
}

// Number reads a number, which ends where the next one can only start: 1.5.5-2 are three.
func (s *Scanner) Number() (float64, error) {
	start := s.At
	if c := s.Peek(); c == '+' || c == '-' {
		s.At++
	}
	whole := s.digits()
	if s.Peek() == '.' {
		s.At++
		if after := s.digits(); after == 0 && (!s.Dots || whole == 0) {
			return 0, s.Wanted("a digit")
		}
	} else if whole == 0 {
		return 0, s.Wanted("a number")
	}
	s.exponent()
	word := s.Text[start:s.At]
	number, _ := strconv.ParseFloat(word, 64) // of this form it can only be too large, and is infinite then
	if !(math.Abs(number) <= s.Most) {
		s.At = start
		return 0, fmt.Errorf("character %d: %s is not in %s", s.column(), clip(word), s.bounds())
	}
	return number, nil
}

// digits skips digits, and counts them.
func (s *Scanner) digits() int {
	start := s.At
	for isDigit(s.Peek()) {
		s.At++
	}
	return s.At - start
}

// exponent skips an exponent if there is a whole one.
func (s *Scanner) exponent() {
	start := s.At
	if s.Peek()|lowerCase != 'e' {
		return
	}
	s.At++
	if c := s.Peek(); c == '+' || c == '-' {
		s.At++
	}
	if s.digits() == 0 {
		s.At = start
	}
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

// bounds are what numbers there may be, as errors say it.
func (s *Scanner) bounds() string {
	most := strconv.FormatFloat(s.Most, 'f', -1, 64)
	return "-" + most + ".." + most
}

// maxQuoted bounds what errors repeat.
const maxQuoted = 60

// clip repeats a number as it was written, cut short if it is long.
func clip(number string) string {
	if len(number) > maxQuoted {
		return number[:maxQuoted] + "…"
	}
	return number
}

// Numbers reads a list of numbers with white space or commas between, up to one more than most.
func (s Scanner) Numbers(most int) ([]float64, error) {
	var out []float64
	for !s.Done() && len(out) <= most {
		if len(out) > 0 {
			s.Comma()
		}
		number, err := s.Number()
		if err != nil {
			return nil, err
		}
		out = append(out, number)
	}
	return out, nil
}
