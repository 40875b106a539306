package templates

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// The kinds of error, to be asked for with errors.Is.
var (
	// ErrInvalid: the input is malformed, or something in it is not allowed.
	ErrInvalid = errors.New("invalid template or changes")
	// ErrTooLarge: the input may be well formed, but there is more of it than a limit allows.
	ErrTooLarge = errors.New("template or changes too large")
)

// Error is one problem of a template or of changes, in words for the person who wrote it.
//
// Where several problems are found, the functions of this package return up to maxErrors of them, joined
// by errors.Join: errors.As finds the first, and errors.Is asks whether any is of a kind.
type Error struct {
	Path string // what it is about: layers[3].font_size; empty: the whole
	Msg  string // what is wrong with it and what would be right
	// Line and Column say where it starts in the JSON, both from 1, the column in characters. They are
	// 0 where there is no such place: something is missing, or came by Apply.
	Line, Column int

	kind error
}

// Error is "path: msg"; without a path, "line 3, column 5: msg".
func (e *Error) Error() string {
	switch {
	case e.Path != "":
		return e.Path + ": " + e.Msg
	case e.Line > 0:
		return fmt.Sprintf("line %d, column %d: %s", e.Line, e.Column, e.Msg)
	}
	return e.Msg
}

// Unwrap returns ErrInvalid or ErrTooLarge.
func (e *Error) Unwrap() error { return e.kind }

// maxErrors bounds how many problems are reported at once: as many as one mends in one go.
const maxErrors = 10

// lineColumn counts lines and characters up to a byte offset.
func lineColumn(source []byte, offset int) (line, column int) {
	before := string(source[:offset])
	start := strings.LastIndexByte(before, '\n') + 1
	return strings.Count(before, "\n") + 1, utf8.RuneCountInString(before[start:]) + 1
}

// maxQuoted bounds how much of the input an error repeats, in bytes.
const maxQuoted = 60

// quote repeats a piece of input in an error: escaped, and cut short if it is long.
func quote(s string) string {
	short := strings.ToValidUTF8(s[:min(len(s), maxQuoted)], "")
	if len(s) > maxQuoted {
		return strconv.Quote(short) + "…"
	}
	return strconv.Quote(s)
}

// clip repeats a number as it was written, cut short if it is long.
func clip(number string) string {
	if len(number) > maxQuoted {
		return number[:maxQuoted] + "…"
	}
	return number
}

// place is a path into the JSON: names of fields and indexes of lists.
type place []step

// step is one part of a place: a field by its name, or an element of a list by its index.
type step struct {
	name  string
	index int
	list  bool
}

// String writes the place as layers[3].font_size.
func (p place) String() string {
	var sb strings.Builder
	for _, s := range p {
		switch {
		case s.list:
			fmt.Fprintf(&sb, "[%d]", s.index)
			continue
		case sb.Len() > 0:
			sb.WriteByte('.')
		}
		sb.WriteString(pathName(s.name))
	}
	return sb.String()
}

// pathName writes a name as it is where it looks like one, else quoted: it may come from the input.
func pathName(name string) string {
	plain := func(r rune) bool {
		return r == '_' || r == '-' || r == '$' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9'
	}
	if name == "" || len(name) > maxQuoted || strings.IndexFunc(name, func(r rune) bool { return !plain(r) }) >= 0 {
		return quote(name)
	}
	return name
}

// push enters a field, pushIndex an element of a list; pop leaves n of them.
func (p *place) push(name string)    { *p = append(*p, step{name: name}) }
func (p *place) pushIndex(index int) { *p = append(*p, step{index: index, list: true}) }
func (p *place) pop(n int)           { *p = (*p)[:len(*p)-n] }
