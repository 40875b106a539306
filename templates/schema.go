package templates

import (
	_ "embed"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// Schema returns a JSON Schema (2020-12) of templates, made of the types: every field with what may stand there,
// its default and its meaning. Editors complete and check by it; what needs more than one field to be judged,
// and the names of variables, only Decode knows. The bytes are the same each time, and the caller's own.
func Schema() []byte { return slices.Clone(schema()) }

var schema = sync.OnceValue(func() []byte {
	s := &schemaWriter{}
	words := s.words("Template")
	root := s.fieldsOf(reflect.TypeFor[Template](), false)
	head := []member{
		{"$schema", str("https://json-schema.org/draft/2020-12/schema")},
		{"title", str("Placard template")}, {"description", str(words)},
	}
	root.items = append(head, root.items...)
	root.items = append(root.items,
		member{"oneOf", arr(needs("layers"), needs("pages"))}, // one of them, and not both
		member{"$defs", node{kind: objectKind, items: s.defs}})
	return root.appendJSON(nil)
})

// meanings is what docs/templates.md says of each field, by "text.font_size", and of each type, by "text". A test
// keeps it equal to the page, and writes it anew.
//
//go:embed schema_words.json
var meanings []byte

// schemaWriter makes a schema, and definitions of the types that it comes by.
type schemaWriter struct {
	defs []member
	said map[string]string // of meanings
}

// words are those of a type or a field.
func (s *schemaWriter) words(name string) string {
	if s.said == nil {
		if err := json.Unmarshal(meanings, &s.said); err != nil {
			panic(fmt.Sprintf("templates: schema_words.json: %v", err)) // a test reads it first
		}
	}
	return s.said[name]
}

// define returns a reference to a definition, which is made if there is none yet.
func (s *schemaWriter) define(name string, of func() node) node {
	if !slices.ContainsFunc(s.defs, func(m member) bool { return m.name == name }) {
		at := len(s.defs)
		s.defs = append(s.defs, member{name: name}) // before it is made, since groups have layers
		made := of()
		s.defs[at].node = made
	}
	return ref(name)
}

// nameOf is what a struct type is called in the schema and in meanings: LinearGradient is linear_gradient.
func nameOf(t reflect.Type) string {
	for name, layer := range layerTypes {
		if layer == t {
			return name
		}
	}
	var sb strings.Builder
	for i, r := range t.Name() {
		if 'A' <= r && r <= 'Z' {
			if i > 0 {
				sb.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		sb.WriteRune(r)
	}
	return sb.String()
}

// structOf defines a struct type; open says that variables are filled in.
func (s *schemaWriter) structOf(t reflect.Type, open bool) node {
	name := nameOf(t)
	return s.define(name, func() node {
		def := s.fieldsOf(t, open)
		if words := s.words(name); words != "" {
			def.items = append([]member{{"description", str(words)}}, def.items...)
		}
		def.items = append(def.items, conditions[t]...)
		return def
	})
}

// filled are the fields of a template and of its pages in which variables are filled in.
var filled = map[reflect.Type][]string{
	reflect.TypeFor[Template](): filledOfTemplate, reflect.TypeFor[Page](): filledOfPage,
}

// fieldsOf is the schema of a struct's fields.
func (s *schemaWriter) fieldsOf(t reflect.Type, open bool) node {
	var properties, needed []member
	base := planOf(reflect.TypeFor[Base]())
	for i := range planOf(t).fields {
		f := &planOf(t).fields[i]
		inherited := t != reflect.TypeFor[Base]() && len(f.index) > 1
		if f.required {
			needed = append(needed, member{node: str(f.name)})
		}
		if b := base.byName[f.name]; inherited && b.bounds == f.bounds && f.name != "type" {
			s.define("every_layer", func() node { return s.fieldsOf(reflect.TypeFor[Base](), true) })
			properties = append(properties, member{f.name, ref("every_layer/properties/" + f.name)})
			continue
		}
		owner := nameOf(t)
		if inherited {
			owner = "base"
		}
		isOpen := open && !f.final || slices.Contains(filled[t], f.name)
		properties = append(properties, member{f.name, s.field(f, owner, isOpen)})
	}
	out := obj(ofType("object"), member{"properties", obj(properties...)})
	if len(needed) > 0 {
		out.items = append(out.items, member{"required", node{kind: arrayKind, items: needed}})
	}
	return obj(append(out.items, member{"additionalProperties", truth(false)})...)
}

// field is the schema of a field, with its meaning and its default.
func (s *schemaWriter) field(f *field, owner string, open bool) node {
	var head []member
	if words := s.words(owner + "." + f.name); words != "" {
		head = append(head, member{"description", str(words)})
	}
	out := s.value(f, open)
	if f.defaults != nil && !f.required {
		n, err := parseJSON([]byte(*f.defaults))
		if err != nil {
			n = str(*f.defaults)
		}
		out.items = append(out.items, member{"default", n})
	}
	return obj(append(head, out.items...)...)
}

// layer is the schema of any layer: its type says which.
func (s *schemaWriter) layer() node { return s.byType("layer", layerTypes) }

// byType is the schema of an object whose type says what else is in it. Editors complete the types, and complain
// where something is wrong, only if it is said so and not as one of several.
func (s *schemaWriter) byType(what string, types map[string]reflect.Type) node {
	names := keys(types)
	var each []node
	for _, name := range names {
		each = append(each, whenType(name, s.withType(name, types[name])))
	}
	known := obj(member{"description", str(s.words("base.type"))}, member{"enum", strs(names)})
	out := obj(ofType("object"), member{"properties", obj(member{"type", known})}, member{"required", strs([]string{"type"})}, member{"allOf", arr(each...)})
	if words := s.words(what); words != "" {
		out.items = append([]member{{"description", str(words)}}, out.items...)
	}
	return out
}

// withType defines a type, which has a field type.
func (s *schemaWriter) withType(name string, t reflect.Type) node {
	out := s.structOf(t, true)
	def := &s.defs[slices.IndexFunc(s.defs, func(m member) bool { return m.name == nameOf(t) })].node
	if properties := def.get("properties"); properties != nil {
		is := obj(member{"const", str(name)})
		if at := properties.get("type"); at != nil {
			*at = is
		} else {
			properties.items = append([]member{{"type", is}}, properties.items...)
		}
	}
	return out
}

// paint is the schema of a paint.
func (s *schemaWriter) paint() node {
	gradient := s.define("gradient", func() node { return s.byType("gradient", paintTypes) })
	return anyOf(s.define("color", colorSchema), gradient, nothing())
}
