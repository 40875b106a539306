package templates

import "slices"

// assignment is a value that a change gives to a variable.
type assignment struct {
	entry int    // index of the change
	field string // the name that the change gave the value
}

// inputs are the values that changes give to variables.
type inputs struct {
	scope *scope
	given map[int]assignment // by variable
}

// valueField is the field by which changes give a variable its value.
const valueField = "value"

// otherValueField is what changes may say for it by the variable's type, where no layer has the
// variable's name.
var otherValueField = map[VariableType]string{VariableString: "text", VariableColor: "color", VariableImage: "src"}

// input says which variable a field of a change gives a value to.
func (t *Template) input(id, field string) (variable int, ok bool) {
	i, ok := t.scope.index[id]
	if !ok || field == valueField {
		return i, ok
	}
	_, isLayer := t.index[id]
	return i, !isLayer && field == otherValueField[t.Variables[i].Type]
}

// inputs reads the values of variables. Without any, the scope is the template's own.
func (b *binder) inputs(t *Template, changes Changes) *inputs {
	in := &inputs{scope: t.scope}
	if len(t.Variables) == 0 {
		return in
	}
	for entry := range changes {
		for i := range changes[entry].fields {
			m := &changes[entry].fields[i]
			variable, ok := t.input(changes[entry].ID, m.name)
			if !ok || b.full() {
				continue
			}
			b.pushEntry(changes, entry)
			b.push(m.name)
			if t.Variables[variable].check(b, &m.node) {
				in.set(variable, m.node, assignment{entry, m.name})
			}
			b.pop(2)
		}
	}
	in.checkRequired(b)
	return in
}

// set gives a variable a value, in a copy of the template's scope.
func (in *inputs) set(variable int, value node, by assignment) {
	if in.given == nil {
		own := *in.scope
		own.values = slices.Clone(own.values)
		in.scope, in.given = &own, map[int]assignment{}
	}
	in.scope.values[variable] = value
	in.given[variable] = by
}

// checkRequired records every variable that has to be given and is not.
func (in *inputs) checkRequired(b *binder) {
	for i := range in.scope.variables {
		v := &in.scope.variables[i]
		if _, ok := in.given[i]; v.Required && !ok {
			b.push(v.Name)
			b.fail(nil, `the template needs this variable; give it as {"id":%q,"value":…}, or as %s=… in a URL`, v.Name, v.Name)
			b.pop(1)
		}
	}
}

// last is the last of the assignments to some variables.
func (in *inputs) last(variables []int) (assignment, bool) {
	last, found := assignment{entry: -1}, false
	for _, i := range variables {
		if a, ok := in.given[i]; ok && a.entry >= last.entry {
			last, found = a, true
		}
	}
	return last, found
}
