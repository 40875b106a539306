package svg

import (
	"fmt"
	"unicode/utf8"

	"placard/internal/pathdata"
)

// scanner reads the words of an attribute: numbers, names and lists of them.
type scanner struct {
	pathdata.Scanner
}

// scan begins to read text.
func scan(text string) scanner {
	return scanner{pathdata.Scanner{Text: text, Most: MaxNumber, Dots: true}}
}

// accept skips a byte if it is next.
func (s *scanner) accept(c byte) bool {
	if s.At < len(s.Text) && s.Text[s.At] == c {
		s.At++
		return true
	}
	return false
}

// name reads letters, digits and hyphens.
func (s *scanner) name() string {
	start := s.At
	for isName(s.Peek()) {
		s.At++
	}
	return s.Text[start:s.At]
}

func isName(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || c == '_' || c >= utf8.RuneSelf
}

// numbers reads a list of at most so many numbers.
func numbers(text string, most int) ([]float64, error) {
	out, err := scan(text).Numbers(most)
	if err == nil && len(out) > most {
		return nil, fmt.Errorf("there are more than %d numbers", most)
	}
	return out, err
}

// number1 reads text that is one number.
func number1(text string) (float64, error) {
	s := scan(text)
	s.Space()
	v, err := s.Number()
	if err == nil && !s.Done() {
		err = s.Wanted("nothing more")
	}
	return v, err
}
