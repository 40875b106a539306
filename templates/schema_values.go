package templates

// Placeholders, as a pattern: a string that is one and nothing else, and one with some in it.
const (
	onlyPlaceholder = `^\s*\{\{[^{][\s\S]*\}\}\s*$`
	hasPlaceholder  = `\{\{[^{]`
)

// value is the schema of what a field may be.
func (s *schemaWriter) value(f *field, open bool) node {
	switch f.shape {
	case stringShape:
		return s.stringOf(f, open)
	case enumShape:
		words := obj(member{"enum", strs(f.values)})
		if open {
			return anyOf(words, matching(hasPlaceholder))
		}
		return words
	case intShape:
		return s.numberOf("integer", f, open)
	case floatShape:
		return s.numberOf("number", f, open)
	case boolShape:
		return orPlaceholder("boolean", open)
	case lengthShape:
		words := `^(-?[0-9]+(\.[0-9]+)?%|.*\{\{.*)$`
		if f.sizes {
			words = `^([0-9]+(\.[0-9]+)?%|hug|fill|.*\{\{.*)$`
		}
		n := obj(ofType("number", "string"))
		n.items = append(append(n.items, f.bounds.members("minimum", "maximum")...), member{"pattern", str(words)}, inWords("write "+f.lengthWords()))
		return n
	case listShape:
		out := obj(ofType("array"), member{"items", s.value(f.element, open)})
		return obj(append(out.items, f.items.members("minItems", "maxItems")...)...)
	case structShape:
		return s.structOf(f.typ, open)
	case pointerShape:
		return anyOf(s.structOf(f.typ.Elem(), open), nothing())
	case paintShape:
		return s.define("paint", s.paint)
	case layerShape:
		return s.define("layer", s.layer)
	default:
		return s.custom(f.typ)
	}
}

// stringOf is the schema of a string.
func (s *schemaWriter) stringOf(f *field, open bool) node {
	out := obj(ofType("string"))
	if f.runes != unlimited {
		out.items = append(out.items, f.runes.members("minLength", "maxLength")...)
	}
	if f.pattern != nil {
		expr := f.pattern.String()
		if open {
			expr += "|" + hasPlaceholder
		}
		out.items = append(out.items, member{"pattern", str(expr)}, inWords("it is not "+f.pattern.words))
	}
	return out
}

// numberOf is the schema of a number, or of the variable that it is.
func (s *schemaWriter) numberOf(typ string, f *field, open bool) node {
	out := orPlaceholder(typ, open)
	out.items = append(out.items, f.bounds.members("minimum", "maximum")...)
	return out
}

// orPlaceholder is a type, or a variable in its place.
func orPlaceholder(typ string, open bool) node {
	if !open {
		return obj(ofType(typ))
	}
	return obj(ofType(typ, "string"), member{"pattern", str(onlyPlaceholder)}, inWords("write a "+typ+`, or a variable as in "{{size}}"`))
}

// members are the keywords for the ends of a range.
func (r span) members(least, most string) []member {
	if r == unlimited {
		return nil
	}
	if r.min == 0 && least != "minimum" {
		return []member{{most, num(r.max)}}
	}
	return []member{{least, num(r.min)}, {most, num(r.max)}}
}
