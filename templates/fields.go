package templates

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"sync"
)

// field is what the tags of a struct field say:
//
//	json:"font_size"      its name
//	range:"1..2000"       least and greatest value, of each element if it is a list
//	items:"2..MaxStops"   how many elements a list may have
//	runes:"0..MaxName"    how many characters a string may have, or each string of a list
//	pattern:"LayerID"     a rule of patterns that a string must match
//	default:"1.2"         its value when left out, as JSON, or as a string without the quotes
//	required:"true"       it may not be left out
//	final:"true"          changes may not set it
//	cut:"true"            what variables fill in is cut at the limit of runes
//	line:"true"           a string is made one line, as titles are; see oneLine
//	sizes:"true"          a Length may be hug or fill
//	length:"true"         a number of px, which grows with the canvas; see Document.Resize
//	main:"true"           the field that --set and a query mean when they name only the layer
//
// An embedded Base takes optional:"height" (what is required of a Base may here be left out, and is 0)
// and signed:"width" (here it may be negative).
type field struct {
	name     string
	index    []int // for reflect.Value.FieldByIndex
	typ      reflect.Type
	shape    shape
	bounds   span
	items    span
	runes    span
	pattern  *pattern
	defaults *string // the default tag; nil: the zero value
	required bool
	final    bool
	main     bool
	cut      bool
	line     bool
	sizes    bool
	length   bool
	values   []string // of an enumeration
	element  *field   // of a list
}

// shape is the way a Go type is read from JSON.
type shape uint8

const (
	stringShape shape = iota
	enumShape
	intShape
	floatShape
	boolShape
	customShape  // its pointer is a custom
	listShape    // slice
	structShape  // object
	pointerShape // object or null
	lengthShape  // Length
	paintShape   // Paint
	layerShape   // Layer
)

// custom is a type that reads itself.
type custom interface {
	bind(b *binder, n *node)
}

// plan is all that there is to know about a struct type to read it.
type plan struct {
	fields []field // in the order of the struct, those of an embedded Base first
	byName map[string]*field
	blank  reflect.Value // a struct with its defaults
}

// plans caches what planOf has made: reflect.Type → *plan.
var plans sync.Map

// planOf returns the plan of a struct type. It panics on a tag that makes no sense, which a test of this
// package reaches first.
func planOf(t reflect.Type) *plan {
	if p, ok := plans.Load(t); ok {
		return p.(*plan)
	}
	p := &plan{byName: map[string]*field{}}
	p.add(t, nil, "")
	for i := range p.fields {
		p.byName[p.fields[i].name] = &p.fields[i]
	}
	p.blank = p.defaults(t)
	made, _ := plans.LoadOrStore(t, p)
	return made.(*plan)
}

// add appends the fields of a struct; base is the tag of the field that embeds it.
func (p *plan) add(t reflect.Type, index []int, base reflect.StructTag) {
	for i := range t.NumField() {
		sf := t.Field(i)
		at := append(append([]int(nil), index...), i)
		if sf.Anonymous {
			p.add(sf.Type, at, sf.Tag)
			continue
		}
		name, ok := sf.Tag.Lookup("json")
		if !ok {
			continue // not of the format
		}
		f := fieldOf(sf.Type, sf.Tag)
		f.name, f.index = name, at
		if slices.Contains(strings.Fields(base.Get("optional")), name) {
			f.required = false
		}
		if slices.Contains(strings.Fields(base.Get("signed")), name) {
			f.bounds.min = -f.bounds.max
		}
		p.fields = append(p.fields, f)
	}
}

// fieldOf reads a field's tags.
func fieldOf(t reflect.Type, tag reflect.StructTag) field {
	f := field{
		typ: t, shape: shapeOf(t),
		bounds: spanTag(tag, "range"), items: spanTag(tag, "items"), runes: spanTag(tag, "runes"),
		required: tag.Get("required") == "true", final: tag.Get("final") == "true", main: tag.Get("main") == "true",
		cut: tag.Get("cut") == "true", line: tag.Get("line") == "true", sizes: tag.Get("sizes") == "true", length: tag.Get("length") == "true",
	}
	if text, ok := tag.Lookup("default"); ok {
		f.defaults = &text
	}
	if name, ok := tag.Lookup("pattern"); ok {
		rule, known := patterns[name]
		if !known {
			panic("templates: no pattern " + name)
		}
		f.pattern = &rule
	}
	if f.shape == enumShape {
		f.values = reflect.Zero(t).Interface().(enum).values()
	}
	if f.shape == listShape {
		element := fieldOf(t.Elem(), "")
		element.bounds, element.runes = f.bounds, f.runes
		f.element = &element
	}
	return f
}

// spanTag reads a tag that holds a range; without it, there is no limit.
func spanTag(tag reflect.StructTag, key string) span {
	text, ok := tag.Lookup(key)
	if !ok {
		return unlimited
	}
	s, err := parseSpan(text)
	if err != nil {
		panic(fmt.Sprintf("templates: tag %s: %v", key, err))
	}
	return s
}

var (
	customType = reflect.TypeFor[custom]()
	enumType   = reflect.TypeFor[enum]()
	paintType  = reflect.TypeFor[Paint]()
	layerType  = reflect.TypeFor[Layer]()
	lengthType = reflect.TypeFor[Length]()
)

// shapeOf says how a type is read.
func shapeOf(t reflect.Type) shape {
	switch {
	case reflect.PointerTo(t).Implements(customType):
		return customShape
	case t == paintType:
		return paintShape
	case t == layerType:
		return layerShape
	case t == lengthType:
		return lengthShape
	case t.Implements(enumType):
		return enumShape
	}
	switch t.Kind() {
	case reflect.String:
		return stringShape
	case reflect.Int:
		return intShape
	case reflect.Float64:
		return floatShape
	case reflect.Bool:
		return boolShape
	case reflect.Slice:
		return listShape
	case reflect.Struct:
		return structShape
	case reflect.Pointer:
		return pointerShape
	default:
		panic("templates: no way to read a " + t.String())
	}
}

// defaults makes a struct and reads each default into it. Copies of it share nothing that is ever
// changed: defaults are scalars, arrays and Colors.
func (p *plan) defaults(t reflect.Type) reflect.Value {
	blank := reflect.New(t).Elem()
	for i := range p.fields {
		f := &p.fields[i]
		if f.defaults == nil {
			continue
		}
		n, err := parseJSON([]byte(*f.defaults))
		if err != nil {
			n = node{kind: stringKind, text: *f.defaults}
		}
		b := &binder{}
		b.value(&n, blank.FieldByIndex(f.index), f)
		if err := b.err(); err != nil {
			panic(fmt.Sprintf("templates: default of %s: %v", f.name, err))
		}
	}
	return blank
}

// fresh returns a new struct with its defaults, which can be set.
func (p *plan) fresh() reflect.Value {
	v := reflect.New(p.blank.Type()).Elem()
	v.Set(p.blank)
	return v
}

// main is the field that a query means when it names only the layer, or nil.
func (p *plan) main() *field {
	for i := range p.fields {
		if p.fields[i].main {
			return &p.fields[i]
		}
	}
	return nil
}

// names lists the fields' names.
func (p *plan) names() []string {
	names := make([]string, len(p.fields))
	for i := range p.fields {
		names[i] = p.fields[i].name
	}
	return names
}
