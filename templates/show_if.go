package templates

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// comparisons are the operators, longer ones before those they start with.
var comparisons = []string{"==", "!=", "<=", ">=", "<", ">"}

// conditionParser reads a show_if.
type conditionParser struct {
	*scope
	rest string
	uses []int
}

// parseCondition reads a show_if, by the variables that there are:
//
//	subtitle                      not empty, not 0, not false
//	!logo                         the opposite
//	theme == "dark"               also != and, for numbers, < <= > >=
//	badge && theme == "dark"      both; || either; && binds closer
func parseCondition(text string, s *scope) (*condition, []int, error) {
	p := &conditionParser{scope: s, rest: text}
	c, err := p.chain("||", func() (*condition, error) { return p.chain("&&", p.not) })
	if err == nil && p.word() != "" {
		err = fmt.Errorf("%s is not understood; write name, !name, name == \"value\", or several with && and ||", quote(p.word()))
	}
	return c, p.uses, err
}

// word is what has not been read yet.
func (p *conditionParser) word() string {
	p.rest = strings.TrimSpace(p.rest)
	return p.rest
}

// accept reads an operator if it is next.
func (p *conditionParser) accept(op string) bool {
	rest, ok := strings.CutPrefix(p.word(), op)
	if ok {
		p.rest = rest
	}
	return ok
}

// chain reads parts with an operator between them.
func (p *conditionParser) chain(op string, part func() (*condition, error)) (*condition, error) {
	first, err := part()
	if err != nil {
		return nil, err
	}
	all := &condition{op: op, of: []*condition{first}}
	for p.accept(op) {
		next, err := part()
		if err != nil {
			return nil, err
		}
		all.of = append(all.of, next)
	}
	if len(all.of) == 1 {
		return first, nil
	}
	return all, nil
}

// not reads a comparison with any number of "!" before it.
func (p *conditionParser) not() (*condition, error) {
	if !strings.HasPrefix(p.word(), "!=") && p.accept("!") {
		inner, err := p.not()
		return &condition{op: "!", of: []*condition{inner}}, err
	}
	a, err := p.operand()
	if err != nil {
		return nil, err
	}
	for _, op := range comparisons {
		if p.accept(op) {
			b, err := p.operand()
			if err != nil {
				return nil, err
			}
			return &condition{op: op, operands: []operand{a, b}}, p.comparable(op, a, b)
		}
	}
	return &condition{operands: []operand{a}}, nil
}

// operand reads a string in either quotes, a number, true, false or the name of a variable.
func (p *conditionParser) operand() (operand, error) {
	text := p.word()
	if text == "" {
		return operand{}, fmt.Errorf("it ends where a variable or a value should be")
	}
	if quotes := text[:1]; quotes == `"` || quotes == "'" {
		value, rest, closed := strings.Cut(text[1:], quotes)
		if !closed {
			return operand{}, fmt.Errorf("a string without its closing %s", quotes)
		}
		p.rest = rest
		return operand{variable: -1, literal: node{kind: stringKind, text: value}}, nil
	}
	end := strings.IndexFunc(text, func(r rune) bool { return !strings.ContainsRune(conditionWord, r) })
	if end < 0 {
		end = len(text)
	}
	name := text[:max(end, 1)]
	p.rest = text[len(name):]
	if number, err := strconv.ParseFloat(name, 64); err == nil && strings.ContainsAny(name[:1], "-0123456789") {
		return operand{variable: -1, literal: node{kind: numberKind, number: number}}, nil
	}
	if name == "true" || name == "false" {
		return operand{variable: -1, literal: node{kind: boolKind, truth: name == "true"}}, nil
	}
	i, err := p.lookup(name)
	if err != nil {
		return operand{}, err
	}
	if !slices.Contains(p.uses, i) {
		p.uses = append(p.uses, i)
	}
	return operand{variable: i}, nil
}

// conditionWord are the characters of names and numbers.
const conditionWord = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-"
