package templates

import "strings"

// ParseSet reads assignments as the command line has them, for a template whose layers they name:
//
//	title=Hello          the layer's main field: the text of a text layer, the src of an image
//	title.color=#fff     any of its fields
//	title.font_size=64   a number, true, false, or other JSON where the field is no string
//
// Everything after the first "=" is the value. Errors name the assignment; whether a value is of the
// right type and in its range is found out by Template.Apply.
func ParseSet(t *Template, assignments []string) (Changes, error) {
	var changes Changes
	b := &binder{}
	for _, assignment := range assignments {
		name, value, ok := strings.Cut(assignment, "=")
		b.place = place{{name: name}}
		if !ok {
			b.fail(nil, `write it as LAYER=TEXT or LAYER.FIELD=VALUE`)
			continue
		}
		id, fieldName, _ := strings.Cut(name, ".")
		b.place = place{{name: id}}
		at, ok := t.find(b, id)
		if !ok {
			continue
		}
		if f := b.assigned(at.layer, fieldName); f != nil {
			changes = changes.set(id, f.name, assignedValue(value, f))
		}
	}
	if err := b.err(); err != nil {
		return nil, err
	}
	return changes, nil
}

// assigned finds the field that an assignment means, the main one if it names none.
func (b *binder) assigned(layer Layer, name string) *field {
	v := valueOf(layer)
	p := planOf(v.Type())
	if name == "" {
		for i := range p.fields {
			if p.fields[i].main {
				return &p.fields[i]
			}
		}
		b.fail(nil, "a %s layer has no text or src; name a field, as in %s.opacity=0.5", layer.Common().Type, layer.Common().ID)
		return nil
	}
	f := p.byName[name]
	if f == nil {
		b.push(name)
		b.unknownField(nil, name, v.Type())
	}
	return f
}

// assignedValue reads the value of an assignment: as it stands where the field is text, else as JSON if
// it is JSON other than a string.
func assignedValue(value string, f *field) node {
	text := node{kind: stringKind, text: value}
	if f.shape == stringShape || f.shape == enumShape {
		return text
	}
	if n, err := parseJSON([]byte(value)); err == nil && n.kind != stringKind {
		return n
	}
	return text
}
