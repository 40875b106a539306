package templates

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/language"
)

// braces open a placeholder, {{name}}. Four of them stand for two that are meant as such.
const braces = "{{"

// maxExpanded bounds the bytes that one pass over a template fills in: as much as a template has, so that
// a long value, named a thousand times, does not grow a thousandfold.
const maxExpanded = MaxBytes

// scope is a set of variables with their values.
type scope struct {
	lang      string // of the template, by which filters write; it may have placeholders
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

// piece is a part of a string: text, or a variable by its index and what is done to its value.
type piece struct {
	text     string
	variable int    // -1: text
	chain    *chain // nil: no filters
}

// pieces splits a string at its placeholders.
func (s *scope) pieces(text string) ([]piece, error) {
	var parts []piece
	for {
		before, rest, found := strings.Cut(text, braces)
		if before != "" {
			parts = append(parts, piece{text: before, variable: -1})
		}
		if !found {
			return parts, nil
		}
		if literal, ok := strings.CutPrefix(rest, braces); ok {
			parts = append(parts, piece{text: braces, variable: -1})
			text = literal
			continue
		}
		p, after, err := s.placeholder(rest)
		if err != nil {
			return nil, err
		}
		parts = append(parts, p)
		text = after
	}
}

// placeholder reads what stands behind the braces that open one, and returns what follows those that close
// it: name}}, or name | filter:argument | filter}}.
func (s *scope) placeholder(text string) (p piece, rest string, err error) {
	inside, rest, closed := strings.Cut(text, "}}")
	name, _, filtered := strings.Cut(inside, "|")
	if !closed {
		return p, "", errNotClosed
	}
	trimmed := strings.TrimSpace(name)
	p.variable, err = s.lookup(trimmed)
	switch {
	case err != nil && !patterns["VariableName"].MatchString(trimmed):
		err = fmt.Errorf("%s is not the name of a variable; write {{{{ for the braces themselves", quote(trimmed))
	case err == nil && filtered:
		p.chain = &chain{}
		rest, err = p.chain.parse(text[len(name)+1:], s.values[p.variable].kind)
		if err != nil {
			err = fmt.Errorf("{{%s}}: %w", trimmed, err)
		}
	}
	return p, rest, err
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
	room    int          // bytes that may still be filled in
	filters int          // that have been at work
	uses    map[int]bool // variables come by; nil: nobody asks
}

// errNoRoom is an expansion beyond maxExpanded, errFilters one beyond maxFilters.
var (
	errNoRoom  = fmt.Errorf("the variables fill in more than %d bytes", maxExpanded)
	errFilters = fmt.Errorf("more than %d filters in the template", maxFilters)
)

// value is what a placeholder stands for; its variable is then in use.
func (e *expander) value(p *piece) (node, error) {
	if e.uses != nil {
		e.uses[p.variable] = true
	}
	value := e.values[p.variable]
	if p.chain == nil {
		e.room -= len(value.text)
		return value, e.full()
	}
	lang := language.Und
	if p.chain.lang {
		lang = e.language()
	}
	return e.filtered(value, p.chain.stages, lang)
}

// filtered takes a value through filters.
func (e *expander) filtered(value node, stages []stage, lang language.Tag) (node, error) {
	for _, stage := range stages {
		text, err := stage(value, lang)
		if err != nil {
			return value, err
		}
		value = node{kind: stringKind, text: text}
		e.filters++
		e.room -= len(text)
		if err := e.full(); err != nil {
			return value, err
		}
	}
	return value, nil
}

// language is that of the template, whose variables are then in use. What is wrong with it is said where it
// stands.
func (e *expander) language() language.Tag {
	parts, _ := e.pieces(e.lang)
	text := ""
	for i := range parts {
		p := &parts[i]
		if p.chain != nil {
			p.chain.lang = false // a language does not go by itself
		}
		word := node{text: p.text}
		if p.variable >= 0 {
			word, _ = e.value(p)
		}
		text += word.text
	}
	return language.Make(text)
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
		value, err := e.value(&parts[0])
		value.offset = n.offset
		return value, err
	}
	var out strings.Builder
	for i := range parts {
		word := parts[i].text
		if parts[i].variable >= 0 {
			value, err := e.value(&parts[i])
			if err != nil {
				return n, err
			}
			word = value.words()
		}
		out.WriteString(word)
	}
	n.text = out.String()
	return n, nil
}

// full is an error when there is no room for more.
func (e *expander) full() error {
	switch {
	case e.room < 0:
		return errNoRoom
	case e.filters > maxFilters:
		return errFilters
	}
	return nil
}
