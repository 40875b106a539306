package templates

import (
	"errors"
	"fmt"
	"slices"
	"strings"
)

// braces open a placeholder, {{name}}. Four of them stand for two that are meant as such.
const braces = "{{"

// maxExpanded bounds the bytes that one pass over a template fills in: as much as a template has, so that
// a long value, named a thousand times, does not grow a thousandfold.
const maxExpanded = MaxBytes

// scope is a set of variables with their values.
type scope struct {
	variables Variables
	index     map[string]int // by name
	values    []node         // in the order of variables
}

// newScope gives each variable its default.
func newScope(variables Variables) *scope {
	s := &scope{variables: variables, index: make(map[string]int, len(variables)), values: make([]node, len(variables))}
	for i := range variables {
		s.index[variables[i].Name] = i
		s.values[i] = variables[i].Default.node
	}
	return s
}

// names are those of the variables.
func (s *scope) names() []string { return keys(s.index) }

// piece is a part of a string: text, or a variable by its index.
type piece struct {
	text     string
	variable int // -1: text
}

// pieces splits a string at its placeholders.
func (s *scope) pieces(text string) ([]piece, error) {
	var parts []piece
	for {
		before, rest, found := strings.Cut(text, braces)
		if before != "" {
			parts = append(parts, piece{before, -1})
		}
		if !found {
			return parts, nil
		}
		if literal, ok := strings.CutPrefix(rest, braces); ok {
			parts = append(parts, piece{braces, -1})
			text = literal
			continue
		}
		name, after, closed := strings.Cut(rest, "}}")
		if !closed {
			return nil, errors.New("{{ without }}; write {{{{ for the braces themselves")
		}
		name = strings.TrimSpace(name)
		i, err := s.lookup(name)
		if err != nil && !patterns["VariableName"].MatchString(name) {
			err = fmt.Errorf("%s is not the name of a variable; write {{{{ for the braces themselves", quote(name))
		}
		if err != nil {
			return nil, err
		}
		parts = append(parts, piece{variable: i})
		text = after
	}
}

// lookup finds a variable by its name.
func (s *scope) lookup(name string) (int, error) {
	if i, ok := s.index[name]; ok {
		return i, nil
	}
	hint := didYouMean(name, s.names())
	switch {
	case len(s.index) == 0:
		hint = "; the template has no variables"
	case hint == "":
		hint = "; there are " + strings.Join(s.names(), ", ")
	}
	return 0, fmt.Errorf("no variable %s%s", quote(name), hint)
}

// expander fills in placeholders.
type expander struct {
	*scope
	room int          // bytes that may still be filled in
	uses map[int]bool // variables come by; nil: nobody asks
}

// errNoRoom is an expansion beyond maxExpanded.
var errNoRoom = fmt.Errorf("the variables fill in more than %d bytes", maxExpanded)

// value is a variable's, which is then in use.
func (e *expander) value(i int) node {
	if e.uses != nil {
		e.uses[i] = true
	}
	return e.values[i]
}

// node fills in all strings of a node. Where one is a placeholder and nothing else, and words is false,
// what comes of it is of the variable's own type: a number, true or false. The node given stays as it is.
func (e *expander) node(n node, words bool) (node, error) {
	if !n.hasBraces() {
		return n, nil
	}
	if n.kind == stringKind {
		return e.string(n, words)
	}
	n.items = slices.Clone(n.items)
	for i := range n.items {
		item, err := e.node(n.items[i].node, words)
		if err != nil {
			return n, err
		}
		n.items[i].node = item
	}
	return n, nil
}

// hasBraces says whether there may be a placeholder in a node.
func (n *node) hasBraces() bool {
	if n.kind == stringKind {
		return strings.Contains(n.text, braces)
	}
	return slices.ContainsFunc(n.items, func(m member) bool { return m.hasBraces() })
}

// string fills in a string that has braces in it.
func (e *expander) string(n node, words bool) (node, error) {
	parts, err := e.pieces(n.text)
	if err != nil {
		return n, err
	}
	if !words && len(parts) == 1 && parts[0].variable >= 0 {
		value := e.value(parts[0].variable)
		value.offset = n.offset
		e.room -= len(value.text)
		return value, e.full()
	}
	var out strings.Builder
	for _, p := range parts {
		word := p.text
		if p.variable >= 0 {
			value := e.value(p.variable)
			word = value.words()
			e.room -= len(word)
		}
		if err := e.full(); err != nil {
			return n, err
		}
		out.WriteString(word)
	}
	n.text = out.String()
	return n, nil
}

// full is errNoRoom when there is none.
func (e *expander) full() error {
	if e.room < 0 {
		return errNoRoom
	}
	return nil
}
