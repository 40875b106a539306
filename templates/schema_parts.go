package templates

// Parts of a schema.
func str(words string) node      { return node{kind: stringKind, text: words} }
func num(v float64) node         { return node{kind: numberKind, number: v, text: decimal(v)} }
func truth(v bool) node          { return node{kind: boolKind, truth: v} }
func obj(members ...member) node { return node{kind: objectKind, items: members} }
func ref(name string) node       { return obj(member{"$ref", str("#/$defs/" + name)}) }
func matching(expr string) node  { return obj(ofType("string"), member{"pattern", str(expr)}) }
func anyOf(of ...node) node      { return obj(member{"anyOf", arr(of...)}) }
func nothing() node              { return obj(ofType("null")) }

func arr(of ...node) node {
	out := node{kind: arrayKind}
	for _, n := range of {
		out.items = append(out.items, member{node: n})
	}
	return out
}

func strs(words []string) node {
	out := node{kind: arrayKind}
	for _, word := range words {
		out.items = append(out.items, member{node: str(word)})
	}
	return out
}

// ofType is the keyword type, of one or several.
func ofType(types ...string) member {
	if len(types) == 1 {
		return member{"type", str(types[0])}
	}
	return member{"type", strs(types)}
}

func needs(names ...string) node { return obj(member{"required", strs(names)}) }

// whenType is a schema that holds only for one type.
func whenType(value string, then node) node {
	is := obj(member{"const", str(value)})
	cond := obj(member{"properties", obj(member{"type", is})}, member{"required", strs([]string{"type"})})
	return obj(member{"if", cond}, member{"then", then})
}

// inWords says what is wrong with a string that does not match the pattern. It is no keyword of JSON Schema, which
// leaves room for such, but one that editors know.
func inWords(words string) member { return member{"patternErrorMessage", str(words)} }
