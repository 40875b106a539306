package templates

import (
	"strconv"
	"strings"
)

// Pair is a name and a value, as a query string and the command line have them.
type Pair struct {
	Name, Value string
}

// ParseSet reads assignments as the command line has them, NAME=VALUE, in the way that FromQuery reads
// pairs. Everything after the first "=" is the value.
func ParseSet(t *Template, assignments []string) (Changes, error) {
	pairs := make([]Pair, 0, len(assignments))
	b := &binder{}
	for _, assignment := range assignments {
		name, value, ok := strings.Cut(assignment, "=")
		if !ok {
			b.place = place{{name: name}}
			b.fail(nil, `write it as NAME=VALUE or LAYER.FIELD=VALUE`)
		}
		pairs = append(pairs, Pair{name, value})
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	return FromQuery(t, pairs)
}

// FromQuery reads changes from names and values, decoded, for a template whose variables and layers they
// name:
//
//	accent=#fff          a variable; empty, it keeps its default if its type has no empty value
//	title=Hello          or else a layer's main field: the text of a text layer, the src of an image
//	title.color=#fff     any field of a layer
//	title.font_size=64   a number, true, false, or other JSON where the field is no string
//
// Errors name the pair, and for a name that is not known the nearest that is; whether a value is of the
// right type and in its range is found out by Template.Apply.
func FromQuery(t *Template, pairs []Pair) (Changes, error) {
	var changes Changes
	b := &binder{}
	for _, pair := range pairs {
		id, fieldName, _ := strings.Cut(pair.Name, ".")
		b.place = place{{name: id}}
		if i, ok := t.scope.index[id]; ok && fieldName == "" {
			if value, given := t.Variables[i].parse(pair.Value); given {
				changes = changes.with(Change{ID: id, keyed: true, fields: []member{{valueField, value}}})
			}
			continue
		}
		at, ok := t.find(b, id)
		if !ok {
			continue
		}
		if f := b.assigned(at.layer, fieldName); f != nil {
			value, _ := b.snakes(canonicalValue(snake(fieldName), f.name, assignedValue(pair.Value, f)))
			changes = changes.with(Change{ID: id, keyed: true, fields: []member{{f.name, value}}})
		}
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	return changes, nil
}

// parse reads a variable's value as a query has it. A number or a boolean that is none is left as it is,
// for Apply to refuse.
func (v *Variable) parse(text string) (value node, given bool) {
	value = node{kind: stringKind, text: text}
	switch {
	case v.Type == VariableString || v.Type == VariableImage:
		return value, true
	case text == "":
		return value, false // programs write name= for what they have no value for
	case v.Type == VariableNumber:
		if n, err := parseJSON([]byte(text)); err == nil && n.kind == numberKind {
			value = n
		}
	case v.Type == VariableBoolean:
		if truth, err := strconv.ParseBool(text); err == nil {
			value = node{kind: boolKind, truth: truth}
		}
	}
	return value, true
}

// assigned finds the field that an assignment means, the main one if it names none.
func (b *binder) assigned(layer Layer, name string) *field {
	v := valueOf(layer)
	p := planOf(v.Type())
	if name == "" {
		f := p.main()
		if f == nil {
			b.fail(nil, "a %s layer has no text or src; name a field, as in %s.opacity=0.5", layer.Common().Type, layer.Common().ID)
		}
		return f
	}
	b.push(name)
	defer b.pop(1)
	field, ok := b.canonical(name, node{})
	if !ok {
		return nil
	}
	f := p.field(field.name)
	if f == nil {
		b.unknownField(nil, name, v.Type())
	}
	return f
}

// assignedValue reads the value of an assignment: as it stands where the field is text, else as JSON if
// it is JSON other than a string. A switch may also be 1 or 0.
func assignedValue(value string, f *field) node {
	text := node{kind: stringKind, text: value}
	switch f.shape {
	case stringShape, enumShape:
		return text
	case boolShape:
		if truth, err := strconv.ParseBool(value); err == nil {
			return node{kind: boolKind, truth: truth}
		}
	}
	if steps, ok := strings.CutPrefix(value, " "); ok && f.shape == lengthShape { // x=+10 in a query, where + is a space
		text.text = "+" + steps
		return text
	}
	if n, err := parseJSON([]byte(value)); err == nil && n.kind != stringKind {
		return n
	}
	return text
}
