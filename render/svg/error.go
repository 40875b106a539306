package svg

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Error says what of a drawing cannot be read or drawn, where it stands, and what to do about it.
type Error struct {
	Line    int    // from 1; 0: the drawing as a whole
	Element string // its name, without brackets; empty: none
	Reason  string
}

func (e *Error) Error() string {
	s := "svg: "
	if e.Line > 0 {
		s += fmt.Sprintf("line %d: ", e.Line)
	}
	if e.Element != "" {
		s += "<" + e.Element + ">: "
	}
	return s + e.Reason
}

// fail is an error at an element.
func (n *node) fail(format string, args ...any) *Error {
	return &Error{Line: n.line, Element: n.name, Reason: fmt.Sprintf(format, args...)}
}

// clip shortens what is quoted of a drawing.
func clip(s string) string {
	const most = 40
	if r := []rune(s); len(r) > most {
		s = string(r[:most]) + "…"
	}
	return fmt.Sprintf("%q", s)
}

// firstOf returns the first error there is.
func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// listed are the words of a table in alphabetical order.
func listed[T any](words map[string]T) string {
	return strings.Join(slices.Sorted(maps.Keys(words)), " ")
}
