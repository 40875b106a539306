package templates

import (
	"reflect"
	"slices"
	"unicode/utf8"
)

// Variable is a typed input of a template. {{Name}} stands for its value in the strings of layers, in the
// background and in the alternative text; see Template.Apply.
type Variable struct {
	Name string // in JSON it stands before the others

	Type      VariableType `json:"type" required:"true"`
	Default   Value        `json:"default"`                                                 // string, image: empty; boolean: false; others need one, or Required
	Required  bool         `json:"required" default:"false"`                                // no picture without it
	MaxLength int          `json:"max_length" range:"1..MaxTextRunes" default:"10000"`      // string: characters
	Min       float64      `json:"min" range:"-MaxNumber..MaxNumber" default:"-1000000000"` // number
	Max       float64      `json:"max" range:"-MaxNumber..MaxNumber" default:"1000000000"`  // number
	Values    []string     `json:"values" items:"1..MaxValues" runes:"1..MaxName"`          // enum
}

// Variables are those of a template, in the order of its JSON.
type Variables []Variable

// Value is what a variable may have: a string, a number, true or false.
type Value struct {
	node node
	set  bool
}

// String is the value as it is written in a text; none is empty.
func (v Value) String() string { return v.node.words() }

// MarshalJSON writes the value; none is null.
func (v Value) MarshalJSON() ([]byte, error) { return v.node.appendJSON(nil), nil }

// bind keeps the value; what it may be depends on the variable's type, which finish knows.
func (v *Value) bind(_ *binder, n *node) { *v = Value{node: *n, set: true} }

// words is a scalar as it is written in a text.
func (n *node) words() string {
	switch n.kind {
	case stringKind:
		return n.text
	case numberKind:
		return decimal(n.number)
	case boolKind:
		if n.truth {
			return "true"
		}
		return "false"
	default:
		return ""
	}
}

// reserved are names in URLs that are no variables: what a caller wrote for one of these would never
// arrive.
var reserved = []string{
	"c", "cache_ttl", "changes", "download", "expires", "format", "h", "height", "key_id", "max_bytes", "platform", "q", "quality", "report", "s",
	"scale", "signature", "template", "url", "w", "width",
}

// ReservedNames are what no variable may be called, sorted: the parameters that URLs have for themselves.
func ReservedNames() []string { return slices.Clone(reserved) }

// bind reads the variables by their names.
func (v *Variables) bind(b *binder, n *node) {
	if !b.is(n, objectKind) {
		return
	}
	if len(n.items) > MaxVariables {
		b.tooLarge(n, "%d variables; the limit is %d", len(n.items), MaxVariables)
		return
	}
	*v = make(Variables, 0, len(n.items))
	for i := range n.items {
		m := &n.items[i]
		b.push(m.name)
		switch rule := patterns["VariableName"]; {
		case !rule.MatchString(m.name):
			b.fail(&m.node, "the name is not %s", rule.words)
		case slices.Contains(reserved, m.name):
			b.fail(&m.node, "is a parameter that URLs have for themselves; choose another name")
		default:
			fresh := planOf(reflect.TypeFor[Variable]()).fresh()
			b.object(&m.node, fresh)
			fresh.FieldByName("Name").SetString(m.name)
			*v = append(*v, fresh.Interface().(Variable))
		}
		b.pop(1)
	}
}

// variableFields are what only one type of variable has.
var variableFields = map[string]VariableType{
	"max_length": VariableString, "min": VariableNumber, "max": VariableNumber, "values": VariableEnum,
}

// finish checks a variable's fields against its type, and fills in its default.
func (v *Variable) finish(b *binder, n *node) {
	for _, name := range keys(variableFields) {
		if owner := variableFields[name]; owner != v.Type && n.get(name) != nil {
			b.push(name)
			b.fail(n.get(name), "only a variable of type %s has it", owner)
			b.pop(1)
		}
	}
	if v.Type == VariableEnum && len(v.Values) == 0 {
		b.push("values")
		b.fail(n, "is required of an enum")
		b.pop(1)
		return
	}
	if v.Min > v.Max {
		b.push("min")
		b.fail(n.get("min"), "%s is more than max, %s", decimal(v.Min), decimal(v.Max))
		b.pop(1)
		return
	}
	v.checkDefault(b, n)
}

// checkDefault checks the default, and makes one where the type has a natural one or the caller has to
// give a value.
func (v *Variable) checkDefault(b *binder, n *node) {
	b.push("default")
	defer b.pop(1)
	switch {
	case v.Default.set && v.Required:
		b.fail(n.get("default"), "a required variable never takes its default; leave one of them out")
	case v.Default.set:
		v.check(b, &v.Default.node)
	case !v.Required && v.Type != VariableString && v.Type != VariableImage && v.Type != VariableBoolean:
		b.fail(n, `is required of a variable of type %s, unless it is "required": true`, v.Type)
	default:
		v.Default.node = v.blank()
	}
}

// blank is the value of a variable that has no default, or none yet: the least that fits where such a
// variable stands.
func (v *Variable) blank() node {
	switch v.Type {
	case VariableColor:
		return node{kind: stringKind, text: "transparent"}
	case VariableNumber:
		number := max(v.Min, min(v.Max, 0))
		return node{kind: numberKind, number: number, text: decimal(number)}
	case VariableEnum:
		return node{kind: stringKind, text: v.Values[0]}
	case VariableBoolean:
		return node{kind: boolKind}
	default:
		return node{kind: stringKind}
	}
}

// check says whether a value is one that the variable may have, and records why not.
func (v *Variable) check(b *binder, n *node) bool {
	before := len(b.errs)
	switch v.Type {
	case VariableColor:
		new(Color).bind(b, n)
	case VariableNumber:
		b.number(n, span{v.Min, v.Max})
	case VariableBoolean:
		b.is(n, boolKind)
	default:
		if b.is(n, stringKind) {
			v.checkText(b, n)
		}
	}
	return len(b.errs) == before && !b.full()
}

// checkText checks a value that is a string.
func (v *Variable) checkText(b *binder, n *node) {
	source := patterns["Source"]
	switch count := utf8.RuneCountInString(n.text); {
	case !utf8.ValidString(n.text):
		b.fail(n, "not valid UTF-8")
	case v.Type == VariableString && count > v.MaxLength:
		b.tooLarge(n, "%d characters; the limit is %d", count, v.MaxLength)
	case v.Type == VariableImage && !source.MatchString(n.text):
		b.fail(n, "%s is not %s", quote(n.text), source.words)
	case v.Type == VariableEnum && !slices.Contains(v.Values, n.text):
		b.fail(n, "%s", notOneOf(n.text, v.Values))
	}
}
