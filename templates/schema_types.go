package templates

import (
	"reflect"
	"strings"

	"placard/internal/css"
)

// custom is the schema of a type that reads itself.
func (s *schemaWriter) custom(t reflect.Type) node {
	if of := customSchemas()[t]; of != nil {
		return of(s)
	}
	if t.Kind() == reflect.Array && t.Elem().Kind() == reflect.Float64 {
		return numbersSchema(t)
	}
	panic("templates: no schema of a " + t.String()) // a test makes the schema
}

// inside is the schema of numbers within bounds.
func inside(bounds span) node {
	return obj(append([]member{ofType("number")}, bounds.members("minimum", "maximum")...)...)
}

// listed is the schema of a list of so many of one kind.
func listed(of node, count span) node {
	return obj(append([]member{ofType("array"), {"items", of}}, count.members("minItems", "maxItems")...)...)
}

// filledIn is a schema, or a string with a placeholder.
func filledIn(of ...node) node { return anyOf(append(of, matching(hasPlaceholder))...) }

// numbersSchema is that of a fixed count of numbers, or of one for all where the type reads that.
func numbersSchema(t reflect.Type) node {
	open := orPlaceholder("number", true)
	probe := func(sample string) bool {
		n, _ := parseJSON([]byte(sample))
		b := &binder{}
		reflect.New(t).Interface().(custom).bind(b, &n)
		return len(b.errs) == 0
	}
	signed := probe("[-1" + strings.Repeat(",0", t.Len()-1) + "]")
	bounds := span{0, MaxOffset}
	if signed {
		bounds.min = -MaxOffset
	}
	one := obj(append(open.items, bounds.members("minimum", "maximum")...)...)
	exactly := func(count int) node { return listed(one, span{float64(count), float64(count)}) }
	all := []node{exactly(t.Len())}
	if t.Len() > 2 && probe("[0,0]") {
		all = append(all, exactly(2))
	}
	if probe("0") {
		all = append([]node{one}, all...)
	}
	return anyOf(all...)
}

// colorSchema is that of a colour: names for completion, and every other way to write one.
func colorSchema() node {
	names := append(css.Names(), "transparent")
	hex := `^#([0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})$`
	functions := `^([Rr][Gg][Bb]|[Hh][Ss][Ll])[Aa]?\(.*\)$|^[Oo][Kk][Ll]([Aa][Bb]|[Cc][Hh])\(.*\)$`
	capitals := `^[A-Za-z]*[A-Z][A-Za-z]*$` // names are read in capitals as well
	return anyOf(obj(member{"enum", strs(names)}), matching(hex), matching(functions), matching(capitals), matching(hasPlaceholder))
}

// positionSchema is that of a point in a box.
func positionSchema() node {
	words := []string{"center", "left", "right", "top", "bottom", "center center"}
	for _, x := range []string{"left", "center", "right"} {
		for _, y := range []string{"top", "center", "bottom"} {
			if x != y {
				words = append(words, x+" "+y, y+" "+x)
			}
		}
	}
	return filledIn(obj(member{"enum", strs(words)}), listed(orNumber(span{0, 1}), span{2, 2}))
}

// orNumber is the schema of a number in a range, or of a variable in its place.
func orNumber(bounds span) node {
	out := orPlaceholder("number", true)
	return obj(append(out.items, bounds.members("minimum", "maximum")...)...)
}

// adaptSchema is that of an Adapt.
func adaptSchema() node {
	rule := obj(member{"enum", strs(adaptRules)})
	sides := obj(ofType("object"), member{"properties", obj(member{"x", rule}, member{"y", rule})}, member{"additionalProperties", truth(false)})
	return filledIn(obj(member{"enum", strs(keys(adaptWords))}), sides, nothing())
}

// featureSchema is that of OpenType features.
func featureSchema() node {
	tag := patterns["OpenTypeTag"].String()
	value := anyOf(obj(ofType("boolean")), inside(span{0, MaxFeature}), matching(onlyPlaceholder))
	word := matching(`^(-?[A-Za-z0-9 ]{4}|[A-Za-z0-9 ]{4}=[0-9]+)$|` + hasPlaceholder)
	return anyOf(listed(word, span{0, MaxFeatures}), mapped(tag, value, MaxFeatures), nothing())
}

// mapped is the schema of an object with names by a pattern.
func mapped(names string, value node, most float64) node {
	return obj(ofType("object"), member{"propertyNames", obj(member{"pattern", str(names)})},
		member{"additionalProperties", value}, member{"maxProperties", num(most)})
}

// variablesSchema is that of a template's variables.
func (s *schemaWriter) variablesSchema() node {
	names := obj(member{"pattern", str(patterns["VariableName"].String())}, member{"not", obj(member{"enum", strs(reserved)})})
	return obj(ofType("object"), member{"propertyNames", names},
		member{"additionalProperties", s.structOf(reflect.TypeFor[Variable](), false)}, member{"maxProperties", num(MaxVariables)})
}

// changesSchema is that of changes in all their spellings. What a field may be depends on its layer.
func changesSchema() node {
	id := obj(ofType("string"))
	entry := obj(ofType("object"), member{"properties", obj(member{"id", id}, member{"name", id}, member{"property", id})},
		member{"anyOf", arr(needs("id"), needs("name"))})
	return obj(ofType("array", "object"), member{"items", entry}, member{"maxItems", num(MaxChanges)}, member{"maxProperties", num(MaxChanges)})
}

// dataSchema is that of the numbers of a chart.
func (s *schemaWriter) dataSchema() node {
	row := listed(orNumber(span{-MaxNumber, MaxNumber}), span{0, MaxData})
	return anyOf(row, listed(anyOf(row, s.structOf(reflect.TypeFor[Series](), true)), span{0, MaxSeries}), obj(ofType("string")))
}

// shadowsSchema is that of a shadow, or of several.
func (s *schemaWriter) shadowsSchema() node {
	one := s.structOf(reflect.TypeFor[Shadow](), true)
	return anyOf(one, listed(one, span{0, MaxShadows}), nothing())
}

// customSchemas are the schemas of types that read themselves.
func customSchemas() map[reflect.Type]func(*schemaWriter) node {
	plain := func(of func() node) func(*schemaWriter) node { return func(*schemaWriter) node { return of() } }
	pair := listed(orNumber(span{-MaxOffset, MaxOffset}), span{2, 2})
	return map[reflect.Type]func(*schemaWriter) node{
		reflect.TypeFor[Color]():    func(s *schemaWriter) node { return s.define("color", colorSchema) },
		reflect.TypeFor[Position](): plain(positionSchema),
		reflect.TypeFor[Adapt]():    plain(adaptSchema),
		reflect.TypeFor[Features](): plain(featureSchema),
		reflect.TypeFor[Variations](): plain(func() node {
			return anyOf(mapped(patterns["OpenTypeTag"].String(), orNumber(span{-MaxAxis, MaxAxis}), MaxFeatures), nothing())
		}),
		reflect.TypeFor[LineHeight](): plain(func() node {
			return obj(ofType("number", "string"), member{"minimum", num(lineHeightMultiple.min)}, member{"maximum", num(lineHeightMultiple.max)},
				member{"pattern", str(`^[0-9.]+px$|` + hasPlaceholder)})
		}),
		reflect.TypeFor[Points](): plain(func() node {
			return filledIn(listed(pair, span{3, MaxCorners}), matching(`^[-+0-9.,eE\s]*$`), listed(pair, span{0, 0}))
		}),
		reflect.TypeFor[ViewBox](): plain(func() node {
			return filledIn(listed(orNumber(span{-MaxOffset, MaxOffset}), span{4, 4}), matching(`^[-+0-9.,eE\s]+$`), nothing())
		}),
		reflect.TypeFor[PathData](): plain(func() node { return matching(`^[-+0-9.,eE\sMmLlHhVvCcSsQqTtAaZz]*$|` + hasPlaceholder) }),
		reflect.TypeFor[Link](): plain(func() node {
			return matching(`^$|^([Hh][Tt][Tt][Pp][Ss]?://|[Mm][Aa][Ii][Ll][Tt][Oo]:|[Tt][Ee][Ll]:)\S+$|` + hasPlaceholder)
		}),
		reflect.TypeFor[Date]():      plain(func() node { return matching(`^$|^[0-9]{4}-[0-9]{2}-[0-9]{2}(T.*)?$|` + hasPlaceholder) }),
		reflect.TypeFor[Number]():    plain(func() node { return anyOf(orNumber(span{-MaxNumber, MaxNumber}), nothing()) }),
		reflect.TypeFor[Value]():     plain(func() node { return obj(ofType("string", "number", "boolean")) }),
		reflect.TypeFor[Changes]():   plain(changesSchema),
		reflect.TypeFor[Data]():      (*schemaWriter).dataSchema,
		reflect.TypeFor[Shadows]():   (*schemaWriter).shadowsSchema,
		reflect.TypeFor[Variables](): (*schemaWriter).variablesSchema,
		reflect.TypeFor[Pages](): func(s *schemaWriter) node {
			return listed(s.structOf(reflect.TypeFor[Page](), false), span{1, MaxPages})
		},
	}
}

// conditions are keywords beside the fields of a type: what goes with what.
var conditions = map[reflect.Type][]member{
	reflect.TypeFor[Variable](): {{"allOf", variableConditions()}},
	reflect.TypeFor[Mask](): {{"allOf", arr(
		whenType(string(MaskTypePath), needs("d")), whenType(string(MaskTypeImage), needs("src")),
	)}},
}

// variableConditions say which fields a variable of a type has, and what its default may be.
func variableConditions() node {
	types := map[VariableType]string{VariableNumber: "number", VariableBoolean: "boolean"}
	var each []node
	for _, name := range list(VariableString, VariableColor, VariableNumber, VariableEnum, VariableImage, VariableBoolean) {
		kind := VariableType(name)
		fallback := obj(ofType("string"))
		if other, ok := types[kind]; ok {
			fallback = obj(ofType(other))
		}
		switch kind {
		case VariableColor:
			fallback = ref("color")
		case VariableImage:
			fallback = matching(patterns["Source"].String())
		}
		fields := []member{{"default", fallback}}
		for _, field := range keys(variableFields) {
			if variableFields[field] != kind {
				fields = append(fields, member{field, truth(false)})
			}
		}
		then := obj(member{"properties", obj(fields...)})
		if kind == VariableEnum {
			then.items = append(then.items, member{"required", strs([]string{"values"})})
		}
		each = append(each, whenType(name, then))
	}
	needed := obj(member{"required", strs([]string{"default"})})
	isRequired := obj(member{"properties", obj(member{"required", obj(member{"const", truth(true)})})}, member{"required", strs([]string{"required"})})
	never := obj(member{"properties", obj(member{"default", truth(false)})})
	typeIs := obj(member{"properties", obj(member{"type", obj(member{"enum", strs(list(VariableColor, VariableNumber, VariableEnum))})})}, member{"required", strs([]string{"type"})})
	each = append(each, obj(member{"if", isRequired}, member{"then", never},
		member{"else", obj(member{"if", typeIs}, member{"then", needed})}))
	return arr(each...)
}
