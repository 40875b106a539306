package templates

import "fmt"

// condition is what a show_if asks: a tree of "||" over "&&" over "!" over comparisons.
type condition struct {
	op       string       // "||", "&&", "!", a comparison, or empty: whether the one operand is true
	of       []*condition // of "||", "&&" and "!"
	operands []operand
}

// operand is a variable, or a value written out.
type operand struct {
	variable int // index; -1: literal
	literal  node
}

// conditional is a layer that is there only if a condition holds.
type conditional struct {
	layer  string // id
	hidden bool   // what the layer itself says
	when   *condition
	uses   []int // the variables in it
}

// condition reads a layer's show_if, and hides the layer if it does not hold by the defaults.
func (b *binder) condition(base *Base, n *node) {
	if base.ShowIf == "" {
		return
	}
	b.push("show_if")
	defer b.pop(1)
	when, uses, err := parseCondition(base.ShowIf, b.scope)
	if err != nil {
		b.fail(n.get("show_if"), "%s", err)
		return
	}
	b.conditionals = append(b.conditionals, conditional{layer: base.ID, hidden: base.Hidden, when: when, uses: uses})
	base.Hidden = base.Hidden || !when.holds(b.scope.values)
	base.ShowIf = ""
}

// restore gives layers whose condition may change the visibility that they have by themselves.
func (b *binder) restore(t *Template, in *inputs, made *edits) {
	for i := range t.conditionals {
		c := &t.conditionals[i]
		if last, changed := in.last(c.uses); changed {
			made.edit(t.index[c.layer].layer, last.entry).Common().Hidden = c.hidden
		}
	}
}

// conceal hides the copies of layers whose condition does not hold.
func (made *edits) conceal(t *Template, values []node) {
	for i := range t.conditionals {
		c := &t.conditionals[i]
		if e := made.of[t.index[c.layer].layer]; e != nil && !c.when.holds(values) {
			e.layer.Common().Hidden = true
		}
	}
}

// holds answers a condition by the values of the variables.
func (c *condition) holds(values []node) bool {
	switch c.op {
	case "||":
		for _, part := range c.of {
			if part.holds(values) {
				return true
			}
		}
		return false
	case "&&":
		for _, part := range c.of {
			if !part.holds(values) {
				return false
			}
		}
		return true
	case "!":
		return !c.of[0].holds(values)
	case "":
		only := c.operands[0].value(values)
		return only.isTrue()
	default:
		return compare(c.op, c.operands[0].value(values), c.operands[1].value(values))
	}
}

// value is what an operand stands for.
func (o operand) value(values []node) node {
	if o.variable < 0 {
		return o.literal
	}
	return values[o.variable]
}

// isTrue says whether a value is neither empty, nor 0, nor false.
func (n *node) isTrue() bool { return n.text != "" && n.kind == stringKind || n.number != 0 || n.truth }

// compare compares two values of one kind.
func compare(op string, a, b node) bool {
	equal := a.text == b.text && a.kind == stringKind || a.number == b.number && a.kind == numberKind || a.truth == b.truth && a.kind == boolKind
	switch op {
	case "==":
		return equal
	case "!=":
		return !equal
	case "<":
		return a.number < b.number
	case ">":
		return a.number > b.number
	case "<=":
		return a.number <= b.number
	default:
		return a.number >= b.number
	}
}

// comparable refuses comparisons that could never hold, or never fail.
func (s *scope) comparable(op string, a, b operand) error {
	kindA, kindB := s.kindOf(a), s.kindOf(b)
	switch {
	case kindA != kindB:
		return fmt.Errorf("%s is compared with %s", kindA, kindB)
	case kindA != numberKind && op != "==" && op != "!=":
		return fmt.Errorf("%s compares numbers only", op)
	}
	for _, pair := range [][2]operand{{a, b}, {b, a}} {
		if pair[0].variable < 0 || pair[1].variable >= 0 {
			continue
		}
		v, literal := s.variables[pair[0].variable], pair[1].literal
		switch v.Type {
		case VariableColor:
			return fmt.Errorf("%s is a colour, which has many spellings; compare another variable", v.Name)
		case VariableEnum:
			probe := &binder{}
			if !v.check(probe, &literal) {
				return fmt.Errorf("%s %s", v.Name, notOneOf(literal.text, v.Values))
			}
		}
	}
	return nil
}

// kindOf is the kind of an operand's value.
func (s *scope) kindOf(o operand) kind {
	if o.variable < 0 {
		return o.literal.kind
	}
	return s.values[o.variable].kind
}
